"""Controls for the kernels of a convolution: their number, size, presets and bias."""

from functools import partial

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from cnnviz import kernels
from cnnviz.ops import Operation
from cnnviz.ui.layers import edits
from cnnviz.ui.state.widget_state import widget_value
from cnnviz.ui.widgets import controls

STARTERS = ("Classic X", "Sobel x", "Sobel y", "Laplacian")


def pick_filters(page: str) -> tuple[list[NDArray], float]:
    """Let the reader choose up to four kernels of one size, and a bias.

    Returns
    -------
    list of ndarray of shape (KH, KW)
        One kernel per filter.
    float
        The bias of every filter.
    """
    count = controls.choice(f"{page}_filters", "Filters", (1, 2, 3, 4), 1)
    names = [preset.name for preset in kernels.PRESETS]
    chosen = [
        kernels.named(
            controls.choice(
                f"{page}_kernel{number + 1 if number else ''}",
                f"Kernel {number + 1}" if count > 1 else "Kernel",
                names,
                starter,
                on_change=partial(_set_size, page, number),
            )
        )
        for number, starter in enumerate(STARTERS[:count])
    ]
    for kernel in chosen:
        st.caption(f"**{kernel.name}**: {kernel.shows}")
    anew = partial(edits.drop_edits, f"{page}_edits", "kernel")
    rows = controls.number(f"{page}_rows", "Kernel rows", 1, 7, 3, on_change=anew)
    cols = controls.number(f"{page}_cols", "Kernel columns", 1, 7, 3, on_change=anew)
    bias = controls.number(f"{page}_bias", "Bias", -10.0, 10.0, 0.0, step=0.5)
    return [kernels.resized(kernel.weights, rows, cols) for kernel in chosen], bias


def stack_kernels(
    chosen: list[NDArray], bias: float, channels: int, groups: int, operation: Operation
) -> tuple[NDArray, NDArray]:
    """Stack kernels into the weight and bias of a convolution: the same kernel on every channel.

    Returns
    -------
    weight : ndarray of shape (F, C / groups, KH, KW), or (C, F / groups, KH, KW) if transposed
        When the groups do not divide the channels, the nearest shape, which the operation
        refuses with a ShapeError.
    bias : ndarray of shape (F,)
    """
    if operation.slug != "conv_transpose2d":
        depth = max(channels // groups, 1)
        weight = np.stack([np.stack([kernel] * depth) for kernel in chosen])
        return weight, np.full(len(chosen), bias)
    share = max(len(chosen) // groups, 1)
    maps = share * groups
    if maps != len(chosen):
        st.caption(f"{groups} groups, {share} each of {len(chosen)} kernels: {maps} feature maps.")
    parts = [
        min(channel * groups // channels, len(chosen) // share - 1) for channel in range(channels)
    ]
    weight = np.stack([np.stack(chosen[part * share : (part + 1) * share]) for part in parts])
    return weight, np.full(maps, bias)


def _set_size(page: str, number: int) -> None:
    """Set the size controls to the chosen preset's size and drop edits of its kernel."""
    name = widget_value(f"{page}_kernel{number + 1 if number else ''}")
    rows, cols = kernels.named(name).weights.shape
    controls.set_control(f"{page}_rows", rows)
    controls.set_control(f"{page}_cols", cols)
    edits.drop_edits(f"{page}_edits", "kernel", plane=number)
