"""Pooling with any rule: each window becomes one number."""

import numpy as np
from numpy.typing import NDArray

from cnnviz.ops._operation import Gradients, Param, arriving
from cnnviz.ops._rules import PoolingRule, Stops
from cnnviz.trace import Box, Step, Trace

WINDOW = Param("kernel_size", "Window", 2, (1, 2, 3, 4), "Rows and columns of the window.")
STRIDE = Param("stride", "Stride", 2, (1, 2, 3, 4), "Cells the window moves between two stops.")
PADDING = Param("padding", "Padding", 0, (0, 1, 2), "Rings around; at most half the window.")
DILATION = Param("dilation", "Dilation", 1, (1, 2), "1 leaves no holes between a window's cells.")
CEIL = Param(
    "ceil_mode", "Overhang", False, (False, True), "Whether a last window may hang over the edge."
)
MAPS = Param("maps", "Maps", 0, (0, 1, 2, 3, 4), "Neighbouring maps pooled into one; 0 takes all.")
PARTS = Param("output_size", "Output size", 2, (1, 2, 3, 4, 5), "Rows and columns of the output.")


def pool(x: NDArray, stops: Stops, rule: PoolingRule) -> NDArray:
    """Reduce every window of images (N, C, H, W) to one number."""
    return rule.results(_cut(x, stops, rule), stops)


def pool_backward(grad_output: NDArray, x: NDArray, stops: Stops, rule: PoolingRule) -> Gradients:
    """Distribute every output cell's gradient among the cells of its window."""
    windows = _cut(x, stops, rule)
    results = rule.results(windows, stops)
    grad = arriving(grad_output, results.shape)[..., None, None, None]
    return Gradients(stops.back(grad * rule.slopes(windows, results, stops)))


def pool_trace(
    slug: str, x: NDArray, stops: Stops, rule: PoolingRule, weight: NDArray | None = None
) -> Trace:
    """Trace every window of the first of the images (N, C, H, W), map by map."""
    if np.isinf(rule.empty) and -1 in [*stops.border.rows, *stops.border.cols]:
        x = x.astype(np.result_type(x, np.float32))
    windows = _cut(x[:1], stops, rule)
    terms = rule.terms(windows, stops)
    partials = rule.gather(terms, stops, axis=(-2, -1))
    output = rule.results(windows, stops)
    slopes = rule.slopes(windows, output, stops)[0]
    divisor = np.broadcast_to(rule.divisor(stops), output.shape[2:])

    def step(channel: int, row: int, col: int) -> Step:
        reads = stops.box(channel, row, col)
        cells = np.s_[channel, row, col, :, : reads.height, : reads.width]
        return Step(
            reads=reads,
            writes=Box(row, col, channel=channel),
            window=windows[0][cells],
            terms=terms[0][cells],
            combine=rule.combine,
            partials=partials[0, channel, row, col],
            result=output[0, channel, row, col].reshape(1, 1, 1),
            divisor=divisor[row, col].item(),
            slope=slopes[cells],
        )

    steps = tuple(step(*index) for index in np.ndindex(output.shape[1:]))
    start = np.zeros(output.shape[1], output.dtype)
    return Trace(slug, x[0], output[0], stops.border, start, steps, weight)


def _cut(x: NDArray, stops: Stops, rule: PoolingRule) -> NDArray:
    """Return the windows; for integers, infinite padding is the smallest or largest value."""
    if np.isfinite(rule.empty) or x.dtype.kind == "f":
        return stops.windows(x, rule.empty)
    limits = np.iinfo(x.dtype)
    return stops.windows(x, limits.min if rule.empty < 0 else limits.max)
