"""An ONNX file as plain data: its nodes, and how they depend on each other."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from numpy.typing import NDArray

from cnnviz.text import printable
from cnnviz.zoo.node import ModelError


@dataclass(frozen=True, eq=False)
class OnnxNode:
    """One node of the file: its operator and attributes, and its inputs and outputs by name."""

    operator: str
    reads: tuple[str, ...]
    makes: tuple[str, ...]
    attributes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def made(self) -> str:
        """The first output, the only one that is used here."""
        return self.makes[0] if self.makes else ""


@dataclass(frozen=True, eq=False)
class OnnxGraph:
    """The graph of a file, with its metadata.

    Attributes
    ----------
    nodes : list of OnnxNode
    constants : dict of ndarray
    inputs : dict of list
        The dimensions of each input; None where one is dynamic, or a name.
    outputs : list of str
    opset : int
    notes : dict of str
        The file's metadata.
    """

    nodes: list[OnnxNode]
    constants: dict[str, NDArray]
    inputs: dict[str, list[int | None]]
    outputs: list[str]
    opset: int
    notes: dict[str, str]


def in_turn(nodes: list[OnnxNode], known: set[str]) -> list[OnnxNode]:
    """Sort nodes topologically; raise for cycles and unknown names."""
    made = [name for node in nodes for name in node.makes if name]
    if twice := [name for name, count in Counter([*known, *made]).items() if count > 1]:
        raise ModelError(f"Two nodes make {printable(twice[0])}.")
    everything = known.union(made)
    for node in nodes:
        for name in depends(node):
            if name not in everything and name not in inside(node):
                raise ModelError(f"{node.operator} reads {printable(name)}, which nothing makes.")
    ready, placed, waiting = set(known), list[OnnxNode](), list(nodes)
    while waiting:
        later = []
        for node in waiting:
            if ready.issuperset(name for name in depends(node) if name not in inside(node)):
                placed.append(node)
                ready.update(node.makes)
            else:
                later.append(node)
        if len(later) == len(waiting):
            names = printable(", ".join(node.operator for node in waiting[:3]))
            raise ModelError(f"Some nodes read each other in a circle: {names}.")
        waiting = later
    return placed


def inside(node: OnnxNode) -> set[str]:
    """Return the names of the outputs in the subgraphs of a node."""
    return {name for nodes in blocks(node) for part in nodes for name in part.makes}


def needed(nodes: list[OnnxNode], output: str) -> list[OnnxNode]:
    """Drop nodes that the output does not depend on."""
    makers = {name: node for node in nodes for name in node.makes}
    waiting, found = [output], set[str]()
    while waiting:
        name = waiting.pop()
        if name in found or name not in makers:
            continue
        found.update(makers[name].makes)
        waiting += depends(makers[name])
    return [node for node in nodes if found.intersection(node.makes)]


def depends(node: OnnxNode) -> list[str]:
    """Return the names of the inputs of a node and of its subgraphs."""
    inner = [name for nodes in blocks(node) for part in nodes for name in depends(part)]
    return [name for name in (*node.reads, *inner) if name]


def blocks(node: OnnxNode) -> Iterable[list[OnnxNode]]:
    """Return the subgraphs of a node, e.g. the branches of If."""
    return (value for value in node.attributes.values() if isinstance(value, list))
