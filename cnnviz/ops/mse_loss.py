"""Mean squared error."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.ops._loss import TARGET, alone, arriving_number, wanted
from cnnviz.ops._operation import Gradients, Operation
from cnnviz.ops._vector import laid, trace_whole, vectors
from cnnviz.trace import Trace


def mse_loss(x: NDArray, target: Any) -> NDArray:
    """Square every difference from the target and take the mean.

    Parameters
    ----------
    x : ndarray of shape (N, D)
        A row of numbers for every image, in any unit; the loss has that unit squared.
    target : int, ndarray of N ints, or ndarray of shape (N, D)
        What the numbers should be; a class stands for 1 at the class and 0 elsewhere.

    Returns
    -------
    ndarray of shape ()
        The mean of ``(x[n, d] - target[n, d])**2`` over all rows and numbers [1]_, as
        ``torch.nn.functional.mse_loss``.

    Raises
    ------
    ShapeError
        When there is no such class, or the target does not fit.

    References
    ----------
    .. [1] Goodfellow, Bengio and Courville (2016), Deep Learning, section 5.1.4.

    Examples
    --------
    >>> mse_loss(np.array([[3, 5]]), np.array([[1, 1]]))
    np.float64(10.0)
    >>> mse_loss(np.array([[3, 5]]), 0)
    np.float64(14.5)
    """
    x = vectors(x)
    return np.mean((x - wanted(target, x)) ** 2)


def mse_loss_backward(grad_output: Any, x: NDArray, target: Any) -> Gradients:
    """Compute the gradients of `mse_loss`: twice the difference, over how many there are.

    Parameters
    ----------
    grad_output : float
        How the final number moves with the loss; 1 if the loss is the final number.
    x, target
        As given to `mse_loss`.

    Examples
    --------
    >>> mse_loss_backward(1, np.array([[3, 5]]), np.array([[1, 1]])).input
    array([[2., 4.]])
    """
    x = vectors(x)
    return Gradients(arriving_number(grad_output) * 2 * (x - wanted(target, x)) / x.size)


def trace(image: NDArray, target: Any) -> Trace:
    """Run `mse_loss` on one image of shape (C, H, W) and keep its one step.

    Examples
    --------
    >>> trace(np.array([[[3, 5]]]), np.array([1, 1])).steps[0].terms.tolist()
    [[[4, 16]]]
    """
    x, row = laid(image)
    target = alone(target)
    terms = (x - wanted(target, row).reshape(x.shape)) ** 2
    slope = mse_loss_backward(1, row, target).input
    return trace_whole("mse_loss", "mean", x, terms, mse_loss(row, target), slope, divisor=x.size)


OPERATION = Operation(
    slug="mse_loss",
    title="Mean squared error",
    order=61,
    forward=mse_loss,
    trace=trace,
    params=(TARGET,),
    backward=mse_loss_backward,
    family="loss",
    vector=True,
    makes="Loss",
    numpy=("right = np.eye(x.size)[{target}]\ny = ((x.ravel() - right) ** 2).mean()"),
    torch=(
        "right = F.one_hot(torch.tensor([{target}]), x.numel())\n"
        "y = F.mse_loss(x.flatten(1), right.float())"
    ),
)
