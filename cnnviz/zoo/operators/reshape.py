"""Reshape, as networks use it before a classifier: another word for Flatten."""

from math import prod
from typing import Any

from cnnviz.geometry import ShapeError
from cnnviz.zoo.node import shape_text
from cnnviz.zoo.operators._operator import Arrays, OnnxInputs
from cnnviz.zoo.operators.flatten import Flatten


class Reshape(Flatten):
    """Lay every image in one row."""

    kind, word, title = "Reshape", "flatten", "Reshape"

    def read(self, spoken: OnnxInputs) -> tuple[dict[str, Any], Arrays]:
        """Refuse any shape but (N, D)."""
        target, shape = spoken.array(1), spoken.shapes[0]
        if target is None:
            raise ShapeError("its shape is not a number in the file")
        sizes = [int(size) for size in target.ravel()[:8]]
        fits = len(sizes) == 2 and sizes[0] in (-1, 0, 1, spoken.batch)
        if not fits or sizes[1] not in (-1, prod(shape)):
            raise ShapeError(
                f"it makes {sizes} of {shape_text(shape)}; only one row a picture is read"
            )
        return {}, {}


OPERATOR = Reshape()
