"""Helpers for one image's arrays as blocks (C, H, W): boxes, windows, and copied cells."""

import numpy as np
from numpy.typing import NDArray

from cnnviz.trace import Box, Step
from cnnviz.zoo.node import Shape

Cell = tuple[int, int, int]


def block_shape(shape: Shape) -> Cell:
    """Return a shape as (C, H, W); a vector (D,) becomes (D, 1, 1).

    >>> block_shape((10,)), block_shape((8, 3, 3))
    ((10, 1, 1), (8, 3, 3))
    """
    channels, rows, cols = (*shape, 1, 1)[:3]
    return channels, rows, cols


def block(array: NDArray) -> NDArray:
    """Reshape one image's array to (C, H, W)."""
    return array.reshape(block_shape(array.shape))


def whole_box(maps: NDArray) -> Box:
    """Return the box of all cells of maps (C, H, W)."""
    channels, rows, cols = maps.shape
    return Box(0, 0, rows, cols, depth=channels)


def cell_box(cell: Cell) -> Box:
    """Return the box of one cell."""
    return Box(cell[1], cell[2], channel=cell[0])


def cut_box(maps: NDArray, box: Box) -> NDArray:
    """Cut out the cells of a box; those outside the maps are zeros.

    >>> cut_box(np.array([[[1, 2]]]), Box(0, -1, 1, 3)).tolist()
    [[[0, 1, 2]]]
    """
    rows, cols = np.array(box.rows), np.array(box.cols)
    on_row, on_col = (rows >= 0) & (rows < maps.shape[1]), (cols >= 0) & (cols < maps.shape[2])
    planes = maps[box.channel : box.channel + box.depth]
    found = planes.take(rows, axis=1, mode="clip").take(cols, axis=2, mode="clip")
    return np.where(on_row[:, None] & on_col, found, found.dtype.type(0))


def passed(maps: NDArray, source: Cell, target: Cell) -> Step:
    """Return the step that copies one cell."""
    reads = cell_box(source)
    value = cut_box(maps, reads)
    return Step(
        reads=reads,
        writes=cell_box(target),
        window=value,
        terms=value,
        combine="map",
        partials=value[0, 0],
        result=value,
        slope=np.ones_like(value),
    )
