"""Choice of an operation, and its forward and backward pass on the stage."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from cnnviz.ops import ALL, Operation
from cnnviz.ui.layers import backward, edits, stage
from cnnviz.ui.layers.operation_run import OperationRun, run_operation
from cnnviz.ui.pickers.stage_input import PickedInput
from cnnviz.ui.widgets import controls


def choose_operation(
    page: str, operations: Sequence[Operation], *, label: str = "Operation"
) -> tuple[Operation, dict[str, Any]]:
    """Let the reader choose an operation and its settings."""
    titles = [operation.title for operation in operations]
    title = controls.choice(f"{page}_operation", label, titles, titles[0])
    operation = operations[titles.index(title)]
    return operation, controls.operation_settings(operation, page=page)


def operations_of(name: str) -> list[Operation]:
    """List the operations of a family, in teaching order."""
    return [operation for operation in ALL if operation.family == name]


def play_operation(
    page: str,
    operation: Operation,
    settings: dict[str, Any],
    image: PickedInput,
    *,
    weight: NDArray | None = None,
    bias: NDArray | None = None,
    names: tuple[str, ...] = (),
) -> OperationRun:
    """Apply the reader's edits, run the operation, and show its forward or backward pass.

    Parameters
    ----------
    page : str
        Prefix of the edits, step and direction in the address.
    weight, bias : ndarray, optional
        For an operation that takes a kernel.
    names : tuple of str
        Class names of the cells of a vector.
    """
    changes = edits.edits_of(f"{page}_edits")
    nothing = (np.zeros((0, 0, 0, 0)), np.zeros(0))
    kernel = (weight, bias) if weight is not None and bias is not None else nothing
    arrays = tuple(edits.apply_edits(changes, image.values, *kernel))
    work = run_operation(
        operation, image, arrays if operation.takes_kernel else arrays[:1], settings, names
    )
    way = backward.choose_direction(page, work)
    name = f"{page}_step"
    at = stage.start_step(name, len(work.trace.steps) if work.trace else 0)
    stage.stage(
        way.message(work, at=at),
        name=name,
        on_edit=lambda edit: edits.keep_edits(f"{page}_edits", edit, window=work.turned),
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        edits.undo_button(f"{page}_edits")
    backward.check_by_nudging(page, work, way)
    return work
