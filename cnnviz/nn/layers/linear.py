"""The fully connected layer: every class weighs every number."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from cnnviz.geometry import ShapeError
from cnnviz.nn.layers.layer import KernelBuffers, Layer, LayerKernel, Shape, WindowReach
from cnnviz.text import format_shape


@dataclass(frozen=True)
class Linear(Layer):
    """Weigh all numbers once for each output, as `cnnviz.ops.linear` and ``torch.nn.Linear``.

    Parameters
    ----------
    features : int
        How many numbers come out: the classes, in the last layer.

    Notes
    -----
    ``y[n,k] = bias[k] + sum over d of weight[k,d] * x[n,d]``.

    Examples
    --------
    >>> Linear(10).parameters((72,))
    {'weight': (10, 72), 'bias': (10,)}
    """

    title: ClassVar[str] = "linear"
    features: int

    def output_shape(self, shape: Shape) -> Shape:
        """Say what comes out: a row of numbers."""
        if len(shape) != 1:
            sizes = format_shape(shape, "x")
            raise ShapeError(f"it needs a row of numbers, but {sizes} arrive: put Flatten before")
        if self.features < 1:
            raise ShapeError(f"it needs at least 1 output, not {self.features}")
        return (self.features,)

    def parameters(self, shape: Shape) -> dict[str, Shape]:
        """Name its weights (K, D) and biases (K,)."""
        return {"weight": (self.features, *shape), "bias": (self.features,)}

    def multiplies(self, shape: Shape) -> int:
        """Count one product a weight."""
        return self.features * shape[0]

    def station(self, place: KernelBuffers) -> LayerKernel:
        """Set up one matrix product."""
        return LinearKernel(place, self.features)


@dataclass(frozen=True)
class Flatten(Layer):
    """Lay the maps out as one row of numbers: channel by channel, row by row.

    Examples
    --------
    >>> Flatten().output_shape((8, 3, 3))
    (72,)
    """

    title: ClassVar[str] = "flatten"

    def output_shape(self, shape: Shape) -> Shape:
        """Say what comes out: one row."""
        return (int(np.prod(shape)),)

    def reach(self, shape: Shape) -> WindowReach:
        """Stay with the cells: no number sees more than before."""
        return WindowReach()

    def station(self, place: KernelBuffers) -> LayerKernel:
        """Set up the copy."""
        return FlattenKernel(place)


class LinearKernel(LayerKernel):
    """A fully connected layer at work: reads (D, N), writes (K, N)."""

    def __init__(self, place: KernelBuffers, features: int) -> None:
        super().__init__(place, (features, place.x.shape[1]))
        self.weight, self.bias = place.parameters["weight"], place.parameters["bias"]
        self.grad_weight, self.grad_bias = place.gradients["weight"], place.gradients["bias"]

    def forward(self) -> None:
        """Multiply and add."""
        np.dot(self.weight, self.x, out=self.out)
        np.add(self.out, self.bias[:, None], out=self.out)

    def backward(self) -> None:
        """Give every weight what it read times what arrives; hand the rest back."""
        np.dot(self.grad, self.x.T, out=self.grad_weight)
        np.add.reduce(self.grad, axis=1, out=self.grad_bias)
        if self.grad_x is not None:
            np.dot(self.weight.T, self.grad, out=self.grad_x)


class FlattenKernel(LayerKernel):
    """Flatten at work: rows come first at a station, channels in PyTorch's row of numbers."""

    def __init__(self, place: KernelBuffers) -> None:
        super().__init__(place, (place.x[..., 0].size, place.x.shape[-1]))
        order = (1, 0, 2, 3) if place.x.ndim == 4 else (0, 1)
        self.cells = place.x.transpose(order)
        self.maps = self.out.reshape(self.cells.shape)
        self.grad_maps = self.grad.reshape(self.cells.shape)
        self.grad_cells = None if self.grad_x is None else self.grad_x.transpose(order)

    def forward(self) -> None:
        """Copy."""
        np.copyto(self.maps, self.cells)

    def backward(self) -> None:
        """Copy back."""
        if self.grad_cells is not None:
            np.copyto(self.grad_cells, self.grad_maps)
