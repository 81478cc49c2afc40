"""ReLU: ``max(x, 0)``."""

import numpy as np
from numpy.typing import NDArray

from cnnviz.ops._activation import arriving, trace_cells
from cnnviz.ops._operation import Gradients, Operation
from cnnviz.trace import Trace


def relu(x: NDArray) -> NDArray:
    """Replace every negative cell by zero; the shape does not change.

    Parameters
    ----------
    x : ndarray
        Any shape, any unit.

    Returns
    -------
    ndarray
        ``max(x, 0)`` cell by cell [1]_; NaN stays NaN.

    References
    ----------
    .. [1] Nair and Hinton (2010), Rectified linear units improve restricted Boltzmann
       machines, ICML; as ``torch.nn.functional.relu``.

    Examples
    --------
    >>> relu(np.array([[-2, 3]]))
    array([[0, 3]])
    """
    return np.maximum(x, 0)


def relu_backward(grad_output: NDArray, x: NDArray) -> Gradients:
    """Compute the gradients of `relu`.

    Parameters
    ----------
    grad_output, x : ndarray of one shape
        How the loss moves with each output cell; what `relu` was given.

    Returns
    -------
    Gradients
        For the input: the gradient where ``x > 0``, and 0 elsewhere. At exactly 0 the curve
        has a corner; its slope there is taken as 0, as PyTorch does.

    Raises
    ------
    ShapeError
        When the two shapes differ.

    Examples
    --------
    >>> relu_backward(np.array([5, 5, 5]), np.array([-2, 0, 3])).input
    array([0., 0., 5.])
    """
    grad_output, x = arriving(grad_output, x)
    return Gradients(np.where(x <= 0, 0, grad_output))


def trace(image: NDArray) -> Trace:
    """Run `relu` on one image of shape (C, H, W); every step is the larger of a cell and 0.

    Examples
    --------
    >>> [step.terms.tolist() for step in trace(np.array([[[-2, 3]]])).steps]
    [[[[-2, 0]]], [[[3, 0]]]]
    """
    return trace_cells("relu", relu, relu_backward, image, against=(0,))


OPERATION = Operation(
    "relu",
    "ReLU",
    20,
    relu,
    trace,
    backward=relu_backward,
    family="activation",
    formula=r"y = \max(x, 0)",
    numpy="y = np.maximum(x, 0)",
    torch="y = F.relu(x)",
)
