"""Parts of the pooling lesson: two examples, sizes, and a shifted picture."""

import streamlit as st

from cnnviz.geometry import ShapeError
from cnnviz.images.shift_experiment import FARTHEST, ShiftResult, shift_and_compare
from cnnviz.ui.layers import edits
from cnnviz.ui.layers.operation_run import OperationRun
from cnnviz.ui.pickers import image_picker
from cnnviz.ui.widgets import controls, problem
from cnnviz.ui.widgets.gallery import gallery
from cnnviz.view import formula

EXAMPLES = {
    "5x5 map, window 3": ("Feature map 5x5", 3, 1),
    "4x4 map, window 2": ("Feature map 4x4", 2, 2),
}


def pooling_examples(page: str) -> None:
    """Show buttons for two textbook examples."""
    with st.container(horizontal=True):
        for name, (grid, window, stride) in EXAMPLES.items():
            st.button(name, on_click=_open, args=(page, grid, window, stride))


def _open(page: str, grid: str, window: int, stride: int) -> None:
    """Set the controls to an example."""
    edits.drop_edits(f"{page}_edits")
    for name, value in (
        ("input", grid),
        ("channels", 1),
        ("operation", "Max pooling"),
        ("kernel_size", window),
        ("stride", stride),
    ):
        controls.set_control(f"{page}_{name}", value)


def pooling_sizes(work: OperationRun) -> None:
    """Show how many numbers are left, and the output size formula."""
    if work.trace is None:
        return
    before, after = work.trace.image.shape, work.trace.output.shape
    with st.container(border=True):
        st.markdown(formula.reduction_sentence(before, after))
        if work.operation.route:
            rows, cols = (formula.output_size_formula(work.path, axis) for axis in (0, 1))
            st.markdown(f"Rows: {rows}  \nColumns: {cols}")


def pooling_shift(page: str, work: OperationRun) -> None:
    """Shift a picture by some pixels, and show how much its edges and pooled edges change."""
    opened = st.expander(
        "Move a picture by a pixel: what changes?",
        icon=":material/swap_horiz:",
        key=f"{page}_moving",
        on_change="rerun",
    )
    if not opened.open:
        return
    with opened:
        choose, show = st.columns([1, 3])
        with choose:
            source = image_picker.pick_image(page)
            steps = tuple(range(FARTHEST + 1))
            by = controls.choice(f"{page}_by", "Pixels to the right", steps, 1)
        with show:
            try:
                moved = shift_and_compare(source.pixels, by, work.operation, work.settings)
            except ShapeError as refused:
                problem.show_problem(refused)
                return
            _compare(moved, work.operation.title, key=f"{page}_moved")


def _compare(moved: tuple[ShiftResult, ShiftResult], title: str, *, key: str) -> None:
    """Show both maps before and after the shift, and their difference."""
    conv, pooled = moved
    st.markdown(
        f"The edges changed by **{conv.change:.0%}** of their mean size; after "
        f"**{title.lower()}** it is **{pooled.change:.0%}**."
    )
    gallery(
        [
            (f"{name}{when}", caption, values)
            for name, found in (("Edges", conv), (f"After {title.lower()}", pooled))
            for when, caption, values in (
                ("", "", found.before),
                (", moved", "", found.after),
                (", difference", f"{found.change:.0%} of the mean size.", found.difference),
            )
        ],
        key=key,
    )
