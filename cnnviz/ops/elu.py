"""ELU: ``x`` if positive, else ``alpha * (exp(x) - 1)``."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.ops._activation import arriving, real, trace_cells
from cnnviz.ops._operation import Gradients, Operation, Param
from cnnviz.trace import Trace


def elu(x: NDArray, alpha: float = 1.0) -> NDArray:
    """Keep positive cells; let negative ones level out at ``-alpha``, along an exponential.

    Parameters
    ----------
    x : ndarray
        Any shape, any unit.
    alpha : float
        How far below zero the curve can go.

    Returns
    -------
    ndarray of float
        ``x`` where it is positive, ``alpha * (exp(x) - 1)`` elsewhere [1]_; NaN stays NaN.

    References
    ----------
    .. [1] Clevert, Unterthiner and Hochreiter (2016), arXiv:1511.07289; as
       ``torch.nn.functional.elu``.

    Examples
    --------
    >>> elu(np.array([-1000, 0, 3]), alpha=2)
    array([-2.,  0.,  3.])
    """
    x = real(x)
    return np.maximum(x, 0) + alpha * np.expm1(np.minimum(x, 0))


def elu_backward(grad_output: NDArray, x: NDArray, alpha: float = 1.0) -> Gradients:
    """Compute the gradients of `elu`.

    Parameters
    ----------
    grad_output, x : ndarray of one shape
        How the loss moves with each output cell; what `elu` was given.
    alpha : float
        As given to `elu`.

    Returns
    -------
    Gradients
        For the input: the gradient where ``x > 0``, and times ``alpha * exp(x)`` elsewhere;
        so the slope at exactly 0 is ``alpha``, as PyTorch takes it.

    Raises
    ------
    ShapeError
        When the two shapes differ.

    Examples
    --------
    >>> elu_backward(np.array([5, 5, 5]), np.array([-1000, 0, 3]), alpha=2).input
    array([ 0., 10.,  5.])
    """
    grad_output, x = arriving(grad_output, x)
    return Gradients(np.where(x > 0, grad_output, grad_output * alpha * np.exp(np.minimum(x, 0))))


def trace(image: NDArray, **settings: Any) -> Trace:
    """Run `elu` on one image of shape (C, H, W) and keep every cell.

    Examples
    --------
    >>> [step.result.item() for step in trace(np.array([[[-1000, 3]]]), alpha=2).steps]
    [-2.0, 3.0]
    """
    return trace_cells("elu", elu, elu_backward, image, **settings)


PARAMS = (
    Param(
        "alpha",
        "Alpha",
        1,
        (0.5, 1, 2),
        "How low it can go: very negative values come out close to minus alpha.",
    ),
)

OPERATION = Operation(
    "elu",
    "ELU",
    22,
    elu,
    trace,
    PARAMS,
    elu_backward,
    family="activation",
    formula=r"y = \begin{cases} x & x > 0 \\ <alpha> \, (e^x - 1) & x \le 0 \end{cases}",
    numpy="y = np.where(x > 0, x, {alpha} * np.expm1(np.minimum(x, 0)))",
    torch="y = F.elu(x, {alpha})",
)
