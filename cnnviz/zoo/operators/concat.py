"""Concat: the maps of several nodes, concatenated along the channels."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError
from cnnviz.zoo.dialects import CodeNames, Dialect
from cnnviz.zoo.node import Node, Shape, shape_text
from cnnviz.zoo.operators._blocks import Cell, passed
from cnnviz.zoo.operators._operator import (
    Arrays,
    MapRange,
    MapSources,
    OnnxInputs,
    Operator,
    ValueStep,
)


class Concat(Operator):
    """Concatenation along the channels."""

    kind, word, most = "Concat", "concat", None
    title, combines, passes = "Concat", "each", True
    map_by_map, reads_more = False, True

    def read(self, inputs: OnnxInputs) -> tuple[dict[str, Any], Arrays]:
        """Raise for every axis but that of the channels."""
        axis, axes = int(inputs.attributes.get("axis", 1)), len(inputs.shapes[0]) + 1
        if axis not in (1, 1 - axes):
            raise ShapeError(f"it joins along axis {axis}; only axis 1, the channels, is read")
        return {}, {}

    def shape(self, node: Node, shapes: Sequence[Shape]) -> Shape:
        """Add up the channels; rows and columns must agree."""
        if len({shape[1:] for shape in shapes}) > 1 or len({len(shape) for shape in shapes}) > 1:
            raise ShapeError(f"it cannot join {' and '.join(map(shape_text, shapes))}")
        return sum(shape[0] for shape in shapes), *shapes[0][1:]

    def forward(self, node: Node, inputs: Sequence[NDArray]) -> NDArray:
        """Concatenate along the channels."""
        return np.concatenate(inputs, axis=1)

    def backward(
        self, node: Node, arrives: NDArray, inputs: Sequence[NDArray]
    ) -> Sequence[NDArray]:
        """Return for every input the gradient of its channels."""
        return np.split(arrives, _ends(inputs, axis=1), axis=1)

    def stops(
        self, node: Node, reads: Sequence[NDArray], cell: Cell
    ) -> tuple[float, list[ValueStep]]:
        """Return the step that copies the cell of the one input."""
        source, channel = _origin(reads, cell[0])
        return 0.0, [ValueStep(source, passed(reads[source], (channel, *cell[1:]), cell))]

    def maps(self, node: Node, reads: Sequence[NDArray], channel: int) -> MapSources:
        """Return the one map that is copied."""
        source, found = _origin(reads, channel)
        return MapSources(((source, np.array([found])),))

    def felt(
        self, node: Node, cells: NDArray[np.bool_], shapes: Sequence[Cell]
    ) -> Sequence[NDArray[np.bool_]]:
        """Mark the same cells, for each input in its own channels."""
        return np.split(cells, np.cumsum([shape[0] for shape in shapes])[:-1])

    def describe(self, node: Node, shapes: Sequence[Shape]) -> str:
        """Describe it, with the number of maps of each input."""
        return f"maps one behind the other: {' + '.join(str(shape[0]) for shape in shapes)}"

    def code(
        self, node: Node, shapes: Sequence[Shape], names: CodeNames, to: Dialect
    ) -> Iterator[str]:
        """Write the concatenation."""
        yield f"{names.y} = {to.join.format(all=', '.join(names.reads))}"

    def map_ranges(self, node: Node, shapes: Sequence[Shape]) -> list[list[MapRange]]:
        """Return the one map each output map copies."""
        return [
            [(at, channel, 1)] for at, shape in enumerate(shapes) for channel in range(shape[0])
        ]


def _ends(arrays: Sequence[NDArray], axis: int) -> NDArray:
    """Return the channels at which the next input begins."""
    return np.cumsum([array.shape[axis] for array in arrays])[:-1]


def _origin(reads: Sequence[NDArray], channel: int) -> tuple[int, int]:
    """Return the index of the input a channel comes from, and the channel's index in it."""
    ends = _ends(reads, axis=0)
    source = int(np.searchsorted(ends, channel, side="right"))
    return source, channel - int([0, *ends][source])


OPERATOR = Concat()
