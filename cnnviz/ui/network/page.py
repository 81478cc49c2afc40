"""The network page: feature maps, layer table, code, and the selected place in the address."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from cnnviz.contracts.network import NetworkPlace
from cnnviz.geometry import ShapeError
from cnnviz.ui.network.request import exists_in
from cnnviz.ui.network.session import NetworkSession
from cnnviz.ui.pickers import input_image, model_picker
from cnnviz.ui.pickers.preprocessing import DrawingPad, InputImage
from cnnviz.ui.state import address
from cnnviz.ui.state.session import session
from cnnviz.ui.state.widget_state import component_value, has_widget
from cnnviz.ui.widgets import problem
from cnnviz.ui.widgets.components import register_component
from cnnviz.view import network as view
from cnnviz.zoo import Graph, Model

NETWORK, PICTURE = 290, 820  # widths in px
LAYERS = "All layers, with their shapes and what they cost"
MOST_DIGITS = 9  # of a row or column in the address

_mount = register_component("network")


def network_session() -> NetworkSession:
    """Get this session's `NetworkSession`; make it on first use."""
    state = session().network
    if state.desk is None:
        state.desk = NetworkSession(state.paper)
    return state.desk


@st.fragment
def show_network(page: str) -> None:
    """Let the reader choose a network and a picture, and show the picture's feature maps.

    A fragment: only this part of the page reruns when something changes.
    """
    with st.container(horizontal=True, vertical_alignment="top"):
        with st.container(width=NETWORK):
            model = model_picker.pick_model(page)
        with st.container(width=PICTURE):
            shown = input_image.pick_input_image(page, model)
    st.caption(model_picker.about_model(model))
    show_board(page, model, shown)
    address.publish_address(page)


def show_board(page: str, model: Model, shown: InputImage) -> None:
    """Show the network with its layers and its code, or say why it cannot be run."""
    at = place_in_address(page, model.graph)
    network, key = network_session(), f"{page}_board{address.links_opened()}"
    try:
        network.lay(DrawingPad(model, shown.low, shown.high), shown)
    except ShapeError as refused:
        problem.show_problem(refused)
    else:
        on_change = _on_place_change(page, key, model.graph)
        message = network.message(at, anew=not has_widget(key))
        _mount(data=message, key=key, default={"at": at}, on_at_change=on_change)
        show_layers(page, model)
        show_network_code(page, model, at)


def show_layers(page: str, model: Model) -> None:
    """Show the table of layers: operation, output shape, cost and receptive field."""
    key, icon = f"{page}_layers", ":material/table:"
    expander = st.expander(LAYERS, icon=icon, key=key, on_change="rerun")
    if expander.open:
        expander.markdown(view.layer_table(model.graph))
        expander.caption(
            "Multiplies are products for one picture. Sees: rows × columns of the picture that "
            "a cell in the middle depends on."
        )


def show_network_code(page: str, model: Model, at: NetworkPlace | None = None) -> None:
    """Show code that computes the numbers on screen, and offer the file it reads."""
    network, key, icon = network_session(), f"{page}_code", ":material/code:"
    code = st.expander("Show the code", icon=icon, key=key, on_change="rerun")
    if not code.open:
        return
    with code:
        st.download_button(
            f"{view.FILE}: this picture and all weights",
            data=network.file,
            file_name=view.FILE,
            icon=":material/download:",
            on_click="ignore",
            key=f"{page}_file",
        )
        numpy, torch = st.tabs(["In NumPy, with cnnviz", "In PyTorch"])
    cell = (at["node"], at["cell"]) if at and at["cell"] else None
    numpy.code(view.network_code(model.graph, view.NUMPY, cell))
    torch.code(view.network_code(model.graph, view.TORCH, cell))


def place_in_address(page: str, graph: Graph) -> NetworkPlace | None:
    """Read the selected map or value from the address; None is the whole network."""
    key, drawn = f"{page}_at", session().pages[page]
    is_other = drawn.graph is not None and drawn.graph is not graph
    drawn.graph = graph
    if is_other and read_place(address.get_value(key, "", str), graph) is None:
        address.put_value(key, None)
    return address.get_value(key, None, _parser(graph))


def read_place(text: str, graph: Graph) -> NetworkPlace | None:
    """Parse a place from the address: ``node.channel`` or ``node.channel.row.col``, from 1."""
    for name, shape in graph.shapes.items():
        counted = text.removeprefix(f"{name}.").split(".")
        if not text.startswith(f"{name}.") or not all(map(str.isdecimal, counted)):
            continue
        channel, *rest = (int(part[:MOST_DIGITS]) - 1 for part in counted)
        cell = [channel, *rest] if rest else None
        if len(shape) == 1 and rest == [0, 0]:  # a vector has one cell per channel
            cell = [channel]
        if exists_in(graph, name, channel, cell):
            return {"node": name, "channel": channel, "cell": cell}
    return None


def write_place(at: Any, graph: Graph) -> str | None:
    """Format a place for the address; None for the whole network and for an invalid place."""
    fields = at if isinstance(at, dict) else {}
    node, channel, cell = (fields.get(name) for name in ("node", "channel", "cell"))
    if not exists_in(graph, node, channel, cell):
        return None
    counted = [*cell, 0, 0][:3] if cell else [channel]
    return ".".join([str(node), *(str(int(n) + 1) for n in counted if n is not None)])


def _parser(graph: Graph) -> Callable[[str], NetworkPlace]:
    """Make a parser of places that raises ValueError with what is allowed."""

    def parse(text: str) -> NetworkPlace:
        found = read_place(text, graph)
        if found is None:
            example = f"{graph.nodes[0].name}.1"
            raise ValueError(
                f"a place is a layer and a map of this network, like {example}, and for one "
                "value its row and column. It starts with the whole network."
            )
        return found

    return parse


def _on_place_change(page: str, key: str, graph: Graph) -> Callable[[], None]:
    """Make a callback that writes the component's selected place to the address."""

    def on_change() -> None:
        address.put_value(f"{page}_at", write_place(component_value(key, "at"), graph))

    return on_change
