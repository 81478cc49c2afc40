"""The first layer's filters, which act on pixels, and the feature map of each."""

import streamlit as st

from cnnviz.geometry import ShapeError
from cnnviz.images.measure import RGB
from cnnviz.insight import FirstFilters, first_filters
from cnnviz.ui.inside.view import KNOB, WIDER, InsideView, ViewContext, figure_row, show_figure
from cnnviz.ui.widgets import controls, problem
from cnnviz.ui.widgets.theme import poles
from cnnviz.view import inside

MOST = 64  # filters on a screen
ROOM, GAP = 1130, 16  # px of the page's width on a laptop, and between two figures


def show_filters(place: ViewContext) -> None:
    """Show every filter as a picture, and below it its feature map of the chosen picture."""
    try:
        found = first_filters(place.model.graph)
    except ShapeError as refused:
        problem.show_problem(refused)
        return
    planes, count = found.weights.shape[1], min(len(found.weights), MOST)
    split, numbered = _switches(place, planes)
    _explain(place, found, split)
    width = _width(count + 1, planes if split else 1)
    with figure_row():
        with st.container(width=width):
            show_figure(place.pixels, "Your picture", width=width)
        for number in range(count):
            with st.container(width=(width + 8) * planes - 8 if split else width, gap="xxsmall"):
                _filter(found, number, split, width)
                _map(place, found.name, number, width)
    if numbered:
        _numbers(place, found)


def _switches(place: ViewContext, planes: int) -> tuple[bool, bool]:
    """Let the reader split filters by colour channel, and show the weights."""
    split = False
    if planes > 1:
        with place.knob(WIDER):
            split = controls.switch(f"{place.page}_parted", "Each colour by itself")
    with place.knob():
        return split, controls.switch(f"{place.page}_numbers", "Show the numbers")


def _explain(place: ViewContext, found: FirstFilters, split: bool) -> None:
    """Explain the colours."""
    count, planes, height, width = found.weights.shape
    text = f"**{found.name}** has {count} filters of {height} × {width} weights"
    text += f" for each of {planes} colours" if planes > 1 else ""
    signs = ":red[red] is negative, :violet[violet] positive"
    if found.colour and not split:
        signs = f"a filter is shown in the colours it likes, grey is a weight of 0; below, {signs}"
    st.markdown(f"{text}; {signs}. Below each filter: what it finds in your picture.")
    if found.dead:
        numbers = ", ".join(str(number + 1) for number in found.dead)
        st.caption(f"All zeros, so they find nothing: {numbers}.")
    if count > MOST:
        st.caption(f"The first {MOST} of {count}.")


def _width(count: int, planes: int) -> int:
    """Return the width of a figure, in px: few are in one row, many in rows of ten."""
    across = count if count <= 13 else 10
    return min(max((ROOM - (across - 1) * GAP) // across, 56), 96) if planes == 1 else 72


def _filter(found: FirstFilters, number: int, split: bool, width: int) -> None:
    """Show one filter as one picture, or one per colour channel."""
    title = f"Filter {number + 1}"
    if found.colour and not split:
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
    """Show a filter's feature map; a fully connected layer has none."""
    values = place.values[name]
    if values.ndim == 3:
        text = f"What filter {number + 1} finds in your picture"
        show_figure(inside.paint_signed(values[number], poles()), width=width, alt=text)


def _numbers(place: ViewContext, found: FirstFilters) -> None:
    """Show the weights of one filter as tables."""
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
