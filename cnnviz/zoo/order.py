"""Topological order of the nodes, and checks of the graph."""

from collections.abc import Iterable

import numpy as np

from cnnviz.zoo.node import IMAGE, ModelError, Node
from cnnviz.zoo.operators import ALL


def in_order(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Sort nodes topologically: each after those it reads, otherwise in the order given.

    Raises
    ------
    ModelError
        When names are unknown or given twice, when nodes form a cycle, when weights are not
        finite, or when there is not exactly one output.

    Examples
    --------
    >>> relu, row = Node("relu", "Relu", (IMAGE,)), Node("row", "Flatten", ("relu",))
    >>> [node.name for node in in_order([row, relu])]
    ['relu', 'row']
    >>> in_order([Node("a", "Relu", ("b",)), Node("b", "Relu", ("a",))])
    Traceback (most recent call last):
    cnnviz.zoo.node.ModelError: a and b read each other in a circle
    """
    waiting, ready, placed = list(nodes), {IMAGE}, list[Node]()
    _check(waiting)
    while waiting:
        node = next((node for node in waiting if ready.issuperset(node.reads)), None)
        if node is None:
            names = " and ".join(_shortened([node.name for node in waiting]))
            raise ModelError(f"{names} read each other in a circle")
        waiting.remove(node)
        ready.add(node.name)
        placed.append(node)
    _check_output(placed)
    return tuple(placed)


def _check(nodes: list[Node]) -> None:
    """Raise for unknown kinds, missing or duplicate names, and numbers that are not finite."""
    names = [IMAGE, *(node.name for node in nodes)]
    if len(names) == 1:
        raise ModelError("a network needs at least one node")
    if twice := {name for name in names if names.count(name) > 1}:
        raise ModelError(f"two nodes are called {min(twice)}")
    for node in nodes:
        if node.kind not in ALL:
            raise ModelError(f"{node.name} is a {node.kind}, which is not supported")
        if not node.reads:
            raise ModelError(f"{node.name} ({node.kind}) reads nothing")
        if unknown := [name for name in node.reads if name not in names]:
            raise ModelError(f"{node.name} ({node.kind}) reads {unknown[0]}, which nothing makes")
        for name, value in node.settings.items():
            if isinstance(value, float) and not np.isfinite(value):
                raise ModelError(f"the {name} of {node.name} ({node.kind}) is no finite number")
        for name, array in node.arrays.items():
            if not array.size or not np.isfinite(array).all():
                what = "is not all finite numbers" if array.size else "is empty"
                raise ModelError(f"the {name} of {node.name} ({node.kind}) {what}")


def _check_output(nodes: list[Node]) -> None:
    """Raise for a network with several outputs."""
    read = {name for node in nodes for name in node.reads}
    ends = [node.name for node in nodes if node.name not in read]
    if len(ends) > 1:
        names = " and ".join(_shortened(ends))
        raise ModelError(f"a network needs one output; {names} are read by no other node")


def _shortened(names: list[str]) -> list[str]:
    """Cut a list of names to three and a count of the others."""
    return names if len(names) <= 4 else [*names[:3], f"{len(names) - 3} others"]
