"""One unit of a network: that it exists, and the part of the network it depends on."""

from cnnviz.geometry import ShapeError
from cnnviz.zoo import Graph


def upto(graph: Graph, name: str) -> Graph:
    """Cut a network off behind one node: what the node does not depend on is left out.

    Raises
    ------
    ShapeError
        When there is no such node.
    """
    if name not in {node.name for node in graph.nodes}:
        known = ", ".join(node.name for node in graph.nodes)
        raise ShapeError(f"this network has no node {name}: it has {known}")
    needed, nodes = {name}, []
    for node in reversed(graph.nodes):
        if node.name in needed:
            needed |= set(node.reads)
            nodes.append(node)
    return Graph(graph.input_shape, tuple(reversed(nodes)))


def check(graph: Graph, name: str, channel: int) -> None:
    """Refuse a map, or a number of a row, that a node does not have."""
    shape = graph.shapes[name]
    if not 0 <= channel < shape[0]:
        things = "maps" if len(shape) == 3 else "numbers"
        raise ShapeError(f"{name} has {shape[0]} {things}, counted from 0, so none is {channel}")
