"""Saliency maps by gradient, guided backpropagation and SmoothGrad, side by side."""

from functools import partial

from cnnviz.insight import guided_backprop, saliency, smooth_grad
from cnnviz.server.sessions import Job
from cnnviz.ui.inside.view import WIDER, InsideView, ViewContext, choose_target
from cnnviz.ui.widgets import controls, jobs
from cnnviz.ui.widgets.components import register_component
from cnnviz.ui.widgets.jobs import show_job
from cnnviz.ui.widgets.theme import poles
from cnnviz.view import inside

COPIES = (10, 25, 50, 100)

_mount = register_component("figures")


def show_saliency(place: ViewContext) -> None:
    """Show the picture and three saliency maps of one class."""
    chosen = choose_target(place)
    with place.knob(WIDER):
        count = controls.choice(f"{place.page}_copies", "Noisy copies", COPIES, COPIES[1])
    with place.knob():
        noise = controls.number(f"{place.page}_noise", "Their noise", 0.05, 0.5, 0.15, step=0.05)
    with place.knob():
        seed = controls.seed(f"{place.page}_seed", "noise")
    arguments = place.model.graph, place.subject.image, chosen
    maps = {"Gradient": saliency(*arguments), "Guided": guided_backprop(*arguments)}
    frame = partial(inside.saliency_frame, pixels=place.pixels, maps=maps, poles=poles())
    show_job(
        f"{place.page}_smooth",
        (*place.stamp, chosen, count, noise, seed),
        lambda: Job(
            partial(smooth_grad, *arguments, count=count, noise=noise),
            frame,
            "noisy copies",
            jobs.ROOM + 4 * inside.figure_room(place.pixels.shape[:2]),
            seed=seed,
        ),
        _mount,
        look=poles(),
    )


VIEW = InsideView(
    "Where it looked",
    "Which pixels does the answer hang on? Three ways to ask, all by going back from the score "
    "of a class to the picture.",
    show_saliency,
    [
        "Ask about another class: which map changes most, which hardly at all?",
        "Choose a picture it gets wrong: did it look at the wrong place?",
        "Turn the noise up: from when on is the mean only a blur?",
    ],
)
