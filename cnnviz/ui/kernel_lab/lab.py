"""The kernel lab: its settings, and the fragment with editor and results."""

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
    """The settings that stay the same while weights are edited.

    Attributes
    ----------
    source : PickedImage
    board : FilterResults
    count : int
        Number of treatments.
    coloured : bool
        Whether colours are filtered, or luminance.
    stride, border, bias
        Of every treatment.
    normalised : bool
    wanted : list of Treatment
        The treatments of a download, set while the results are shown.
    """

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
        """Normalise a kernel if `normalised` is set."""
        return kernels.normalise(weights) if self.normalised and weights is not None else weights


def choose_lab_settings(page: str) -> LabSettings:
    """Let the reader choose the picture, the treatments' order and how results are shown."""
    with st.container(key=f"{page}_choices"):
        picture, order, display = st.columns(3, vertical_alignment="top")
    with picture:
        source = image_picker.pick_image(page)
    with order:
        count, chained = kernel_slots.arrange_slots(page)
    with display:
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
def show_lab(page: str, settings: LabSettings) -> None:
    """Show pictures and editor; a fragment that alone reruns while a weight is dragged."""
    with st.container(key=f"{page}_bench"):
        board, editor = st.columns([5, 2], gap="medium")
    with editor:
        chosen, edited = kernel_slots.pick_kernels(page, settings.count)
    treatments = [
        Treatment(name, settings.scaled(kernel), settings.bias, settings.stride, settings.border)
        for name, kernel in chosen
    ]
    settings.wanted[:] = treatments if settings.board.chained else treatments[edited : edited + 1]
    endpoint = live_results.live_answers(page)
    endpoint.answer = live_results.make_answer(
        settings.board,
        treatments,
        edited,
        kernel_slots.weights_version(),
        settings.scaled,
        endpoint.url,
    )
    with board:
        try:
            known = weight_editor.reported_weights(f"{page}_editor")
            settings.board.show(treatments, key=f"{page}_board", hand=known, live=endpoint.url)
        except ShapeError as refused:
            endpoint.answer = None
            settings.wanted.clear()
            problem.show_problem(refused)
        _download(page, settings)
    address.publish_address(page)


def _start(pixels: NDArray, coloured: bool) -> NDArray:
    """Return the pixels (H, W, 3), or their luminance (H, W)."""
    return pixels if coloured else luminance(pixels)


def _download(page: str, settings: LabSettings) -> None:
    """Offer the result of the chain, or of the edited kernel, at the picture's full size."""

    def full() -> bytes:
        with ONE_AT_A_TIME:
            start = _start(settings.source.full(), settings.coloured)
            return encode_png(replace(settings.board, start=start).last(settings.wanted).pixels)

    st.download_button(
        "Download the result at full size",
        key=f"{page}_download",
        data=full,
        file_name="cnnviz.png",
        mime="image/png",
        icon=":material/download:",
        on_click="ignore",
        disabled=not settings.wanted,
    )
