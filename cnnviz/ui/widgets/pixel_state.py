"""The pixel a reader points at: what the browser says, what the link says, what is kept."""

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
    """Find the pixel, and which picture the browser has.

    Parameters
    ----------
    page, key : str
        The page; the key of its component ``pixels``.
    size : (int, int)
        Rows and columns of the picture now. A pixel of a picture of another size is found
        again at the same relative place.
    what : str
        What a sentence calls it.
    """
    said = component_value(key, "place")
    said = said if isinstance(said, dict) else {}
    before = _size(said)
    if before and said.get("jump") == address.links_opened():
        place = PixelPlace(said["row"], said["col"], bool(said.get("held")))
    else:
        before = session().pages[page].size or size
        place = _linked(page, before, what)
    return same_place(place, before, size), said.get("have")


def keep_pixel(page: str, place: PixelPlace, size: Size) -> None:
    """Put the pixel into the address, counted from 1, unless it is the middle one."""
    session().pages[page].size = size
    usual = place[:2] == middle_pixel(size)[:2]
    address.put_value(f"{page}_row", None if usual else str(place.row + 1))
    address.put_value(f"{page}_column", None if usual else str(place.col + 1))
    address.put_value(f"{page}_pinned", "True" if place.held else None)


def _size(said: dict[str, Any]) -> Size | None:
    """Give the size of the picture on which the browser names a pixel; None if it is none."""
    numbers = [said.get(name) for name in ("row", "rows", "col", "cols")]
    whole = [number for number in numbers if isinstance(number, int)]
    if len(whole) < 4:
        return None
    row, rows, col, cols = whole
    return (rows, cols) if 0 <= row < rows and 0 <= col < cols else None


def _linked(page: str, size: Size, what: str) -> PixelPlace:
    """Find the pixel that the link names; the one in the middle without one."""
    usual, names = middle_pixel(size), ("row", "column")
    row, col = (
        address.get_value(f"{page}_{name}", usual[axis], _index(name, size[axis], what))
        for axis, name in enumerate(names)
    )
    pinned = address.get_value(f"{page}_pinned", False, controls.one_of((False, True)))
    return PixelPlace(row, col, pinned)


def _index(name: str, side: int, what: str) -> Callable[[str], int]:
    """Make a reader of a row or column of the address."""

    def read(text: str) -> int:
        if not (text.isdecimal() and len(text) < 6 and 1 <= int(text) <= side):
            raise ValueError(f"this {what} has {name}s 1 to {side}. It starts in the middle.")
        return int(text) - 1

    return read
