"""Grad-CAM: the sum of one layer's maps, each weighted by its mean gradient."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError
from cnnviz.insight import GradCam, grad_cams
from cnnviz.text import format_number
from cnnviz.ui.inside.view import (
    InsideView,
    ViewContext,
    choose_target,
    figure_row,
    show_column,
    show_figure,
)
from cnnviz.ui.widgets import controls, problem
from cnnviz.ui.widgets.theme import poles
from cnnviz.view import inside
from cnnviz.zoo import Graph
from cnnviz.zoo.operators import ALL

MOST = 18  # maps on a screen; of more, those with the largest weights
SMALL = 76
WEAK = 0.2  # share of the largest absolute value before ReLU
BEGINS = (
    "The page begins with the deepest layer that shows a place for this class: the deeper, the "
    "more a map has to do with the class, and the coarser it is."
)
HOW = (
    "The network may be sure all the same: Grad-CAM gives a whole map **one** weight, the mean "
    "of what the class wants of its cells. Where the class likes a map in one place and dislikes "
    "it in others, the mean can come out against it. Try another layer, or **Occlusion**, which "
    "asks the network itself."
)


def show_grad_cam(place: ViewContext) -> None:
    """Show maps with weights, their sum, its ReLU, and that over the picture."""
    chosen = choose_target(place)
    graph, image = place.model.graph, place.subject.image
    try:
        cams = grad_cams(graph, image, chosen)
    except ShapeError as refused:
        problem.show_problem(refused)
        return
    key, first = f"{place.page}_cam", default_cam_layer(graph, cams)
    controls.follow_default(key, tuple(cams), first)
    with place.knob():
        found = cams[controls.choice(key, "Layer", tuple(cams), first, help=BEGINS)]
    _maps(found, place.values[found.name])
    _sum(place, found)
    if sentence := explain_weak_map(found):
        st.info(sentence, icon=":material/dark_mode:")


def default_cam_layer(graph: Graph, cams: dict[str, GradCam]) -> str:
    """Return the default layer: the deepest whose Grad-CAM is not weak.

    Skipped are layers that show less of the same: poolings, maps of one cell, and inputs of an
    activation. If every layer's Grad-CAM is weak, the deepest is returned.
    """
    activated = {
        name for node in graph.nodes if ALL[node.kind].is_activation for name in node.reads
    }
    deepest = [
        name
        for name in reversed(cams)
        if not ALL[graph[name].kind].coarsens
        and name not in activated
        and max(graph.shapes[name][1:]) > 1
    ] or [*reversed(cams)]
    return next((name for name in deepest if not explain_weak_map(cams[name])), deepest[0])


def explain_weak_map(found: GradCam) -> str:
    """Explain why a Grad-CAM is weak or empty; "" if it is not."""
    if found.after.max() >= WEAK * inside.largest_size(found.before):
        return ""
    if not (np.isfinite(found.before).all() and found.weights.any()):
        return found.note
    few = "Hardly a" if found.after.any() else "No"
    return f"{few} place of **{found.name}** speaks for the class in this way. {HOW}"


def _maps(found: GradCam, maps: NDArray) -> None:
    """Show the maps with the largest weights, and each weight as a bar."""
    strongest = np.sort(np.argsort(-np.abs(found.weights), kind="stable")[:MOST])
    count = len(found.weights)
    which = f", the {MOST} with the largest weights" if count > MOST else ""
    st.markdown(
        f"**1. The {count} maps of {found.name}**{which}. The bar below each is its weight, the "
        "mean gradient of the score over the map: to the :violet[right], the class likes the "
        "map; to the :red[left], it does not."
    )
    full, most = inside.largest_size(maps[strongest]), inside.largest_size(found.weights)
    with figure_row():
        for channel in strongest:
            weight = float(found.weights[channel])
            picture = inside.enlarge_pixels(
                inside.paint_signed(maps[channel], poles(), full), 2 * SMALL
            )
            picture = inside.add_bar(picture, weight / most, poles())
            text = f"Map {channel + 1} of {found.name}, weight {format_number(weight)}"
            show_figure(picture, f"× {format_number(weight)}", width=SMALL, alt=text)


def _sum(place: ViewContext, found: GradCam) -> None:
    """Show the weighted sum, its ReLU, and the overlay."""
    before, after = inside.largest_size(found.before), inside.largest_size(found.after)
    left = (
        f"Strongest colour = {format_number(after)}." if found.after.any() else "Nothing is left."
    )
    over = inside.overlay_map(place.pixels, found.upscaled / after, poles())
    steps = {
        "2. Their sum": (
            inside.paint_signed(found.before, poles(), before),
            f"Every map times its weight, added up. Strongest colour = {format_number(before)}.",
        ),
        "3. ReLU": (
            inside.paint_signed(found.after, poles(), after),
            f"Only what speaks for the class stays. {left}",
        ),
        "4. Over the picture": (over, "The same, as large as the picture."),
        "The picture": (place.pixels, "What the network was given."),
    }
    with figure_row():
        for title, (pixels, text) in steps.items():
            show_column(title, pixels, text)


VIEW = InsideView(
    "Grad-CAM",
    "Where did it see the class? Every map of a layer is weighed by how much the class listens "
    "to it.",
    show_grad_cam,
    [
        "Choose an early layer, then the last one: which map is sharp, which knows the class?",
        "Ask about a class that is not in the picture: what speaks for it?",
        "Compare with **Occlusion**: do both point at the same place?",
    ],
)
