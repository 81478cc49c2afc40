"""Total error: half the squared differences, summed, as the classic texts write it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.ops._loss import TARGET, alone, arriving_number, wanted
from cnnviz.ops._operation import Gradients, Operation
from cnnviz.ops._vector import laid, trace_whole, vectors
from cnnviz.trace import Trace


def total_error(x: NDArray, target: Any) -> NDArray:
    """Add up half of every squared difference from the target.

    Parameters
    ----------
    x : ndarray of shape (N, D)
        A row of numbers for every image, in any unit; the error has that unit squared.
    target : int, ndarray of N ints, or ndarray of shape (N, D)
        What the numbers should be; a class stands for 1 at the class and 0 elsewhere.

    Returns
    -------
    ndarray of shape ()
        The sum of ``(x[n, d] - target[n, d])**2 / 2`` over all rows and numbers [1]_: half of
        ``torch.nn.functional.mse_loss`` with ``reduction="sum"``. The half makes the slope
        the plain difference.

    Raises
    ------
    ShapeError
        When there is no such class, or the target does not fit.

    References
    ----------
    .. [1] Rumelhart, Hinton and Williams (1986), Learning representations by
       back-propagating errors, Nature 323, equation 3.

    Examples
    --------
    >>> total_error(np.array([[3, 5]]), np.array([[1, 1]]))
    np.float64(10.0)
    """
    x = vectors(x)
    return np.sum((x - wanted(target, x)) ** 2 / 2)


def total_error_backward(grad_output: Any, x: NDArray, target: Any) -> Gradients:
    """Compute the gradients of `total_error`: the difference itself.

    Parameters
    ----------
    grad_output : float
        How the final number moves with the error; 1 if the error is the final number.
    x, target
        As given to `total_error`.

    Examples
    --------
    >>> total_error_backward(1, np.array([[3, 5]]), np.array([[1, 1]])).input
    array([[2., 4.]])
    """
    x = vectors(x)
    return Gradients(arriving_number(grad_output) * (x - wanted(target, x)))


def trace(image: NDArray, target: Any) -> Trace:
    """Run `total_error` on one image of shape (C, H, W) and keep its one step.

    Examples
    --------
    >>> trace(np.array([[[3, 5]]]), np.array([1, 1])).steps[0].terms.tolist()
    [[[2.0, 8.0]]]
    """
    x, row = laid(image)
    target = alone(target)
    terms = (x - wanted(target, row).reshape(x.shape)) ** 2 / 2
    slope = total_error_backward(1, row, target).input
    return trace_whole("total_error", "sum", x, terms, total_error(row, target), slope)


OPERATION = Operation(
    slug="total_error",
    title="Total error",
    order=62,
    forward=total_error,
    trace=trace,
    params=(TARGET,),
    backward=total_error_backward,
    family="loss",
    vector=True,
    makes="Loss",
    numpy=("right = np.eye(x.size)[{target}]\ny = ((x.ravel() - right) ** 2).sum() / 2"),
    torch=(
        "right = F.one_hot(torch.tensor([{target}]), x.numel())\n"
        "y = ((x.flatten(1) - right) ** 2).sum() / 2"
    ),
)
