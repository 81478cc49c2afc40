"""MaxPool: the largest cell of each window."""

from collections.abc import Iterator, Sequence
from typing import Any

from cnnviz.ops._rules import MaxRule
from cnnviz.text import format_shape
from cnnviz.zoo.dialects import CodeNames, Dialect, arguments, once
from cnnviz.zoo.node import Node, Shape
from cnnviz.zoo.operators._operator import Arrays, OnnxInputs
from cnnviz.zoo.operators._pool import PoolOperator
from cnnviz.zoo.operators._windows import describe_walk, read_walk, read_window, ringed


class MaxPool(PoolOperator):
    """Largest value of each window, as `cnnviz.ops.max_pool2d`."""

    kind, title, combines = "MaxPool", "Max pooling", "max"
    rule = MaxRule()

    def read(self, inputs: OnnxInputs) -> tuple[dict[str, Any], Arrays]:
        """Read window, stride, dilation and padding; with ceil_mode the padding grows."""
        window = read_window(inputs)
        ceil = bool(inputs.attributes.get("ceil_mode", 0))
        return {"window": window} | read_walk(inputs, window, ceil=ceil), {}

    def describe(self, node: Node, shapes: Sequence[Shape]) -> str:
        """Describe it, with window, stride and padding."""
        window = node.settings["window"]
        return f"the largest of each {format_shape(window)}{describe_walk(node, window)}"

    def code(
        self, node: Node, shapes: Sequence[Shape], names: CodeNames, to: Dialect
    ) -> Iterator[str]:
        """Write the pooling; padding that differs by side is a separate call, with -inf."""
        settings = node.settings
        x, padding = ringed(node, names.x, to, "-np.inf")
        rest = arguments(stride=settings["stride"], padding=padding, dilation=settings["dilation"])
        yield f"{names.y} = {to.ops}.max_pool2d({x}, {once(settings['window'])}{rest})"


OPERATOR = MaxPool()
