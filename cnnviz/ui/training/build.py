"""Build a network: a list of layers, what each makes, and what it costs."""

import re
from dataclasses import dataclass
from typing import Any

import streamlit as st

from cnnviz.server.training import Spec
from cnnviz.ui import address, problem
from cnnviz.view import tables

Layer = tuple[str, dict[str, Any]]
NETWORKS = {
    "Smallest": "conv2d_8_3*relu*maxpool2d_2*flatten*linear",
    "LeNet-like": "conv2d_8_5*relu*maxpool2d_2*conv2d_16_5*relu*maxpool2d_2*flatten*linear",
    "TinyVGG": (
        "conv2d_10_3*relu*conv2d_10_3*relu*maxpool2d_2*conv2d_10_3*relu*conv2d_10_3*relu"
        "*maxpool2d_2*flatten*linear"
    ),
}


@dataclass(frozen=True)
class Kind:
    """A layer the reader can choose.

    Attributes
    ----------
    slug : str
        As it stands in links.
    title : str
        As it stands in the list.
    settings : tuple of str
        What its numbers are called, in the order of the list's columns; "" skips one.
    usual : tuple of float
        The numbers it starts with.
    """

    slug: str
    title: str
    settings: tuple[str, ...] = ()
    usual: tuple[float, ...] = ()


KINDS = (
    Kind("conv2d", "Convolution", ("filters", "kernel"), (8, 3)),
    Kind("relu", "ReLU"),
    Kind("leakyrelu", "Leaky ReLU"),
    Kind("elu", "ELU"),
    Kind("gelu", "GELU"),
    Kind("sigmoid", "Sigmoid"),
    Kind("tanh", "Tanh"),
    Kind("softplus", "Softplus"),
    Kind("maxpool2d", "Max pooling", ("kernel",), (2,)),
    Kind("avgpool2d", "Average pooling", ("kernel",), (2,)),
    Kind("flatten", "Flatten"),
    Kind("linear", "Fully connected", ("units",), (10,)),
    Kind("dropout", "Dropout", ("p",), (0.25,)),
    Kind("batchnorm2d", "Batch norm"),
)
BY_TITLE = {kind.title: kind for kind in KINDS}
BY_SLUG = {kind.slug: kind for kind in KINDS}
AMOUNTS = ("filters", "units", "p")
PART = re.compile(r"(?P<slug>[a-z]+[a-z0-9]*?)(?P<numbers>(_\d+(\.\d+)?){0,2})")


def write(layers: list[Layer]) -> str:
    """Put a network into the text of an address.

    >>> write([("conv2d", {"filters": 8, "kernel": 3}), ("relu", {})])
    'conv2d_8_3*relu'
    """
    parts = ([slug, *(f"{number:g}" for number in given.values())] for slug, given in layers)
    return "*".join("_".join(part) for part in parts)


def read(text: str) -> list[Layer]:
    """Read a network from the text of an address; numbers left out are the usual ones.

    >>> read("conv2d_8_3*dropout_0.5*linear")
    [('conv2d', {'filters': 8, 'kernel': 3}), ('dropout', {'p': 0.5}), ('linear', {'units': 10})]

    Raises
    ------
    ValueError
        When it is not a list of layers we have.
    """
    return [_layer(part) for part in text.split("*")]


def edit(page: str, classes: int) -> list[Layer]:
    """Let the reader choose a network, or change the list of its layers."""
    base, version = f"_{page}_base", f"_{page}_version"
    text = address.get(f"{page}_layers", NETWORKS["Smallest"], _checked)
    if st.session_state.get(f"_{page}_text") != text:
        st.session_state[base] = text
        st.session_state[version] = st.session_state.get(version, 0) + 1
    with st.container(horizontal=True):
        for name, network in NETWORKS.items():
            st.button(name, on_click=address.put, args=(f"{page}_layers", network))
    rows = st.data_editor(
        [_row(layer) for layer in _ended(read(st.session_state[base]), classes)],
        key=f"{page}_list_{st.session_state[version]}_{classes}",
        num_rows="dynamic",
        hide_index=True,
        column_config={
            "Layer": st.column_config.SelectboxColumn(options=list(BY_TITLE), required=True),
            "Filters, units": st.column_config.NumberColumn(min_value=0, max_value=1000),
            "Window": st.column_config.NumberColumn(min_value=1, max_value=64, step=1),
        },
    )
    layers = _ended([_chosen(row) for row in rows if row.get("Layer")], classes)
    text = write(layers)
    st.session_state[f"_{page}_text"] = text
    address.put(f"{page}_layers", text)
    return layers


def show(
    layers: list[Layer], settings: dict[str, Any], shape: tuple[int, ...], classes: int
) -> Spec | None:
    """Show what every layer makes and costs, or say what cannot work."""
    try:
        spec = Spec(tuple(layers), **settings)
        rows = spec.check(shape, classes)
    except ValueError as refused:  # a ShapeError names the layer
        st.warning(problem.sentence(refused), icon=":material/straighten:")
        return None
    st.markdown(tables.network(shape, rows))
    return spec


def _checked(text: str) -> str:
    read(text)
    return text


def _layer(part: str) -> Layer:
    """Read one layer of an address."""
    match = PART.fullmatch(part)
    kind = BY_SLUG.get(match["slug"]) if match else None
    if kind is None or match is None:
        raise ValueError("that is not a list of layers. It starts with the smallest network.")
    given = [_number(text) for text in match["numbers"].split("_")[1:]]
    numbers = [*given, *kind.usual[len(given) :]]
    return kind.slug, dict(zip(kind.settings, numbers, strict=False))


def _ended(layers: list[Layer], classes: int) -> list[Layer]:
    """Give a last fully connected layer one unit a class."""
    if layers and layers[-1][0] == "linear":
        return [*layers[:-1], ("linear", {"units": classes})]
    return layers


def _row(layer: Layer) -> dict[str, Any]:
    """Lay a layer out for the list."""
    slug, given = layer
    amounts = [given[name] for name in AMOUNTS if name in given]
    return {
        "Layer": BY_SLUG[slug].title,
        "Filters, units": amounts[0] if amounts else None,
        "Window": given.get("kernel"),
    }


def _chosen(row: dict[str, Any]) -> Layer:
    """Read a row of the list; what was left empty is the usual number."""
    kind = BY_TITLE[row["Layer"]]
    columns = {"kernel": "Window"}
    given = {}
    for name, usual in zip(kind.settings, kind.usual, strict=True):
        number = row.get(columns.get(name, "Filters, units"))
        given[name] = usual if number is None else number if name == "p" else int(number)
    return kind.slug, given


def _number(text: str) -> float:
    return float(text) if "." in text else int(text)
