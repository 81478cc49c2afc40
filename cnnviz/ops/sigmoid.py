"""Sigmoid: ``1 / (1 + exp(-x))``, between 0 and 1."""

import numpy as np
from numpy.typing import NDArray

from cnnviz.ops._activation import arriving, real, trace_cells
from cnnviz.ops._operation import Gradients, Operation
from cnnviz.trace import Trace


def sigmoid(x: NDArray) -> NDArray:
    """Turn every cell into a number between 0 and 1; the shape does not change.

    Parameters
    ----------
    x : ndarray
        Any shape, without unit.

    Returns
    -------
    ndarray of float
        ``1 / (1 + exp(-x))`` cell by cell [1]_, as ``torch.sigmoid``; for negative cells
        written ``exp(x) / (exp(x) + 1)``, which cannot overflow. NaN stays NaN.

    References
    ----------
    .. [1] Rumelhart, Hinton and Williams (1986), Learning representations by
       back-propagating errors, Nature 323.

    Examples
    --------
    >>> sigmoid(np.array([-1000, 0, 1000]))
    array([0. , 0.5, 1. ])
    """
    x = real(x)
    small = np.exp(-np.abs(x))
    return np.where(x < 0, small, 1) / (1 + small)


def sigmoid_backward(grad_output: NDArray, x: NDArray) -> Gradients:
    """Compute the gradients of `sigmoid`.

    Parameters
    ----------
    grad_output, x : ndarray of one shape
        How the loss moves with each output cell; what `sigmoid` was given.

    Returns
    -------
    Gradients
        For the input: the gradient times ``y * (1 - y)``, where ``1 - y`` is taken as
        ``sigmoid(-x)`` so that it stays exact when ``y`` is close to 1.

    Raises
    ------
    ShapeError
        When the two shapes differ.

    Examples
    --------
    >>> sigmoid_backward(np.array([8, 8]), np.array([0, 1000])).input
    array([2., 0.])
    """
    grad_output, x = arriving(grad_output, x)
    return Gradients(grad_output * sigmoid(x) * sigmoid(-x))


def trace(image: NDArray) -> Trace:
    """Run `sigmoid` on one image of shape (C, H, W) and keep every cell.

    Examples
    --------
    >>> [step.result.item() for step in trace(np.array([[[-1000, 0]]])).steps]
    [0.0, 0.5]
    """
    return trace_cells("sigmoid", sigmoid, sigmoid_backward, image)


OPERATION = Operation(
    "sigmoid",
    "Sigmoid",
    24,
    sigmoid,
    trace,
    backward=sigmoid_backward,
    family="activation",
    formula=r"y = \frac{1}{1 + e^{-x}}",
    numpy="y = 1 / (1 + np.exp(-x))",
    torch="y = torch.sigmoid(x)",
)
