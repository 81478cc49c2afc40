"""Tanh: hyperbolic tangent, between -1 and 1."""

import numpy as np
from numpy.typing import NDArray

from cnnviz.ops._activation import arriving, real, trace_cells
from cnnviz.ops._operation import Gradients, Operation
from cnnviz.trace import Trace


def tanh(x: NDArray) -> NDArray:
    """Turn every cell into a number between -1 and 1; the shape does not change.

    Parameters
    ----------
    x : ndarray
        Any shape, without unit.

    Returns
    -------
    ndarray of float
        ``(exp(x) - exp(-x)) / (exp(x) + exp(-x))`` cell by cell [1]_, as ``torch.tanh``;
        NaN stays NaN.

    References
    ----------
    .. [1] LeCun, Bottou, Orr and Mueller (1998), Efficient BackProp, section 4.4.

    Examples
    --------
    >>> tanh(np.array([-1000, 0, 1000]))
    array([-1.,  0.,  1.])
    """
    return np.tanh(real(x))


def tanh_backward(grad_output: NDArray, x: NDArray) -> Gradients:
    """Compute the gradients of `tanh`.

    Parameters
    ----------
    grad_output, x : ndarray of one shape
        How the loss moves with each output cell; what `tanh` was given.

    Returns
    -------
    Gradients
        For the input: the gradient times ``1 - tanh(x)**2``.

    Raises
    ------
    ShapeError
        When the two shapes differ.

    Examples
    --------
    >>> tanh_backward(np.array([8, 8]), np.array([0, 1000])).input
    array([8., 0.])
    """
    grad_output, x = arriving(grad_output, x)
    return Gradients(grad_output * (1 - np.tanh(x) ** 2))


def trace(image: NDArray) -> Trace:
    """Run `tanh` on one image of shape (C, H, W) and keep every cell.

    Examples
    --------
    >>> [step.result.item() for step in trace(np.array([[[-1000, 0]]])).steps]
    [-1.0, 0.0]
    """
    return trace_cells("tanh", tanh, tanh_backward, image)


OPERATION = Operation(
    "tanh",
    "Tanh",
    25,
    tanh,
    trace,
    backward=tanh_backward,
    family="activation",
    formula=r"y = \frac{e^x - e^{-x}}{e^x + e^{-x}}",
    numpy="y = np.tanh(x)",
    torch="y = torch.tanh(x)",
)
