"""The selected pixel of a picture, from the component or the address."""

from collections.abc import Callable
from typing import Any

from cnnviz.ui.state import address
from cnnviz.ui.state.session import session
from cnnviz.ui.state.widget_state import component_value
from cnnviz.ui.widgets import controls
from cnnviz.view.pixel_planes import PixelPlace, middle_pixel, same_place

Size = tuple[int, int]


def pixel_at(
    page: str, key: str, size: Size, what: str = "picture"
) -> tuple[PixelPlace, int | None]:
    """Get the selected pixel, and the version of the picture the browser has.

    Parameters
    ----------
    page, key : str
        The page; the key of its component ``pixels``.
    size : (int, int)
        Rows and columns of the picture now. A pixel selected at another size is moved to the
        same relative position.
    what : str
        What error sentences call the picture.
    """
    report = component_value(key, "place")
    report = report if isinstance(report, dict) else {}
    before = _size(report)
    if before and report.get("jump") == address.links_opened():
        place = PixelPlace(report["row"], report["col"], bool(report.get("held")))
    else:
        before = session().pages[page].size or size
        place = _linked(page, before, what)
    return same_place(place, before, size), report.get("have")


def keep_pixel(page: str, place: PixelPlace, size: Size) -> None:
    """Write the pixel to the address, counted from 1, unless it is the middle one."""
    session().pages[page].size = size
    usual = place[:2] == middle_pixel(size)[:2]
    address.put_value(f"{page}_row", None if usual else str(place.row + 1))
    address.put_value(f"{page}_column", None if usual else str(place.col + 1))
    address.put_value(f"{page}_pinned", "True" if place.held else None)


def _size(report: dict[str, Any]) -> Size | None:
    """Return the size of the picture in a browser's report; None if the report is invalid."""
    numbers = [report.get(name) for name in ("row", "rows", "col", "cols")]
    whole = [number for number in numbers if isinstance(number, int)]
    if len(whole) < 4:
        return None
    row, rows, col, cols = whole
    return (rows, cols) if 0 <= row < rows and 0 <= col < cols else None


def _linked(page: str, size: Size, what: str) -> PixelPlace:
    """Read the pixel from the address; by default the middle one."""
    usual, names = middle_pixel(size), ("row", "column")
    row, col = (
        address.get_value(f"{page}_{name}", usual[axis], _index(name, size[axis], what))
        for axis, name in enumerate(names)
    )
    pinned = address.get_value(f"{page}_pinned", False, controls.one_of((False, True)))
    return PixelPlace(row, col, pinned)


def _index(name: str, side: int, what: str) -> Callable[[str], int]:
    """Make a parser of a row or column, counted from 1."""

    def read(text: str) -> int:
        if not (text.isdecimal() and len(text) < 6 and 1 <= int(text) <= side):
            raise ValueError(f"this {what} has {name}s 1 to {side}. It starts in the middle.")
        return int(text) - 1

    return read
