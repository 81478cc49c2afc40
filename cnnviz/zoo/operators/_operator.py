"""The contract every kind of node signs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError
from cnnviz.trace import Step
from cnnviz.zoo.node import Node, Shape
from cnnviz.zoo.operators._blocks import Cell

Arrays = dict[str, NDArray[np.float32]]


class ValueStep(NamedTuple):
    """One step that helps to make a value.

    Attributes
    ----------
    source : int
        Which of the nodes it reads, counted from 0.
    step : Step
    weight : ndarray, optional
        What multiplies the step's window.
    """

    source: int
    step: Step
    weight: NDArray | None = None


@dataclass(frozen=True)
class OnnxInputs:
    """What a node of an ONNX file says.

    Attributes
    ----------
    attributes : mapping
    constants : tuple of ndarray or None
        Its inputs by place; None where another node computes them, or nothing is given.
    shapes : tuple of tuple of int
        Of one image, for each input that a node computes.
    opset : int
        The edition of the operators.
    batch : int, optional
        How many pictures it is written for; None for any number.
    """

    attributes: Mapping[str, Any]
    constants: tuple[NDArray | None, ...]
    shapes: tuple[Shape, ...]
    opset: int = 20
    batch: int | None = None

    def array(self, place: int) -> NDArray | None:
        """Give the constant at a place, if there is one."""
        return self.constants[place] if place < len(self.constants) else None

    def weight(self, place: int, name: str) -> NDArray[np.float32]:
        """Give the constant at a place, as weights; refuse a node without it."""
        found = self.array(place)
        if found is None:
            raise ShapeError(f"its {name} is not in the file")
        return np.asarray(found, np.float32)


class MapSources(NamedTuple):
    """How one map came to be; see `cnnviz.zoo.Unit`. Sources are counted from 0."""

    sources: tuple[tuple[int, NDArray], ...]
    kernels: NDArray | None = None
    partials: NDArray | None = None
    bias: float = 0.0


class Operator:
    """A kind of node: everything the graph asks about it.

    Pictures lie as (N, C, H, W), rows of numbers as (N, D). Where one value or map is
    explained, one picture's maps lie as (C, H, W), a row of numbers as (D, 1, 1).

    Attributes
    ----------
    kind, also : str and tuple of str
        Its operator in ONNX, and others that are read as this one.
    word : str
        What its nodes are called, with a number behind.
    counted : bool
        Whether the first one already has its number.
    most : int, optional
        How many nodes it reads; None for two or more.
    moves : bool
        Whether it only puts numbers elsewhere, all of them, in their order.
    """

    kind: str
    also: tuple[str, ...] = ()
    word: str
    counted: bool = True
    most: int | None = 1
    moves: bool = False

    def read(self, spoken: OnnxInputs) -> tuple[dict[str, Any], Arrays]:
        """Make settings and arrays of what an ONNX node says, or raise a ShapeError."""
        return {}, {}

    def shape(self, node: Node, shapes: Sequence[Shape]) -> Shape:
        """Say what comes out for one image, or raise a ShapeError."""
        return shapes[0]

    def forward(self, node: Node, inputs: Sequence[NDArray]) -> NDArray:
        """Compute a batch."""
        raise NotImplementedError

    def backward(
        self, node: Node, arrives: NDArray, inputs: Sequence[NDArray]
    ) -> Sequence[NDArray]:
        """Send what arrives at the output back to every node it read."""
        raise NotImplementedError

    def stops(
        self, node: Node, reads: Sequence[NDArray], cell: Cell
    ) -> tuple[float, list[ValueStep]]:
        """Say how the value at a cell came to be: the bias, and the steps that add to it."""
        raise NotImplementedError

    def maps(self, node: Node, reads: Sequence[NDArray], channel: int) -> MapSources:
        """Say how a map came to be: of the map in the same place, cell by cell."""
        return MapSources(tuple((source, np.array([channel])) for source in range(len(reads))))

    def felt(
        self, node: Node, cells: NDArray[np.bool_], shapes: Sequence[Cell]
    ) -> Sequence[NDArray[np.bool_]]:
        """Mark the cells of every node it read that any marked cell of the output depends on."""
        return [cells] * len(shapes)

    def work(self, node: Node, shapes: Sequence[Shape]) -> int:
        """Count the cells that have to be laid out at once for one picture, besides its maps."""
        return 0

    def parameters(self, node: Node) -> int:
        """Count what it learned."""
        return sum(array.size for array in node.arrays.values())

    def multiplies(self, node: Node, shape: Shape) -> int:
        """Count the products for one picture, of which it makes `shape`."""
        return 0
