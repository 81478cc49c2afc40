"""Base class of activations, which are applied to each cell by itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from numpy.typing import NDArray

from cnnviz.ops import Operation
from cnnviz.text import format_digits
from cnnviz.zoo.dialects import CodeNames, Dialect, arguments
from cnnviz.zoo.node import Node, Shape
from cnnviz.zoo.operators._blocks import Cell, cell_box, cut_box
from cnnviz.zoo.operators._operator import Arrays, OnnxInputs, Operator, ValueStep


class CellwiseOperator(Operator):
    """An activation of `cnnviz.ops`.

    Parameters
    ----------
    kind, title : str
        Its operator in ONNX, and its title on the screen.
    operation : Operation
    said : str
        What it does, in a few words, with settings in braces.
    settings : mapping, optional
        For each setting, the name of the ONNX attribute and its default.
    """

    combines, is_activation, keeps_cells = "map", True, True

    def __init__(
        self,
        kind: str,
        title: str,
        operation: Operation,
        said: str,
        settings: Mapping[str, tuple[str, Any]] | None = None,
    ) -> None:
        self.kind, self.title, self.word = kind, title, kind.lower()
        self.said = said
        self.operation, self.settings = operation, settings or {}

    def read(self, inputs: OnnxInputs) -> tuple[dict[str, Any], Arrays]:
        """Read its settings."""
        found = {
            name: type(default)(inputs.attributes.get(word, default))
            for name, (word, default) in self.settings.items()
        }
        return found, {}

    def forward(self, node: Node, inputs: Sequence[NDArray]) -> NDArray:
        """Apply the activation to every cell."""
        return self.operation.forward(inputs[0], **node.settings)

    def backward(
        self, node: Node, arrives: NDArray, inputs: Sequence[NDArray]
    ) -> Sequence[NDArray]:
        """Multiply the gradient by the derivative."""
        assert self.operation.backward is not None
        return [self.operation.backward(arrives, inputs[0], **node.settings).input]

    def stops(
        self, node: Node, reads: Sequence[NDArray], cell: Cell
    ) -> tuple[float, list[ValueStep]]:
        """Return the step for one cell."""
        step = self.operation.trace(cut_box(reads[0], cell_box(cell)), **node.settings).steps[0]
        return 0.0, [ValueStep(0, replace(step, reads=cell_box(cell), writes=cell_box(cell)))]

    def describe(self, node: Node, shapes: Sequence[Shape]) -> str:
        """Describe it, with its settings."""
        numbers = {
            name: format_digits(value)
            for name, value in node.settings.items()
            if not isinstance(value, str)
        }
        return self.said.format(**numbers)

    def code(
        self, node: Node, shapes: Sequence[Shape], names: CodeNames, to: Dialect
    ) -> Iterator[str]:
        """Write a call of the function."""
        yield f"{names.y} = {to.ops}.{self.operation.slug}({names.x}{arguments(**node.settings)})"
