"""Our own drawings, in the colours of the reader's theme."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

IMAGES = Path(__file__).parents[3] / "assets" / "images"


@cache
def mount_svg(name: str) -> Any:
    """Register ``assets/images/<name>.svg``: a component without a script sees the theme."""
    svg = (IMAGES / f"{name}.svg").read_text(encoding="utf-8")
    return st.components.v2.component(f"cnnviz.drawing.{name}", html=svg)


def show_svg(name: str) -> None:
    """Show a drawing as wide as the page lets it be."""
    mount_svg(name)(key=f"drawing_{name}")
