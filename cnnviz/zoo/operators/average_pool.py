"""Average pooling: the mean of each window."""

from collections.abc import Iterator, Sequence
from typing import Any

from cnnviz.geometry import ShapeError
from cnnviz.ops._rules import MeanRule
from cnnviz.text import format_shape
from cnnviz.zoo.dialects import CodeNames, Dialect, arguments, once
from cnnviz.zoo.node import Node, Shape
from cnnviz.zoo.operators._operator import Arrays, OnnxInputs
from cnnviz.zoo.operators._pool import PoolOperator
from cnnviz.zoo.operators._windows import describe_walk, read_walk, read_window


class AveragePool(PoolOperator):
    """Mean of each window, as `cnnviz.ops.avg_pool2d`."""

    kind, title, combines = "AveragePool", "Average pooling", "mean"
    rule = MeanRule()

    def read(self, inputs: OnnxInputs) -> tuple[dict[str, Any], Arrays]:
        """Read window, stride, dilation, padding, and whether zeros of the padding count."""
        window, attributes = read_window(inputs), inputs.attributes
        counts, ceil = (
            bool(attributes.get("count_include_pad", 0)),
            bool(attributes.get("ceil_mode", 0)),
        )
        plain = read_walk(inputs, window)
        found = read_walk(inputs, window, ceil=ceil)
        if counts and found != plain:
            raise ShapeError("ceil_mode together with count_include_pad is not supported")
        return {"window": window, "count_include_pad": counts} | found, {}

    def counts(self, node: Node) -> bool:
        """Whether cells of the padding count."""
        return node.settings["count_include_pad"]

    def describe(self, node: Node, shapes: Sequence[Shape]) -> str:
        """Describe it, with window, stride and padding."""
        window = node.settings["window"]
        return f"the mean of each {format_shape(window)}{describe_walk(node, window)}"

    def code(
        self, node: Node, shapes: Sequence[Shape], names: CodeNames, to: Dialect
    ) -> Iterator[str]:
        """Write the pooling; where no call exists, window sums divided by the cells that count."""
        settings, ((top, bottom), (left, right)) = node.settings, node.settings["padding"]
        counts, plain = settings["count_include_pad"], settings["dilation"] == (1, 1)
        if plain and top == bottom and left == right:
            rest = arguments(stride=settings["stride"], padding=(top, left))
            counted = f", count_include_pad={counts}"
            window = once(settings["window"])
            yield f"{names.y} = {to.ops}.avg_pool2d({names.x}, {window}{rest}{counted})"
            return
        height, width = settings["window"]
        channels = shapes[0][0]
        walk = arguments(stride=settings["stride"], dilation=settings["dilation"], groups=channels)
        ones = to.ones.format(c=channels, h=height, w=width)
        sums = f"{to.ops}.conv2d({{}}, {ones}, None{walk})"
        rings = ((0, 0), *settings["padding"])
        counted = to.padded(f"({names.x} * 0 + 1)", rings, "1" if counts else "0")
        padded = to.padded(names.x, rings)
        yield f"{names.y} = {sums.format(padded)} / {sums.format(counted)}"


OPERATOR = AveragePool()
