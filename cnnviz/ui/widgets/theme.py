"""Which colours the reader sees: the light theme's or the dark one's."""

import streamlit as st

from cnnviz.images import Poles
from cnnviz.view.palette import DARK, LIGHT, Palette, rgb


def palette() -> Palette:
    """Take the palette of the theme in use."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def poles() -> Poles:
    """Take the colours of negative, zero and positive of the theme in use."""
    colours = palette()
    return Poles(rgb(colours.negative), rgb(colours.zero), rgb(colours.positive))
