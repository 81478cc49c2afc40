"""Global average pooling: one number for a whole map, its mean."""

from collections.abc import Sequence

from numpy.typing import NDArray

from cnnviz.nn.layers.conv2d import image
from cnnviz.ops.global_avg_pool2d import global_avg_pool2d
from cnnviz.zoo.node import Node, Shape
from cnnviz.zoo.operators._operator import Operator


class GlobalAveragePool(Operator):
    """Take the mean of each map, as `cnnviz.ops.global_avg_pool2d`."""

    kind, word = "GlobalAveragePool", "mean"

    def shape(self, node: Node, shapes: Sequence[Shape]) -> Shape:
        """Say (C, 1, 1)."""
        return image(shapes[0])[0], 1, 1

    def forward(self, node: Node, inputs: Sequence[NDArray]) -> NDArray:
        """Average."""
        return global_avg_pool2d(inputs[0])


OPERATOR = GlobalAveragePool()
