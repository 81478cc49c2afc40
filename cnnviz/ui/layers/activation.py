"""Parts of the activation lesson: formulas, zero-gradient units, all curves, a whole picture."""

from typing import Any

import numpy as np
import streamlit as st

from cnnviz.backward.gradient_check import silent_cells
from cnnviz.images.shift_experiment import apply_operation, vertical_edges
from cnnviz.ops import Operation
from cnnviz.ui.layers import operation_stage
from cnnviz.ui.layers.operation_run import OperationRun
from cnnviz.ui.pickers import image_picker
from cnnviz.ui.widgets import theme
from cnnviz.ui.widgets.gallery import gallery
from cnnviz.view import charts, curve, formula


def activation_formulas(operation: Operation, settings: dict[str, Any]) -> None:
    """Show the activation's formula."""
    st.latex(formula.activation_formula(operation, settings))


def dark_units(work: OperationRun) -> None:
    """Say how many units have a gradient of zero."""
    if work.trace is None:
        return
    count, total = silent_cells(work.trace), work.trace.output.size
    if count:
        st.markdown(
            f"**{count} of {total} units went dark** ({count / total:.0%}): their output does not "
            "move when their input does, so they learn nothing from this picture."
        )
    else:
        st.markdown(f"**None of the {total} units went dark**: every one still moves.")


def all_activations(work: OperationRun) -> None:
    """Plot every activation and its derivative, with the current one marked."""
    family = operation_stage.operations_of("activation")
    drawn = st.expander(
        f"All {len(family)} side by side",
        icon=":material/stacked_line_chart:",
        key="activation_all",
        on_change="rerun",
    )
    if not drawn.open or work.trace is None:
        return
    curves = [
        curve.curve(op, work.settings if op is work.operation else op.defaults, np.zeros(1))
        for op in family
    ]
    drawn.plotly_chart(
        charts.curves(curves, work.operation.title, theme.palette()),
        key="activation_curves",
        config={"displayModeBar": False},
    )


def activation_on_picture(page: str, work: OperationRun) -> None:
    """Show the activation applied to the vertical edges of a picture."""
    opened = st.expander(
        "On a whole picture", icon=":material/image:", key=f"{page}_whole", on_change="rerun"
    )
    if not opened.open:
        return
    with opened:
        choose, show = st.columns([1, 3])
        with choose:
            source = image_picker.pick_image(page)
        before = vertical_edges(source.pixels)
        after = apply_operation(work.operation, work.settings, before)
        title = f"After {work.operation.title}"
        with show:
            gallery([("Upright edges", "", before), (title, "", after)], key=f"{page}_whole_board")
