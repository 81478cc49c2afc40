"""Convolution: every filter slides over the maps, at every stop one sum of products."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError, Walk
from cnnviz.ops._paths import of_windows as route
from cnnviz.ops.conv2d import conv2d
from cnnviz.zoo.node import Node, Shape
from cnnviz.zoo.operators._operator import Arrays, Operator, Spoken
from cnnviz.zoo.operators._windows import path, read_walk


class Conv(Operator):
    """Slide filters, as `cnnviz.ops.conv2d`; the rings may differ from side to side."""

    kind, word = "Conv", "conv"

    def read(self, spoken: Spoken) -> tuple[dict[str, Any], Arrays]:
        """Take weight and bias; a missing bias is zeros."""
        weight = spoken.weight(1, "weight")
        if weight.ndim != 4:
            raise ShapeError(f"its weight has {weight.ndim} axes, not 4 (F, C / groups, KH, KW)")
        bias = spoken.array(2)
        bias = np.zeros(len(weight)) if bias is None else bias
        settings = read_walk(spoken, (weight.shape[2], weight.shape[3]))
        settings["groups"] = int(spoken.attributes.get("group", 1))
        return settings, {"weight": weight, "bias": np.asarray(bias, np.float32)}

    def path(self, node: Node, shape: Shape) -> Walk:
        """Settle where the windows fall."""
        weight = node.arrays["weight"]
        return path(node, shape, (weight.shape[2], weight.shape[3]))

    def shape(self, node: Node, shapes: Sequence[Shape]) -> Shape:
        """Say (F, OH, OW)."""
        walk, weight = self.path(node, shapes[0]), node.arrays["weight"]
        blank = np.broadcast_to(np.float32(0), (1, *shapes[0]))
        route(walk.pad(blank), weight, node.arrays["bias"], **_settings(node))
        return len(weight), *walk.output

    def forward(self, node: Node, inputs: Sequence[NDArray]) -> NDArray:
        """Lay the rings around, then convolve."""
        (x,) = inputs
        padded = self.path(node, x.shape[1:]).pad(x)
        return conv2d(padded, node.arrays["weight"], node.arrays["bias"], **_settings(node))


def _settings(node: Node) -> dict[str, Any]:
    """Pick what `conv2d` takes once the rings are laid."""
    return {name: node.settings[name] for name in ("stride", "dilation", "groups")}


OPERATOR = Conv()
