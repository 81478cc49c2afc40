"""Occlusion: a square covers the picture place by place, and the answer is watched."""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from cnnviz.insight import Square, covered, occlusion
from cnnviz.trace import Box
from cnnviz.ui import controls, long_work
from cnnviz.ui.components import register
from cnnviz.ui.inside.view import WIDER, Place, View, class_name, target
from cnnviz.ui.theme import poles
from cnnviz.view import inside

SIDES = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64)
FILLS = {"Grey": 0.5, "Black": 0.0, "White": 1.0}
TURNS = 12  # so that even a small picture takes three seconds, to be watched

_mount = register("occlusion")


def show(place: Place) -> None:
    """Build the map of one class, square by square."""
    chosen = target(place)
    side, stride, fill = _square(place)
    subject = place.subject
    level = subject.low + fill * (subject.high - subject.low)
    long_work.watch(
        f"{place.page}_occlusion",
        (*place.stamp, chosen, side, stride, level),
        lambda: occlusion(
            place.model.graph, subject.image, chosen, side=side, stride=stride, fill=level
        ),
        partial(_draw, place, class_name(place.model, chosen), (side, stride, level)),
        unit="squares",
        turns=TURNS,
    )


def _square(place: Place) -> tuple[int, int, float]:
    """Let the reader choose the square, how far it moves, and what it holds."""
    page, smaller = place.page, min(place.subject.image.shape[1:])
    sides = [side for side in SIDES if 2 * side <= max(smaller, 2) and smaller <= 24 * side]
    usual = next((side for side in sides if 8 * side >= smaller and side > 1), sides[-1])
    controls.follow(f"{page}_square", sides, usual)
    with place.knob():
        side = controls.choice(f"{page}_square", "Square, pixels a side", sides, usual)
    strides = [stride for stride in SIDES if stride <= side <= 8 * stride]
    middle = max(stride for stride in strides if stride == 1 or 2 * stride <= side)
    controls.follow(f"{page}_stride", strides, middle)
    with place.knob():
        stride = controls.choice(f"{page}_stride", "It moves by, pixels", strides, middle)
    with place.knob(WIDER):
        fill = controls.choice(f"{page}_fill", "It is", tuple(FILLS), "Grey")
    return side, stride, FILLS[fill]


def _draw(
    place: Place, name: str, square: tuple[int, int, float], state: Square, running: bool
) -> None:
    """Hand the map so far to the browser."""
    graph = place.model.graph
    message = inside.occlusion(
        state, place.pixels, _hole(place, square[2]), square[:2], poles(),
        name=name, is_share=graph.output != graph.scores, running=running,
    )  # fmt: skip
    _mount(data=message, key=f"{place.page}_squares")


def _hole(place: Place, level: float) -> NDArray[np.uint8]:
    """Find the colour of the square on screen."""
    subject = place.subject
    box = Box(row=0, col=0, height=1, width=1)
    return inside.picture(covered(subject.image, box, level), subject.low, subject.high)[0, 0]


VIEW = View(
    "Occlusion",
    "Cover a square of the picture and ask again. Where the probability falls, the network "
    "needed what was there.",
    show,
    [
        "Make the square smaller: from when on does covering one place no longer matter?",
        "Ask about the second best class: where does covering **help** it?",
        "Compare a grey with a white square. Which is the fairer way to hide something?",
    ],
)
