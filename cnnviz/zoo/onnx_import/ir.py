"""An ONNX file as plain data: lines, each an operator, and which of them depends on which."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from numpy.typing import NDArray

from cnnviz.text import printable
from cnnviz.zoo.node import ModelError


@dataclass(frozen=True, eq=False)
class OnnxNode:
    """One operator of the file: what it reads and makes, by name."""

    operator: str
    reads: tuple[str, ...]
    makes: tuple[str, ...]
    attributes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def made(self) -> str:
        """The first thing it makes, the only one that is read here."""
        return self.makes[0] if self.makes else ""


@dataclass(frozen=True, eq=False)
class OnnxGraph:
    """A whole file.

    Attributes
    ----------
    lines : list of OnnxNode
    constants : dict of ndarray
    inputs : dict of list
        The sides of each input; None where one is left open, or a name.
    outputs : list of str
    opset : int
    notes : dict of str
        What the file says about itself.
    """

    lines: list[OnnxNode]
    constants: dict[str, NDArray]
    inputs: dict[str, list[int | None]]
    outputs: list[str]
    opset: int
    notes: dict[str, str]


def in_turn(lines: list[OnnxNode], known: set[str]) -> list[OnnxNode]:
    """Put every line behind those whose results it reads; refuse circles and unknown names."""
    made = [name for line in lines for name in line.makes if name]
    if twice := [name for name, count in Counter([*known, *made]).items() if count > 1]:
        raise ModelError(f"Two nodes make {printable(twice[0])}.")
    everything = known.union(made)
    for line in lines:
        for name in depends(line):
            if name not in everything and name not in inside(line):
                raise ModelError(f"{line.operator} reads {printable(name)}, which nothing makes.")
    ready, placed, waiting = set(known), list[OnnxNode](), list(lines)
    while waiting:
        later = []
        for line in waiting:
            if ready.issuperset(name for name in depends(line) if name not in inside(line)):
                placed.append(line)
                ready.update(line.makes)
            else:
                later.append(line)
        if len(later) == len(waiting):
            names = printable(", ".join(line.operator for line in waiting[:3]))
            raise ModelError(f"Some nodes read each other in a circle: {names}.")
        waiting = later
    return placed


def inside(line: OnnxNode) -> set[str]:
    """Name what the lines inside a line make."""
    return {name for lines in blocks(line) for part in lines for name in part.makes}


def needed(lines: list[OnnxNode], output: str) -> list[OnnxNode]:
    """Leave out what the output does not depend on."""
    makers = {name: line for line in lines for name in line.makes}
    waiting, found = [output], set[str]()
    while waiting:
        name = waiting.pop()
        if name in found or name not in makers:
            continue
        found.update(makers[name].makes)
        waiting += depends(makers[name])
    return [line for line in lines if found.intersection(line.makes)]


def depends(line: OnnxNode) -> list[str]:
    """Name what a line reads, and what the lines inside it do."""
    inner = [name for lines in blocks(line) for part in lines for name in depends(part)]
    return [name for name in (*line.reads, *inner) if name]


def blocks(line: OnnxNode) -> Iterable[list[OnnxNode]]:
    """Give the lines inside a line, branch by branch."""
    return (value for value in line.attributes.values() if isinstance(value, list))
