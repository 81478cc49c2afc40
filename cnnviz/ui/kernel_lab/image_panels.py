"""The pictures component: original and results, and the pixel the reader points at."""

from typing import Any, TypedDict

from cnnviz.ui.state.widget_state import component_value
from cnnviz.ui.widgets.components import register_component

_mount = register_component("pictures")


class PointedPixel(TypedDict):
    """The pointed pixel, and the version on screen; None for missing or invalid fields."""

    panel: int | None
    row: int | None
    col: int | None
    have: int | None


def pointed_pixel(key: str) -> PointedPixel | None:
    """Return where the reader points; available before the component is mounted.

    Parameters
    ----------
    key : str
        Key of the pictures.

    Returns
    -------
    dict or None
        ``panel``, ``row`` and ``col`` in the pixels of that panel's picture, None before the
        first report; ``have``, the version on screen at that time, None when the browser
        lacks a picture that it should have kept.
    """
    return read_pointer(component_value(key, "pointer"))


def read_pointer(report: Any) -> PointedPixel | None:
    """Parse the browser's report of the pointer, as :func:`pointed_pixel` returns it."""
    if not isinstance(report, dict):
        return None
    panel, row, col, have = (_integer(report.get(name)) for name in PointedPixel.__annotations__)
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


def _integer(value: Any) -> int | None:
    """Return a whole number; None for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None
