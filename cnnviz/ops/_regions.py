"""Windows of unequal sides: those of an adaptive pooling, or cut off at the image's edge."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import Pair, ShapeError, pair
from cnnviz.ops._grid import PoolingGrid
from cnnviz.trace import Border, Box


@dataclass(frozen=True)
class Regions:
    """The rows and the columns of every window on an image (H, W)."""

    size: tuple[int, int]
    rows: tuple[range, ...]
    cols: tuple[range, ...]

    @property
    def border(self) -> Border:
        """No padding."""
        return Border(0, 0, np.arange(self.size[0]), np.arange(self.size[1]))

    @cached_property
    def _cells(self) -> tuple[NDArray, NDArray]:
        """The rows (OH, KH) and the columns (OW, KW) of every window; -1 where it is smaller."""
        return _table(self.rows), _table(self.cols)

    @property
    def counted(self) -> NDArray:
        """Mark the cells that belong to the window, shape (OH, OW, 1, KH, KW)."""
        rows, cols = self._cells
        return (rows >= 0)[:, None, None, :, None] & (cols >= 0)[:, None, None, :]

    @property
    def count(self) -> NDArray:
        """Count them, shape (OH, OW)."""
        return np.outer([len(cells) for cells in self.rows], [len(cells) for cells in self.cols])

    def windows(self, x: NDArray, fill: float) -> NDArray:
        """Copy every window, shape (N, C, OH, OW, 1, KH, KW), smaller ones filled up."""
        rows, cols = self._cells
        found = x[..., rows[:, None, None, :, None], cols[:, None, None, :]]
        found[..., ~self.counted] = fill
        return found

    def back(self, windows: NDArray) -> NDArray:
        """Add every window to the cells it read."""
        x = np.zeros((*windows.shape[:-5], *self.size), windows.dtype)
        for row, col in np.ndindex(len(self.rows), len(self.cols)):
            rows, cols = self.rows[row], self.cols[col]
            cells = np.s_[
                ..., rows.start : rows.stop : rows.step, cols.start : cols.stop : cols.step
            ]
            x[cells] += windows[..., row, col, 0, : len(rows), : len(cols)]
        return x

    def box(self, channel: int, row: int, col: int) -> Box:
        """Find the cells of one window."""
        rows, cols = self.rows[row], self.cols[col]
        height, width = len(rows), len(cols)
        return Box(rows.start, cols.start, height, width, channel, 1, rows.step, cols.step)


def regions(shape: tuple[int, ...], output_size: Pair) -> Regions:
    """Cut images of this shape into overlapping parts, as even as whole cells allow.

    Part ``i`` of ``n`` takes the cells from ``floor(i * size / n)`` up to
    ``ceil((i + 1) * size / n)``, as in PyTorch.

    >>> regions((5, 5), (2, 3)).rows, regions((5, 5), (2, 3)).cols
    ((range(0, 3), range(2, 5)), (range(0, 2), range(1, 4), range(3, 5)))
    """
    size = shape[-2], shape[-1]
    if min(size) < 1:
        raise ShapeError(f"an image of {size[0]} x {size[1]}: every side needs at least 1 cell")
    rows, cols = (
        tuple(
            range(part * cells // parts, -(-(part + 1) * cells // parts)) for part in range(parts)
        )
        for cells, parts in zip(size, pair(output_size, "output size"), strict=True)
    )
    return Regions(size, rows, cols)


def trimmed(stops: PoolingGrid) -> Regions:
    """Cut every window off where the image ends."""
    rows, cols = (
        tuple(_inside(line, size, step) for line in cells)
        for cells, size, step in zip(stops.cells, stops.path.size, stops.path.dilation, strict=True)
    )
    return Regions(stops.path.size, rows, cols)


def _inside(cells: NDArray, size: int, step: int) -> range:
    """Keep the cells that lie on an axis."""
    kept = cells[(cells >= 0) & (cells < size)]
    return range(int(kept[0]), int(kept[-1]) + 1, step)


def _table(lines: tuple[range, ...]) -> NDArray:
    """Write ranges below each other, filled up with -1."""
    table = np.full((len(lines), max(map(len, lines))), -1)
    for row, cells in zip(table, lines, strict=True):
        row[: len(cells)] = cells
    return table
