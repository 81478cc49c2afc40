"""The receptive field page: theoretical and effective receptive field of one unit."""

import zlib
from collections.abc import Sequence
from contextlib import suppress

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError, Walk
from cnnviz.images import shrink_to
from cnnviz.receptive_field.effective import (
    RandomNetworks,
    effective_pixels,
    random_networks,
    share_inside,
)
from cnnviz.receptive_field.theoretical import (
    Field,
    WindowLayer,
    receptive_field,
    stack_views,
    ways,
)
from cnnviz.text import format_shape
from cnnviz.ui.pickers import image_picker
from cnnviz.ui.receptive_field.layer_list import FIRST, read_stack
from cnnviz.ui.state import address
from cnnviz.ui.state.session import session
from cnnviz.ui.widgets import controls, pixel_state, problem
from cnnviz.ui.widgets.components import register_component
from cnnviz.view import code, receptive_growth
from cnnviz.view import receptive_field as view

SIDES = (32, 64)  # pixels of the picture; LeNet-5 reads 32
LARGEST = 80  # cells a side of a map
BATCHES, EACH = 10, 4  # batches of random networks, and networks per batch: saves memory

_mount = register_component("field")


def choose_picture(page: str) -> NDArray[np.uint8]:
    """Let the reader choose the picture and its side in pixels; return (H, W, 3)."""
    chosen = image_picker.pick_image(page)
    side = controls.choice(f"{page}_pixels", "Pixels a side", SIDES, SIDES[0])
    return shrink_to(chosen.pixels, side, side)


def settle_stack(
    page: str, layers: list[WindowLayer], size: tuple[int, int]
) -> tuple[list[WindowLayer], list[Walk]]:
    """Compute every layer's window positions.

    If the layers do not fit the picture, warn and use the last stack that did.
    """
    fitted = session().fitting
    try:
        paths = check_stack(layers, size)
    except ShapeError as refused:
        sentence = f"{problem.problem_sentence(refused)} The stack before stays on screen."
        st.warning(sentence, icon=":material/straighten:")
        return _first_fitting([fitted.get(page, []), read_stack(FIRST)], size)
    fitted[page] = layers
    return layers, paths


def check_stack(layers: Sequence[WindowLayer], size: tuple[int, int]) -> list[Walk]:
    """Compute every layer's window positions.

    Raises
    ------
    ShapeError
        When there is no layer, a layer does not fit, or a map is larger than `LARGEST`.
    """
    if not layers:
        raise ShapeError("a stack needs at least one layer; add one in the list")
    paths = stack_views(layers, size)
    for place, path in enumerate(paths, start=1):
        if max(path.output) > LARGEST:
            raise ShapeError(
                f"layer {place} makes a map of {path.output[0]} × {path.output[1]} cells; this "
                f"page shows up to {LARGEST} × {LARGEST}: take less padding"
            )
    return paths


def _first_fitting(
    stacks: list[list[WindowLayer]], size: tuple[int, int]
) -> tuple[list[WindowLayer], list[Walk]]:
    """Return the first stack that fits; the last one always does."""
    for layers in stacks[:-1]:
        with suppress(ShapeError):
            return layers, check_stack(layers, size)
    return stacks[-1], check_stack(stacks[-1], size)


@st.fragment
def show_views(
    page: str, layers: Sequence[WindowLayer], paths: Sequence[Walk], shown: NDArray[np.uint8]
) -> None:
    """Show the receptive field of the selected unit; a fragment that alone reruns on selection."""
    key = f"{page}_board"
    size = paths[-1].output
    place, _ = pixel_state.pixel_at(page, key, size, "map")
    at = (place.row, place.col)
    influence = _influence(layers, paths, shown, at)
    share = share_inside(influence, receptive_field(paths), *at)
    seen = int(np.count_nonzero(influence))
    note = receptive_growth.influence_sentence(share, effective_pixels(influence), seen)
    message = view.receptive_field_message(
        layers, paths, shown, influence, at=at, note=note, jump=address.links_opened()
    )
    _mount(data=message, key=key, on_place_change=lambda: None)
    pixel_state.keep_pixel(page, place, size)
    address.publish_address(page)


def show_stack_numbers(layers: Sequence[WindowLayer], paths: Sequence[Walk]) -> None:
    """Show receptive field size, stride and number of weights of the stack."""
    field = receptive_field(paths)
    weights = sum(layer.window**2 for layer in layers if layer.kind == "conv")
    with st.container(horizontal=True):
        for label, value in (
            ("A unit sees", format_shape(field.size)),
            ("Pixels to the next unit's view", str(field.jump[0])),
            ("Weights per channel", f"{weights:,}"),
            ("In one window that large", f"{field.size[0] * field.size[1]:,}"),
        ):
            st.metric(label, value, border=True, width="content")


def explain_growth(layers: Sequence[WindowLayer], paths: Sequence[Walk]) -> None:
    """Show the receptive field formula with numbers, comparisons, and the code."""
    st.header("Where the number comes from")
    st.markdown(
        "Every layer adds **(window − 1) × dilation × strides of all layers before it**. "
        "You begin with 1, the unit itself:"
    )
    st.markdown(receptive_growth.growth_formula(layers, paths))
    sentences = [
        receptive_growth.distance_sentence(paths),
        *receptive_growth.growth_compared(layers, paths[0].size),
    ]
    st.markdown("\n".join(f"- {sentence}" for sentence in sentences))
    with st.expander("Layer by layer", icon=":material/table_rows:"):
        st.markdown(receptive_growth.growth_table(layers, paths))
    with st.expander("What really moves it: how that is measured", icon=":material/science:"):
        st.markdown(MEASURED)
    with st.expander("Show the code", icon=":material/code:"):
        formula, count, gradient = st.tabs(["The formula", "Counting ways", "The gradient"])
        formula.code(f"{code.source(receptive_field)}\n\n{code.source(Field)}")
        count.code(code.source(ways))
        gradient.code(code.source(RandomNetworks))


MEASURED = f"""
Seeing is not weighing. {BATCHES * EACH} networks of this build get random weights (4 maps a
convolution, ReLU after each but the last) and read the picture. For each, the gradient says how
much the unit would change with every pixel; the picture shows the mean of its sizes. Pixels in
the middle reach the unit on many ways, those at the rim on few: so the middle weighs more, the
more so the deeper the stack. A pixel counts if it moves the unit by more than 4.55 % of the
strongest. *Luo, Li, Urtasun and Zemel (2016), Understanding the effective receptive field,
arXiv:1701.04128.*
"""


def _influence(
    layers: Sequence[WindowLayer],
    paths: Sequence[Walk],
    shown: NDArray[np.uint8],
    at: tuple[int, int],
) -> NDArray:
    """Return the mean absolute gradient over all random networks, (H, W)."""
    networks = _networks(tuple(layers), zlib.crc32(shown.tobytes()), list(paths), shown)
    return np.mean([network.influence(*at) for network in networks], axis=0)


@st.cache_resource(max_entries=4, show_spinner=False)
def _networks(
    layers: tuple[WindowLayer, ...], checksum: int, _paths: Sequence[Walk], _shown: NDArray
) -> list[RandomNetworks]:
    rng = np.random.default_rng(0)
    image = _shown.transpose(2, 0, 1) / 255
    return [random_networks(layers, _paths, image, rng=rng, count=EACH) for _ in range(BATCHES)]
