"""One story through the layers: what a lesson made is what the next one starts from."""

import base64
import binascii
import zlib
from dataclasses import dataclass

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from cnnviz.text import format_shape
from cnnviz.trace import Trace
from cnnviz.ui.lesson import contents
from cnnviz.ui.state import address
from cnnviz.ui.state.session import session

SECTION = "Layers"
LIMIT = 600  # numbers of a map that still travel in a link


@dataclass(frozen=True, eq=False)
class LessonMaps:
    """What a lesson made.

    Attributes
    ----------
    values : ndarray of shape (C, H, W)
    maker : str
        The title of the lesson that made it.
    """

    values: NDArray
    maker: str


def show_chain(page: str) -> None:
    """Show the way through the layers, and where on it we are."""
    chapters = _chapters()
    if page not in [chapter.slug for chapter in chapters]:
        return
    kept = _kept()
    with st.container(horizontal=True, gap="small", key="story"):
        for chapter in chapters:
            made = None if chapter.slug == page else kept.get(chapter.slug)
            size = format_shape(made.values.shape) if made else ""
            label = f"**{chapter.title}**" if chapter.slug == page else chapter.title
            st.page_link(
                chapter.page(),
                label=f"{label} :small[:gray[{size}]]" if size else label,
                icon=chapter.icon,
                width="content",
            )


def keep_maps(page: str, trace: Trace | None) -> None:
    """Hand what this lesson made, if it made anything, to the lessons after it."""
    if trace is not None:
        _keep(page, trace.output)


def maps_before(page: str) -> LessonMaps | None:
    """Find what the nearest lesson before this one made, or what the link brought along."""
    slugs = [chapter.slug for chapter in _chapters()]
    earlier = slugs[: slugs.index(page)] if page in slugs else slugs
    made = [_kept()[slug] for slug in reversed(earlier) if slug in _kept()]
    return made[0] if made else None


def adopt_maps(page: str) -> None:
    """Take the map that a link carries for this page, as if the lesson before had made it."""
    name = f"{page}_map"
    text = address.get_value(name, "", str)
    if not text or text == session().lessons.linked.get(page):
        return
    values = address.get_value(name, None, read_maps)
    slugs = [chapter.slug for chapter in _chapters()]
    if values is not None and page in slugs and slugs.index(page):
        _keep(slugs[slugs.index(page) - 1], values)


def carry_maps(page: str, values: NDArray | None) -> bool:
    """Put the map this page starts from into its address; None where it is not from the story.

    Returns
    -------
    bool
        Whether it is another map than before.
    """
    text = write_maps(values) if values is not None and values.size <= LIMIT else None
    linked = session().lessons.linked
    before = linked.get(page, text)
    linked[page] = text
    address.put_value(f"{page}_map", text)
    return text != before


def write_maps(values: NDArray) -> str:
    """Put a map into the text of an address.

    >>> read_maps(write_maps(np.array([[[1.5, -2]]]))).tolist()
    [[[1.5, -2.0]]]
    """
    packed = zlib.compress(np.ascontiguousarray(values, "<f4").tobytes(), 9)
    text = base64.urlsafe_b64encode(packed).decode().rstrip("=")
    return "x".join(map(str, values.shape)) + f"*{text}"


def read_maps(text: str) -> NDArray:
    """Read a map from the text of an address.

    Raises
    ------
    ValueError
        When it is not the text of a map of finite numbers.
    """
    odd = "that is not a map of numbers. It starts with the usual one."
    size, _, packed = text.partition("*")
    try:
        shape = tuple(int(side) for side in size.split("x"))
        data = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        unpacked = zlib.decompressobj().decompress(data, 4 * LIMIT + 1)
        values = np.frombuffer(unpacked, "<f4").astype(float).reshape(shape)
    except (ValueError, zlib.error, binascii.Error):
        raise ValueError(odd) from None
    if values.ndim != 3 or not values.size or not np.isfinite(values).all():
        raise ValueError(odd)
    return values


def _keep(page: str, values: NDArray) -> None:
    """Keep a map; what later lessons made of another one is out of date."""
    kept, slugs = _kept(), [chapter.slug for chapter in _chapters()]
    if page in kept and not np.array_equal(kept[page].values, values):
        for later in slugs[slugs.index(page) + 1 :]:
            kept.pop(later, None)
    kept[page] = LessonMaps(values, next(c.title for c in _chapters() if c.slug == page))


def _chapters() -> list[contents.Lesson]:
    return contents.by_section()[SECTION]


def _kept() -> dict[str, LessonMaps]:
    return session().lessons.made
