"""GlobalAveragePool: the mean of each whole map."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from cnnviz.nn.layers.conv2d import check_image_shape
from cnnviz.ops.global_avg_pool2d import (
    global_avg_pool2d,
    global_avg_pool2d_backward,
    trace,
)
from cnnviz.zoo.dialects import CodeNames, Dialect
from cnnviz.zoo.node import Node, Shape
from cnnviz.zoo.operators._blocks import Cell, cell_box
from cnnviz.zoo.operators._operator import Operator, ValueStep


class GlobalAveragePool(Operator):
    """Mean of each map, as `cnnviz.ops.global_avg_pool2d`."""

    kind, word = "GlobalAveragePool", "mean"
    title, combines = "Global average", "mean"

    def shape(self, node: Node, shapes: Sequence[Shape]) -> Shape:
        """Return (C, 1, 1)."""
        return check_image_shape(shapes[0])[0], 1, 1

    def forward(self, node: Node, inputs: Sequence[NDArray]) -> NDArray:
        """Return the means."""
        return global_avg_pool2d(inputs[0])

    def backward(
        self, node: Node, arrives: NDArray, inputs: Sequence[NDArray]
    ) -> Sequence[NDArray]:
        """Distribute the gradient of a map equally among its cells."""
        return [global_avg_pool2d_backward(arrives, inputs[0]).input]

    def stops(
        self, node: Node, reads: Sequence[NDArray], cell: Cell
    ) -> tuple[float, list[ValueStep]]:
        """Return the step for one map: its mean."""
        channel = cell[0]
        step = trace(reads[0][channel : channel + 1]).steps[0]
        box = replace(step.reads, channel=channel)
        return 0.0, [ValueStep(0, replace(step, reads=box, writes=cell_box(cell)))]

    def felt(
        self, node: Node, cells: NDArray[np.bool_], shapes: Sequence[Cell]
    ) -> Sequence[NDArray[np.bool_]]:
        """Mark the whole map."""
        return [np.broadcast_to(cells, shapes[0])]

    def describe(self, node: Node, shapes: Sequence[Shape]) -> str:
        """Describe it."""
        return "each map becomes its mean"

    def describe_map(self, node: Node, shapes: Sequence[Shape]) -> str:
        """Describe that only one map is read."""
        return f"Made of one map alone: {self.describe(node, shapes)}."

    def code(
        self, node: Node, shapes: Sequence[Shape], names: CodeNames, to: Dialect
    ) -> Iterator[str]:
        """Write the mean."""
        yield f"{names.y} = {names.x}.mean((2, 3), keepdims=True)"


OPERATOR = GlobalAveragePool()
