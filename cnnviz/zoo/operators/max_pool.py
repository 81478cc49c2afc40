"""Max pooling: keep the strongest cell of each window."""

from typing import Any

from cnnviz.ops._rules import MaxRule
from cnnviz.zoo.operators._operator import Arrays, OnnxInputs
from cnnviz.zoo.operators._pool import PoolOperator
from cnnviz.zoo.operators._windows import read_walk, read_window


class MaxPool(PoolOperator):
    """Keep the largest, as `cnnviz.ops.max_pool2d`."""

    kind = "MaxPool"
    rule = MaxRule()

    def read(self, spoken: OnnxInputs) -> tuple[dict[str, Any], Arrays]:
        """Take window and walk; an overhanging last window gets rings that never win."""
        window = read_window(spoken)
        ceil = bool(spoken.attributes.get("ceil_mode", 0))
        return {"window": window} | read_walk(spoken, window, ceil=ceil), {}


OPERATOR = MaxPool()
