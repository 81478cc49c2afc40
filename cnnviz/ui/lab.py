"""The kernel lab's bench: controls, pictures, download, in one fragment that follows the hand."""

import streamlit as st
from numpy.typing import NDArray

from cnnviz import kernels
from cnnviz.geometry import ShapeError
from cnnviz.images import MODES, encode_png, luminance
from cnnviz.images.darkroom import Treatment
from cnnviz.ui import address, controls, picture, results, slots
from cnnviz.ui.results import COLOURS, Development

BORDERS = ("zeros", "reflect", "replicate", "circular", "none")


@st.fragment
def lab(page: str) -> None:
    """Show the bench; only this part runs again while a weight is dragged."""
    board, knobs = st.columns([5, 2], gap="medium")
    with knobs:
        treat, see, bring = st.tabs(["Kernel", "Show", "Picture"])
    with bring:
        source = picture.pick(page)
    with treat:
        chosen, chained, hand = slots.pick(page)
        normalised = controls.switch(
            f"{page}_normalise",
            "Normalise",
            help="Divide by the sum of the weights, or of their sizes when that sum is 0.",
        )
        bias = controls.number(f"{page}_bias", "Bias", -255, 255, 0, help="Added to every result.")
        stride = controls.choice(f"{page}_stride", "Stride", (1, 2, 3, 4), 1)
        border = controls.choice(f"{page}_border", "Border", BORDERS, "zeros")
    with see:
        mode = controls.choice(f"{page}_mode", "Negative and large values", tuple(MODES), "Clip")
        colour = controls.choice(f"{page}_colour", "Filter", ("Colour", "Luminance"), "Colour")
        wipe = controls.switch(f"{page}_wipe", "Wipe between before and after")
        outline = controls.switch(f"{page}_outline", "Outline what the border touched")
        channel = COLOURS.index(
            controls.choice(f"{page}_channel", "Explain pixels in", COLOURS, "Red")
        )

    treatments = [
        Treatment(name, _scaled(weights, normalised), bias, stride, border)
        for name, weights in chosen
    ]
    work = Development(_start(source.pixels, colour), treatments, chained, mode)
    with board:
        try:
            results.board(work, wipe=wipe, outline=outline, channel=channel, key=f"{page}_board")
        except ShapeError as refused:
            st.info(f"{str(refused).capitalize()}.", icon=":material/straighten:")
        st.download_button(
            "Download the result at full size",
            data=lambda: _full(source, work, colour, hand),
            file_name="cnnviz.png",
            mime="image/png",
            icon=":material/download:",
            on_click="ignore",
        )
    address.publish(page, key="address_lab")


def _scaled(weights: NDArray | None, normalised: bool) -> NDArray | None:
    return kernels.normalise(weights) if normalised and weights is not None else weights


def _start(pixels: NDArray, colour: str) -> NDArray:
    return pixels if colour == "Colour" else luminance(pixels)


def _full(source: picture.Shown, work: Development, colour: str, hand: int) -> bytes:
    """Filter the picture at its full size: the end of a chain, or the kernel in the hand."""
    whole = Development(_start(source.full(), colour), work.treatments, work.chained, work.mode)
    shown = whole.shown(whole.values())
    return encode_png(shown[-1 if work.chained else hand + 1].pixels)
