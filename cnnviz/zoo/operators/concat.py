"""Concat: the maps of several nodes, one behind the other."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError
from cnnviz.zoo.node import Node, Shape, said
from cnnviz.zoo.operators._operator import Arrays, Operator, Spoken


class Concat(Operator):
    """Lay channels behind channels."""

    kind, word, most = "Concat", "concat", None

    def read(self, spoken: Spoken) -> tuple[dict[str, Any], Arrays]:
        """Refuse every axis but that of the channels."""
        axis, axes = int(spoken.attributes.get("axis", 1)), len(spoken.shapes[0]) + 1
        if axis not in (1, 1 - axes):
            raise ShapeError(f"it joins along axis {axis}; only axis 1, the channels, is read")
        return {}, {}

    def shape(self, node: Node, shapes: Sequence[Shape]) -> Shape:
        """Add up the channels; rows and columns must agree."""
        if len({shape[1:] for shape in shapes}) > 1 or len({len(shape) for shape in shapes}) > 1:
            raise ShapeError(f"it cannot join {' and '.join(map(said, shapes))}")
        return sum(shape[0] for shape in shapes), *shapes[0][1:]

    def forward(self, node: Node, inputs: Sequence[NDArray]) -> NDArray:
        """Join."""
        return np.concatenate(inputs, axis=1)


OPERATOR = Concat()
