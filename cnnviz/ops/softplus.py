"""Softplus: ``log(1 + exp(beta * x)) / beta``, a smooth ReLU."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.ops._activation import arriving, real, trace_cells
from cnnviz.ops._operation import Gradients, Operation, Param
from cnnviz.ops.sigmoid import sigmoid
from cnnviz.trace import Trace


def softplus(x: NDArray, beta: float = 1, threshold: float = 20) -> NDArray:
    """Return a smooth approximation of ReLU, cell by cell.

    Parameters
    ----------
    x : ndarray
        Any shape, without unit.
    beta : float
        How sharp the bend is; not 0.
    threshold : float
        Where ``beta * x`` is above it, the cell is kept as it is.

    Returns
    -------
    ndarray of float
        ``log(1 + exp(beta * x)) / beta`` cell by cell [1]_, taken apart into
        ``max(beta * x, 0) + log(1 + exp(-|beta * x|))`` so that nothing overflows.

    Raises
    ------
    ValueError
        When `beta` is 0.

    References
    ----------
    .. [1] Dugas, Bengio, Belisle, Nadeau and Garcia (2001), Incorporating second-order
       functional knowledge for better option pricing, NIPS; as
       ``torch.nn.functional.softplus``.

    Examples
    --------
    >>> softplus(np.array([-2, 0, 3])).round(3)
    array([0.127, 0.693, 3.049])
    >>> softplus(np.array([-1000, 1000]))
    array([   0., 1000.])
    """
    if beta == 0:
        raise ValueError(f"beta must not be {beta}: softplus divides by it")
    x = real(x)
    bent = np.maximum(beta * x, 0) + np.log1p(np.exp(-np.abs(beta * x)))
    return np.where(beta * x > threshold, x, bent / beta)


def softplus_backward(
    grad_output: NDArray, x: NDArray, beta: float = 1, threshold: float = 20
) -> Gradients:
    """Compute the gradients of `softplus`.

    Takes `grad_output` of the shape of `x`, and what `softplus` was given. The slope is
    ``sigmoid(beta * x)``, and 1 where ``beta * x`` is above the threshold.

    Examples
    --------
    >>> softplus_backward(np.array([8, 8]), np.array([0, 1000])).input
    array([4., 8.])
    """
    grad_output, x = arriving(grad_output, x)
    return Gradients(np.where(beta * x > threshold, grad_output, grad_output * sigmoid(beta * x)))


def trace(image: NDArray, **settings: Any) -> Trace:
    """Run `softplus` on one image of shape (C, H, W) and keep every cell.

    Examples
    --------
    >>> [step.slope.item() for step in trace(np.array([[[0, 1000]]])).steps]
    [0.5, 1.0]
    """
    return trace_cells("softplus", softplus, softplus_backward, image, **settings)


PARAMS = (
    Param(
        "beta",
        "Beta",
        1,
        (0.5, 1, 2, 5),
        "How sharp the bend at zero is: the larger, the closer to ReLU.",
    ),
    Param(
        "threshold",
        "Threshold",
        20,
        (1, 5, 20),
        "Once beta times the value is above it, the value is kept as it is.",
    ),
)


def lines(beta: float, threshold: float) -> str:
    """Write it in NumPy."""
    bent = f"np.log1p(np.exp({beta} * np.minimum(x, {threshold / beta}))) / {beta}"
    return f"y = np.where({beta} * x > {threshold}, x, {bent})"


OPERATION = Operation(
    "softplus",
    "Softplus",
    26,
    softplus,
    trace,
    PARAMS,
    softplus_backward,
    family="activation",
    formula=r"y = \frac{1}{<beta>} \ln(1 + e^{<beta> x})",
    numpy=lines,
    torch="y = F.softplus(x, {beta}, {threshold})",
)
