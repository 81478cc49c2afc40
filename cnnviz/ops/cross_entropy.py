"""Cross entropy: the negative log-probability of the right class."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.ops._loss import TARGET, alone, arriving_number, wanted
from cnnviz.ops._operation import Gradients, Operation
from cnnviz.ops._vector import laid, trace_whole, vectors
from cnnviz.ops.log_softmax import log_softmax
from cnnviz.ops.softmax import softmax
from cnnviz.trace import Trace


def cross_entropy(x: NDArray, target: Any) -> NDArray:
    """Return the sum of targets times negative log-probabilities.

    Parameters
    ----------
    x : ndarray of shape (N, D)
        A row of scores for every image, before softmax.
    target : int, ndarray of N ints, or ndarray of shape (N, D)
        The right class, of all rows or of each; or what share every class should have.

    Returns
    -------
    ndarray of shape ()
        ``-sum over d of target[n, d] * log(softmax(x)[n, d])``, the mean over the batch
        [1]_, as ``torch.nn.functional.cross_entropy``.

    Raises
    ------
    ShapeError
        When there is no such class, or the target does not fit.

    References
    ----------
    .. [1] Goodfellow, Bengio and Courville (2016), Deep Learning, section 6.2.2.

    Examples
    --------
    >>> cross_entropy(np.array([[0, 0]]), 1).round(3)
    np.float64(0.693)
    >>> cross_entropy(np.array([[0, 0]]), 2)
    Traceback (most recent call last):
    cnnviz.geometry.ShapeError: there is no class 2 among 2: they are counted from 0 to 1
    """
    x = vectors(x)
    return np.sum(wanted(target, x) * -log_softmax(x)) / len(x)


def cross_entropy_backward(grad_output: Any, x: NDArray, target: Any) -> Gradients:
    """Compute the gradients of `cross_entropy`: the shares, less what they should be.

    Parameters
    ----------
    grad_output : float
        How the final number moves with the loss; 1 if the loss is the final number.
    x, target
        As given to `cross_entropy`.

    Examples
    --------
    >>> cross_entropy_backward(1, np.array([[0, 0]]), 1).input
    array([[ 0.5, -0.5]])
    """
    x = vectors(x)
    right = wanted(target, x)
    surplus = softmax(x) * right.sum(axis=1, keepdims=True) - right
    return Gradients(arriving_number(grad_output) * surplus / len(x))


def trace(image: NDArray, target: Any) -> Trace:
    """Run `cross_entropy` on one image of shape (C, H, W) and keep its one step.

    Examples
    --------
    >>> trace(np.array([[[0, 0]]]), 1).steps[0].terms.round(3).tolist()
    [[[0.0, 0.693]]]
    """
    x, row = laid(image)
    target = alone(target)
    terms = wanted(target, row) * -log_softmax(row)
    slope = cross_entropy_backward(1, row, target).input
    value = cross_entropy(row, target)
    return trace_whole("cross_entropy", "sum", x, terms.reshape(x.shape), value, slope)


OPERATION = Operation(
    slug="cross_entropy",
    title="Cross entropy",
    order=60,
    forward=cross_entropy,
    trace=trace,
    params=(TARGET,),
    backward=cross_entropy_backward,
    family="loss",
    vector=True,
    makes="Loss",
    numpy=("scores = x.ravel() - x.max()\ny = np.log(np.exp(scores).sum()) - scores[{target}]"),
    torch="y = F.cross_entropy(x.flatten(1), torch.tensor([{target}]))",
)
