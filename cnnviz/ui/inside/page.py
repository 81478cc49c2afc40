"""The page: choice of network, picture and view."""

import numpy as np
import streamlit as st

from cnnviz.ui.inside import dream, filters, grad_cam_view, occlusion, pca_map, saliency, top_images
from cnnviz.ui.inside.view import InsideView, ViewContext
from cnnviz.ui.pickers import input_image, model_picker
from cnnviz.ui.pickers.preprocessing import InputImage
from cnnviz.ui.widgets import controls
from cnnviz.zoo import Model

VIEWS: tuple[InsideView, ...] = tuple(
    module.VIEW
    for module in (filters, top_images, dream, saliency, occlusion, grad_cam_view, pca_map)
)


def show_inside(page: str) -> InsideView:
    """Let the reader choose network, picture and view; show the view and return it."""
    strip = st.container(horizontal=True, vertical_alignment="bottom")
    view = _choose(page)
    with strip:
        with st.container(width=290):
            model = model_picker.pick_model(page)
        with st.container(width=820):
            picture = (input_image.pick_input_image if view.reads_picture else _black_image)(
                page, model
            )
    st.markdown(view.sentence)
    knobs = st.container(horizontal=True, vertical_alignment="bottom")
    view.show(ViewContext(page, model, picture, knobs))
    return view


def _choose(page: str) -> InsideView:
    """Let the reader choose a view."""
    names = tuple(view.name for view in VIEWS)
    name = controls.choice(f"{page}_view", "Look at", names, names[0], wide=True)
    return next(view for view in VIEWS if view.name == name)


def _black_image(page: str, model: Model) -> InputImage:
    """Return a black picture, for views that use none."""
    low, high = input_image.pixel_range(page, model)
    return InputImage(np.full(model.graph.input_shape, low, np.float32), "", None, low, high)
