"""A row of maps as pictures in signed colours, with a marker at the same pixel of each."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from numpy.typing import NDArray

from cnnviz.contracts.pictures import Rim
from cnnviz.ui.kernel_lab.image_panels import show_image_panels
from cnnviz.ui.widgets.theme import poles
from cnnviz.view import panels

SIGNED = "Signed colours"


@st.fragment
def gallery(named: Sequence[tuple[str, str, NDArray]], *, key: str) -> None:
    """Show maps of shape (H, W) side by side; a fragment that alone reruns on pointing.

    Parameters
    ----------
    named : sequence of (title, caption, map)
    key : str
        Of the component.
    """
    colours = poles()
    shown = [
        replace(panels.panel(values, SIGNED, colours), said=caption) for _, caption, values in named
    ]
    titles = [title for title, _, _ in named]
    no_rim: Rim = {"top": 0, "bottom": 0, "left": 0, "right": 0}
    show_image_panels(panels.panels_message(shown, titles, [no_rim] * len(shown), {}), key=key)
