"""Where it looked: three ways to ask which pixels the answer hangs on, side by side."""

from functools import partial

import numpy as np

from cnnviz.insight import Smoothed, guided, saliency, smooth, strength
from cnnviz.text import format_number
from cnnviz.ui import controls, long_work
from cnnviz.ui.inside.view import WIDER, Place, View, column, row, target
from cnnviz.ui.theme import poles
from cnnviz.view import inside

COPIES = (10, 25, 50, 100)
WAYS = {
    "Gradient": "If this pixel changed a little, how much would the score change?",
    "Guided": "The same, but on the way back every ReLU lets only what pushes up through. "
    "Sharper than the plain gradient, but it also shows edges that do not matter for the class.",
    "SmoothGrad": "The mean gradient of noisy copies of the picture: what is left is less "
    "a matter of chance.",
}
Maps = dict[str, np.ndarray]


def show(place: Place) -> None:
    """Show the picture and three maps of the pixels that matter for one class."""
    chosen = target(place)
    with place.knob(WIDER):
        count = controls.choice(f"{place.page}_copies", "Noisy copies", COPIES, COPIES[1])
    with place.knob():
        noise = controls.number(f"{place.page}_noise", "Their noise", 0.05, 0.5, 0.15, step=0.05)
    with place.knob():
        seed = controls.seed(f"{place.page}_seed", "noise")
    asked = place.model.graph, place.subject.image, chosen
    maps = {"Gradient": saliency(*asked), "Guided": guided(*asked)}
    long_work.watch(
        f"{place.page}_smooth",
        (*place.stamp, chosen, count, noise, seed),
        lambda: smooth(*asked, rng=np.random.default_rng(seed), count=count, noise=noise),
        partial(_draw, place, maps),
        unit="noisy copies",
    )


def _draw(place: Place, maps: Maps, smoothed: Smoothed, _: bool) -> None:
    """Show the maps beside the picture."""
    shown = maps | {"SmoothGrad": smoothed.gradient}
    with row():
        column("The picture", place.pixels, "What the network was given.")
        for name, gradient in shown.items():
            size = strength(gradient)
            told = f"{WAYS[name]} Strongest colour = {format_number(inside.limit(size))}."
            column(name, inside.painted(size, poles()), told)


VIEW = View(
    "Where it looked",
    "Which pixels does the answer hang on? Three ways to ask, all by going back from the score "
    "of a class to the picture.",
    show,
    [
        "Ask about another class: which map changes most, which hardly at all?",
        "Choose a picture it gets wrong: did it look at the wrong place?",
        "Turn the noise up: from when on is the mean only a blur?",
    ],
)
