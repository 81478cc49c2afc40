"""Loss functions: the mean loss of a batch and its gradient with respect to the scores.

The same values as `cnnviz.ops.cross_entropy`, `hinge_loss` and, after a softmax,
`total_error`, for scores of shape (K, N): one column an image.
"""

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from cnnviz.nn.layers.layer import Floats

Labels = NDArray[np.intp]
LossName = Literal["cross_entropy", "total_error", "hinge"]


def softmax(scores: NDArray, axis: int = -1) -> NDArray:
    """Turn scores into probabilities that sum to 1: ``exp(s) / sum(exp(s))``.

    Examples
    --------
    >>> softmax(np.array([0.0, 0.0]))
    array([0.5, 0.5])
    """
    probabilities = np.exp(scores - scores.max(axis=axis, keepdims=True))
    probabilities /= probabilities.sum(axis=axis, keepdims=True)
    return probabilities


def cross_entropy(scores: Floats, labels: Labels, grad: Floats) -> float:
    """Minus the logarithm of the right class's probability, the mean over the batch.

    Parameters
    ----------
    scores : ndarray of shape (K, N)
    labels : ndarray of N ints
        The right classes.
    grad : ndarray of shape (K, N)
        Output: the gradient of the loss with respect to each score is written here.

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
    """Half the sum of squared differences of probabilities and one-hot labels; batch mean.

    Parameters as for `cross_entropy`.

    Examples
    --------
    >>> total_error(np.zeros((2, 1)), np.array([1]), np.empty((2, 1)))
    0.25
    """
    batch = scores.shape[1]
    probabilities = softmax(scores, axis=0)
    off = probabilities.copy()
    off[labels, np.arange(batch)] -= 1
    np.multiply(probabilities, off - (probabilities * off).sum(axis=0), out=grad)
    grad *= 1 / batch
    return float((off * off).sum()) / (2 * batch)


def hinge(scores: Floats, labels: Labels, grad: Floats) -> float:
    """Multi-class hinge: ``sum over k != y of max(0, 1 + s[k] - s[y])``; mean over the batch.

    Parameters as for `cross_entropy`.

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
