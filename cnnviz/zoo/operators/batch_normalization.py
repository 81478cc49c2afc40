"""BatchNormalization at inference: a scale and a shift for every channel."""

from collections.abc import Iterator, Sequence
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError
from cnnviz.ops._operation import weighted
from cnnviz.zoo.dialects import CodeNames, Dialect
from cnnviz.zoo.node import Node, Shape
from cnnviz.zoo.operators._blocks import Cell, cell_box, cut_box
from cnnviz.zoo.operators._operator import Arrays, MapSources, OnnxInputs, Operator, ValueStep

NAMES = ("scale", "bias", "mean", "var")


class BatchNormalization(Operator):
    """``y = x * factor + shift`` with ``factor = scale / sqrt(var + epsilon)``.

    The shift is ``bias - mean * factor``: ``torch.nn.BatchNorm2d`` in evaluation mode.
    """

    kind, word = "BatchNormalization", "norm"
    title, combines, keeps_cells = "Batch norm", "sum", True

    def read(self, inputs: OnnxInputs) -> tuple[dict[str, Any], Arrays]:
        """Read scale and bias, and the running mean and variance."""
        if inputs.attributes.get("training_mode", 0):
            raise ShapeError("it is still learning: export the network in evaluation mode")
        arrays = {name: inputs.weight(place, name) for place, name in enumerate(NAMES, start=1)}
        return {"epsilon": float(inputs.attributes.get("epsilon", 1e-5))}, arrays

    def shape(self, node: Node, shapes: Sequence[Shape]) -> Shape:
        """Return the input shape; every channel needs its four numbers."""
        for name in NAMES:
            if node.arrays[name].shape != (shapes[0][0],):
                found = node.arrays[name].shape
                raise ShapeError(f"{shapes[0][0]} channels need {shapes[0][0]} of {name}: {found}")
        if not (node.arrays["var"] + node.settings["epsilon"] > 0).all():
            raise ShapeError("a variance is not above 0")
        return shapes[0]

    def forward(self, node: Node, inputs: Sequence[NDArray]) -> NDArray:
        """Scale and shift every channel."""
        (x,) = inputs
        factor, shift = (wide(array, x) for array in affine(node))
        return x * factor + shift

    def backward(
        self, node: Node, arrives: NDArray, inputs: Sequence[NDArray]
    ) -> Sequence[NDArray]:
        """Multiply the gradient by the factor."""
        return [arrives * wide(affine(node)[0], arrives)]

    def stops(
        self, node: Node, reads: Sequence[NDArray], cell: Cell
    ) -> tuple[float, list[ValueStep]]:
        """Return one product; the shift is the start."""
        factor, shift = (array[cell[0]] for array in affine(node))
        weight = factor.reshape(1, 1, 1)
        step = weighted(
            cell_box(cell), cell_box(cell), cut_box(reads[0], cell_box(cell)), weight, cell[0]
        )
        return float(shift), [ValueStep(0, step, weight)]

    def maps(self, node: Node, reads: Sequence[NDArray], channel: int) -> MapSources:
        """Return one map with a kernel of one cell, and the shift."""
        factor, shift = (array[channel] for array in affine(node))
        kernels = factor.reshape(1, 1, 1)
        partials = reads[0][channel : channel + 1] * kernels
        return MapSources(((0, np.array([channel])),), kernels, partials, float(shift))

    def parameters(self, node: Node) -> int:
        """Count scales and biases; means and variances are measured, not learned."""
        return node.arrays["scale"].size + node.arrays["bias"].size

    def multiplies(self, node: Node, shape: Shape) -> int:
        """Count one multiplication per cell."""
        return prod(shape)

    def describe(self, node: Node, shapes: Sequence[Shape]) -> str:
        """Describe it."""
        return "each map is scaled and shifted by its own two numbers"

    def code(
        self, node: Node, shapes: Sequence[Shape], names: CodeNames, to: Dialect
    ) -> Iterator[str]:
        """Write normalisation, scale and shift."""
        along = "[:, None, None]" if len(shapes[0]) == 3 else ""
        mean, var, scale, bias = (
            f"{names.learned[name]}{along}" for name in ("mean", "var", "scale", "bias")
        )
        root = f"({var} + {node.settings['epsilon']}) ** 0.5"
        yield f"{names.y} = ({names.x} - {mean}) / {root} * {scale} + {bias}"


def affine(node: Node) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the factor and the shift of every channel, computed in double precision."""
    scale, bias, mean, var = (node.arrays[name].astype(np.float64) for name in NAMES)
    factor = scale / np.sqrt(var + node.settings["epsilon"])
    return factor.astype(np.float32), (bias - mean * factor).astype(np.float32)


def wide(channels: NDArray, x: NDArray) -> NDArray:
    """Reshape one number per channel to broadcast with (N, C, H, W) or (N, D)."""
    return channels.reshape(-1, *[1] * (x.ndim - 2))


OPERATOR = BatchNormalization()
