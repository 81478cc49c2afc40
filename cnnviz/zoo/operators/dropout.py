"""Dropout at inference: the identity."""

from collections.abc import Iterator, Sequence
from typing import Any

from numpy.typing import NDArray

from cnnviz.geometry import ShapeError
from cnnviz.zoo.dialects import CodeNames, Dialect
from cnnviz.zoo.node import Node, Shape
from cnnviz.zoo.operators._blocks import Cell, passed
from cnnviz.zoo.operators._operator import Arrays, OnnxInputs, Operator, ValueStep


class Dropout(Operator):
    """Identity."""

    kind, also, word, moves = "Dropout", ("Identity",), "dropout", True
    title, combines, passes = "Dropout", "each", True
    keeps_cells, is_auxiliary, coarsens = True, True, True

    def read(self, inputs: OnnxInputs) -> tuple[dict[str, Any], Arrays]:
        """Raise if it is in training mode."""
        learning = inputs.array(2)
        if learning is not None and learning.any():
            raise ShapeError("it still drops cells: export the network in evaluation mode")
        return {}, {}

    def forward(self, node: Node, inputs: Sequence[NDArray]) -> NDArray:
        """Return the input."""
        return inputs[0]

    def backward(
        self, node: Node, arrives: NDArray, inputs: Sequence[NDArray]
    ) -> Sequence[NDArray]:
        """Return the gradient unchanged."""
        return [arrives]

    def stops(
        self, node: Node, reads: Sequence[NDArray], cell: Cell
    ) -> tuple[float, list[ValueStep]]:
        """Return the step that copies the cell."""
        return 0.0, [ValueStep(0, passed(reads[0], cell, cell))]

    def describe(self, node: Node, shapes: Sequence[Shape]) -> str:
        """Describe that nothing changes."""
        return "passes everything on, once training is over"

    def code(
        self, node: Node, shapes: Sequence[Shape], names: CodeNames, to: Dialect
    ) -> Iterator[str]:
        """Write an assignment."""
        yield f"{names.y} = {names.x}"


OPERATOR = Dropout()
