"""The images of the data as points: one layer's activations in two principal components."""

import json
from dataclasses import replace
from functools import partial
from math import prod

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from cnnviz.datasets import Dataset
from cnnviz.datasets.subsample import subsample_classes
from cnnviz.insight import PrincipalPlane
from cnnviz.server.sessions import Job, progress_frame
from cnnviz.text import format_percent
from cnnviz.ui.inside.missing_data import say_no_data
from cnnviz.ui.inside.view import InsideView, ViewContext
from cnnviz.ui.kernel_lab import live_results
from cnnviz.ui.widgets import controls, jobs
from cnnviz.ui.widgets.components import register_component
from cnnviz.ui.widgets.jobs import mount_job, show_job
from cnnviz.view import inside
from cnnviz.zoo import IMAGE
from cnnviz.zoo.operators import ALL

MOST = 2_000  # points that are still distinguishable
ROOM = 8_000_000  # the most activations of all images together

_mount = register_component("scatter")


def show_pca_map(place: ViewContext) -> None:
    """Compute the projection of all images in a job, then show it."""
    if place.model.data is None:
        say_no_data("Points of the map")
        return
    graph, data = place.model.graph, subsample_points(place.model.data())
    name = _layer(place, len(data))
    images = place.scaled(data.images)
    state = show_job(
        f"{place.page}_plane",
        (place.model, name, place.subject.low, place.subject.high),
        lambda: Job(
            partial(inside.project_images, graph, images, name), progress_frame, "images", jobs.ROOM
        ),
        mount_job,
    )
    if isinstance(state, inside.PlaneState):
        _draw(place, data, state)


def subsample_points(data: Dataset) -> Dataset:
    """Return at most `MOST` images, with every class represented."""
    chosen = subsample_classes(data.labels, MOST)
    if len(chosen) == len(data):
        return data
    return replace(data, images=data.images[chosen], labels=data.labels[chosen])


def answer_image(data: Dataset, question: bytes) -> bytes | None:
    """Answer the browser's request for one image; None for an invalid request."""
    try:
        index = json.loads(question)["image"]
    except (ValueError, TypeError, KeyError):
        return None
    is_index = isinstance(index, int) and not isinstance(index, bool) and 0 <= index < len(data)
    return inside.image_message(data, index) if is_index else None


def _layer(place: ViewContext, count: int) -> str:
    """Let the reader choose the layer, from the image itself to the scores."""
    graph = place.model.graph
    last = graph.scores
    names = [
        node.name for node in graph.nodes if not ALL[node.kind].is_auxiliary or node.name == last
    ]
    layers = [name for name in (IMAGE, *names) if prod(graph.shapes[name]) * count <= ROOM]
    first = last if last in layers else layers[-1]
    controls.keep_offered(f"{place.page}_of", layers, first)
    with place.knob():
        chosen: str = controls.choice(f"{place.page}_of", "Layer", layers, first)
    return chosen


def _draw(place: ViewContext, data: Dataset, state: inside.PlaneState) -> None:
    """Mount the scatter plot, and set up the endpoint for single images."""
    if state.plane is None:
        return
    if state.plane.note:
        st.info(state.plane.note, icon=":material/dark_mode:")
    endpoint = live_results.live_answers(f"{place.page}_plane")
    endpoint.answer = partial(answer_image, data)
    message = inside.scatter_message(
        state, data, data.classes, url=endpoint.url, here=_here(place, state)
    )
    _mount(data=message, key=f"{place.page}_scatter")
    st.caption(_describe(state.name, state.plane))


def _describe(name: str, plane: PrincipalPlane) -> str:
    """Describe the share of the variance in the two components."""
    shown, across, up = _shares_that_add_up(*plane.explained)
    return (
        f"Here two dimensions show {shown} of the differences between "
        f"images in the {len(plane.mean):,} numbers of **{name}**: {across} lie across, {up} up "
        "(the first two principal components)."
    )


def _shares_that_add_up(across: float, up: float) -> tuple[str, str, str]:
    r"""Format a sum of two shares and both of them, with as few digits as add up.

    >>> _shares_that_add_up(0.5, 0.3), _shares_that_add_up(0.176, 0.116)
    (('80\xa0%', '50\xa0%', '30\xa0%'), ('29.2\xa0%', '17.6\xa0%', '11.6\xa0%'))
    """
    shares = across + up, across, up
    for digits in range(4):
        total, *parts = (round(100 * share, digits) for share in shares)
        if round(sum(parts), digits) == total:
            break
    first, second, third = (format_percent(share, digits) for share in shares)
    return first, second, third


def _here(place: ViewContext, state: inside.PlaneState) -> NDArray[np.floating]:
    """Project the reader's picture, (2,)."""
    assert state.plane
    return (place.values[state.name].ravel() - state.plane.mean) @ state.plane.axes.T


VIEW = InsideView(
    "Map",
    "All images at once: a layer makes numbers of each, here a point. What lies together looks "
    "alike to it, as far as two dimensions can show.",
    show_pca_map,
    [
        "Point at images with two rings: those are mistakes. Where do they lie?",
        "Begin with the layer **image**, the bare pixels, and go up: when do the classes part?",
        "Which two classes touch? Would you mix them up too?",
        "Choose a picture of your own: where does it land?",
    ],
)
