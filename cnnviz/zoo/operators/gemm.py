"""Gemm: a fully connected layer; every output is the weighted sum of all inputs."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError
from cnnviz.ops._operation import weighted
from cnnviz.ops.linear import linear, linear_backward
from cnnviz.text import format_shape
from cnnviz.zoo.dialects import CodeNames, Dialect
from cnnviz.zoo.node import Node, Shape
from cnnviz.zoo.operators._blocks import Cell, cell_box, whole_box
from cnnviz.zoo.operators._operator import (
    Arrays,
    MapRange,
    MapSources,
    OnnxInputs,
    Operator,
    ValueStep,
)


class Gemm(Operator):
    """Fully connected layer, as `cnnviz.ops.linear`."""

    kind, also, word = "Gemm", ("MatMul",), "linear"
    title, combines, has_weights = "Fully connected", "sum", True
    is_dense, map_by_map, reads_more = True, False, True

    def read(self, inputs: OnnxInputs) -> tuple[dict[str, Any], Arrays]:
        """Read the weights as (K, D), times alpha, and the bias, times beta, or zeros."""
        attributes, weight = inputs.attributes, inputs.weight(1, "weight")
        if weight.ndim != 2:
            raise ShapeError(f"its weight has {weight.ndim} axes, not 2")
        if attributes.get("transA", 0):
            raise ShapeError("transA, which would exchange pictures and numbers, is not supported")
        weight = weight if attributes.get("transB", 0) else weight.T
        bias, classes = inputs.array(2), len(weight)
        added = np.zeros(1, np.float32) if bias is None else np.asarray(bias, np.float32)
        if added.size not in (1, classes) or added.shape[-1:] not in ((), (added.size,)):
            raise ShapeError(f"{classes} sums need {classes} biases, not the shape {added.shape}")
        scale, offset = (
            np.float32(attributes.get("alpha", 1)),
            np.float32(attributes.get("beta", 1)),
        )
        spread = np.broadcast_to(offset * added.ravel(), (classes,))
        return {}, {"weight": np.ascontiguousarray(scale * weight), "bias": spread.copy()}

    def shape(self, node: Node, shapes: Sequence[Shape]) -> Shape:
        """Return (K,)."""
        if len(shapes[0]) != 1:
            sizes = format_shape(shapes[0], "x")
            raise ShapeError(f"it needs a row of numbers, but {sizes} arrive: put Flatten before")
        blank = np.broadcast_to(np.float32(0), (1, *shapes[0]))
        return linear(blank, node.arrays["weight"], node.arrays["bias"]).shape[1:]

    def forward(self, node: Node, inputs: Sequence[NDArray]) -> NDArray:
        """Multiply by the weights and add the bias."""
        return linear(inputs[0], node.arrays["weight"], node.arrays["bias"])

    def backward(
        self, node: Node, arrives: NDArray, inputs: Sequence[NDArray]
    ) -> Sequence[NDArray]:
        """Multiply the gradient by the weights."""
        return [linear_backward(arrives, inputs[0], node.arrays["weight"]).input]

    def stops(
        self, node: Node, reads: Sequence[NDArray], cell: Cell
    ) -> tuple[float, list[ValueStep]]:
        """Return one sum of products, over all inputs."""
        (maps,), place = reads, cell[0]
        weight = node.arrays["weight"][place].reshape(maps.shape)
        step = weighted(whole_box(maps), cell_box(cell), maps, weight, place)
        return float(node.arrays["bias"][place]), [ValueStep(0, step, weight)]

    def maps(self, node: Node, reads: Sequence[NDArray], channel: int) -> MapSources:
        """Return the weights reshaped like the input, and the product of each cell."""
        (maps,) = reads
        weight = node.arrays["weight"][channel].reshape(maps.shape)
        bias = float(node.arrays["bias"][channel])
        return MapSources(((0, np.arange(len(maps))),), weight, maps * weight, bias)

    def felt(
        self, node: Node, cells: NDArray[np.bool_], shapes: Sequence[Cell]
    ) -> Sequence[NDArray[np.bool_]]:
        """Mark all cells."""
        return [np.full(shapes[0], cells.any())]

    def multiplies(self, node: Node, shape: Shape) -> int:
        """Count the weights."""
        return node.arrays["weight"].size

    def describe(self, node: Node, shapes: Sequence[Shape]) -> str:
        """Describe it, with the number of outputs and inputs."""
        count, reads = node.arrays["weight"].shape
        return f"{count:,} sums, each of all {reads:,} numbers"

    def describe_map(self, node: Node, shapes: Sequence[Shape]) -> str:
        """Describe what one sum adds."""
        return f"Each of {shapes[0][0]:,} numbers times its own weight; all added, and the bias."

    def code(
        self, node: Node, shapes: Sequence[Shape], names: CodeNames, to: Dialect
    ) -> Iterator[str]:
        """Write the call of linear."""
        weight, bias = names.learned["weight"], names.learned["bias"]
        yield f"{names.y} = {to.ops}.linear({names.x}, {weight}, {bias})"

    def map_ranges(self, node: Node, shapes: Sequence[Shape]) -> list[list[MapRange]]:
        """Return all inputs for every output."""
        return [[(0, 0, shapes[0][0])] for _ in node.arrays["weight"]]


OPERATOR = Gemm()
