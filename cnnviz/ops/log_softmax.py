"""Log-softmax: the logarithm of each share, without ever writing the share down."""

import numpy as np
from numpy.typing import NDArray

from cnnviz.ops._operation import Gradients, Operation, arriving
from cnnviz.ops._vector import TEMPERATURE, laid, shifted, trace_whole
from cnnviz.ops.softmax import softmax
from cnnviz.trace import Trace


def log_softmax(x: NDArray, temperature: float = 1.0) -> NDArray:
    """Take the logarithm of each share of `softmax`: 0 for certain, far below 0 for unlikely.

    Parameters
    ----------
    x : ndarray of shape (N, D)
        A row of scores for every image, without unit.
    temperature : float
        What the scores are divided by first; above 0.

    Returns
    -------
    ndarray of shape (N, D)
        ``z[n, k] - log(sum over d of exp(z[n, d]))`` where ``z = x / temperature`` less its
        largest number [1]_, as ``torch.log_softmax(x / temperature, dim=1)``. A share too
        small for the computer to write down still has a logarithm.

    Raises
    ------
    ShapeError
        When the input does not have two axes, or the temperature is not above 0.

    References
    ----------
    .. [1] Goodfellow, Bengio and Courville (2016), Deep Learning, section 6.2.2.3.

    Examples
    --------
    >>> log_softmax(np.array([[0, 0], [0, 1000]])).round(3).tolist()
    [[-0.693, -0.693], [-1000.0, 0.0]]
    """
    scores = shifted(x, temperature)
    return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))


def log_softmax_backward(grad_output: NDArray, x: NDArray, temperature: float = 1.0) -> Gradients:
    """Compute the gradients of `log_softmax`.

    Parameters
    ----------
    grad_output : ndarray of shape (N, D)
        How the loss moves with each logarithm.
    x, temperature
        As given to `log_softmax`.

    Returns
    -------
    Gradients
        For the input: what arrives, less the cell's share of all that arrives in its row;
        over the temperature.

    Examples
    --------
    >>> log_softmax_backward(np.array([[1, 0]]), np.array([[0, 0]])).input
    array([[ 0.5, -0.5]])
    """
    shares = softmax(x, temperature)
    grad = arriving(grad_output, shares.shape)
    return Gradients((grad - shares * grad.sum(axis=1, keepdims=True)) / temperature)


def trace(image: NDArray, temperature: float = 1.0) -> Trace:
    """Run `log_softmax` on one image of shape (C, H, W) and keep a step for every logarithm.

    The terms are the exponentials, after the largest score was subtracted.

    Examples
    --------
    >>> [step.result.round(3).item() for step in trace(np.array([[[7, 7]]])).steps]
    [-0.693, -0.693]
    """
    x, row = laid(image)
    powers = np.exp(shifted(row, temperature)).reshape(x.shape)
    slopes = (np.eye(x.size) - softmax(row, temperature)) / temperature
    return trace_whole("log_softmax", "log_share", x, powers, log_softmax(row, temperature), slopes)


OPERATION = Operation(
    slug="log_softmax",
    title="Log-softmax",
    order=55,
    forward=log_softmax,
    trace=trace,
    params=(TEMPERATURE,),
    backward=log_softmax_backward,
    family="classifier",
    vector=True,
    makes="Log probabilities",
    numpy=(
        "scores = (x.ravel() - x.max()) / {temperature}\ny = scores - np.log(np.exp(scores).sum())"
    ),
    torch="y = F.log_softmax(x.flatten(1) / {temperature}, dim=1)",
)
