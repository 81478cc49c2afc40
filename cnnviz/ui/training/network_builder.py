"""The network builder: a table of layers, with output shapes and costs."""

from typing import Any

import streamlit as st

from cnnviz.training.spec import Spec
from cnnviz.ui.state import address
from cnnviz.ui.state.address_rows import text_read_by
from cnnviz.ui.state.session import session
from cnnviz.ui.training.layer_kinds import BY_SLUG, KINDS, Layer, read_layers, write_layers
from cnnviz.ui.training.presets import NETWORKS, preset
from cnnviz.ui.widgets import problem
from cnnviz.view import tables

BY_TITLE = {kind.title: kind for kind in KINDS}
AMOUNTS = ("filters", "units", "p")
COLUMNS = {"kernel": "Window", "padding": "Padding"}  # all other numbers: "Filters, units"
PADDING = (
    "Rings of zeros laid around what a convolution reads. A window of 3 with a padding of 1, "
    "or of 5 with 2, keeps the size."
)


def edit_network(page: str, shape: tuple[int, ...], classes: int) -> list[Layer]:
    """Let the reader choose a preset for images (C, H, W), or edit the table of layers."""
    table = session().tables[page]
    text = address.get_value(
        f"{page}_layers", write_layers(preset("Smallest", shape)), text_read_by(read_layers)
    )
    version = table.begin(text)
    with st.container(horizontal=True):
        for name in NETWORKS:
            network = write_layers(preset(name, shape))
            st.button(name, on_click=address.put_value, args=(f"{page}_layers", network))
    column = st.column_config
    rows = st.data_editor(
        [_row(layer) for layer in _with_class_units(read_layers(table.start), classes)],
        key=f"{page}_list_{version}_{classes}",
        num_rows="dynamic",
        hide_index=True,
        placeholder="",
        height="content",
        column_config={
            "Layer": column.SelectboxColumn(options=list(BY_TITLE), required=True, width=124),
            "Filters, units": column.NumberColumn(min_value=0, max_value=1000, width=116),
            "Window": column.NumberColumn(min_value=1, max_value=64, step=1, width=94),
            "Padding": column.NumberColumn(
                min_value=0, max_value=64, step=1, width=94, help=PADDING
            ),
        },
    )
    layers = _with_class_units([_layer(row) for row in rows if row.get("Layer")], classes)
    text = write_layers(layers)
    table.text = text
    address.put_value(f"{page}_layers", text)
    return layers


def show_network_plan(
    layers: list[Layer], settings: dict[str, Any], shape: tuple[int, ...], classes: int
) -> Spec | None:
    """Show output shape and cost of every layer, or the error.

    Returns
    -------
    Spec or None
        None when the layers do not fit the images or each other.
    """
    try:
        spec = Spec(tuple(layers), **settings)
        rows = spec.check(shape, classes)
    except ValueError as refused:  # a ShapeError names the layer
        st.warning(problem.problem_sentence(refused), icon=":material/straighten:")
        return None
    st.markdown(tables.network_table(shape, rows))
    return spec


def _with_class_units(layers: list[Layer], classes: int) -> list[Layer]:
    """Set the units of a last fully connected layer to the number of classes."""
    if layers and layers[-1][0] == "linear":
        return [*layers[:-1], ("linear", {"units": classes})]
    return layers


def _row(layer: Layer) -> dict[str, Any]:
    """Convert a layer to a row of the table."""
    slug, given = layer
    amounts = [given[name] for name in AMOUNTS if name in given]
    return {
        "Layer": BY_SLUG[slug].title,
        "Filters, units": amounts[0] if amounts else None,
        "Window": given.get("kernel"),
        "Padding": given.get("padding"),
    }


def _layer(row: dict[str, Any]) -> Layer:
    """Convert a row of the table to a layer; empty cells are the default numbers."""
    kind = BY_TITLE[row["Layer"]]
    given = {}
    for name, usual in zip(kind.settings, kind.usual, strict=True):
        number = row.get(COLUMNS.get(name, "Filters, units"))
        given[name] = usual if number is None else number if name == "p" else int(number)
    return kind.slug, given
