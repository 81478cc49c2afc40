"""Flatten: the maps as one vector, before a classifier."""

from collections.abc import Iterator, Sequence
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError
from cnnviz.text import format_shape
from cnnviz.zoo.dialects import CodeNames, Dialect
from cnnviz.zoo.node import Node, Shape
from cnnviz.zoo.operators._blocks import Cell, passed
from cnnviz.zoo.operators._operator import (
    Arrays,
    MapRange,
    MapSources,
    OnnxInputs,
    Operator,
    ValueStep,
)


class Flatten(Operator):
    """Reshape each image to a vector, as `cnnviz.ops.flatten`; a vector stays as it is."""

    kind, word, counted, moves = "Flatten", "flatten", False, True
    title, combines, passes, is_auxiliary = "Flatten", "each", True, True

    def read(self, inputs: OnnxInputs) -> tuple[dict[str, Any], Arrays]:
        """Raise for every axis but that of the channels."""
        axis, axes = int(inputs.attributes.get("axis", 1)), len(inputs.shapes[0]) + 1
        if axis not in (1, 1 - axes):
            raise ShapeError(f"it flattens from axis {axis}; only axis 1, a row a picture, is read")
        return {}, {}

    def shape(self, node: Node, shapes: Sequence[Shape]) -> Shape:
        """Return (D,)."""
        return (prod(shapes[0]),)

    def forward(self, node: Node, inputs: Sequence[NDArray]) -> NDArray:
        """Reshape: channel by channel, row by row."""
        return inputs[0].reshape(len(inputs[0]), -1)

    def backward(
        self, node: Node, arrives: NDArray, inputs: Sequence[NDArray]
    ) -> Sequence[NDArray]:
        """Reshape the gradient like the maps."""
        return [arrives.reshape(inputs[0].shape)]

    def stops(
        self, node: Node, reads: Sequence[NDArray], cell: Cell
    ) -> tuple[float, list[ValueStep]]:
        """Return the step that copies the cell of a number."""
        return 0.0, [ValueStep(0, passed(reads[0], _origin(cell[0], reads[0].shape), cell))]

    def maps(self, node: Node, reads: Sequence[NDArray], channel: int) -> MapSources:
        """Return the map a number comes from."""
        return MapSources(((0, np.array([_origin(channel, reads[0].shape)[0]])),))

    def felt(
        self, node: Node, cells: NDArray[np.bool_], shapes: Sequence[Cell]
    ) -> Sequence[NDArray[np.bool_]]:
        """Mark the cells the numbers come from."""
        return [cells.reshape(shapes[0])]

    def describe(self, node: Node, shapes: Sequence[Shape]) -> str:
        """Describe it, with the input shape."""
        return f"{format_shape(shapes[0])} cells in one row"

    def describe_map(self, node: Node, shapes: Sequence[Shape]) -> str:
        """Describe what one number is."""
        return "One cell of the maps, at its place in the row."

    def code(
        self, node: Node, shapes: Sequence[Shape], names: CodeNames, to: Dialect
    ) -> Iterator[str]:
        """Write the call of flatten."""
        yield f"{names.y} = {to.flatten.format(x=names.x)}"

    def map_ranges(self, node: Node, shapes: Sequence[Shape]) -> list[list[MapRange]]:
        """Return the map each number comes from."""
        each = prod(shapes[0][1:])
        return [[(0, place // each, 1)] for place in range(prod(shapes[0]))]


def _origin(place: int, shape: Shape) -> Cell:
    """Return the cell of maps (C, H, W) at an index of the vector.

    >>> _origin(7, (2, 2, 3))
    (1, 0, 1)
    """
    channel, row, col = (int(index) for index in np.unravel_index(place, shape))
    return channel, row, col


OPERATOR = Flatten()
