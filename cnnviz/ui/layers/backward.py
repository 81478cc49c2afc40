"""The backward pass of an operation: its controls, and the numerical gradient check."""

from dataclasses import dataclass

import streamlit as st

from cnnviz.backward.gradient_check import (
    LOSSES,
    NUDGE,
    BackwardLoss,
    CheckedGradient,
    steepest_cell,
)
from cnnviz.backward.gradient_check import check_gradient as nudged
from cnnviz.ui.layers.operation_run import OperationRun
from cnnviz.ui.widgets import controls

FORWARD, TO_INPUT, TO_WEIGHTS = "Values", "Back to the input", "Back to the weights"
PARTS = ("Input", "Weight", "Bias")
AXES = ("Filter", "Channel", "Row", "Column")
DUST = 1e-12
HELP = "Gradients instead of values: how the loss moves when a number does."
SAYS = {
    TO_INPUT: "**Arrives**: how much the loss moves when a number of the output does. Every stop "
    "hands that back to the cells it read, times how strongly each of them counted.",
    TO_WEIGHTS: "**Arrives**: how much the loss moves when a number of the output does. A weight "
    "adds up, over all stops, what arrives there times the cell it met.",
}


@dataclass(frozen=True)
class StageDirection:
    """What the stage plays: the forward pass, or one of the two backward passes.

    Attributes
    ----------
    name : str
        One of `FORWARD`, `TO_INPUT` and `TO_WEIGHTS`.
    loss : BackwardLoss
        The loss whose gradients are shown.
    filter : int
        The filter whose weight gradients are shown, from 0.
    """

    name: str = FORWARD
    loss: BackwardLoss = LOSSES[0]
    filter: int = 0

    def message(self, work: OperationRun, *, at: int) -> bytes:
        """Pack the pass for the stage, at step `at`."""
        if work.trace is None or self.name == FORWARD:
            return work.message(at=at)
        if self.name == TO_INPUT:
            return work.back_to_input(self.loss, at=at)
        return work.back_to_weights(self.loss, self.filter, at=at)


def choose_direction(page: str, work: OperationRun) -> StageDirection:
    """Let the reader choose the forward or a backward pass."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if not controls.switch(f"{page}_backward", "Backward by hand", help=HELP):
            return StageDirection()
        if work.trace is None:
            return StageDirection()
        ways = (TO_INPUT, TO_WEIGHTS) if work.operation.to_weights else (TO_INPUT,)
        controls.keep_offered(f"{page}_way", ways, TO_INPUT)
        name = TO_INPUT
        if len(ways) > 1:
            name = controls.choice(f"{page}_way", "Show", ways, TO_INPUT)
        loss = _loss(page, work)
        filter = _filter(page, work) if name == TO_WEIGHTS else 0
    st.caption(SAYS[name])
    return StageDirection(name, loss, filter)


def check_by_nudging(page: str, work: OperationRun, way: StageDirection) -> None:
    """Let the reader choose a number, and compare a finite difference with its gradient."""
    if work.trace is None or way.name == FORWARD:
        return
    with st.container(border=True):
        st.markdown(f"**Check by nudging**: change one number by {NUDGE:g}, and watch the loss.")
        which, cell = _cell(page, work, way.loss)
        found = nudged(work.operation, work.arrays, work.settings, way.loss, which, cell)
        st.markdown(nudge_sentence(found, PARTS[which], cell, float(work.arrays[which][cell])))


def nudge_sentence(found: CheckedGradient, part: str, cell: tuple[int, ...], value: float) -> str:
    """Describe the finite difference and the gradient in a sentence with numbers.

    Parameters
    ----------
    found : CheckedGradient
    part : str
        One of `PARTS`.
    cell : tuple of int
        Index into that array.
    value : float
        The number at the cell.
    """
    before, after, back = found.nudge
    gradient, moved = _plain(found.gradient), _plain(found.moved)
    said = (
        f"{part} {cell_name(cell)} is {_plain(value)}. With {_plain(value + NUDGE)} the loss goes "
        f"from {_plain(before)} to {_plain(after)}; with {_plain(value - NUDGE)} "
        f"to {_plain(back)}.  \n"
    )
    if found.kink:
        return said + (
            f"Up and down do not agree: the loss has a **kink** here, and no one slope. "
            f"The backward pass uses **{gradient}**. Choose another number to see them agree."
        )
    return said + (
        f"So {NUDGE:g} more moves the loss by **{moved}**. "
        f"The gradient says {gradient} × {NUDGE:g} = **{_plain(found.gradient * NUDGE)}**."
    )


def cell_name(cell: tuple[int, ...]) -> str:
    """Name a cell, counted from 1.

    >>> cell_name((0, 1, 2)), cell_name((3,))
    ('row 2, column 3 (channel 1)', 'number 4')
    """
    if len(cell) == 1:
        return f"number {cell[0] + 1}"
    first = f"filter {cell[0] + 1}, " if len(cell) == 4 else ""
    return f"row {cell[-2] + 1}, column {cell[-1] + 1} ({first}channel {cell[-3] + 1})"


def _loss(page: str, work: OperationRun) -> BackwardLoss:
    """Choose the loss of the backward pass; an operation that is a loss needs no choice."""
    if work.operation.family == "loss":
        return LOSSES[0]
    names = [loss.name for loss in LOSSES]
    first = names[work.operation.slug == "softmax"]  # the sum of softmax is always 1
    return LOSSES[names.index(controls.choice(f"{page}_loss", "Loss", names, first))]


def _filter(page: str, work: OperationRun) -> int:
    """Choose the filter whose weight gradients are shown."""
    assert work.trace
    count = len(work.arrays[1])
    if count == 1:
        return 0
    numbers = tuple(range(1, count + 1))
    controls.keep_offered(f"{page}_filter", numbers, 1)
    chosen: int = controls.choice(f"{page}_filter", "Weights of filter", numbers, 1)
    return chosen - 1


def _cell(page: str, work: OperationRun, loss: BackwardLoss) -> tuple[int, tuple[int, ...]]:
    """Choose the number to change; the default has the largest gradient."""
    parts = PARTS[: len(work.arrays)]
    with st.container(horizontal=True):
        part = PARTS[0]
        if len(parts) > 1:
            controls.keep_offered(f"{page}_nudge", parts, parts[0])
            part = controls.choice(f"{page}_nudge", "Nudge", parts, parts[0])
        which = PARTS.index(part)
        shape = work.arrays[which].shape
        axes = AXES[-len(shape) :] if len(shape) > 1 else ("Number",)
        first = steepest_cell(work.operation, work.arrays, work.settings, loss, which)
        cell = tuple(
            _index(f"{page}_nudge_{part}_{axis}".lower(), axis, size, at + 1)
            for axis, size, at in zip(axes, shape, first, strict=True)
        )
    return which, cell


def _index(name: str, axis: str, size: int, first: int) -> int:
    """Choose an index along an axis; an axis of size 1 has no control."""
    if size == 1:
        return 0
    options = tuple(range(1, size + 1))
    controls.keep_offered(name, options, first)
    picked: int = controls.choice(name, axis, options, first)
    return picked - 1


def _plain(value: float) -> str:
    """Format seven significant digits; values below `DUST` are rounding errors and become 0.

    >>> _plain(27.004), _plain(-0.0)
    ('27.004', '0')
    """
    return f"{value if abs(value) > DUST else 0.0:.7g}"
