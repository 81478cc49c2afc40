"""Conv: convolution; each output cell is a sum of products of a window and a filter."""

from collections.abc import Iterator, Sequence
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError, Walk
from cnnviz.ops._grid import PoolingGrid
from cnnviz.ops._operation import weighted
from cnnviz.ops._paths import of_windows as route
from cnnviz.ops.conv2d import conv2d, to_input
from cnnviz.text import format_shape
from cnnviz.zoo.dialects import CodeNames, Dialect, arguments
from cnnviz.zoo.node import Node, Shape
from cnnviz.zoo.operators._blocks import Cell, cell_box, cut_box
from cnnviz.zoo.operators._operator import (
    Arrays,
    MapRange,
    MapSources,
    OnnxInputs,
    Operator,
    ValueStep,
)
from cnnviz.zoo.operators._windows import (
    cells,
    describe_walk,
    padded_size,
    path,
    read_walk,
    ringed,
)


class Conv(Operator):
    """Convolution, as `cnnviz.ops.conv2d`, with padding that may differ by side."""

    kind, word = "Conv", "conv"
    title, combines, has_weights = "Convolution", "sum", True
    map_by_map, reads_more = False, True

    def read(self, inputs: OnnxInputs) -> tuple[dict[str, Any], Arrays]:
        """Read weight and bias; a missing bias is zeros."""
        weight = inputs.weight(1, "weight")
        if weight.ndim != 4:
            raise ShapeError(f"its weight has {weight.ndim} axes, not 4 (F, C / groups, KH, KW)")
        window = (weight.shape[2], weight.shape[3])
        if tuple(inputs.attributes.get("kernel_shape", window)) != window:
            raise ShapeError(f"its kernel_shape is not that of its weight, {list(window)}")
        bias = inputs.array(2)
        bias = np.zeros(len(weight)) if bias is None else bias
        settings = read_walk(inputs, window)
        settings["groups"] = int(inputs.attributes.get("group", 1))
        return settings, {"weight": weight, "bias": np.asarray(bias, np.float32)}

    def path(self, node: Node, shape: Shape) -> Walk:
        """Return the positions of the windows."""
        weight = node.arrays["weight"]
        return path(node, shape, (weight.shape[2], weight.shape[3]))

    def shape(self, node: Node, shapes: Sequence[Shape]) -> Shape:
        """Return (F, OH, OW)."""
        walk, weight = self.path(node, shapes[0]), node.arrays["weight"]
        padded = np.broadcast_to(np.float32(0), (1, shapes[0][0], *padded_size(walk)))
        route(padded, weight, node.arrays["bias"], **_settings(node))
        return len(weight), *walk.output

    def forward(self, node: Node, inputs: Sequence[NDArray]) -> NDArray:
        """Pad, then convolve."""
        (x,) = inputs
        padded = self.path(node, x.shape[1:]).pad(x)
        return conv2d(padded, node.arrays["weight"], node.arrays["bias"], **_settings(node))

    def backward(
        self, node: Node, arrives: NDArray, inputs: Sequence[NDArray]
    ) -> Sequence[NDArray]:
        """Return the gradient: the transposed convolution of the output's gradient."""
        (x,) = inputs
        path, groups = self.path(node, x.shape[1:]), node.settings["groups"]
        return [to_input(arrives, node.arrays["weight"], path, groups)]

    def stops(
        self, node: Node, reads: Sequence[NDArray], cell: Cell
    ) -> tuple[float, list[ValueStep]]:
        """Return one sum of products."""
        (maps,), (filter, row, col) = reads, cell
        weight, channels = node.arrays["weight"][filter], self.channels(node, filter)
        box = self.path(node, maps.shape).box(row, col, channels.start, len(channels))
        step = weighted(box, cell_box(cell), cut_box(maps, box), weight, filter)
        return float(node.arrays["bias"][filter]), [ValueStep(0, step, weight)]

    def maps(self, node: Node, reads: Sequence[NDArray], channel: int) -> MapSources:
        """Convolve every map it reads by itself."""
        (maps,), channels = reads, self.channels(node, channel)
        kernels = node.arrays["weight"][channel]
        some = self.path(node, maps.shape).pad(maps[None, channels.start : channels.stop])
        alone = _settings(node) | {"groups": len(channels)}
        partials = conv2d(some, kernels[:, None], **alone)[0]
        bias = float(node.arrays["bias"][channel])
        return MapSources(((0, np.array(channels)),), kernels, partials, bias)

    def felt(
        self, node: Node, cells: NDArray[np.bool_], shapes: Sequence[Cell]
    ) -> Sequence[NDArray[np.bool_]]:
        """Mark the cells under the windows, in all channels of the group."""
        groups, path = node.settings["groups"], self.path(node, shapes[0])
        planes = np.any(cells.reshape(groups, -1, *cells.shape[1:]), axis=1)
        stops = planes[..., None, None, None]
        found = PoolingGrid(path).back(np.broadcast_to(stops, (*stops.shape[:-2], *path.window)))
        return [found.repeat(shapes[0][0] // groups, axis=0)]

    def channels(self, node: Node, filter: int) -> range:
        """Return the channels a filter reads: those of its group."""
        filters, depth = node.arrays["weight"].shape[:2]
        first = filter // (filters // node.settings["groups"]) * depth
        return range(first, first + depth)

    def work(self, node: Node, shapes: Sequence[Shape]) -> int:
        """Count the cells under all windows."""
        return cells(self.path(node, shapes[0]), shapes[0])

    def multiplies(self, node: Node, shape: Shape) -> int:
        """Count the weights of one filter for every output cell."""
        return prod(shape) * prod(node.arrays["weight"].shape[1:])

    def describe(self, node: Node, shapes: Sequence[Shape]) -> str:
        """Describe it, with number of kernels, size, stride and padding."""
        count, depth, *window = node.arrays["weight"].shape
        filters = f"{count} filters of {depth}" if depth > 1 else str(count)
        return f"{filters} kernels of {format_shape(window)}{describe_walk(node, (1, 1))}"

    def describe_map(self, node: Node, shapes: Sequence[Shape]) -> str:
        """Describe that every map read has its own kernel."""
        count = node.arrays["weight"].shape[1]
        maps = "The map read meets its" if count == 1 else f"Each of {count} maps meets its"
        return f"{maps} own kernel; the results and the bias are added."

    def code(
        self, node: Node, shapes: Sequence[Shape], names: CodeNames, to: Dialect
    ) -> Iterator[str]:
        """Write the convolution; padding that differs by side is a separate call."""
        settings = node.settings
        x, padding = ringed(node, names.x, to, "0")
        stride = {"stride": settings["stride"]} if settings["stride"] != (1, 1) else {}
        rest = arguments(
            **stride, padding=padding, dilation=settings["dilation"], groups=settings["groups"]
        )
        weight, bias = names.learned["weight"], names.learned["bias"]
        yield f"{names.y} = {to.ops}.conv2d({x}, {weight}, {bias}{rest})"

    def map_ranges(self, node: Node, shapes: Sequence[Shape]) -> list[list[MapRange]]:
        """Return the maps of each filter's group."""
        found = (self.channels(node, filter) for filter in range(len(node.arrays["weight"])))
        return [[(0, channels.start, len(channels))] for channels in found]


def _settings(node: Node) -> dict[str, Any]:
    """Return the settings of `conv2d` after padding."""
    return {name: node.settings[name] for name in ("stride", "dilation", "groups")}


OPERATOR = Conv()
