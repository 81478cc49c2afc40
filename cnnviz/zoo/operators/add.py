"""Add: the elementwise sum of two or more nodes, as in a residual connection."""

from collections.abc import Iterator, Sequence
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError
from cnnviz.zoo.dialects import CodeNames, Dialect
from cnnviz.zoo.node import Node, Shape, shape_text
from cnnviz.zoo.operators._blocks import Cell, passed
from cnnviz.zoo.operators._operator import MapSources, Operator, ValueStep


class Add(Operator):
    """Elementwise sum."""

    kind, also, word, most = "Add", ("Sum",), "add", None
    title, combines, reads_more = "Add", "sum", True

    def shape(self, node: Node, shapes: Sequence[Shape]) -> Shape:
        """Return the shape, which all inputs must share."""
        if len(set(shapes)) > 1:
            raise ShapeError(f"it cannot add {' and '.join(map(shape_text, shapes))}")
        return shapes[0]

    def forward(self, node: Node, inputs: Sequence[NDArray]) -> NDArray:
        """Return the sum."""
        return reduce(np.add, inputs)

    def backward(
        self, node: Node, arrives: NDArray, inputs: Sequence[NDArray]
    ) -> Sequence[NDArray]:
        """Return the gradient unchanged for every input."""
        return [arrives] * len(inputs)

    def stops(
        self, node: Node, reads: Sequence[NDArray], cell: Cell
    ) -> tuple[float, list[ValueStep]]:
        """Return one step per input: the same cell of each."""
        return 0.0, [ValueStep(at, passed(maps, cell, cell)) for at, maps in enumerate(reads)]

    def maps(self, node: Node, reads: Sequence[NDArray], channel: int) -> MapSources:
        """Return the same map of each input."""
        sources = tuple((at, np.array([channel])) for at in range(len(reads)))
        return MapSources(sources, partials=np.stack([maps[channel] for maps in reads]))

    def describe(self, node: Node, shapes: Sequence[Shape]) -> str:
        """Describe it, with the number of inputs."""
        return "the same cell of each, added"

    def code(
        self, node: Node, shapes: Sequence[Shape], names: CodeNames, to: Dialect
    ) -> Iterator[str]:
        """Write the sum."""
        yield f"{names.y} = {' + '.join(names.reads)}"


OPERATOR = Add()
