"""The images of the data with the highest activation of one unit, and the patch of each."""

from functools import partial

from cnnviz.insight import top_images
from cnnviz.server.sessions import Job
from cnnviz.ui.inside import unit_picker
from cnnviz.ui.inside.missing_data import say_no_data
from cnnviz.ui.inside.view import InsideView, ViewContext
from cnnviz.ui.widgets import controls, jobs
from cnnviz.ui.widgets.components import register_component
from cnnviz.ui.widgets.jobs import show_job
from cnnviz.view import inside

COUNTS = (6, 12, 24)

_mount = register_component("figures")


def show_top_images(place: ViewContext) -> None:
    """Search the data in a job for the chosen unit's highest activations."""
    if place.model.data is None:
        say_no_data("The best images")
        return
    data, picked = place.model.data(), unit_picker.pick_unit(place)
    with place.knob():
        count = controls.choice(f"{place.page}_count", "Images", COUNTS, COUNTS[1])
    graph, images = place.model.graph, place.scaled(data.images)
    name, channel = picked.name, picked.channel
    frame = partial(
        inside.top_images_frame,
        images=data.images,
        names=[data.classes[label] for label in data.labels],
        title=picked.title,
        has_cells=unit_picker.has_cells(graph, name),
    )
    show_job(
        f"{place.page}_excites",
        (place.model, name, channel, count, place.subject.low, place.subject.high),
        lambda: Job(
            partial(top_images, graph, images, name, channel, count=count),
            frame,
            "images",
            jobs.ROOM + count * inside.figure_room(data.images.shape[2:]),
        ),
        _mount,
    )


VIEW = InsideView(
    "Best images",
    "Choose a unit. Which images of the data does it like best, and what have they in common?",
    show_top_images,
    [
        "Choose the first layer, then the last: how does the frame grow?",
        "Find a unit whose best images all show the same class.",
        "Guess from the small patches alone what a unit looks for; then look at **Dream**.",
    ],
    reads_picture=False,
)
