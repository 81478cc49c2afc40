"""Parts of the convolution lesson: settings, output size, cost and code."""

from functools import partial
from typing import Any

import streamlit as st

from cnnviz.ops import ALL, Operation
from cnnviz.ui.layers import edits
from cnnviz.ui.layers.operation_run import OperationRun
from cnnviz.ui.widgets import controls, theme
from cnnviz.view import charts, formula
from cnnviz.view import code as written

PLAIN, TRANSPOSED = (
    next(op for op in ALL if op.slug == slug) for slug in ("conv2d", "conv_transpose2d")
)

AXES = ("Rows", "Columns")


def choose_convolution(page: str) -> tuple[Operation, dict[str, Any]]:
    """Let the reader choose plain or transposed convolution and its settings."""
    transposed = controls.switch(
        f"{page}_transposed",
        "Transposed",
        help="Every input cell stamps a scaled kernel on the output: how networks enlarge maps.",
        on_change=partial(edits.drop_edits, f"{page}_edits", "kernel"),
    )
    if transposed:
        return TRANSPOSED, controls.operation_settings(TRANSPOSED, page=f"{page}_t")
    return PLAIN, controls.operation_settings(PLAIN, page=page)


def convolution_sizes(work: OperationRun) -> None:
    """Show the output size formula with numbers, and the layer's cost."""
    if work.trace is None or work.operation.cost is None:
        return
    shape = work.trace.output.shape
    cost = work.operation.cost(work.arrays[0].shape, work.arrays[1].shape, shape)
    with st.container(horizontal=True):
        with st.container(border=True, width=370):
            st.caption("Output size")
            lines = (f"{name}: {_formula(work, axis)}" for axis, name in enumerate(AXES))
            st.markdown("  \n".join(lines))
        _figure("Parameters", cost.parameters, "Weights and biases to learn.")
        _figure("Multiplies", cost.multiplies, "Products for one image.")
        _figure(
            "If fully connected",
            cost.dense,
            "Parameters of a layer that joins every input cell to every output cell.",
        )
    compared = st.expander(
        "What sharing the weights saves",
        icon=":material/bar_chart:",
        key=f"{work.operation.slug}_cost",
        on_change="rerun",
    )
    if compared.open:
        times = f"{cost.dense / cost.parameters:,.0f}"
        compared.markdown(f"Sharing the weights needs **{times} times** fewer parameters.")
        compared.plotly_chart(
            charts.parameters(cost, theme.palette()),
            key=f"{work.operation.slug}_bars",
            config={"displayModeBar": False},
        )


def operation_code(work: OperationRun) -> None:
    """Show NumPy and PyTorch code that gives the numbers on screen, and the function that ran."""
    if work.trace is None:
        return
    with st.expander("Show the code", icon=":material/code:"):
        numpy, torch, ran = st.tabs(["In NumPy", "In PyTorch", "What ran here"])
        ran.code(written.source(work.operation.forward))
        numpy.code(written.numpy_snippet(work.operation, work.arrays, work.settings))
        torch.code(written.torch_snippet(work.operation, work.arrays, work.settings))


def _figure(label: str, count: int, help: str) -> None:
    st.metric(label, f"{count:,}", help=help, border=True, width="content")


def _formula(work: OperationRun, axis: int) -> str:
    if work.operation is PLAIN:
        return formula.output_size_formula(work.path, axis)
    return formula.transposed_size_formula(work.path, work.arrays[0].shape[1 + axis], axis)
