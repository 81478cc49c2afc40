"""Occlusion: how a class's score changes when a square covers each part of the picture."""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from cnnviz.insight import covered, occlusion
from cnnviz.server.sessions import Job
from cnnviz.trace import Box
from cnnviz.ui.inside.view import WIDER, InsideView, ViewContext, choose_target, class_name
from cnnviz.ui.widgets import controls, jobs
from cnnviz.ui.widgets.components import register_component
from cnnviz.ui.widgets.jobs import show_job
from cnnviz.ui.widgets.theme import poles
from cnnviz.view import inside

SIDES = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64)
FILLS = {"Grey": 0.5, "Black": 0.0, "White": 1.0}
SECONDS = 3.0  # the shortest duration, so that it can be watched

_mount = register_component("occlusion")


def show_occlusion(place: ViewContext) -> None:
    """Compute the occlusion map of one class in a job, square by square."""
    chosen = choose_target(place)
    side, stride, fill = _square(place)
    subject, graph = place.subject, place.model.graph
    level = subject.low + fill * (subject.high - subject.low)
    frame = partial(
        inside.occlusion_frame,
        pixels=place.pixels,
        hole=_hole(place, level),
        square=(side, stride),
        poles=poles(),
        name=class_name(place.model, chosen),
        is_share=graph.output != graph.scores,
    )
    states = partial(occlusion, graph, subject.image, chosen, side=side, stride=stride, fill=level)
    room = jobs.ROOM + 16 * place.pixels.size
    show_job(
        f"{place.page}_occlusion",
        (*place.stamp, chosen, side, stride, level),
        lambda: Job(states, frame, "squares", room, SECONDS),
        _mount,
        look=poles(),
    )


def _square(place: ViewContext) -> tuple[int, int, float]:
    """Let the reader choose the square's side, stride and fill."""
    page, smaller = place.page, min(place.subject.image.shape[1:])
    sides = [side for side in SIDES if 2 * side <= max(smaller, 2) and smaller <= 24 * side]
    usual = next((side for side in sides if 8 * side >= smaller and side > 1), sides[-1])
    controls.follow_default(f"{page}_square", sides, usual)
    with place.knob():
        side = controls.choice(f"{page}_square", "Square, pixels a side", sides, usual)
    strides = [stride for stride in SIDES if stride <= side <= 8 * stride]
    middle = max(stride for stride in strides if stride == 1 or 2 * stride <= side)
    controls.follow_default(f"{page}_stride", strides, middle)
    with place.knob():
        stride = controls.choice(f"{page}_stride", "It moves by, pixels", strides, middle)
    with place.knob(WIDER):
        fill = controls.choice(f"{page}_fill", "It is", tuple(FILLS), "Grey")
    return side, stride, FILLS[fill]


def _hole(place: ViewContext, level: float) -> NDArray[np.uint8]:
    """Return the square's colour on screen, uint8 RGB."""
    subject = place.subject
    box = Box(row=0, col=0, height=1, width=1)
    return inside.to_pixels(covered(subject.image, box, level), subject.low, subject.high)[0, 0]


VIEW = InsideView(
    "Occlusion",
    "Cover a square of the picture and ask again. Where the probability falls, the network "
    "needed what was there.",
    show_occlusion,
    [
        "Make the square smaller: from when on does covering one place no longer matter?",
        "Ask about the second best class: where does covering **help** it?",
        "Compare a grey with a white square. Which is the fairer way to hide something?",
    ],
)
