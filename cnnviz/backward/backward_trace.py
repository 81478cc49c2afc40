"""Backward pass of a trace, step by step, and finite differences to check it."""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError
from cnnviz.trace import Border, Box, Step, Trace, replay


class Nudge(NamedTuple):
    """Loss as it is, with one cell increased, and with it decreased by the same amount."""

    before: float
    after: float
    back: float

    def slope(self, amount: float = 1e-3) -> float:
        """Return the central difference ``(after - back) / (2 * amount)``."""
        return (self.after - self.back) / (2 * amount)


def nudge(
    loss: Callable[[NDArray], float], at: NDArray, cell: tuple[int, ...], amount: float = 1e-3
) -> Nudge:
    """Compute the loss with one cell increased and decreased, for a central difference.

    Parameters
    ----------
    loss : callable
        Makes one number of an array shaped like `at`.
    at : ndarray
        Where the slope is wanted; it is left as it is.
    cell : tuple of int
        Which cell moves.
    amount : float
        How far it moves, in the unit of `at`.

    Examples
    --------
    >>> nudge(lambda x: (x**2).sum(), np.array([3, 5]), (0,), amount=1)
    Nudge(before=34.0, after=41.0, back=29.0)
    >>> nudge(lambda x: (x**2).sum(), np.array([3, 5]), (0,), amount=1).slope(amount=1)
    6.0
    """

    def moved(by: float) -> float:
        values = np.array(at, float)
        values[cell] += by
        return float(loss(values))

    return Nudge(moved(0), moved(amount), moved(-amount))


def backward(trace: Trace, arrives: NDArray) -> Trace:
    """Run every step of a trace the other way: what arrives at the output reaches the input.

    A step that made one cell of a window now hands what arrives at that cell, times the
    slope, to each cell it had read. A step that stamped a patch now gathers what arrives
    under the patch, times the slope. The steps keep their order and number.

    Parameters
    ----------
    trace : Trace
        A forward run; every step carries its slope.
    arrives : ndarray of shape ``trace.output.shape``
        How the loss moves with each output cell.

    Returns
    -------
    Trace
        From `arrives` to the gradient of the input, shape (C, H, W). What reaches a border
        of zeros is lost. Where the border copies cells, the output keeps its rings,
        ``(C, len(border.rows), len(border.cols))``, and each ring belongs to the cell
        that ``trace.border`` names.

    Raises
    ------
    ShapeError
        When what arrives does not have the output's shape.
    ValueError
        When a step does not carry its slope.

    Examples
    --------
    >>> from cnnviz.ops.conv2d import trace
    >>> seen = trace(np.array([[[1, 2, 3]]]), np.array([[[[10, 20]]]]))
    >>> back = backward(seen, np.array([[[1, 2]]]))
    >>> [step.terms.tolist() for step in back.steps], back.output.tolist()
    ([[[[10, 20]]], [[[20, 40]]]], [[[10, 40, 40]]])
    """
    arrives = np.asarray(arrives)
    if arrives.shape != trace.output.shape:
        raise ShapeError(f"what arrives has shape {arrives.shape}, the output {trace.output.shape}")
    border = _reach(arrives.shape, [step.writes for step in trace.steps])
    padded = _padded(arrives, border)
    keeps = _copies(trace.border, trace.image.shape)
    rings = (trace.border.top, trace.border.left) if keeps else (0, 0)
    steps = tuple(_turned(step, padded, border, rings) for step in trace.steps)
    plane = (len(trace.border.rows), len(trace.border.cols)) if keeps else trace.image.shape[1:]
    start = np.zeros(len(trace.image), np.result_type(arrives, *{s.result.dtype for s in steps}))
    output = replay(steps, (len(start), plane[0], plane[1]), start)
    return Trace(trace.operation, arrives, output, border, start, steps, trace.weight)


def _turned(step: Step, padded: NDArray, border: Border, rings: tuple[int, int]) -> Step:
    """Read where the step wrote, write where it read; `rings` shifts what is written."""
    if step.slope is None:
        raise ValueError(f"a step that writes {step.writes} does not carry its slope")
    box = step.reads
    writes = replace(box, row=box.row + rings[0], col=box.col + rings[1])
    window = _under(padded, step.writes, border)
    terms = window * step.slope
    if step.combine != "each":
        return Step(
            step.writes, writes, window, terms, "each", terms, terms, step.filter, slope=step.slope
        )
    partials = terms.sum(axis=(1, 2))
    result = partials.sum().reshape(1, 1, 1)
    return Step(
        step.writes, writes, window, terms, "sum", partials, result, step.filter, slope=step.slope
    )


def _reach(shape: tuple[int, ...], boxes: list[Box]) -> Border:
    """Lay as many rings of zeros around a plane as the boxes reach over its edge."""

    def axis(size: int, ranges: list[range]) -> tuple[int, NDArray]:
        before = max((-cells[0] for cells in ranges), default=0)
        after = max((cells[-1] + 1 - size for cells in ranges), default=0)
        widths = (max(before, 0), max(after, 0))
        return widths[0], np.pad(np.arange(size), widths, constant_values=-1)

    top, rows = axis(shape[1], [box.rows for box in boxes])
    left, cols = axis(shape[2], [box.cols for box in boxes])
    return Border(top, left, rows, cols)


def _padded(planes: NDArray, border: Border) -> NDArray:
    """Lay the border's zeros around every plane."""
    padded = np.zeros((len(planes), len(border.rows), len(border.cols)), planes.dtype)
    rows, cols = planes.shape[1:]
    padded[:, border.top : border.top + rows, border.left : border.left + cols] = planes
    return padded


def _under(padded: NDArray, box: Box, border: Border) -> NDArray:
    """Take the cells of a box that counts from the first real cell."""
    top, left = box.row + border.top, box.col + border.left
    rows = slice(top, top + box.height * box.row_step, box.row_step)
    cols = slice(left, left + box.width * box.col_step, box.col_step)
    return padded[box.channel : box.channel + box.depth, rows, cols]


def _copies(border: Border, shape: tuple[int, ...]) -> bool:
    """Tell whether any ring of the border stands for a real cell."""
    before = (border.rows[: border.top], border.cols[: border.left])
    after = (border.rows[border.top + shape[1] :], border.cols[border.left + shape[2] :])
    return bool((np.concatenate(before + after) >= 0).any())
