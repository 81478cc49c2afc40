"""Helpers of activations, which are applied elementwise."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError
from cnnviz.ops._operation import Gradients, batch
from cnnviz.trace import Border, Box, Step, Trace


def real(x: NDArray) -> NDArray:
    """Convert integers to float64; floats are unchanged."""
    x = np.asarray(x)
    return x if x.dtype.kind == "f" else x.astype(np.float64)


def arriving(grad_output: NDArray, x: NDArray) -> tuple[NDArray, NDArray]:
    """Check that the gradient has the output's shape; convert both to floats."""
    grad_output, x = real(grad_output), real(x)
    if grad_output.shape != x.shape:
        raise ShapeError(f"the gradient has shape {grad_output.shape}, the output {x.shape}")
    return grad_output, x


def trace_cells(
    slug: str,
    forward: Callable[..., NDArray],
    backward: Callable[..., Gradients],
    image: NDArray,
    against: tuple[float, ...] = (),
    **settings: Any,
) -> Trace:
    """Trace an activation cell by cell; `against` are constants of the maximum with each cell."""
    x = batch(np.asarray(image)[None])[0]
    output = forward(x, **settings)
    slope = backward(np.ones_like(output), x, **settings).input
    terms = np.stack([x, *(np.full_like(x, constant) for constant in against)], axis=-1)

    def step(channel: int, row: int, col: int) -> Step:
        here = Box(row, col, channel=channel)
        cell = np.s_[channel : channel + 1, row : row + 1, col : col + 1]
        return Step(
            reads=here,
            writes=here,
            window=x[cell],
            terms=terms[channel, row : row + 1, col : col + 1],
            combine="max" if against else "map",
            partials=output[cell][0, 0],
            result=output[cell],
            slope=slope[cell],
        )

    border = Border(0, 0, np.arange(x.shape[1]), np.arange(x.shape[2]))
    steps = tuple(step(*index) for index in np.ndindex(x.shape))
    return Trace(slug, x, output, border, np.zeros(len(x), output.dtype), steps)
