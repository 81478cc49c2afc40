"""Choice of a layer and a unit."""

from dataclasses import dataclass
from math import prod

from cnnviz.ui.inside.view import NARROW, ViewContext, class_name
from cnnviz.ui.widgets import controls
from cnnviz.zoo import Graph
from cnnviz.zoo.operators import ALL


@dataclass(frozen=True)
class PickedUnit:
    """A chosen unit: one channel of a node.

    Attributes
    ----------
    name : str
        The node's.
    channel : int
        Counted from 0.
    title : str
        Its name in sentences.
    """

    name: str
    channel: int
    title: str


def pick_unit(place: ViewContext) -> PickedUnit:
    """Let the reader choose a layer and a unit; kept from view to view."""
    graph, page = place.model.graph, place.page
    layers = [node.name for node in graph.nodes if not ALL[node.kind].is_auxiliary]
    controls.keep_offered(f"{page}_layer", layers, default_layer(graph, layers))
    with place.knob(NARROW):
        name = controls.choice(f"{page}_layer", "Layer", layers, default_layer(graph, layers))
    titles = unit_names(place, name)
    controls.keep_offered(f"{page}_unit", titles, titles[0])
    with place.knob(NARROW):
        title = controls.choice(f"{page}_unit", "Unit", titles, titles[0])
    return PickedUnit(name, titles.index(title), f"{name}, {title}")


def default_layer(graph: Graph, layers: list[str]) -> str:
    """Return the default layer: the last convolution, or the last layer."""
    return next((name for name in reversed(layers) if _convolves(graph, name)), layers[-1])


def unit_names(place: ViewContext, name: str) -> list[str]:
    """Name a node's units: scores by class, others by number."""
    count = place.model.graph.shapes[name][0]
    if name == place.model.graph.scores:
        return [f"class {class_name(place.model, number)}" for number in range(count)]
    return [f"unit {number + 1}" for number in range(count)]


def has_cells(graph: Graph, name: str) -> bool:
    """Tell whether a node's channels have more than one cell."""
    return prod(graph.shapes[name][1:]) > 1


def middle_cell(graph: Graph, name: str, channel: int) -> tuple[int, ...]:
    """Return the middle cell of a channel, as an index into the node's output."""
    return (channel, *(side // 2 for side in graph.shapes[name][1:]))


def _convolves(graph: Graph, name: str) -> bool:
    """Tell whether a node is a convolution."""
    operator = ALL[graph[name].kind]
    return operator.has_weights and not operator.is_dense
