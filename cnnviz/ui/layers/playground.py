"""Controls of the playground: any operation, and a kernel where it takes one."""

from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from cnnviz.lessons.classifier_head import random_weights
from cnnviz.ops import ALL, Operation
from cnnviz.ui.layers import operation_stage
from cnnviz.ui.pickers import filter_bank
from cnnviz.ui.pickers.stage_input import PickedInput
from cnnviz.ui.widgets import controls

CLASSES = 4  # of a fully connected layer


def choose_any_operation(page: str) -> tuple[Operation, dict[str, Any]]:
    """Let the reader choose among all operations."""
    return operation_stage.choose_operation(page, ALL)


def choose_kernel(
    page: str, operation: Operation, settings: dict[str, Any], image: PickedInput
) -> tuple[NDArray | None, NDArray | None]:
    """Let the reader choose weight and bias; None for an operation without weights."""
    if not operation.takes_kernel:
        st.caption(f"{operation.title} has no weights.")
        return None, None
    if operation.vector:
        seed = controls.seed(f"{page}_seed", "weights", 1)
        shape = (CLASSES, *image.values.shape)
        return random_weights(shape, np.random.default_rng(seed)), np.zeros(CLASSES)
    chosen, bias = filter_bank.pick_filters(page)
    return filter_bank.stack_kernels(chosen, bias, len(image.values), settings["groups"], operation)
