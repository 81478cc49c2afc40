"""Softmax: scores become probabilities that sum to 1."""

import numpy as np
from numpy.typing import NDArray

from cnnviz.ops._operation import Gradients, Operation, arriving
from cnnviz.ops._vector import TEMPERATURE, laid, shifted, trace_whole
from cnnviz.trace import Trace


def softmax(x: NDArray, temperature: float = 1.0) -> NDArray:
    """Turn each row of scores into positive shares that add up to 1.

    Parameters
    ----------
    x : ndarray of shape (N, D)
        A row of scores for every image, without unit.
    temperature : float
        What the scores are divided by first; above 0. Below 1 the best takes more, above 1
        the shares become alike.

    Returns
    -------
    ndarray of shape (N, D)
        ``exp(x[n, k] / temperature) / sum over d of exp(x[n, d] / temperature)`` [1]_ [2]_,
        as ``torch.softmax(x / temperature, dim=1)``. The largest score is subtracted first:
        no share changes, and no exponential is too large for the computer.

    Raises
    ------
    ShapeError
        When the input does not have two axes, or the temperature is not above 0.

    References
    ----------
    .. [1] Bridle (1990), Probabilistic interpretation of feedforward classification network
       outputs, Neurocomputing, Springer.
    .. [2] The temperature: Hinton, Vinyals and Dean (2015), arXiv:1503.02531.

    Examples
    --------
    >>> softmax(np.array([[0, 0], [1000, 1000]]))
    array([[0.5, 0.5],
           [0.5, 0.5]])
    """
    powers = np.exp(shifted(x, temperature))
    return powers / powers.sum(axis=1, keepdims=True)


def softmax_backward(grad_output: NDArray, x: NDArray, temperature: float = 1.0) -> Gradients:
    """Compute the gradients of `softmax`.

    Parameters
    ----------
    grad_output : ndarray of shape (N, D)
        How the loss moves with each share.
    x, temperature
        As given to `softmax`.

    Returns
    -------
    Gradients
        For the input: what arrives at a share, less the average of all that arrives weighted
        by the shares; times the share, over the temperature.

    Examples
    --------
    >>> softmax_backward(np.array([[1, 0]]), np.array([[0, 0]])).input
    array([[ 0.25, -0.25]])
    """
    shares = softmax(x, temperature)
    grad = arriving(grad_output, shares.shape)
    average = (grad * shares).sum(axis=1, keepdims=True)
    return Gradients(shares * (grad - average) / temperature)


def trace(image: NDArray, temperature: float = 1.0) -> Trace:
    """Run `softmax` on one image of shape (C, H, W) and keep a step for every share.

    The terms are the exponentials, after the largest score was subtracted.

    Examples
    --------
    >>> seen = trace(np.array([[[7, 7]]]))
    >>> [(step.terms.tolist(), step.result.item()) for step in seen.steps]
    [([[[1.0, 1.0]]], 0.5), ([[[1.0, 1.0]]], 0.5)]
    """
    x, row = laid(image)
    powers = np.exp(shifted(row, temperature)).reshape(x.shape)
    shares = softmax(row, temperature)
    slopes = (np.diag(shares[0]) - shares.T * shares) / temperature
    return trace_whole("softmax", "share", x, powers, shares, slopes)


OPERATION = Operation(
    slug="softmax",
    title="Softmax",
    order=54,
    forward=softmax,
    trace=trace,
    params=(TEMPERATURE,),
    backward=softmax_backward,
    family="classifier",
    vector=True,
    makes="Probabilities",
    numpy=("powers = np.exp((x.ravel() - x.max()) / {temperature})\ny = powers / powers.sum()"),
    torch="y = F.softmax(x.flatten(1) / {temperature}, dim=1)",
)
