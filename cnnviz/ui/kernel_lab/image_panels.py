"""Originals and results in the browser, and the pixel the reader points at."""

from typing import Any, TypedDict

from cnnviz.ui.state.widget_state import component_value
from cnnviz.ui.widgets.components import register_component

_mount = register_component("pictures")


class PointedPixel(TypedDict):
    """The pixel pointed at, and the version on screen; None for what the browser did not say."""

    panel: int | None
    row: int | None
    col: int | None
    have: int | None


def pointed_pixel(key: str) -> PointedPixel | None:
    """Return where the reader points, known before the pictures are drawn.

    Parameters
    ----------
    key : str
        Key of the pictures.

    Returns
    -------
    dict or None
        ``panel``, ``row`` and ``col`` in the pixels of that panel's picture, None before
        anybody has pointed; ``have``, the version on screen at that time, None when the
        browser lacks a picture that a panel told it to keep.
    """
    return read_pointer(component_value(key, "pointer"))


def read_pointer(said: Any) -> PointedPixel | None:
    """Read what the browser says of the pointer, as :func:`pointed_pixel` returns it."""
    if not isinstance(said, dict):
        return None
    panel, row, col, have = (_whole(said.get(name)) for name in PointedPixel.__annotations__)
    return {"panel": panel, "row": row, "col": col, "have": have}


def show_image_panels(message: bytes, *, key: str) -> PointedPixel | None:
    """Show pictures side by side, or wiped over the original, and a pixel explained.

    Parameters
    ----------
    message : bytes
        From `cnnviz.view.panels.panels_message`.
    key : str
        Key of the component.

    Returns
    -------
    dict or None
        As :func:`pointed_pixel`.
    """
    _mount(data=message, key=key, on_pointer_change=lambda: None)
    return pointed_pixel(key)


def _whole(value: Any) -> int | None:
    """Return a whole number the browser sent, or None for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None
