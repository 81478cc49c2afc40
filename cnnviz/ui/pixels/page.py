"""The desk of the first lesson: a picture, its planes, and the numbers under the pointer."""

import zlib
from dataclasses import dataclass
from math import prod

import streamlit as st

from cnnviz.images import SAMPLES, luminance, read_image, shrink_to_fit
from cnnviz.images.formats import inspect_file as look_through
from cnnviz.text import format_bytes
from cnnviz.ui.pickers import image_picker
from cnnviz.ui.state import address
from cnnviz.ui.widgets import controls, pixel_state
from cnnviz.ui.widgets.components import register_component
from cnnviz.view import code, memory_size, picture_code, pixel_planes
from cnnviz.view.pixel_planes import PixelLook, PixelPlace, PixelPlanes

FULL, SCREEN = "Full", 640  # pixels of the longer side: what a browser gets at once
SHRUNK = (FULL, 32, 16, 8)
REACHES = (5, 9, 13)
UNITS = ("0 to 255", "0 to 1")
COLOURS = ("In colour", "In grey")
SHRINK = "Pixels on the longer side. Each stands for many, as their weighted average."
MAGNIFIER = "Pixels a side around the one you point at. A picture of 16 or fewer is written out."

_mount = register_component("pixels")


@dataclass(frozen=True, eq=False)
class PixelSettings:
    """What is on the desk: the picture that was chosen, what is shown of it, and how."""

    source: image_picker.PickedImage
    file: memory_size.PictureFile
    sheet: PixelPlanes
    look: PixelLook


def choose_pixel_settings(page: str) -> PixelSettings:
    """Let the reader choose a picture, its size, and how its numbers are shown."""
    bring, cut, see = st.columns(3, vertical_alignment="top")
    with bring:
        source = image_picker.pick_image(page)
    with cut:
        side = controls.choice(f"{page}_shrink", "Shrink it to", SHRUNK, FULL, help=SHRINK)
        sheet = PixelPlanes(shrink_to_fit(source.pixels, SCREEN if side == FULL else side))
        reach = controls.choice(
            f"{page}_magnifier",
            "Magnifier",
            REACHES,
            REACHES[1],
            help=MAGNIFIER,
            disabled=sheet.written_out,
        )
    with see:
        unit = controls.choice(f"{page}_numbers", "Numbers", UNITS, UNITS[0])
        colour = controls.choice(f"{page}_planes", "Planes", COLOURS, COLOURS[0])
    return PixelSettings(
        source, _file(source), sheet, PixelLook(reach, unit == UNITS[1], colour == COLOURS[0])
    )


@st.fragment
def show_pixels(page: str, desk: PixelSettings) -> None:
    """Show the picture, its planes and its numbers; only this runs again while the hand points."""
    key = f"{page}_board"
    place, have = pixel_state.pixel_at(page, key, desk.sheet.size)
    message = pixel_planes.pixels_message(
        desk.sheet, place, desk.look, jump=address.links_opened(), have=have
    )
    _mount(data=message, key=key, on_place_change=lambda: None)
    pixel_state.keep_pixel(page, place, desk.sheet.size)
    show_memory_size(desk)
    _code(desk, place)
    address.publish_address(page)


def show_memory_size(desk: PixelSettings) -> None:
    """Say how many numbers there are, how many bytes they take, and why the file differs."""
    file, shape = desk.file, desk.sheet.pixels.shape
    with st.container(horizontal=True):
        for label, value in (
            ("Shape (H, W, C)", str(shape)),
            ("Numbers", f"{prod(shape):,}"),
            ("In memory, 1 byte each", format_bytes(prod(shape))),
            ("In the file", format_bytes(file.size)),
        ):
            st.metric(label, value, border=True, width="content")
    st.markdown(memory_size.explain_file_size(file, shape))


def _code(desk: PixelSettings, place: PixelPlace) -> None:
    """Show lines that give the numbers on screen."""
    sheet, at = desk.sheet, (place.row, place.col)
    pixel = [*map(int, sheet.pixels[at]), int(sheet.grey[at])]
    sizes = [desk.file.shape[:2], desk.source.pixels.shape[:2], sheet.size]
    with st.expander("Show the code", icon=":material/code:"):
        numpy, torch, ran = st.tabs(["In NumPy", "In PyTorch", "What ran here"])
        name = _name(desk)
        numpy.code(picture_code.numpy_picture_code(name, sizes, pixel, f"{place.row}, {place.col}"))
        torch.code(picture_code.torch_picture_code(name, sizes))
        ran.code(f"{code.source(shrink_to_fit)}\n\n{code.source(luminance)}")


def _name(desk: PixelSettings) -> str:
    """Name the file for the reader's own code."""
    names = [sample.path.name for sample in SAMPLES if sample.name == desk.source.name]
    return names[0] if names else f"my_picture.{desk.file.kind.lower()}"


def _file(source: image_picker.PickedImage) -> memory_size.PictureFile:
    """Look into the file behind a picture."""
    paths = [sample.path for sample in SAMPLES if sample.name == source.name]
    data = paths[0].read_bytes() if source.data is None else source.data
    return _opened(zlib.crc32(data), len(data), data)


@st.cache_data(max_entries=32, show_spinner=False)
def _opened(mark: int, size: int, _data: bytes) -> memory_size.PictureFile:
    return memory_size.PictureFile(look_through(_data)[0], size, read_image(_data).pixels.shape)
