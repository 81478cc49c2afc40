"""Passing feature maps through the layer lessons: a lesson's output is the next one's input."""

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
LIMIT = 600  # the most numbers of maps that are put into a link


@dataclass(frozen=True, eq=False)
class LessonMaps:
    """The output of a lesson.

    Attributes
    ----------
    values : ndarray of shape (C, H, W)
    maker : str
        The title of the lesson that made it.
    """

    values: NDArray
    maker: str


def show_chain(page: str) -> None:
    """Show links to the layer lessons, with the output shapes so far."""
    lessons = _layer_lessons()
    if page not in [lesson.slug for lesson in lessons]:
        return
    kept = _kept()
    with st.container(horizontal=True, gap="small", key="story"):
        for lesson in lessons:
            made = None if lesson.slug == page else kept.get(lesson.slug)
            size = format_shape(made.values.shape) if made else ""
            label = f"**{lesson.title}**" if lesson.slug == page else lesson.title
            st.page_link(
                lesson.page(),
                label=f"{label} :small[:gray[{size}]]" if size else label,
                icon=lesson.icon,
                width="content",
            )


def keep_maps(page: str, trace: Trace | None) -> None:
    """Keep this lesson's output, if there is one, for the lessons after it."""
    if trace is not None:
        _keep(page, trace.output)


def maps_before(page: str) -> LessonMaps | None:
    """Get the output of the nearest earlier lesson that has one."""
    slugs = [lesson.slug for lesson in _layer_lessons()]
    earlier = slugs[: slugs.index(page)] if page in slugs else slugs
    made = [_kept()[slug] for slug in reversed(earlier) if slug in _kept()]
    return made[0] if made else None


def adopt_maps(page: str) -> None:
    """Take the maps in this page's link as the output of the lesson before."""
    name = f"{page}_map"
    text = address.get_value(name, "", str)
    if not text or text == session().lessons.linked.get(page):
        return
    values = address.get_value(name, None, read_maps)
    slugs = [lesson.slug for lesson in _layer_lessons()]
    if values is not None and page in slugs and slugs.index(page):
        _keep(slugs[slugs.index(page) - 1], values)


def carry_maps(page: str, values: NDArray | None) -> bool:
    """Put the maps this page starts from into its address.

    Parameters
    ----------
    page : str
    values : ndarray of shape (C, H, W) or None
        None when the input is not the lesson before's output; more than `LIMIT` numbers are
        left out.

    Returns
    -------
    bool
        Whether the maps have changed.
    """
    text = write_maps(values) if values is not None and values.size <= LIMIT else None
    linked = session().lessons.linked
    before = linked.get(page, text)
    linked[page] = text
    address.put_value(f"{page}_map", text)
    return text != before


def write_maps(values: NDArray) -> str:
    """Format maps (C, H, W) for the address: shape, and deflated float32 in base64.

    >>> read_maps(write_maps(np.array([[[1.5, -2]]]))).tolist()
    [[[1.5, -2.0]]]
    """
    packed = zlib.compress(np.ascontiguousarray(values, "<f4").tobytes(), 9)
    text = base64.urlsafe_b64encode(packed).decode().rstrip("=")
    return "x".join(map(str, values.shape)) + f"*{text}"


def read_maps(text: str) -> NDArray:
    """Parse maps (C, H, W) from the address.

    Raises
    ------
    ValueError
        When the text is not maps of finite numbers.
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
    """Keep a lesson's output; if it has changed, drop those of later lessons."""
    kept, slugs = _kept(), [lesson.slug for lesson in _layer_lessons()]
    if page in kept and not np.array_equal(kept[page].values, values):
        for later in slugs[slugs.index(page) + 1 :]:
            kept.pop(later, None)
    kept[page] = LessonMaps(values, next(c.title for c in _layer_lessons() if c.slug == page))


def _layer_lessons() -> list[contents.Lesson]:
    return contents.by_section()[SECTION]


def _kept() -> dict[str, LessonMaps]:
    return session().lessons.made
