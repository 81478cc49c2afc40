"""Softmax: scores become probabilities that sum to 1."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError
from cnnviz.ops._vector import shifted
from cnnviz.ops.softmax import softmax, softmax_backward
from cnnviz.trace import Step
from cnnviz.zoo.dialects import CodeNames, Dialect
from cnnviz.zoo.node import Node, Shape, shape_text
from cnnviz.zoo.operators._blocks import Cell, cell_box, whole_box
from cnnviz.zoo.operators._operator import (
    Arrays,
    MapRange,
    MapSources,
    OnnxInputs,
    Operator,
    ValueStep,
)


class Softmax(Operator):
    """Softmax over the classes, as `cnnviz.ops.softmax`."""

    kind, also, word, counted = "Softmax", ("LogSoftmax",), "softmax", False
    title, combines, gives_shares = "Softmax", "share", True
    is_auxiliary, map_by_map = True, False

    def read(self, inputs: OnnxInputs) -> tuple[dict[str, Any], Arrays]:
        """Raise for every axis but that of the classes."""
        axis = int(inputs.attributes.get("axis", 1 if inputs.opset < 13 else -1))
        if axis not in (1, -1):
            raise ShapeError(f"it runs along axis {axis}; only axis 1, the classes, is read")
        return {}, {}

    def shape(self, node: Node, shapes: Sequence[Shape]) -> Shape:
        """Return the input shape, which must be (D,)."""
        if len(shapes[0]) != 1:
            raise ShapeError(f"it needs a row of scores, but {shape_text(shapes[0])} arrive")
        return shapes[0]

    def forward(self, node: Node, inputs: Sequence[NDArray]) -> NDArray:
        """Return the probabilities."""
        return softmax(inputs[0])

    def backward(
        self, node: Node, arrives: NDArray, inputs: Sequence[NDArray]
    ) -> Sequence[NDArray]:
        """Return the gradient: probabilities times (gradient minus its weighted mean)."""
        return [softmax_backward(arrives, inputs[0]).input]

    def stops(
        self, node: Node, reads: Sequence[NDArray], cell: Cell
    ) -> tuple[float, list[ValueStep]]:
        """Return one exponential over the sum of all; the largest score is subtracted first."""
        (maps,), place = reads, cell[0]
        powers = np.exp(shifted(maps.reshape(1, -1), 1)).reshape(maps.shape)
        shares = softmax(maps.reshape(1, -1)).reshape(maps.shape)
        own = np.arange(len(maps)).reshape(maps.shape) == place
        step = Step(
            reads=whole_box(maps),
            writes=cell_box(cell),
            window=maps,
            terms=powers,
            combine="share",
            partials=powers.sum(axis=(1, 2)),
            result=shares[place].reshape(1, 1, 1),
            filter=place,
            slope=shares[place] * (own - shares),
        )
        return 0.0, [ValueStep(0, step)]

    def maps(self, node: Node, reads: Sequence[NDArray], channel: int) -> MapSources:
        """Return all scores."""
        return MapSources(((0, np.arange(len(reads[0]))),))

    def felt(
        self, node: Node, cells: NDArray[np.bool_], shapes: Sequence[Cell]
    ) -> Sequence[NDArray[np.bool_]]:
        """Mark every score."""
        return [np.full(shapes[0], cells.any())]

    def describe(self, node: Node, shapes: Sequence[Shape]) -> str:
        """Describe it."""
        return "scores become shares of 1"

    def describe_map(self, node: Node, shapes: Sequence[Shape]) -> str:
        """Describe what one probability is."""
        return "e to the power of this score, divided by the sum of all such powers."

    def code(
        self, node: Node, shapes: Sequence[Shape], names: CodeNames, to: Dialect
    ) -> Iterator[str]:
        """Write the call of softmax."""
        yield f"{names.y} = {to.softmax.format(x=names.x)}"

    def map_ranges(self, node: Node, shapes: Sequence[Shape]) -> list[list[MapRange]]:
        """Return all scores for every probability."""
        return [[(0, 0, shapes[0][0])]] * shapes[0][0]


OPERATOR = Softmax()
