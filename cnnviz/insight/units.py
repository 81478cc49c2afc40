"""One unit of a network: that it exists, and the part of the network it depends on."""

from cnnviz.geometry import ShapeError
from cnnviz.text import count_of
from cnnviz.zoo import Graph


def graph_up_to(graph: Graph, name: str) -> Graph:
    """Cut a network off behind one node: what the node does not depend on is left out.

    Raises
    ------
    ShapeError
        When there is no such node.

    Examples
    --------
    >>> from cnnviz.zoo import IMAGE, Node
    >>> graph = Graph((1, 1, 2), [Node("a", "Relu", (IMAGE,)), Node("b", "Tanh", ("a",))])
    >>> [node.name for node in graph_up_to(graph, "a").nodes]
    ['a']
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


def check_unit(graph: Graph, name: str, channel: int) -> None:
    """Raise a ShapeError when a node has no such channel.

    >>> from cnnviz.zoo import IMAGE, Node
    >>> check_unit(Graph((1, 1, 2), [Node("relu1", "Relu", (IMAGE,))]), "relu1", 1)
    Traceback (most recent call last):
    cnnviz.geometry.ShapeError: relu1 has 1 map, counted from 0, so none is 1
    """
    shape = graph.shapes[name]
    if not 0 <= channel < shape[0]:
        has = count_of(shape[0], "map" if len(shape) == 3 else "number")
        raise ShapeError(f"{name} has {has}, counted from 0, so none is {channel}")
