"""What the poolings share: windows are cut out of each map, and each becomes one number."""

from collections.abc import Sequence

from numpy.typing import NDArray

from cnnviz.ops._grid import Grid
from cnnviz.ops._pooling import pool
from cnnviz.ops._rules import Rule
from cnnviz.zoo.node import Node, Shape
from cnnviz.zoo.operators._operator import Operator
from cnnviz.zoo.operators._windows import pooling_path


class Pool(Operator):
    """A pooling by some rule of `cnnviz.ops`."""

    word = "pool"
    rule: Rule

    def stops(self, node: Node, shape: Shape) -> Grid:
        """Find the windows; no ring of the padding counts."""
        return Grid(pooling_path(node, shape))

    def shape(self, node: Node, shapes: Sequence[Shape]) -> Shape:
        """Say (C, OH, OW)."""
        rows, cols = self.stops(node, shapes[0]).path.output
        return shapes[0][0], rows, cols

    def forward(self, node: Node, inputs: Sequence[NDArray]) -> NDArray:
        """Pool every window of every map."""
        (x,) = inputs
        return pool(x, self.stops(node, x.shape[1:]), self.rule)
