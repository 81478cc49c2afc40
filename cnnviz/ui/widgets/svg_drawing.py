"""SVG drawings from assets/images in the theme's colours."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

IMAGES = Path(__file__).parents[3] / "assets" / "images"


@cache
def mount_svg(name: str) -> Any:
    """Register ``assets/images/<name>.svg`` as a component, which has the theme's CSS variables."""
    svg = (IMAGES / f"{name}.svg").read_text(encoding="utf-8")
    return st.components.v2.component(f"cnnviz.drawing.{name}", html=svg)


def show_svg(name: str) -> None:
    """Show a drawing at the page's width."""
    mount_svg(name)(key=f"drawing_{name}")
