"""Base class of poolings: each window of each map becomes one number."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import Walk
from cnnviz.ops._grid import PoolingGrid
from cnnviz.ops._pooling import pool, pool_backward, pool_trace
from cnnviz.ops._rules import PoolingRule
from cnnviz.zoo.node import Node, Shape
from cnnviz.zoo.operators._blocks import Cell, cell_box
from cnnviz.zoo.operators._operator import Operator, ValueStep
from cnnviz.zoo.operators._windows import cells, pooling_path


class PoolOperator(Operator):
    """A pooling with a rule of `cnnviz.ops`."""

    word, coarsens = "pool", True
    rule: PoolingRule

    def describe_map(self, node: Node, shapes: Sequence[Shape]) -> str:
        """Describe that only one map is read."""
        return f"Made of one map alone: {self.describe(node, shapes)}."

    def counts(self, node: Node) -> bool:
        """Whether cells of the padding count."""
        return False

    def grid(self, node: Node, shape: Shape) -> PoolingGrid:
        """Return the positions of the windows."""
        return _counting(pooling_path(node, shape), self.counts(node))

    def shape(self, node: Node, shapes: Sequence[Shape]) -> Shape:
        """Return (C, OH, OW)."""
        rows, cols = self.grid(node, shapes[0]).path.output
        return shapes[0][0], rows, cols

    def forward(self, node: Node, inputs: Sequence[NDArray]) -> NDArray:
        """Pool every window of every map."""
        (x,) = inputs
        return pool(x, self.grid(node, x.shape[1:]), self.rule)

    def work(self, node: Node, shapes: Sequence[Shape]) -> int:
        """Count the cells under all windows."""
        return cells(pooling_path(node, shapes[0]), shapes[0])

    def backward(
        self, node: Node, arrives: NDArray, inputs: Sequence[NDArray]
    ) -> Sequence[NDArray]:
        """Distribute the gradient among the cells of each window."""
        (x,) = inputs
        return [pool_backward(arrives, x, self.grid(node, x.shape[1:]), self.rule).input]

    def stops(
        self, node: Node, reads: Sequence[NDArray], cell: Cell
    ) -> tuple[float, list[ValueStep]]:
        """Return the step for one cell: the pooling of its window."""
        (maps,), (channel, row, col) = reads, cell
        box = pooling_path(node, maps.shape).box(row, col, channel)
        rows, top, bottom = _under(box.rows, maps.shape[1])
        cols, left, right = _under(box.cols, maps.shape[2])
        some = maps[None, channel : channel + 1, rows, cols]
        window, apart = (box.height, box.width), (box.row_step, box.col_step)
        walk = Walk(some.shape[2:], window, (1, 1), ((top, bottom), (left, right)), apart)
        grid = _counting(walk, self.counts(node))
        step = pool_trace(self.kind, some, grid, self.rule).steps[0]
        return 0.0, [ValueStep(0, replace(step, reads=box, writes=cell_box(cell)))]

    def felt(
        self, node: Node, cells: NDArray[np.bool_], shapes: Sequence[Cell]
    ) -> Sequence[NDArray[np.bool_]]:
        """Mark the cells under the windows."""
        grid, stops = self.grid(node, shapes[0]), cells[..., None, None, None]
        return [grid.back(np.broadcast_to(stops, (*stops.shape[:-2], *grid.path.window)))]


def _counting(walk: Walk, counts: bool) -> PoolingGrid:
    """Set whether all cells of the padding count, or none."""
    (top, bottom), (left, right) = walk.padding
    return PoolingGrid(walk, (max(top, bottom), max(left, right)) if counts else (0, 0))


def _under(cells: range, size: int) -> tuple[slice, int, int]:
    """Return what a window covers of an axis, and how far it reaches out before and after.

    >>> _under(range(-1, 5, 2), 3)
    (slice(0, 3, None), 1, 1)
    """
    first, last = cells[0], cells[-1] + 1
    return slice(max(first, 0), min(last, size)), max(-first, 0), max(last - size, 0)
