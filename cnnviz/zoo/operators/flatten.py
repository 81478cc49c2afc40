"""Flatten: the maps in one row, before a classifier."""

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
    """Lay every image in one row, as `cnnviz.ops.flatten`; a row stays as it is."""

    kind, word, counted, moves = "Flatten", "flatten", False, True
    title, combines, passes, is_auxiliary = "Flatten", "each", True, True

    def read(self, spoken: OnnxInputs) -> tuple[dict[str, Any], Arrays]:
        """Refuse to flatten from another axis than the channels on."""
        axis, axes = int(spoken.attributes.get("axis", 1)), len(spoken.shapes[0]) + 1
        if axis not in (1, 1 - axes):
            raise ShapeError(f"it flattens from axis {axis}; only axis 1, a row a picture, is read")
        return {}, {}

    def shape(self, node: Node, shapes: Sequence[Shape]) -> Shape:
        """Say (D,)."""
        return (prod(shapes[0]),)

    def forward(self, node: Node, inputs: Sequence[NDArray]) -> NDArray:
        """Lay out: channel by channel, row by row."""
        return inputs[0].reshape(len(inputs[0]), -1)

    def backward(
        self, node: Node, arrives: NDArray, inputs: Sequence[NDArray]
    ) -> Sequence[NDArray]:
        """Lay what arrives like the maps."""
        return [arrives.reshape(inputs[0].shape)]

    def stops(
        self, node: Node, reads: Sequence[NDArray], cell: Cell
    ) -> tuple[float, list[ValueStep]]:
        """Find the cell a number was."""
        return 0.0, [ValueStep(0, passed(reads[0], _origin(cell[0], reads[0].shape), cell))]

    def maps(self, node: Node, reads: Sequence[NDArray], channel: int) -> MapSources:
        """Find the map a number came from."""
        return MapSources(((0, np.array([_origin(channel, reads[0].shape)[0]])),))

    def felt(
        self, node: Node, cells: NDArray[np.bool_], shapes: Sequence[Cell]
    ) -> Sequence[NDArray[np.bool_]]:
        """Mark the cells the numbers were."""
        return [cells.reshape(shapes[0])]

    def describe(self, node: Node, shapes: Sequence[Shape]) -> str:
        """Name the shape that is laid out."""
        return f"{format_shape(shapes[0])} cells in one row"

    def describe_map(self, node: Node, shapes: Sequence[Shape]) -> str:
        """Say what one number is."""
        return "One cell of the maps, at its place in the row."

    def code(
        self, node: Node, shapes: Sequence[Shape], names: CodeNames, to: Dialect
    ) -> Iterator[str]:
        """Lay out."""
        yield f"{names.y} = {to.flatten.format(x=names.x)}"

    def map_ranges(self, node: Node, shapes: Sequence[Shape]) -> list[list[MapRange]]:
        """Find the map each number came from."""
        each = prod(shapes[0][1:])
        return [[(0, place // each, 1)] for place in range(prod(shapes[0]))]


def _origin(place: int, shape: Shape) -> Cell:
    """Find the cell of maps (C, H, W) that lies at a place of the row.

    >>> _origin(7, (2, 2, 3))
    (1, 0, 1)
    """
    channel, row, col = (int(index) for index in np.unravel_index(place, shape))
    return channel, row, col


OPERATOR = Flatten()
