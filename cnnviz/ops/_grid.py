"""Equal windows at equal distances: the windows of ordinary pooling."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import Pair, ShapeError, Walk, pair, walk
from cnnviz.trace import Border, Box


@dataclass(frozen=True)
class PoolingGrid:
    """Equal windows at equal distances; `rings` of the padding count as cells."""

    path: Walk
    rings: tuple[int, int] = (0, 0)

    @property
    def border(self) -> Border:
        """The padding, and what a last window needs beyond it."""
        return self.path.border

    @cached_property
    def cells(self) -> tuple[NDArray, NDArray]:
        """The rows (OH, KH) and the columns (OW, KW) under every stop; negative in the padding."""
        path, first = self.path, (self.border.top, self.border.left)
        rows, cols = (
            stride * np.arange(stops)[:, None] + dilation * np.arange(window) - before
            for stride, stops, dilation, window, before in zip(
                path.stride, path.output, path.dilation, path.window, first, strict=True
            )
        )
        return rows, cols

    @cached_property
    def _counted(self) -> tuple[NDArray, NDArray]:
        """Mark the rows and the columns of every window that count."""
        sizes = zip(self.cells, self.rings, self.path.size, strict=True)
        rows, cols = ((cells >= -ring) & (cells < size + ring) for cells, ring, size in sizes)
        return rows, cols

    @property
    def counted(self) -> NDArray:
        """Mark the cells of every window that count, shape (OH, OW, 1, KH, KW)."""
        rows, cols = self._counted
        return rows[:, None, None, :, None] & cols[:, None, None, :]

    @property
    def count(self) -> NDArray:
        """Count them, shape (OH, OW)."""
        rows, cols = self._counted
        return np.outer(rows.sum(axis=1), cols.sum(axis=1))

    def windows(self, x: NDArray, fill: float) -> NDArray:
        """View every window, shape (N, C, OH, OW, 1, KH, KW); the border holds `fill`."""
        return self.path.windows(x, fill)[..., None, :, :]

    def back(self, windows: NDArray) -> NDArray:
        """Add every window to the cells it read; what falls on the border is lost."""
        padded, (rows, cols) = self.path.fold(windows[..., 0, :, :]), self.path.size
        top, left = self.border.top, self.border.left
        return padded[..., top : top + rows, left : left + cols]

    def box(self, channel: int, row: int, col: int) -> Box:
        """Find the cells under the window at one stop."""
        return self.path.box(row, col, channel)


def pooling_grid(
    shape: tuple[int, ...],
    kernel_size: Pair,
    stride: Pair | None = None,
    padding: Pair = 0,
    dilation: Pair = 1,
    ceil_mode: bool = False,
    count_include_pad: bool = False,
) -> PoolingGrid:
    """Return the windows on images of this shape, or raise a ShapeError."""
    window, rings = pair(kernel_size, "window"), pair(padding, "padding", low=0)
    for ring, side in zip(rings, window, strict=True):
        if ring > side // 2:
            raise ShapeError(
                f"padding {ring} is more than half of a window of {side}: at most {side // 2}"
            )
    path = walk(
        (shape[-2], shape[-1]), window, stride=window if stride is None else stride,
        padding=rings, dilation=dilation, ceil=ceil_mode,
    )  # fmt: skip
    stops = PoolingGrid(path, rings if count_include_pad else (0, 0))
    for cells, size, side, apart in zip(stops.cells, path.size, window, path.dilation, strict=True):
        if not ((cells >= 0) & (cells < size)).any(axis=1).all():
            raise ShapeError(
                f"with dilation {apart} a window of {side} would hold only padding: "
                f"the image has {size} there"
            )
    return stops
