"""Traces: the steps of an operation on one image, as plain data for the views."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Combine = Literal[
    "sum", "mean", "norm", "max", "min", "median", "share", "log_share", "map", "each"
]


@dataclass(frozen=True, slots=True)
class Box:
    """A block of cells: some channels, and rows and columns that may be spread out.

    ``row`` and ``col`` count from the first real cell, so they are negative inside the
    padding. ``row_step`` and ``col_step`` are the dilation: 2 skips every other cell.

    >>> (1, 2) in Box(row=1, col=0, height=1, width=2, col_step=2)
    True
    >>> (1, 1) in Box(row=1, col=0, height=1, width=2, col_step=2)
    False
    """

    row: int
    col: int
    height: int = 1
    width: int = 1
    channel: int = 0
    depth: int = 1
    row_step: int = 1
    col_step: int = 1

    def __contains__(self, cell: tuple[int, int]) -> bool:
        return cell[0] in self.rows and cell[1] in self.cols

    @property
    def shape(self) -> tuple[int, int, int]:
        """Channels, rows, columns."""
        return self.depth, self.height, self.width

    @property
    def channels(self) -> range:
        """The channels the box takes."""
        return range(self.channel, self.channel + self.depth)

    @property
    def rows(self) -> range:
        """The rows the box takes; negative ones lie in the padding."""
        return range(self.row, self.row + self.height * self.row_step, self.row_step)

    @property
    def cols(self) -> range:
        """The columns the box takes; negative ones lie in the padding."""
        return range(self.col, self.col + self.width * self.col_step, self.col_step)


@dataclass(frozen=True, slots=True)
class Step:
    """One position of the window: the cells read, how they are combined, the cells written.

    Attributes
    ----------
    reads, writes : Box
        Cells of the input (they may reach into the padding) and of the output.
    window : ndarray of shape ``reads.shape``
        The values read, padding included.
    terms : ndarray of shape (depth, height, width)
        The values combined: products for a convolution, the values themselves for pooling.
    combine : str
        How the terms become the result: "sum", "max", "min", "median"; "mean" divides their
        sum by `divisor`; "norm" takes the `divisor`-th root of their sum; "share" divides
        the term at `filter` (counted in reading order) by their sum, "log_share" takes the
        logarithm of that; "map" is a function of the one cell read; "each" keeps them apart.
    partials : ndarray of shape (depth,) or ``terms.shape``
        The terms of each channel combined, before the channels are; for "mean", "norm" and
        the shares their sums.
    result : ndarray of shape ``writes.shape``
        The values added at `writes`.
    filter : int
        Which filter was applied; 0 where there are none.
    divisor : float
        For "mean" what the sum is divided by, for "norm" which root is taken.
    slope : ndarray, optional
        Derivative of the result with respect to each cell read: of the shape of `window`, or of
        `result` if one cell makes a patch.
    """

    reads: Box
    writes: Box
    window: NDArray
    terms: NDArray
    combine: Combine
    partials: NDArray
    result: NDArray
    filter: int = 0
    divisor: float = 1
    slope: NDArray | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """An operation on one image: input, output, and every step between.

    Attributes
    ----------
    operation : str
        The operation's slug, e.g. ``"conv2d"``.
    image, output : ndarray of shape (C, H, W) and (F, OH, OW)
        Input and output.
    border : Border
        The padding and the real cell each padded cell copies.
    start : ndarray of shape (F,) or (F, OH, OW)
        The value of every output plane, or of every output cell if they differ, before the
        first step: zeros, or the bias; of the output's dtype.
    steps : tuple of Step
        In reading order.
    weight : ndarray of shape (F, C / groups, KH, KW), optional
        The filters as applied (already flipped for a true convolution).
    """

    operation: str
    image: NDArray
    output: NDArray
    border: "Border"
    start: NDArray
    steps: tuple[Step, ...]
    weight: NDArray | None = None


@dataclass(frozen=True, slots=True)
class Border:
    """The padding around an image, and where each padded row and column comes from.

    ``rows[i]`` is the real row that padded row ``i`` copies, -1 where it is plain zeros;
    ``cols`` likewise. ``top`` and ``left`` count the rings before the first real cell.
    """

    top: int
    left: int
    rows: NDArray
    cols: NDArray

    def source(self, row: int, col: int) -> tuple[int, int] | None:
        """Return the real cell that a cell copies; None for a zero of the padding."""
        real = int(self.rows[row + self.top]), int(self.cols[col + self.left])
        return None if -1 in real else real


def unread(trace: Trace) -> NDArray[np.bool_]:
    """Return a mask of the cells that no step reads, directly or as a copy in the padding.

    Returns
    -------
    ndarray of bool, shape (H, W)

    Examples
    --------
    >>> from cnnviz.ops.max_pool2d import trace
    >>> unread(trace(np.ones((1, 2, 3)), kernel_size=2, stride=2)).astype(int)
    array([[0, 0, 1],
           [0, 0, 1]])
    """
    border, missed = trace.border, np.ones(trace.image.shape[1:], bool)
    rows, cols = border.rows.tolist(), border.cols.tolist()
    for step in trace.steps:
        reads = (
            _real(rows, border.top, step.reads.rows),
            _real(cols, border.left, step.reads.cols),
        )
        missed[np.ix_(*reads)] = False
    return missed


def _real(line: list[int], first: int, cells: Iterable[int]) -> list[int]:
    """Return the real cells that padded indices copy; indices beyond the padding are dropped."""
    padded = (cell + first for cell in cells)
    return [line[cell] for cell in padded if 0 <= cell < len(line) and line[cell] >= 0]


def _inside(cells: range, size: int) -> tuple[slice, slice]:
    """Return which members of a range are on an axis, and their indices there."""
    first = min(max(-(cells.start // cells.step), 0), len(cells))
    last = min(max(-((cells.start - size) // cells.step), first), len(cells))
    start = cells.start + first * cells.step
    return slice(first, last), slice(start, start + (last - first) * cells.step, cells.step)


def _target(output: NDArray, box: Box) -> tuple[tuple[slice, ...], tuple[slice, ...]]:
    """Return the indices of the part of a step's box inside the output, in result and output."""
    on_row, rows = _inside(box.rows, output.shape[1])
    on_col, cols = _inside(box.cols, output.shape[2])
    planes = slice(box.channels.start, box.channels.stop)
    return (slice(None), on_row, on_col), (planes, rows, cols)


def paint(output: NDArray, step: Step) -> None:
    """Add one step's result to the output; cells outside the output are dropped."""
    kept, cells = _target(output, step.writes)
    output[cells] += step.result[kept]


def blank(shape: tuple[int, ...], start: NDArray) -> NDArray:
    """Return the output before the first step: zeros, or the bias of each plane or cell."""
    return np.broadcast_to(start.reshape(*start.shape, *[1] * (3 - start.ndim)), shape).copy()


def replay(steps: Iterable[Step], shape: tuple[int, int, int], start: NDArray) -> NDArray:
    """Rebuild the output: begin with `start`, add every step where it was written."""
    output = blank(shape, start)
    for step in steps:
        paint(output, step)
    return output


def history(trace: Trace) -> Iterator[NDArray]:
    """Yield, after every step, the values of the cells it wrote to.

    The cells a step writes outside the output (cropped by padding) come as NaN.
    """
    output = blank(trace.output.shape, trace.start)
    for step in trace.steps:
        paint(output, step)
        kept, cells = _target(output, step.writes)
        after = np.full(step.writes.shape, np.nan)
        after[kept] = output[cells]
        yield after
