"""Choice of a network's input: an image of its data, a photograph, or a drawing."""

from functools import partial

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from cnnviz.datasets import Dataset
from cnnviz.ui.pickers import image_picker, model_picker
from cnnviz.ui.pickers.preprocessing import (
    DrawingPad,
    DrawnImage,
    InputImage,
    crop_and_shrink,
    scale_to_range,
)
from cnnviz.ui.state import address
from cnnviz.ui.state.session import session
from cnnviz.ui.state.widget_state import has_widget
from cnnviz.ui.widgets import controls
from cnnviz.zoo import Model

__all__ = ["InputImage", "drawn_image", "pick_input_image", "pixel_range"]

DATA, PHOTO, DRAWN = "Data", "Photo", "Pad"
MOST = 50  # images offered per class
SCALES = {
    "0 to 1": (0.0, 1.0),
    "0 to 255": (0.0, 255.0),
    "-1 to 1": (-1.0, 1.0),
    "-2 to 2": (-2.0, 2.0),
}
SCALED = (
    "What black and white are when they reach the network: as in its training. The file does not "
    "say. **-2 to 2** is about right where pictures were brought to mean 0 and spread 1."
)
Sample = tuple[NDArray[np.float32], str, int | None]  # values from 0 to 1; title; class
SOURCES, CLASSES, NUMBER, SCALE = 213, 420, 95, 140  # widths in px; together they fit a tablet


def pick_input_image(page: str, model: Model) -> InputImage:
    """Let the reader choose a picture; it is cropped and shrunk to the network's input shape.

    Parameters
    ----------
    page : str
        The page's slug; choices are stored as ``page_source``, ``page_class``, ``page_number`` and
        ``page_picture``.
    model : Model
    """
    data, plane = model.data() if model.data else None, drawn_image().plane
    drawing = plane if plane is not None and DrawingPad(model).fits else None
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall"):
        with st.container(width=SOURCES):
            source = _source(page, drawing is not None, data is not None)
        low, high = pixel_range(page, model)
        sample: Sample | None = None
        if source == PHOTO:
            sample = _photograph(page, model)
        elif data is not None:
            sample = _sample(page, data)
    if source == DRAWN and drawing is not None:
        drawn = DrawingPad(model, low, high).subject(drawing)
        assert drawn
        return drawn
    assert sample
    image, title, label = sample
    return InputImage(scale_to_range(image, low, high), title, label, low, high)


def pixel_range(page: str, model: Model) -> tuple[float, float]:
    """Return the input values of black and white; for an uploaded network, the reader's choice.

    Parameters
    ----------
    page : str
        The choice is stored as ``page_scale``.
    model : Model
    """
    if not model_picker.is_own_model(model):
        return 0.0, 1.0
    names = tuple(SCALES)
    with st.container(width=SCALE):
        picked = controls.choice(f"{page}_scale", "Pixels from", names, names[0], help=SCALED)
    return SCALES[picked]


def drawn_image() -> DrawnImage:
    """Get the session's drawing, shared by all pages."""
    return session().network.paper


def _source(page: str, is_drawn: bool, has_data: bool) -> str:
    """Let the reader choose the picture's source; a new drawing selects itself."""
    stored, key = drawn_image(), f"{page}_source"
    options = [*([DATA] if has_data else []), PHOTO, *([DRAWN] if is_drawn else [])]
    if is_drawn and stored.is_new:
        controls.set_control(key, DRAWN)
    stored.is_new = False
    if has_widget(key):
        controls.keep_offered(key, options, options[0])
    if not is_drawn and address.get_value(key, "", str) == DRAWN:
        address.put_value(key, None)
        address.note_value(
            key,
            "The link showed a drawing. Drawings do not travel in links: draw it again, "
            "or use this picture.",
        )
    return str(controls.choice(key, "Picture from", options, options[0], on_change=_chosen))


def _chosen() -> None:
    """Mark the drawing as old: the reader has chosen another picture."""
    drawn_image().is_new = False


def _sampled(page: str) -> None:
    """Select the data as source: the reader has chosen a class or a number."""
    _chosen()
    controls.set_control(f"{page}_source", DATA)


def _photograph(page: str, model: Model) -> Sample:
    """Let the reader choose a sample or a picture of their own, cropped to the input shape."""
    shown = image_picker.pick_image(page, on_change=_chosen)
    return crop_and_shrink(shown.pixels, model.graph.input_shape), shown.name, None


def _sample(page: str, data: Dataset) -> Sample:
    """Let the reader choose one image of the data, by class and number."""
    key, classes, act = f"{page}_class", data.classes, partial(_sampled, page)
    drawn = session().pages[page]
    if drawn.classes not in (None, classes):
        controls.keep_offered(key, classes, classes[0])
    drawn.classes = classes
    short = len(classes) <= 10 and sum(map(len, classes)) <= 30
    with st.container(width=CLASSES):
        name = controls.choice(key, "Class", classes, classes[0], on_change=act, wide=short)
    with st.container(width=NUMBER):
        number = controls.number(f"{page}_number", "Number", 1, MOST, 1, on_change=act)
    label = classes.index(name)
    found = data.of(label)[:MOST]
    if number > len(found):
        st.caption(f"There are {len(found)} of this class; this is the last.")
    taken = min(number, len(found))
    return data.images[found[taken - 1]], f"{name}, number {taken}", label
