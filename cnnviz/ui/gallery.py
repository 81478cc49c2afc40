"""A few maps as pictures in a row, in signed colours, marked at the same place."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from numpy.typing import NDArray

from cnnviz.ui.pictures import pictures
from cnnviz.ui.theme import poles
from cnnviz.view import panels

SIGNED = "Signed colours"


@st.fragment
def gallery(named: Sequence[tuple[str, str, NDArray]], *, key: str) -> None:
    """Show maps of shape (H, W) beside each other; pointing runs nothing but this again.

    Parameters
    ----------
    named : sequence of (title, caption, map)
    key : str
        Of the component.
    """
    colours = poles()
    made = [
        replace(panels.panel(values, SIGNED, colours), said=caption) for _, caption, values in named
    ]
    titles = [title for title, _, _ in named]
    nowhere = [(0, 0, 0, 0)] * len(made)
    message = panels.message(
        made, titles, nowhere, {}, wipe=False, show_rim=False, window=(0, 0), inspect=None, grids={}
    )
    pictures(message, key=key)
