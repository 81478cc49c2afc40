"""The filters of the first layer, the only ones that lie on pixels, and what each finds."""

import streamlit as st

from cnnviz.geometry import ShapeError
from cnnviz.images.measure import RGB
from cnnviz.insight import FirstFilters, first_filters
from cnnviz.ui.inside.view import KNOB, WIDER, InsideView, ViewContext, figure_row, show_figure
from cnnviz.ui.widgets import controls, problem
from cnnviz.ui.widgets.theme import poles
from cnnviz.view import inside

MOST = 64  # filters on a screen
ROOM, GAP = 1130, 16  # pixels across the board of a laptop, and between two cards


def show_filters(place: ViewContext) -> None:
    """Show every filter as a picture, and below it the map it makes of the reader's picture."""
    try:
        found = first_filters(place.model.graph)
    except ShapeError as refused:
        problem.show_problem(refused)
        return
    planes, count = found.weights.shape[1], min(len(found.weights), MOST)
    parted, numbered = _switches(place, planes)
    _say(place, found, parted)
    width = _width(count + 1, planes if parted else 1)
    with figure_row():
        with st.container(width=width):
            show_figure(place.pixels, "Your picture", width=width)
        for number in range(count):
            with st.container(width=(width + 8) * planes - 8 if parted else width, gap="xxsmall"):
                _card(found, number, parted, width)
                _map(place, found.name, number, width)
    if numbered:
        _numbers(place, found)


def _switches(place: ViewContext, planes: int) -> tuple[bool, bool]:
    """Let the reader take the colours apart, and see the numbers."""
    parted = False
    if planes > 1:
        with place.knob(WIDER):
            parted = controls.switch(f"{place.page}_parted", "Each colour by itself")
    with place.knob():
        return parted, controls.switch(f"{place.page}_numbers", "Show the numbers")


def _say(place: ViewContext, found: FirstFilters, parted: bool) -> None:
    """Say what the colours mean."""
    count, planes, height, width = found.weights.shape
    told = f"**{found.name}** has {count} filters of {height} × {width} weights"
    told += f" for each of {planes} colours" if planes > 1 else ""
    signs = ":red[red] is negative, :violet[violet] positive"
    if found.colour and not parted:
        signs = f"a filter is shown in the colours it likes, grey is a weight of 0; below, {signs}"
    st.markdown(f"{told}; {signs}. Below each filter: what it finds in your picture.")
    if found.dead:
        numbers = ", ".join(str(number + 1) for number in found.dead)
        st.caption(f"All zeros, so they find nothing: {numbers}.")
    if count > MOST:
        st.caption(f"The first {MOST} of {count}.")


def _width(count: int, planes: int) -> int:
    """Let few pictures stand in one row, many in rows of ten."""
    across = count if count <= 13 else 10
    return min(max((ROOM - (across - 1) * GAP) // across, 56), 96) if planes == 1 else 72


def _card(found: FirstFilters, number: int, parted: bool, width: int) -> None:
    """Show one filter."""
    title = f"Filter {number + 1}"
    if found.colour and not parted:
        show_figure(inside.to_pixels(found.pictures[number].transpose(2, 0, 1)), title, width=width)
        return
    weights = found.weights[number]
    planes = [
        inside.paint_signed(plane, poles(), inside.largest_size(weights)) for plane in weights
    ]
    with st.container(horizontal=True, gap="xxsmall"):
        for plane, name in zip(planes, _names(len(planes)), strict=True):
            show_figure(plane, title if len(planes) == 1 else f"{number + 1} {name}", width=width)


def _map(place: ViewContext, name: str, number: int, width: int) -> None:
    """Show what a filter finds in the picture; a fully connected layer finds one number."""
    values = place.values[name]
    if values.ndim == 3:
        told = f"What filter {number + 1} finds in your picture"
        show_figure(inside.paint_signed(values[number], poles()), width=width, alt=told)


def _numbers(place: ViewContext, found: FirstFilters) -> None:
    """Write the weights of one filter."""
    options = tuple(range(1, len(found.weights) + 1))
    key = f"{place.page}_filter"
    controls.keep_offered(key, options, 1)
    with st.container(width=KNOB):
        number = controls.choice(key, "Numbers of filter", options, 1)
    weights = found.weights[number - 1]
    with figure_row():
        for plane, name in zip(weights, _names(len(weights)), strict=True):
            with st.container(width="content"):
                st.markdown(f"**{name}**\n\n{inside.numbers_table(plane)}")


def _names(planes: int) -> tuple[str, ...]:
    return RGB if planes == len(RGB) else ("Weights",)


VIEW = InsideView(
    "Filters",
    "What the first layer looks for. Every filter is a small picture; where your picture looks "
    "like it, its map lights up.",
    show_filters,
    [
        "Find a filter whose two sides differ in colour: which edges light up in its map?",
        "Switch **Show the numbers** on: which filter comes nearest to Sobel (rows −1 0 1, −2 0 2, "
        "−1 0 1, or turned), and how near?",
        "Train a network on the training page, choose **Trained here**, and look at its filters.",
    ],
)
