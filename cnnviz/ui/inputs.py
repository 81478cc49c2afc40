"""Small inputs whose every number can be read: drawn grids, or a patch of a picture."""

from dataclasses import dataclass
from functools import partial

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from cnnviz.images import luminance, shrink_to
from cnnviz.images.grids import GRIDS
from cnnviz.ui import controls, edits, picture

PATCH = "Patch of a picture"
COLOURS = ("Red", "Green", "Blue")


@dataclass(frozen=True)
class Input:
    """An input of the stage.

    Attributes
    ----------
    values : ndarray of shape (C, H, W)
        What the window reads.
    labels : tuple of str
        A name for every channel.
    grey : bool
        Whether the values are pixels, 0 to 255.
    """

    values: NDArray
    labels: tuple[str, ...]
    grey: bool


def pick(page: str) -> Input:
    """Let the reader choose a grid or a patch, in one channel or three."""
    names = [grid.name for grid in GRIDS]
    name = controls.choice(
        f"{page}_input",
        "Input",
        [*names, PATCH],
        names[0],
        on_change=partial(edits.drop, f"{page}_edits", "input"),
    )
    colour = controls.choice(f"{page}_channels", "Channels", (1, 3), 1) == 3
    if name == PATCH:
        return _patch(page, colour)
    grid = GRIDS[names.index(name)]
    st.caption(grid.notice)
    if not colour:
        return Input(grid.values[None], ("Input",), False)
    st.caption("Green is the same grid mirrored, blue the same grid upside down.")
    values = np.stack([grid.values, grid.values[:, ::-1], grid.values[::-1]])
    return Input(values, COLOURS, False)


def _patch(page: str, colour: bool) -> Input:
    """Shrink the reader's picture until every pixel is a cell."""
    anew = partial(edits.drop, f"{page}_edits", "input")
    pixels = picture.pick(page, on_change=anew).pixels
    side = controls.number(f"{page}_patch", "Cells a side", 4, 28, 12, on_change=anew)
    patch = shrink_to(pixels, side, side)
    if not colour:
        return Input(np.rint(luminance(patch))[None], ("Brightness",), True)
    return Input(np.moveaxis(patch, -1, 0), COLOURS, True)
