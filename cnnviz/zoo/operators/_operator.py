"""The contract every kind of node signs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError
from cnnviz.trace import Step
from cnnviz.zoo.dialects import CodeNames, Dialect
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


Combines = Literal["sum", "max", "mean", "share", "map", "each"]
MapRange = tuple[int, int, int]  # of which node read, the first of its maps, and how many


class Operator:
    """A kind of node: everything that is asked about it, from the numbers to the screen.

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
    title : str
        What it is called on the screen.
    combines : {"sum", "max", "mean", "share", "map", "each"}
        How the numbers it reads become one: "map" changes one along a curve, "each" takes one.
    is_activation : bool
        Whether it changes each cell by itself, along a curve.
    keeps_cells : bool
        Whether each cell is made of the same cell alone.
    passes : bool
        Whether it hands cells on as they are.
    is_auxiliary : bool
        Whether there is nothing to see in it that the layer before does not show.
    coarsens : bool
        Whether the maps before it show more finely.
    map_by_map : bool
        Whether each map goes into the map in the same place.
    reads_more : bool
        Whether a map is made of more than the map before.
    has_weights, is_dense : bool
        Whether it weighs what it reads; whether every number with a weight of its own.
    gives_shares : bool
        Whether what it makes are shares of 1.
    """

    kind: str
    also: tuple[str, ...] = ()
    word: str
    counted: bool = True
    most: int | None = 1
    moves: bool = False
    title: str
    combines: Combines
    is_activation: bool = False
    keeps_cells: bool = False
    passes: bool = False
    is_auxiliary: bool = False
    coarsens: bool = False
    map_by_map: bool = True
    reads_more: bool = False
    has_weights: bool = False
    is_dense: bool = False
    gives_shares: bool = False

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

    def describe(self, node: Node, shapes: Sequence[Shape]) -> str:
        """Say in a few words what it does: "the largest of each 2 × 2"."""
        raise NotImplementedError

    def describe_map(self, node: Node, shapes: Sequence[Shape]) -> str:
        """Say in one sentence how one map comes to be."""
        said = self.describe(node, shapes)
        return f"{said[:1].upper()}{said[1:]}."

    def code(
        self, node: Node, shapes: Sequence[Shape], names: CodeNames, to: Dialect
    ) -> Iterator[str]:
        """Write it as lines of Python that make ``names.y``."""
        raise NotImplementedError

    def map_ranges(self, node: Node, shapes: Sequence[Shape]) -> list[list[MapRange]]:
        """Say for every map it makes which maps are read: of the map in the same place."""
        depth = self.shape(node, shapes)[0]
        return [[(at, channel, 1) for at in range(len(shapes))] for channel in range(depth)]

    def work(self, node: Node, shapes: Sequence[Shape]) -> int:
        """Count the cells that have to be laid out at once for one picture, besides its maps."""
        return 0

    def parameters(self, node: Node) -> int:
        """Count what it learned."""
        return sum(array.size for array in node.arrays.values())

    def multiplies(self, node: Node, shape: Shape) -> int:
        """Count the products for one picture, of which it makes `shape`."""
        return 0
