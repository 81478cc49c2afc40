"""What stands around the stage of a convolution: its run, its sizes, its cost, its code."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError, Walk
from cnnviz.ops import ALL, Operation
from cnnviz.trace import Trace
from cnnviz.ui import address, controls, edits, problem, theme
from cnnviz.ui.inputs import Input
from cnnviz.view import charts, formula, scene
from cnnviz.view import code as written

PLAIN, TRANSPOSED = (
    next(op for op in ALL if op.slug == slug) for slug in ("conv2d", "conv_transpose2d")
)

AXES = ("Rows", "Columns")


@dataclass(frozen=True)
class Work:
    """One convolution of the page: what went in, and the run or the sentence why there is none."""

    operation: Operation
    image: Input
    arrays: tuple[NDArray, NDArray, NDArray]
    settings: dict[str, Any]
    trace: Trace | None
    refused: str = ""

    @property
    def path(self) -> Walk:
        """The window's path."""
        x, weight, bias = self.arrays
        assert self.operation.route
        return self.operation.route(x[None], weight, bias, **self.settings)

    @property
    def turned(self) -> tuple[int, int] | None:
        """The window's rows and columns when the kernel is shown turned by 180 degrees."""
        rows, cols = self.arrays[1].shape[2:]
        return (rows, cols) if self.settings.get("flip") else None

    def message(self, *, at: int) -> bytes:
        """Pack the run for the stage."""
        options: dict[str, Any] = {
            "labels": self.image.labels,
            "grey": self.image.grey,
            "flipped": self.turned is not None,
            "at": at,
            "jump": address.opened(),
        }
        if self.trace is None:
            x, weight, bias = self.arrays
            shown = weight[..., ::-1, ::-1] if self.turned else weight
            return scene.refusal(self.refused, x, shown, bias, **options)
        return scene.scene(self.trace, **options)


def operation(page: str) -> tuple[Operation, dict[str, Any]]:
    """Let the reader choose plain or transposed, and how the window walks."""
    transposed = controls.switch(
        f"{page}_transposed",
        "Transposed",
        help="Every input cell stamps a scaled kernel on the output: how networks enlarge maps.",
        on_change=partial(edits.drop, f"{page}_edits", "kernel"),
    )
    if transposed:
        return TRANSPOSED, controls.settings(TRANSPOSED, page=f"{page}_t")
    return PLAIN, controls.settings(PLAIN, page=page)


def run(
    operation: Operation,
    image: Input,
    x: NDArray,
    weight: NDArray,
    bias: NDArray,
    settings: dict[str, Any],
) -> Work:
    """Run the operation, or keep the sentence that says why it cannot work."""
    arrays = (x, weight, bias)
    try:
        return Work(operation, image, arrays, settings, operation.trace(*arrays, **settings))
    except ShapeError as refused:
        return Work(operation, image, arrays, settings, None, problem.sentence(refused))


def sizes(work: Work) -> None:
    """Show the output size with the reader's numbers, and what the layer costs."""
    if work.trace is None:
        return
    assert work.operation.cost
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


def code(work: Work) -> None:
    """Show the function that ran, and lines that give the numbers on screen elsewhere."""
    if work.trace is None:
        return
    with st.expander("Show the code", icon=":material/code:"):
        numpy, torch, ran = st.tabs(["In NumPy", "In PyTorch", "What ran here"])
        ran.code(written.source(work.operation.forward))
        numpy.code(
            written.numpy_snippet(work.operation.slug, *work.arrays, work.path, work.settings)
        )
        torch.code(
            written.torch_snippet(work.operation.slug, *work.arrays, work.path, work.settings)
        )


def _figure(label: str, count: int, help: str) -> None:
    st.metric(label, f"{count:,}", help=help, border=True, width="content")


def _formula(work: Work, axis: int) -> str:
    if work.operation is PLAIN:
        return formula.output_size(work.path, axis)
    return formula.transposed_size(work.path, work.arrays[0].shape[1 + axis], axis)
