"""Add: what two or more nodes made, cell by cell; the shortcut of a residual network."""

from collections.abc import Sequence
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError
from cnnviz.zoo.node import Node, Shape, said
from cnnviz.zoo.operators._operator import Operator


class Add(Operator):
    """Add cell by cell."""

    kind, also, word, most = "Add", ("Sum",), "add", None

    def shape(self, node: Node, shapes: Sequence[Shape]) -> Shape:
        """Keep the shape, which all must share."""
        if len(set(shapes)) > 1:
            raise ShapeError(f"it cannot add {' and '.join(map(said, shapes))}")
        return shapes[0]

    def forward(self, node: Node, inputs: Sequence[NDArray]) -> NDArray:
        """Add up."""
        return reduce(np.add, inputs)


OPERATOR = Add()
