"""GELU: ``x`` times the standard normal distribution function at ``x``."""

import math
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from cnnviz.ops._activation import arriving, real, trace_cells
from cnnviz.ops._operation import Gradients, Operation, Param
from cnnviz.ops.sigmoid import sigmoid, sigmoid_backward
from cnnviz.trace import Trace

Approximate = Literal["none", "tanh"]
CUBIC, STEEP = 0.044715, math.sqrt(2 / math.pi)  # Hendrycks and Gimpel (2016), section 2
_erfc = np.vectorize(math.erfc, otypes=[np.float64])


def gelu(x: NDArray, approximate: Approximate = "none") -> NDArray:
    """Multiply every cell by its share: near 0 far below zero, near 1 far above.

    Parameters
    ----------
    x : ndarray
        Any shape, without unit.
    approximate : str
        "none" for the exact share, "tanh" for a formula that nearly agrees.

    Returns
    -------
    ndarray of float
        ``x * (1 + erf(x / sqrt(2))) / 2``, or
        ``x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x**3))) / 2`` [1]_, computed as
        ``x * erfc(-x / sqrt(2)) / 2`` and ``x * sigmoid(2 * ...)``, exact also far below
        zero. As in PyTorch, minus infinity becomes NaN (infinity times 0).

    Raises
    ------
    ValueError
        When `approximate` is another word.

    References
    ----------
    .. [1] Hendrycks and Gimpel (2016), arXiv:1606.08415; as ``torch.nn.functional.gelu``.

    Examples
    --------
    >>> gelu(np.array([-1, 0, 1])).round(3)
    array([-0.159,  0.   ,  0.841])
    """
    x = real(x)
    with np.errstate(invalid="ignore", over="ignore"):
        return x * _share(x, approximate)


def gelu_backward(grad_output: NDArray, x: NDArray, approximate: Approximate = "none") -> Gradients:
    """Compute the gradients of `gelu`.

    Takes `grad_output` of the shape of `x`, and what `gelu` was given. The slope is the share
    plus ``x`` times the share's own slope; at infinity that is NaN, as in PyTorch.

    Examples
    --------
    >>> gelu_backward(np.array([1, 1]), np.array([0, 1])).input.round(3)
    array([0.5  , 1.083])
    """
    grad_output, x = arriving(grad_output, x)
    with np.errstate(invalid="ignore", over="ignore"):
        slope = _share(x, approximate) + x * _share_slope(x, approximate)
        return Gradients(grad_output * slope)


def trace(image: NDArray, **settings: Any) -> Trace:
    """Run `gelu` on one image of shape (C, H, W) and keep every cell.

    Examples
    --------
    >>> [round(step.result.item(), 3) for step in trace(np.array([[[-1, 1]]])).steps]
    [-0.159, 0.841]
    """
    return trace_cells("gelu", gelu, gelu_backward, image, **settings)


def _share(x: NDArray, approximate: Approximate) -> NDArray:
    """Return the factor of each cell, an approximation of the normal distribution function."""
    if approximate not in ("none", "tanh"):
        raise ValueError(f"approximate is 'none' or 'tanh', not {approximate!r}")
    if approximate == "tanh":
        return sigmoid(2 * STEEP * (x + CUBIC * x**3))
    return (_erfc(-x / math.sqrt(2)) / 2).astype(x.dtype)


def _share_slope(x: NDArray, approximate: Approximate) -> NDArray:
    """Return the derivative of the factor."""
    if approximate == "tanh":
        inner = 2 * STEEP * (1 + 3 * CUBIC * x**2)
        return sigmoid_backward(inner, 2 * STEEP * (x + CUBIC * x**3)).input
    return np.exp(-(x**2) / 2) / math.sqrt(2 * math.pi)


PARAMS = (
    Param(
        "approximate",
        "Shortcut",
        "none",
        ("none", "tanh"),
        "none is the exact curve; tanh is a shorter formula that nearly agrees.",
    ),
)


def lines(approximate: str) -> str:
    """Write it in NumPy."""
    if approximate == "tanh":
        bend = "np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3))"
        return f"y = x / 2 * (1 + {bend})"
    return "from math import erf\n\ny = x / 2 * (1 + np.vectorize(erf)(x / np.sqrt(2)))"


OPERATION = Operation(
    "gelu",
    "GELU",
    23,
    gelu,
    trace,
    PARAMS,
    gelu_backward,
    family="activation",
    formula=r"y = x \cdot "
    r"\begin{matrix} \text{share of a bell} \\ \text{curve below } x \end{matrix}",
    numpy=lines,
    torch="y = F.gelu(x, approximate={approximate!r})",
)
