"""How wrong the scores of a batch are, and how that moves with every score.

The same numbers as `cnnviz.ops.cross_entropy`, `hinge_loss` and, after a softmax,
`total_error`, for scores that lie as (K, N): one column an image.
"""

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from cnnviz.nn.layers.layer import Floats

Labels = NDArray[np.intp]
LossName = Literal["cross_entropy", "total_error", "hinge"]


def softmax(scores: NDArray, axis: int = -1) -> NDArray:
    """Turn scores into shares that sum to 1: ``exp(s) / sum(exp(s))``.

    Examples
    --------
    >>> softmax(np.array([0.0, 0.0]))
    array([0.5, 0.5])
    """
    shares = np.exp(scores - scores.max(axis=axis, keepdims=True))
    shares /= shares.sum(axis=axis, keepdims=True)
    return shares


def cross_entropy(scores: Floats, labels: Labels, grad: Floats) -> float:
    """Minus the logarithm of the right class's share, the mean over the batch.

    Parameters
    ----------
    scores : ndarray of shape (K, N)
    labels : ndarray of N ints
        The right classes.
    grad : ndarray of shape (K, N)
        Written: how the loss moves with each score.

    Examples
    --------
    >>> grad = np.empty((2, 1))
    >>> round(cross_entropy(np.zeros((2, 1)), np.array([1]), grad), 3), grad.ravel()
    (0.693, array([ 0.5, -0.5]))
    """
    batch = scores.shape[1]
    right = labels, np.arange(batch)
    np.subtract(scores, np.maximum.reduce(scores, axis=0), out=grad)
    lead = grad[right]
    np.exp(grad, out=grad)
    total = np.add.reduce(grad, axis=0)
    np.divide(grad, total * batch, out=grad)
    grad[right] -= 1 / batch
    return float(np.add.reduce(np.log(total) - lead)) / batch


def total_error(scores: Floats, labels: Labels, grad: Floats) -> float:
    """Half the squared differences of the shares from 1 and 0, summed; the mean over the batch.

    Takes and writes what `cross_entropy` does.

    Examples
    --------
    >>> total_error(np.zeros((2, 1)), np.array([1]), np.empty((2, 1)))
    0.25
    """
    batch = scores.shape[1]
    shares = softmax(scores, axis=0)
    off = shares.copy()
    off[labels, np.arange(batch)] -= 1
    np.multiply(shares, off - (shares * off).sum(axis=0), out=grad)
    grad *= 1 / batch
    return float((off * off).sum()) / (2 * batch)


def hinge(scores: Floats, labels: Labels, grad: Floats) -> float:
    """By how much wrong classes come nearer than 1 to the right one; the mean over the batch.

    Takes and writes what `cross_entropy` does.

    Examples
    --------
    >>> hinge(np.array([[3.0], [5.0], [2.0]]), np.array([0]), np.empty((3, 1)))
    3.0
    """
    batch = scores.shape[1]
    right = labels, np.arange(batch)
    near = np.maximum(1 + scores - scores[right], 0)
    near[right] = 0
    np.greater(near, 0, out=grad, casting="unsafe")
    grad[right] = -grad.sum(axis=0)
    grad *= 1 / batch
    return float(near.sum()) / batch


LOSSES: dict[str, Callable[[Floats, Labels, Floats], float]] = {
    "cross_entropy": cross_entropy,
    "total_error": total_error,
    "hinge": hinge,
}
