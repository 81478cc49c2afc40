"""The fully connected layer, and the flatten layer."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from cnnviz.geometry import ShapeError
from cnnviz.nn.layers.layer import KernelBuffers, Layer, LayerKernel, Shape, WindowReach
from cnnviz.text import format_shape


@dataclass(frozen=True)
class Linear(Layer):
    """Fully connected layer, as `cnnviz.ops.linear` and ``torch.nn.Linear``.

    Parameters
    ----------
    features : int
        Number of outputs: the classes, in the last layer.

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
        """Return (features,)."""
        if len(shape) != 1:
            sizes = format_shape(shape, "x")
            raise ShapeError(f"it needs a row of numbers, but {sizes} arrive: put Flatten before")
        if self.features < 1:
            raise ShapeError(f"it needs at least 1 output, not {self.features}")
        return (self.features,)

    def parameters(self, shape: Shape) -> dict[str, Shape]:
        """Return the shapes of its weight (K, D) and bias (K,)."""
        return {"weight": (self.features, *shape), "bias": (self.features,)}

    def multiplies(self, shape: Shape) -> int:
        """Return the products for one image: one a weight."""
        return self.features * shape[0]

    def station(self, arrays: KernelBuffers) -> LayerKernel:
        """Return the kernel, one matrix product."""
        return LinearKernel(arrays, self.features)


@dataclass(frozen=True)
class Flatten(Layer):
    """Flatten maps (C, H, W) to (C*H*W,): channel by channel, row by row.

    Examples
    --------
    >>> Flatten().output_shape((8, 3, 3))
    (72,)
    """

    title: ClassVar[str] = "flatten"

    def output_shape(self, shape: Shape) -> Shape:
        """Return (C*H*W,)."""
        return (int(np.prod(shape)),)

    def reach(self, shape: Shape) -> WindowReach:
        """Return a window of one cell: the receptive field does not grow."""
        return WindowReach()

    def station(self, arrays: KernelBuffers) -> LayerKernel:
        """Return the kernel, a copy."""
        return FlattenKernel(arrays)


class LinearKernel(LayerKernel):
    """Forward and backward pass of a fully connected layer: reads (D, N), writes (K, N)."""

    def __init__(self, arrays: KernelBuffers, features: int) -> None:
        super().__init__(arrays, (features, arrays.x.shape[1]))
        self.weight, self.bias = arrays.parameters["weight"], arrays.parameters["bias"]
        self.grad_weight, self.grad_bias = arrays.gradients["weight"], arrays.gradients["bias"]

    def forward(self) -> None:
        """``weight @ x + bias``."""
        np.dot(self.weight, self.x, out=self.out)
        np.add(self.out, self.bias[:, None], out=self.out)

    def backward(self) -> None:
        """Compute the gradients of weight and bias, and that of the input if it is wanted."""
        np.dot(self.grad, self.x.T, out=self.grad_weight)
        np.add.reduce(self.grad, axis=1, out=self.grad_bias)
        if self.grad_x is not None:
            np.dot(self.weight.T, self.grad, out=self.grad_x)


class FlattenKernel(LayerKernel):
    """Forward and backward pass of flatten: from (H, C, W, N) to PyTorch's order (C*H*W, N)."""

    def __init__(self, arrays: KernelBuffers) -> None:
        super().__init__(arrays, (arrays.x[..., 0].size, arrays.x.shape[-1]))
        order = (1, 0, 2, 3) if arrays.x.ndim == 4 else (0, 1)
        self.cells = arrays.x.transpose(order)
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
