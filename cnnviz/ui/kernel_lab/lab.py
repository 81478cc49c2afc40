"""The kernel lab: what is chosen once, and the fragment that follows the hand."""

import threading
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st
from numpy.typing import NDArray

from cnnviz import kernels
from cnnviz.geometry import ShapeError
from cnnviz.images import MODES, encode_png, luminance
from cnnviz.images.filter_chain import Treatment
from cnnviz.images.measure import RGB
from cnnviz.ui.kernel_lab import kernel_slots, live_results
from cnnviz.ui.kernel_lab.filter_results import FilterResults
from cnnviz.ui.pickers import image_picker
from cnnviz.ui.state import address
from cnnviz.ui.widgets import controls, problem, weight_editor
from cnnviz.ui.widgets.theme import poles

ONE_AT_A_TIME = threading.Lock()  # a picture of 24 megapixels takes half a gigabyte to filter
PARTS = ("Colour", "Luminance")
NORMALISED = "Divide by the sum of the weights, or of their sizes when that sum is 0."
FILTERED = "Every colour by itself, or only how bright the pixels are."
BORDERS = ("zeros", "reflect", "replicate", "circular", "none")


@dataclass(frozen=True, eq=False)
class LabSettings:
    """What stays the same while the hand moves a weight; and what a download would hold."""

    source: image_picker.PickedImage
    board: FilterResults
    count: int
    coloured: bool
    stride: int
    border: Any
    bias: float
    normalised: bool
    wanted: list[Treatment] = field(default_factory=list)

    def scaled(self, weights: NDArray | None) -> NDArray | None:
        """Normalise a kernel if the reader wants it so."""
        return kernels.normalise(weights) if self.normalised and weights is not None else weights


def choose_lab_settings(page: str) -> LabSettings:
    """Let the reader choose the picture, the arrangement and how results are shown."""
    with st.container(key=f"{page}_choices"):
        bring, arrange, see = st.columns(3, vertical_alignment="top")
    with bring:
        source = image_picker.pick_image(page)
    with arrange:
        count, chained = kernel_slots.arrange_slots(page)
    with see:
        mode = controls.choice(f"{page}_mode", "Show results as", tuple(MODES), next(iter(MODES)))
        row = st.container(horizontal=True, vertical_alignment="center")
    with row:
        wipe = controls.switch(f"{page}_wipe", "Wipe before and after")
        normalised = controls.switch(f"{page}_normalise", "Normalise", help=NORMALISED)
    with row, st.popover("More settings", icon=":material/tune:"):
        bias = controls.number(f"{page}_bias", "Bias", -255, 255, 0, help="Added to every result.")
        colour = controls.choice(f"{page}_colour", "Filter", PARTS, PARTS[0], help=FILTERED)
        stride = controls.choice(f"{page}_stride", "Stride", (1, 2, 3, 4), 1)
        border = controls.choice(f"{page}_border", "Border", BORDERS, BORDERS[0])
        outline = controls.switch(f"{page}_outline", "Outline what the border touched")
        channel = controls.choice(f"{page}_channel", "Numbers of a pixel in", RGB, RGB[0])
    coloured = colour == PARTS[0]
    start = _start(source.pixels, coloured)
    board = FilterResults(start, chained, mode, wipe, outline, RGB.index(channel), poles())
    return LabSettings(source, board, count, coloured, stride, border, bias, normalised)


@st.fragment
def show_lab(page: str, table: LabSettings) -> None:
    """Show pictures and editor; only this part runs again while a weight is dragged."""
    with st.container(key=f"{page}_bench"):
        board, hand = st.columns([5, 2], gap="medium")
    with hand:
        chosen, held = kernel_slots.pick_kernels(page, table.count)
    treatments = [
        Treatment(name, table.scaled(kernel), table.bias, table.stride, table.border)
        for name, kernel in chosen
    ]
    table.wanted[:] = treatments if table.board.chained else treatments[held : held + 1]
    line = live_results.live_answers(page)
    line.answer = live_results.make_answer(
        table.board, treatments, held, kernel_slots.weights_version(), table.scaled, line.url
    )
    with board:
        try:
            known = weight_editor.reported_weights(f"{page}_editor")
            table.board.show(treatments, key=f"{page}_board", hand=known, live=line.url)
        except ShapeError as refused:
            line.answer = None
            table.wanted.clear()
            problem.show_problem(refused)
        _download(page, table)
    address.publish_address(page)


def _start(pixels: NDArray, coloured: bool) -> NDArray:
    """Keep the colours, or only how bright they are."""
    return pixels if coloured else luminance(pixels)


def _download(page: str, table: LabSettings) -> None:
    """Offer the end of a chain, or the kernel in the hand, at the picture's full size."""

    def full() -> bytes:
        with ONE_AT_A_TIME:
            start = _start(table.source.full(), table.coloured)
            return encode_png(replace(table.board, start=start).last(table.wanted).pixels)

    st.download_button(
        "Download the result at full size",
        key=f"{page}_download",
        data=full,
        file_name="cnnviz.png",
        mime="image/png",
        icon=":material/download:",
        on_click="ignore",
        disabled=not table.wanted,
    )
