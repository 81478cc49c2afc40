"""The base class of operators, and what its methods take and return."""

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
    """One step in the computation of a value.

    Attributes
    ----------
    source : int
        Index of the input it reads.
    step : Step
    weight : ndarray, optional
        The weights that multiply the step's window.
    """

    source: int
    step: Step
    weight: NDArray | None = None


@dataclass(frozen=True)
class OnnxInputs:
    """The attributes and inputs of a node of an ONNX file.

    Attributes
    ----------
    attributes : mapping
    constants : tuple of ndarray or None
        Its inputs by position; None where another node computes them, or none is given.
    shapes : tuple of tuple of int
        Shape for one image of each input that a node computes.
    opset : int
        The version of the operator set.
    batch : int, optional
        The fixed batch size; None if it is dynamic.
    """

    attributes: Mapping[str, Any]
    constants: tuple[NDArray | None, ...]
    shapes: tuple[Shape, ...]
    opset: int = 20
    batch: int | None = None

    def array(self, place: int) -> NDArray | None:
        """Return the constant at a position, or None."""
        return self.constants[place] if place < len(self.constants) else None

    def weight(self, place: int, name: str) -> NDArray[np.float32]:
        """Return the constant at a position as weights, or raise a ShapeError."""
        found = self.array(place)
        if found is None:
            raise ShapeError(f"its {name} is not in the file")
        return np.asarray(found, np.float32)


class MapSources(NamedTuple):
    """How one map is computed; see `cnnviz.zoo.MapExplanation`. Sources are input indices."""

    sources: tuple[tuple[int, NDArray], ...]
    kernels: NDArray | None = None
    partials: NDArray | None = None
    bias: float = 0.0


Combines = Literal["sum", "max", "mean", "share", "map", "each"]
MapRange = tuple[int, int, int]  # input index, first map of it, number of maps


class Operator:
    """A kind of node: its computation, its ONNX import, its code and its words on the screen.

    Batches of maps have shape (N, C, H, W), of vectors (N, D). Where one value or map is
    explained, the maps of one image have shape (C, H, W), a vector (D, 1, 1).

    Attributes
    ----------
    kind, also : str and tuple of str
        Its operator in ONNX, and other ONNX operators imported as this one.
    word : str
        The name of its nodes, to which a number is appended.
    counted : bool
        Whether the first node has a number too.
    most : int, optional
        Number of inputs; None for two or more.
    moves : bool
        Whether it only reshapes: all numbers stay, in their order.
    title : str
        Its title on the screen.
    combines : {"sum", "max", "mean", "share", "map", "each"}
        How its inputs become one value: "map" applies a function to one, "each" copies one.
    is_activation : bool
        Whether it applies a function to each cell by itself.
    keeps_cells : bool
        Whether each cell depends on the same cell only.
    passes : bool
        Whether it copies cells unchanged.
    is_auxiliary : bool
        Whether it shows nothing that the layer before it does not show.
    coarsens : bool
        Whether its maps have a lower resolution than those before it.
    map_by_map : bool
        Whether each map is computed from the map with the same index.
    reads_more : bool
        Whether a map is computed from more than that one map.
    has_weights, is_dense : bool
        Whether it has weights; whether each input number has its own weight (fully connected).
    gives_shares : bool
        Whether its outputs are probabilities that sum to 1.
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

    def read(self, inputs: OnnxInputs) -> tuple[dict[str, Any], Arrays]:
        """Return settings and arrays read from an ONNX node, or raise a ShapeError."""
        return {}, {}

    def shape(self, node: Node, shapes: Sequence[Shape]) -> Shape:
        """Return the output shape for one image, or raise a ShapeError."""
        return shapes[0]

    def forward(self, node: Node, inputs: Sequence[NDArray]) -> NDArray:
        """Compute the output for a batch."""
        raise NotImplementedError

    def backward(
        self, node: Node, arrives: NDArray, inputs: Sequence[NDArray]
    ) -> Sequence[NDArray]:
        """Return the gradient with respect to every input."""
        raise NotImplementedError

    def stops(
        self, node: Node, reads: Sequence[NDArray], cell: Cell
    ) -> tuple[float, list[ValueStep]]:
        """Return how the value of a cell is computed: the bias, and the steps that add to it."""
        raise NotImplementedError

    def maps(self, node: Node, reads: Sequence[NDArray], channel: int) -> MapSources:
        """Return how a map is computed; by default from the map with the same index."""
        return MapSources(tuple((source, np.array([channel])) for source in range(len(reads))))

    def felt(
        self, node: Node, cells: NDArray[np.bool_], shapes: Sequence[Cell]
    ) -> Sequence[NDArray[np.bool_]]:
        """Mark the cells of every input that any marked cell of the output depends on."""
        return [cells] * len(shapes)

    def describe(self, node: Node, shapes: Sequence[Shape]) -> str:
        """Describe in a few words what it does: "the largest of each 2 × 2"."""
        raise NotImplementedError

    def describe_map(self, node: Node, shapes: Sequence[Shape]) -> str:
        """Describe in one sentence how one map is computed."""
        said = self.describe(node, shapes)
        return f"{said[:1].upper()}{said[1:]}."

    def code(
        self, node: Node, shapes: Sequence[Shape], names: CodeNames, to: Dialect
    ) -> Iterator[str]:
        """Write it as lines of Python that assign ``names.y``."""
        raise NotImplementedError

    def map_ranges(self, node: Node, shapes: Sequence[Shape]) -> list[list[MapRange]]:
        """Return which maps each output map reads; by default the map with the same index."""
        depth = self.shape(node, shapes)[0]
        return [[(at, channel, 1) for at in range(len(shapes))] for channel in range(depth)]

    def work(self, node: Node, shapes: Sequence[Shape]) -> int:
        """Count the temporary values needed at once for one image, besides the outputs."""
        return 0

    def parameters(self, node: Node) -> int:
        """Count the learned parameters."""
        return sum(array.size for array in node.arrays.values())

    def multiplies(self, node: Node, shape: Shape) -> int:
        """Count the multiplications for one image with output shape `shape`."""
        return 0
