"""Choice of a small input for the layer lessons: a grid, a patch, or the last lesson's maps."""

from dataclasses import dataclass
from functools import partial

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from cnnviz.images import luminance, shrink_to
from cnnviz.images.grids import GRIDS
from cnnviz.images.measure import RGB
from cnnviz.images.sample_maps import STARTS
from cnnviz.text import format_shape
from cnnviz.ui.layers import edits
from cnnviz.ui.lesson import chain
from cnnviz.ui.pickers import image_picker
from cnnviz.ui.widgets import controls

PATCH = "Patch of a picture"
STORY = "The lesson before"


@dataclass(frozen=True)
class PickedInput:
    """A chosen input of an operation.

    Attributes
    ----------
    values : ndarray of shape (C, H, W)
        The numbers.
    labels : tuple of str
        The channels' names.
    grey : bool
        Whether the values are pixels, 0 to 255.
    """

    values: NDArray
    labels: tuple[str, ...]
    grey: bool


def pick_stage_input(page: str, *, first: str = GRIDS[0].name) -> PickedInput:
    """Let the reader choose a grid, a patch of a picture, or the output of the lesson before.

    Parameters
    ----------
    first : str
        The default: a grid's name, or `STORY`.
    """
    names = [grid.name for grid in GRIDS]
    follows = page in STARTS
    name = controls.choice(
        f"{page}_input",
        "Input",
        [*([STORY] if follows else []), *names, PATCH],
        first,
        on_change=partial(edits.drop_edits, f"{page}_edits", "input"),
    )
    if follows:
        chain.adopt_maps(page)
    if name == STORY:
        return _maps_of_lesson_before(page)
    if follows:
        chain.carry_maps(page, None)
    colour = controls.choice(f"{page}_channels", "Channels", (1, 3), 1) == 3
    if name == PATCH:
        return _patch(page, colour)
    grid = GRIDS[names.index(name)]
    if not edits.edits_of(f"{page}_edits"):
        st.caption(grid.notice)
    if not colour:
        return PickedInput(grid.values[None], ("Input",), False)
    st.caption("Green is the same grid mirrored, blue the same grid upside down.")
    values = np.stack([grid.values, grid.values[:, ::-1], grid.values[::-1]])
    return PickedInput(values, RGB, False)


def _maps_of_lesson_before(page: str) -> PickedInput:
    """Use the output of the lesson before, or the default maps if there is none."""
    made = chain.maps_before(page)
    values = STARTS[page]() if made is None else made.values
    if chain.carry_maps(page, values if made else None):
        edits.drop_edits(f"{page}_edits", "input")
    size = format_shape(values.shape)
    if made is None:
        st.caption(f"The edges of a drawn 7, {size}. Make your own in **Convolution** first.")
    else:
        st.caption(f"What you made in **{made.maker}**: {size}.")
        if values.size > chain.LIMIT:
            st.caption(f"{values.size} numbers are too many for a link: a copied one starts anew.")
    labels = ("Input",) if len(values) == 1 else tuple(f"Map {i + 1}" for i in range(len(values)))
    return PickedInput(values, labels, False)


def _patch(page: str, colour: bool) -> PickedInput:
    """Use the chosen picture, shrunk to one pixel per cell."""
    anew = partial(edits.drop_edits, f"{page}_edits", "input")
    pixels = image_picker.pick_image(page, on_change=anew).pixels
    side = controls.number(f"{page}_patch", "Cells a side", 4, 28, 12, on_change=anew)
    patch = shrink_to(pixels, side, side)
    if not colour:
        return PickedInput(np.rint(luminance(patch))[None], ("Brightness",), True)
    return PickedInput(np.moveaxis(patch, -1, 0), RGB, True)
