"""Leaky ReLU: ``x`` if positive, else a small multiple of it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.ops._activation import arriving, real, trace_cells
from cnnviz.ops._operation import Gradients, Operation, Param
from cnnviz.trace import Trace


def leaky_relu(x: NDArray, negative_slope: float = 0.01) -> NDArray:
    """Keep positive cells and shrink negative ones; the shape does not change.

    Parameters
    ----------
    x : ndarray
        Any shape, any unit.
    negative_slope : float
        The part of a negative cell that is kept.

    Returns
    -------
    ndarray of float
        ``max(x, 0) + negative_slope * min(x, 0)`` cell by cell [1]_; NaN stays NaN.

    References
    ----------
    .. [1] Maas, Hannun and Ng (2013), Rectifier nonlinearities improve neural network
       acoustic models, ICML; as ``torch.nn.functional.leaky_relu``.

    Examples
    --------
    >>> leaky_relu(np.array([-2, 0, 3]), 0.1)
    array([-0.2,  0. ,  3. ])
    """
    x = real(x)
    return np.maximum(x, 0) + negative_slope * np.minimum(x, 0)


def leaky_relu_backward(
    grad_output: NDArray, x: NDArray, negative_slope: float = 0.01
) -> Gradients:
    """Compute the gradients of `leaky_relu`.

    Parameters
    ----------
    grad_output, x : ndarray of one shape
        How the loss moves with each output cell; what `leaky_relu` was given.
    negative_slope : float
        As given to `leaky_relu`.

    Returns
    -------
    Gradients
        For the input: the gradient where ``x > 0``, and ``negative_slope`` of it elsewhere,
        at exactly 0 too, as PyTorch does.

    Raises
    ------
    ShapeError
        When the two shapes differ.

    Examples
    --------
    >>> leaky_relu_backward(np.array([5, 5, 5]), np.array([-2, 0, 3]), 0.1).input
    array([0.5, 0.5, 5. ])
    """
    grad_output, x = arriving(grad_output, x)
    return Gradients(np.where(x > 0, grad_output, negative_slope * grad_output))


def trace(image: NDArray, **settings: Any) -> Trace:
    """Run `leaky_relu` on one image of shape (C, H, W) and keep every cell.

    Examples
    --------
    >>> [step.slope.item() for step in trace(np.array([[[-2, 3]]])).steps]
    [0.01, 1.0]
    """
    return trace_cells("leaky_relu", leaky_relu, leaky_relu_backward, image, **settings)


PARAMS = (
    Param(
        "negative_slope",
        "Slope below zero",
        0.01,
        (0.01, 0.1, 0.2, 0.3),
        "How much of a negative value is kept: 0.1 turns -2 into -0.2.",
    ),
)

OPERATION = Operation(
    "leaky_relu",
    "Leaky ReLU",
    21,
    leaky_relu,
    trace,
    PARAMS,
    leaky_relu_backward,
    family="activation",
    formula=r"y = \begin{cases} x & x > 0 \\ <negative_slope> \cdot x & x \le 0 \end{cases}",
    numpy="y = np.where(x > 0, x, {negative_slope} * x)",
    torch="y = F.leaky_relu(x, {negative_slope})",
)
