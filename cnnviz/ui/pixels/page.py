"""The pixels page: a picture, its colour planes, and the numbers around a pixel."""

import zlib
from dataclasses import dataclass
from math import prod

import streamlit as st

from cnnviz.images import SAMPLES, luminance, read_image, shrink_to_fit
from cnnviz.images.formats import inspect_file as inspect
from cnnviz.text import format_bytes
from cnnviz.ui.pickers import image_picker
from cnnviz.ui.state import address
from cnnviz.ui.widgets import controls, pixel_state
from cnnviz.ui.widgets.components import register_component
from cnnviz.view import code, memory_size, picture_code, pixel_planes
from cnnviz.view.pixel_planes import PixelLook, PixelPlace, PixelPlanes

FULL, SCREEN = "Full", 640  # "Full"; the longer side sent to the browser for it, in pixels
SHRUNK = (FULL, 32, 16, 8)
REACHES = (5, 9, 13)
UNITS = ("0 to 255", "0 to 1")
COLOURS = ("In colour", "In grey")
SHRINK = "Pixels on the longer side. Each stands for many, as their weighted average."
MAGNIFIER = "Pixels a side around the one you point at. A picture of 16 or fewer is written out."

_mount = register_component("pixels")


@dataclass(frozen=True, eq=False)
class PixelSettings:
    """The chosen picture, its planes as shown, and how its numbers are shown.

    Attributes
    ----------
    source : PickedImage
    file : PictureFile
        Kind, size and shape of its file.
    sheet : PixelPlanes
        The picture as shown, shrunk if so chosen.
    look : PixelLook
        Magnifier, units and colours.
    """

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
def show_pixels(page: str, settings: PixelSettings) -> None:
    """Show the picture, its planes and its numbers; a fragment that alone reruns on pointing."""
    key = f"{page}_board"
    place, have = pixel_state.pixel_at(page, key, settings.sheet.size)
    message = pixel_planes.pixels_message(
        settings.sheet, place, settings.look, jump=address.links_opened(), have=have
    )
    _mount(data=message, key=key, on_place_change=lambda: None)
    pixel_state.keep_pixel(page, place, settings.sheet.size)
    show_memory_size(settings)
    _code(settings, place)
    address.publish_address(page)


def show_memory_size(settings: PixelSettings) -> None:
    """Show the number of values, their bytes in memory, and why the file's size differs."""
    file, shape = settings.file, settings.sheet.pixels.shape
    with st.container(horizontal=True):
        for label, value in (
            ("Shape (H, W, C)", str(shape)),
            ("Numbers", f"{prod(shape):,}"),
            ("In memory, 1 byte each", format_bytes(prod(shape))),
            ("In the file", format_bytes(file.size)),
        ):
            st.metric(label, value, border=True, width="content")
    st.markdown(memory_size.explain_file_size(file, shape))


def _code(settings: PixelSettings, place: PixelPlace) -> None:
    """Show code that gives the numbers on screen."""
    sheet, at = settings.sheet, (place.row, place.col)
    pixel = [*map(int, sheet.pixels[at]), int(sheet.grey[at])]
    sizes = [settings.file.shape[:2], settings.source.pixels.shape[:2], sheet.size]
    with st.expander("Show the code", icon=":material/code:"):
        numpy, torch, ran = st.tabs(["In NumPy", "In PyTorch", "What ran here"])
        name = _name(settings)
        numpy.code(picture_code.numpy_picture_code(name, sizes, pixel, f"{place.row}, {place.col}"))
        torch.code(picture_code.torch_picture_code(name, sizes))
        ran.code(f"{code.source(shrink_to_fit)}\n\n{code.source(luminance)}")


def _name(settings: PixelSettings) -> str:
    """Return the file's name for the shown code."""
    names = [sample.path.name for sample in SAMPLES if sample.name == settings.source.name]
    return names[0] if names else f"my_picture.{settings.file.kind.lower()}"


def _file(source: image_picker.PickedImage) -> memory_size.PictureFile:
    """Return kind, size and shape of a picture's file."""
    paths = [sample.path for sample in SAMPLES if sample.name == source.name]
    data = paths[0].read_bytes() if source.data is None else source.data
    return _opened(zlib.crc32(data), len(data), data)


@st.cache_data(max_entries=32, show_spinner=False)
def _opened(checksum: int, size: int, _data: bytes) -> memory_size.PictureFile:
    return memory_size.PictureFile(inspect(_data)[0], size, read_image(_data).pixels.shape)
