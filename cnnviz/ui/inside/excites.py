"""The images of the data that excite one unit most, and the patch of each that did it."""

from functools import partial

import streamlit as st

from cnnviz.datasets import Dataset
from cnnviz.insight import Excited, excites
from cnnviz.text import format_number
from cnnviz.ui import controls, long_work
from cnnviz.ui.address import plain
from cnnviz.ui.inside import unit
from cnnviz.ui.inside.nothing import no_data
from cnnviz.ui.inside.view import Place, View, figure, row
from cnnviz.view import inside

COUNTS = (6, 12, 24)
WIDTH, PATCH = 132, 64
CELL = "Below each image: the largest cell of the unit's map. Framed is all that this cell sees."
WHOLE = "Below each image: its answer."


def show(place: Place) -> None:
    """Look through the data for what excites the unit chosen."""
    if place.model.data is None:
        no_data("The best images")
        return
    data, picked = place.model.data(), unit.pick(place)
    with place.knob():
        count = controls.choice(f"{place.page}_count", "Images", COUNTS, COUNTS[1])
    name, channel = picked.name, picked.channel
    long_work.watch(
        f"{place.page}_excites",
        (place.model, name, channel, count, place.subject.low, place.subject.high),
        lambda: excites(place.model.graph, place.scaled(data.images), name, channel, count=count),
        partial(_draw, picked, unit.has_cells(place.model.graph, name), data),
        unit="images",
    )


def _draw(picked: unit.Unit, has_cells: bool, data: Dataset, found: Excited, _: bool) -> None:
    """Show the best images so far, the patch outlined, and below it by itself."""
    st.markdown(
        f"On all images, **{picked.title}** answers {format_number(found.low)} to "
        f"{format_number(found.high)}. {CELL if has_cells else WHOLE}"
    )
    if found.note:
        st.info(found.note, icon=":material/dark_mode:")
    with row():
        for patch in found.best:
            with st.container(width=WIDTH, gap="xsmall"):
                pixels = inside.picture(data.images[patch.image])
                name = plain(data.classes[data.labels[patch.image]])
                large = inside.outlined(pixels, patch.box, 2 * WIDTH)
                figure(large, f"{format_number(patch.value)} · {name}", width=WIDTH)
                part = inside.cut(pixels, patch.box)
                if part.size < pixels.size:
                    figure(part, alt="The patch alone", width=PATCH)


VIEW = View(
    "Best images",
    "Choose a unit. Which images of the data does it like best, and what have they in common?",
    show,
    [
        "Choose the first layer, then the last: how does the frame grow?",
        "Find a unit whose best images all show the same class.",
        "Guess from the small patches alone what a unit looks for; then look at **Dream**.",
    ],
    reads_picture=False,
)
