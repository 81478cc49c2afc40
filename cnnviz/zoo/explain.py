"""How one value or one feature map of a network is computed, and its receptive field."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from cnnviz.trace import Box
from cnnviz.zoo.explanation import ExplainedPart, MapExplanation, ValueExplanation
from cnnviz.zoo.node import IMAGE, ModelError, Node, Shape, shape_text
from cnnviz.zoo.operators import ALL
from cnnviz.zoo.operators._blocks import Cell, block, block_shape

Arrays = Mapping[str, NDArray]


def reading(node: Node, values: Arrays, cell: tuple[int, ...]) -> ValueExplanation:
    """Explain how one value for the first image is computed; see `Graph.reading`."""
    made = values[node.name][0]
    place = checked(node.name, made.shape, cell)
    reads = [block(values[source][0]) for source in node.reads]
    start, stops = ALL[node.kind].stops(node, reads, place)
    return ValueExplanation(
        name=node.name,
        kind=node.kind,
        cell=tuple(cell),
        parts=tuple(ExplainedPart(node.reads[stop.source], stop.step) for stop in stops),
        start=start,
        value=float(block(made)[place]),
        weights=tuple(stop.weight for stop in stops),
    )


def unit(node: Node, names: Sequence[str], values: Arrays, channel: int) -> MapExplanation:
    """Explain how one feature map for the first image is computed; see `Graph.unit`.

    `names` replace ``node.reads``: nodes with the same numbers before a change of layout.
    """
    made = block(values[node.name][0])
    checked(node.name, made.shape, (channel, 0, 0))
    found = ALL[node.kind].maps(node, [block(values[source][0]) for source in names], channel)
    return MapExplanation(
        name=node.name,
        kind=node.kind,
        channel=channel,
        sources=tuple((names[source], channels) for source, channels in found.sources),
        kernels=found.kernels,
        partials=found.partials,
        bias=found.bias,
        out=made[channel],
    )


def seen(
    nodes: Sequence[Node], shapes: Mapping[str, Shape], name: str, cell: tuple[int, ...] | None
) -> Box:
    """Find the rows and columns of the image a value can depend on; see `Graph.seen`."""
    sizes = {source: block_shape(shape) for source, shape in shapes.items()}
    cells = {source: np.zeros(size, bool) for source, size in sizes.items()}
    cells[name][... if cell is None else checked(name, shapes[name], cell)] = True
    for node in reversed(nodes):
        if cells[node.name].any():
            reads = [sizes[source] for source in node.reads]
            found = ALL[node.kind].felt(node, cells[node.name], reads)
            for source, marks in zip(node.reads, found, strict=True):
                cells[source] = cells[source] | marks
    return _around(cells[IMAGE])


def checked(name: str, shape: Shape, cell: tuple[int, ...]) -> Cell:
    """Return a cell as (channel, row, col), or raise if the shape has no such cell.

    >>> checked("linear1", (10,), (3,))
    (3, 0, 0)
    >>> checked("linear1", (10,), (10,))
    Traceback (most recent call last):
    cnnviz.zoo.node.ModelError: linear1 makes a row of 10 numbers: there is no cell (10,)
    """
    if len(cell) != len(shape) or not all(0 <= at < n for at, n in zip(cell, shape, strict=True)):
        raise ModelError(f"{name} makes {shape_text(shape)}: there is no cell {tuple(cell)}")
    channel, row, col = (*map(int, cell), 0, 0)[:3]
    return channel, row, col


def _around(cells: NDArray[np.bool_]) -> Box:
    """Return the bounding box of the marked cells, over all channels."""
    rows, cols = np.flatnonzero(cells.any(axis=(0, 2))), np.flatnonzero(cells.any(axis=(0, 1)))
    if not len(rows):
        return Box(0, 0, 0, 0, depth=len(cells))
    (top, bottom), (left, right) = ((int(axis[0]), int(axis[-1])) for axis in (rows, cols))
    return Box(top, left, bottom - top + 1, right - left + 1, depth=len(cells))
