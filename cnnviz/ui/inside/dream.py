"""Activation maximisation: gradient ascent on an image, from noise, for one unit."""

from functools import partial
from typing import Any

import streamlit as st

from cnnviz.insight import REGULARISERS, maximise
from cnnviz.server.sessions import Job
from cnnviz.trace import Box
from cnnviz.ui.inside import unit_picker
from cnnviz.ui.inside.view import InsideView, ViewContext
from cnnviz.ui.pickers import model_picker
from cnnviz.ui.widgets import controls, jobs
from cnnviz.ui.widgets.components import register_component
from cnnviz.ui.widgets.jobs import show_job
from cnnviz.view import inside
from cnnviz.zoo import Graph

STEPS = (30, 60, 120)
RATES = (0.02, 0.05, 0.1, 0.2, 0.5)
#: The strength of each regulariser when it is on, as `maximise` defines it.
ON = {"decay": 0.01, "blur": 0.1, "jitter": 1}
USUAL = {"decay", "blur"}  # one cell sees too few pixels for jitter, which moves them by one
FAR = "How far the pixel that matters most moves: a share of the way from black to white."
ASSUMED = (
    "Your file does not say what its network takes for black and for white. Here they are "
    "{0.low:g} and {0.high:g}: no pixel of the dream leaves that range. **Pixels from**, above, "
    "changes it."
)

_mount = register_component("dream")


def show_dream(place: ViewContext) -> None:
    """Maximise the chosen unit's activation in a job, and show every step."""
    picked, settings, seed = unit_picker.pick_unit(place), _settings(place), _seed(place)
    graph, name, channel = place.model.graph, picked.name, picked.channel
    box = graph.seen(name, unit_picker.middle_cell(graph, name, channel))
    low, high = place.subject.low, place.subject.high
    states = partial(maximise, graph, name, channel, at="centre", low=low, high=high, **settings)
    answer = "its middle cell" if unit_picker.has_cells(graph, name) else "it"
    show_job(
        f"{place.page}_dream",
        (place.model, name, channel, seed, low, high, *settings.items()),
        lambda: Job(
            partial(inside.film_maximisation, states, box, low, high),
            partial(inside.dream_frame, title=picked.title, answer=answer),
            "steps",
            jobs.ROOM + inside.film_room(box.height * box.width * 3),
            seed=seed,
        ),
        _mount,
    )
    st.caption(_describe(graph, name, box))
    if model_picker.is_own_model(place.model):
        st.caption(ASSUMED.format(place.subject))


def _settings(place: ViewContext) -> dict[str, Any]:
    """Let the reader choose steps, step size and regularisers."""
    page = place.page
    with place.knob():
        steps = controls.choice(f"{page}_steps", "Steps", STEPS, 60)
    with place.knob(104):
        rate = controls.choice(f"{page}_rate", "Step size", RATES, 0.1, help=FAR)
    kept = {}
    for name, value in ON.items():
        with place.knob(104):
            label, help = name.capitalize(), REGULARISERS[name]
            kept[name] = value * controls.switch(f"{page}_{name}", label, name in USUAL, help=help)
    return {"steps": steps, "rate": rate, **kept}


def _seed(place: ViewContext) -> int:
    """Let the reader choose the seed of the noise."""
    with place.knob(120):
        return controls.seed(f"{place.page}_seed", "noise")


def _describe(graph: Graph, name: str, box: Box) -> str:
    """Describe the number that is shown, and which part of the picture."""
    if not unit_picker.has_cells(graph, name):
        return "The number is the unit's whole answer, the same as under **Best images**."
    _, height, width = graph.input_shape
    all_of_it = (box.height, box.width) == (height, width)
    part = "the whole picture" if all_of_it else f"{box.height} × {box.width} pixels of the picture"
    return (
        "The number is the answer of **one cell** of the unit's map, the middle one; shown is all "
        f"it sees, {part}. Under **Best images**, too, every number is one cell's, there of the "
        "cell that answers most: the two can be compared."
    )


VIEW = InsideView(
    "Dream",
    "What would one unit like to see? Begin with noise, change every pixel a little the way that "
    "raises the unit's answer, and again.",
    show_dream,
    [
        "Compare the answer with the first of **Best images**: which does the unit like better?",
        "Switch decay and blur off: the answer is higher. Is the picture better?",
        "Switch jitter on: why does it cost a unit of the first layer most?",
        "Choose the last layer and a class: do you see what it says?",
        "Other seeds, other pictures: what do they have in common?",
    ],
    reads_picture=False,
)
