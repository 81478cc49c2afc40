"""Hinge loss: the right score must exceed every other by a margin."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.ops._loss import TARGET, alone, arriving_number, one_hot
from cnnviz.ops._operation import Gradients, Operation, Param
from cnnviz.ops._vector import laid, trace_whole, vectors
from cnnviz.trace import Trace


def hinge_loss(x: NDArray, target: Any, margin: float = 1.0) -> NDArray:
    """Add up by how much each wrong class comes nearer to the right one than the margin allows.

    Parameters
    ----------
    x : ndarray of shape (N, D)
        A row of scores for every image, without unit.
    target : int, or ndarray of N ints
        The right class, of all rows or of each.
    margin : float
        The lead the right class must have, in the unit of the scores.

    Returns
    -------
    ndarray of shape ()
        ``sum over wrong d of max(0, margin + x[n, d] - x[n, target[n]])``, the mean over the
        batch: the loss of a multi-class support vector machine [1]_. PyTorch also divides by
        the number of classes: ``D * torch.nn.functional.multi_margin_loss``.

    Raises
    ------
    ShapeError
        When there is no such class, or the target is not one class a row.

    References
    ----------
    .. [1] Weston and Watkins (1999), Support vector machines for multi-class pattern
       recognition, ESANN.

    Examples
    --------
    >>> hinge_loss(np.array([[3, 5, 2]]), 0)
    np.float64(3.0)
    """
    x = vectors(x)
    return _hinges(x, one_hot(target, x), margin).sum() / len(x)


def hinge_loss_backward(
    grad_output: Any, x: NDArray, target: Any, margin: float = 1.0
) -> Gradients:
    """Compute the gradients of `hinge_loss`.

    Parameters
    ----------
    grad_output : float
        How the final number moves with the loss; 1 if the loss is the final number.
    x, target, margin
        As given to `hinge_loss`.

    Returns
    -------
    Gradients
        For the input: 1 for every wrong class inside the margin, and for the right class
        minus their number; 0 for a class exactly at the margin, as in PyTorch.

    Examples
    --------
    >>> hinge_loss_backward(1, np.array([[3, 5, 2]]), 0).input
    array([[-1.,  1.,  0.]])
    """
    x = vectors(x)
    right = one_hot(target, x)
    near = _hinges(x, right, margin) > 0
    slope = near - right * near.sum(axis=1, keepdims=True)
    return Gradients((arriving_number(grad_output) * slope / len(x)).astype(np.result_type(x, 0.0)))


def trace(image: NDArray, target: Any, margin: float = 1.0) -> Trace:
    """Run `hinge_loss` on one image of shape (C, H, W) and keep its one step.

    Examples
    --------
    >>> trace(np.array([[[3, 5, 2]]]), 0).steps[0].terms.tolist()
    [[[0.0, 3.0, 0.0]]]
    """
    x, row = laid(image)
    target = alone(target)
    terms = _hinges(row, one_hot(target, row), margin).reshape(x.shape)
    slope = hinge_loss_backward(1, row, target, margin).input
    return trace_whole("hinge_loss", "sum", x, terms, hinge_loss(row, target, margin), slope)


def _hinges(x: NDArray, right: NDArray, margin: float) -> NDArray:
    """Measure how far every wrong class reaches into the margin; 0 for the right one."""
    lead = (x * right).sum(axis=1, keepdims=True)
    return np.where(right, 0, np.maximum(0, margin + x - lead))


OPERATION = Operation(
    slug="hinge_loss",
    title="Hinge loss",
    order=63,
    forward=hinge_loss,
    trace=trace,
    params=(
        TARGET,
        Param("margin", "Margin", 1.0, (0.5, 1.0, 2.0), "The lead the right class must have."),
    ),
    backward=hinge_loss_backward,
    family="loss",
    vector=True,
    makes="Loss",
    numpy=(
        "scores = x.ravel()\n"
        "hinges = np.maximum(0, {margin} + scores - scores[{target}])\n"
        "y = hinges.sum() - {margin}  # the right class itself"
    ),
    torch=(
        "scores, right = x.flatten(1), torch.tensor([{target}])\n"
        "y = F.multi_margin_loss(scores, right, margin={margin}) * x.numel()  # not the mean"
    ),
)
