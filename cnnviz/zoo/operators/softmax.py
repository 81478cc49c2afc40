"""Softmax: scores become shares of 1."""

from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray

from cnnviz.geometry import ShapeError
from cnnviz.ops.softmax import softmax
from cnnviz.zoo.node import Node, Shape, said
from cnnviz.zoo.operators._operator import Arrays, Operator, Spoken


class Softmax(Operator):
    """Share out 1 among all numbers of a row, as `cnnviz.ops.softmax`."""

    kind, also, word, counted = "Softmax", ("LogSoftmax",), "softmax", False

    def read(self, spoken: Spoken) -> tuple[dict[str, Any], Arrays]:
        """Refuse every axis but that of the classes."""
        axis = int(spoken.attributes.get("axis", 1 if spoken.opset < 13 else -1))
        if axis not in (1, -1):
            raise ShapeError(f"it runs along axis {axis}; only axis 1, the classes, is read")
        return {}, {}

    def shape(self, node: Node, shapes: Sequence[Shape]) -> Shape:
        """Keep the row."""
        if len(shapes[0]) != 1:
            raise ShapeError(f"it needs a row of scores, but {said(shapes[0])} arrive")
        return shapes[0]

    def forward(self, node: Node, inputs: Sequence[NDArray]) -> NDArray:
        """Share out."""
        return softmax(inputs[0])


OPERATOR = Softmax()
