"""Average pooling: the mean of each window."""

from typing import Any

from cnnviz.geometry import ShapeError
from cnnviz.ops._rules import MeanRule
from cnnviz.zoo.node import Node
from cnnviz.zoo.operators._operator import Arrays, OnnxInputs
from cnnviz.zoo.operators._pool import PoolOperator
from cnnviz.zoo.operators._windows import read_walk, read_window


class AveragePool(PoolOperator):
    """Take the mean, as `cnnviz.ops.avg_pool2d`."""

    kind = "AveragePool"
    rule = MeanRule()

    def read(self, spoken: OnnxInputs) -> tuple[dict[str, Any], Arrays]:
        """Take window and walk, and whether zeros of the padding count."""
        window, says = read_window(spoken), spoken.attributes
        counts, ceil = bool(says.get("count_include_pad", 0)), bool(says.get("ceil_mode", 0))
        plain = read_walk(spoken, window)
        found = read_walk(spoken, window, ceil=ceil)
        if counts and found != plain:
            raise ShapeError("ceil_mode together with count_include_pad is not supported")
        return {"window": window, "count_include_pad": counts} | found, {}

    def counts(self, node: Node) -> bool:
        """Say whether cells of the padding count."""
        return node.settings["count_include_pad"]


OPERATOR = AveragePool()
