"""Reshape to (N, D), as used before a classifier: the same as Flatten."""

from math import prod
from typing import Any

from cnnviz.geometry import ShapeError
from cnnviz.zoo.node import shape_text
from cnnviz.zoo.operators._operator import Arrays, OnnxInputs
from cnnviz.zoo.operators.flatten import Flatten


class Reshape(Flatten):
    """Reshape each image to a vector."""

    kind, word, title = "Reshape", "flatten", "Reshape"

    def read(self, inputs: OnnxInputs) -> tuple[dict[str, Any], Arrays]:
        """Raise for any target shape but (N, D)."""
        target, shape = inputs.array(1), inputs.shapes[0]
        if target is None:
            raise ShapeError("its shape is not a number in the file")
        sizes = [int(size) for size in target.ravel()[:8]]
        fits = len(sizes) == 2 and sizes[0] in (-1, 0, 1, inputs.batch)
        if not fits or sizes[1] not in (-1, prod(shape)):
            raise ShapeError(
                f"it makes {sizes} of {shape_text(shape)}; only one row a picture is read"
            )
        return {}, {}


OPERATOR = Reshape()
