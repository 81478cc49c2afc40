"""Flatten: the maps in one row, before a classifier."""

from collections.abc import Sequence
from math import prod
from typing import Any

from numpy.typing import NDArray

from cnnviz.geometry import ShapeError
from cnnviz.zoo.node import Node, Shape
from cnnviz.zoo.operators._operator import Arrays, Operator, Spoken


class Flatten(Operator):
    """Lay every image in one row, as `cnnviz.ops.flatten`; a row stays as it is."""

    kind, word, counted = "Flatten", "flatten", False

    def read(self, spoken: Spoken) -> tuple[dict[str, Any], Arrays]:
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


OPERATOR = Flatten()
