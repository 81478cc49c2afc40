"""The colours of the theme in use, light or dark."""

import streamlit as st

from cnnviz.images import Poles
from cnnviz.view.palette import DARK, LIGHT, Palette, rgb


def palette() -> Palette:
    """Return the palette of the theme in use."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def poles() -> Poles:
    """Return the theme's colours of negative, zero and positive numbers."""
    colours = palette()
    return Poles(rgb(colours.negative), rgb(colours.zero), rgb(colours.positive))
