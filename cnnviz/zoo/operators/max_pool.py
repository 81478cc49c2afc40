"""Max pooling: keep the strongest cell of each window."""

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
    """Keep the largest, as `cnnviz.ops.max_pool2d`."""

    kind, title, combines = "MaxPool", "Max pooling", "max"
    rule = MaxRule()

    def read(self, spoken: OnnxInputs) -> tuple[dict[str, Any], Arrays]:
        """Take window and walk; an overhanging last window gets rings that never win."""
        window = read_window(spoken)
        ceil = bool(spoken.attributes.get("ceil_mode", 0))
        return {"window": window} | read_walk(spoken, window, ceil=ceil), {}

    def describe(self, node: Node, shapes: Sequence[Shape]) -> str:
        """Name the window and how it walks."""
        window = node.settings["window"]
        return f"the largest of each {format_shape(window)}{describe_walk(node, window)}"

    def code(
        self, node: Node, shapes: Sequence[Shape], names: CodeNames, to: Dialect
    ) -> Iterator[str]:
        """Pool; uneven rings, which never win, are laid around before."""
        says = node.settings
        x, padding = ringed(node, names.x, to, "-np.inf")
        rest = arguments(stride=says["stride"], padding=padding, dilation=says["dilation"])
        yield f"{names.y} = {to.ops}.max_pool2d({x}, {once(says['window'])}{rest})"


OPERATOR = MaxPool()
