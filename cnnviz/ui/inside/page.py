"""The page's frame: which network, which picture, and how to look at what it learned."""

import numpy as np
import streamlit as st

from cnnviz.ui import controls, models, subject
from cnnviz.ui.inside import cam, dream, excites, filters, looked, occlusion, plane
from cnnviz.ui.inside.view import Place, View
from cnnviz.ui.sight import Subject
from cnnviz.zoo import Model

VIEWS: tuple[View, ...] = tuple(
    module.VIEW for module in (filters, excites, dream, looked, occlusion, cam, plane)
)


def show(page: str) -> View:
    """Let the reader choose, and show it with its controls above it."""
    strip = st.container(horizontal=True, vertical_alignment="bottom")
    view = _choose(page)
    with strip:
        with st.container(width=290):
            model = models.pick(page)
        with st.container(width=820):
            picture = (subject.pick if view.reads_picture else _nothing)(page, model)
    st.markdown(view.sentence)
    knobs = st.container(horizontal=True, vertical_alignment="bottom")
    view.show(Place(page, model, picture, knobs))
    return view


def _choose(page: str) -> View:
    """Let the reader choose one of the ways to look."""
    names = tuple(view.name for view in VIEWS)
    name = controls.choice(f"{page}_view", "Look at", names, names[0], wide=True)
    return next(view for view in VIEWS if view.name == name)


def _nothing(page: str, model: Model) -> Subject:
    """Stand in for a picture where none has a part: all black."""
    low, high = subject.span(page, model)
    return Subject(np.full(model.graph.input_shape, low, np.float32), "", None, low, high)
