"""What max and average pooling share: the path of the window and the trace of its stops."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import Pair, Walk, pair, walk
from cnnviz.ops._operation import Param, batch
from cnnviz.trace import Box, Combine, Step, Trace

PARAMS = (
    Param("kernel_size", "Window", 2, (1, 2, 3, 4), "Rows and columns of the window."),
    Param("stride", "Stride", 2, (1, 2, 3, 4), "Cells the window moves between two stops."),
)


def path(shape: tuple[int, ...], kernel_size: Pair, stride: Pair | None) -> Walk:
    """Find the stops; without a stride the windows lie side by side."""
    window = pair(kernel_size, "window")
    return walk((shape[-2], shape[-1]), window, stride=window if stride is None else stride)


def trace_pool(
    slug: str,
    combine: Combine,
    together: Callable[..., NDArray],
    image: NDArray,
    kernel_size: Pair,
    stride: Pair | None,
) -> Trace:
    """Keep every stop of a pooling, map by map; `together` makes one number of a window."""
    x = batch(np.asarray(image)[None])[0]
    route = path(x.shape, kernel_size, stride)
    stops = route.windows(x)
    output = together(stops, axis=(-2, -1))

    def step(channel: int, row: int, col: int) -> Step:
        window = stops[channel : channel + 1, row, col]
        partials = together(window, axis=(-2, -1))
        result = partials.reshape(1, 1, 1)
        reads = route.box(row, col, channel)
        return Step(
            reads, Box(row, col, channel=channel), window, window, combine, partials, result
        )

    steps = tuple(step(*index) for index in np.ndindex(output.shape))
    return Trace(slug, x, output, route.border, np.zeros(len(x), output.dtype), steps)
