"""What activations share: every cell alone goes in, and one cell comes out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from numpy.typing import NDArray

from cnnviz.ops import Operation
from cnnviz.zoo.node import Node
from cnnviz.zoo.operators._blocks import Cell, cell_box, cut_box
from cnnviz.zoo.operators._operator import Arrays, OnnxInputs, Operator, ValueStep


class CellwiseOperator(Operator):
    """An activation of `cnnviz.ops`.

    Parameters
    ----------
    kind : str
        Its operator in ONNX.
    operation : Operation
    settings : mapping, optional
        For each setting: what ONNX calls it, and what it is if nothing is said.
    """

    def __init__(
        self,
        kind: str,
        operation: Operation,
        settings: Mapping[str, tuple[str, Any]] | None = None,
    ) -> None:
        self.kind, self.word = kind, kind.lower()
        self.operation, self.settings = operation, settings or {}

    def read(self, spoken: OnnxInputs) -> tuple[dict[str, Any], Arrays]:
        """Take its settings."""
        found = {
            name: type(default)(spoken.attributes.get(word, default))
            for name, (word, default) in self.settings.items()
        }
        return found, {}

    def forward(self, node: Node, inputs: Sequence[NDArray]) -> NDArray:
        """Bend every cell."""
        return self.operation.forward(inputs[0], **node.settings)

    def backward(
        self, node: Node, arrives: NDArray, inputs: Sequence[NDArray]
    ) -> Sequence[NDArray]:
        """Multiply what arrives with the slope."""
        assert self.operation.backward is not None
        return [self.operation.backward(arrives, inputs[0], **node.settings).input]

    def stops(
        self, node: Node, reads: Sequence[NDArray], cell: Cell
    ) -> tuple[float, list[ValueStep]]:
        """Bend one cell."""
        step = self.operation.trace(cut_box(reads[0], cell_box(cell)), **node.settings).steps[0]
        return 0.0, [ValueStep(0, replace(step, reads=cell_box(cell), writes=cell_box(cell)))]
