"""Max pooling and average pooling layers."""

from dataclasses import dataclass
from itertools import product
from typing import ClassVar

import numpy as np

from cnnviz.geometry import Pair, Walk, pair, walk
from cnnviz.nn.layers.conv2d import check_image_shape
from cnnviz.nn.layers.layer import Floats, KernelBuffers, Layer, LayerKernel, Shape, WindowReach
from cnnviz.nn.layers.max_pool_2x2 import MaxPool2x2Kernel


@dataclass(frozen=True)
class Pooling(Layer):
    """Base class of both poolings: a window without padding; incomplete windows are left out."""

    kernel: Pair = 2
    stride: Pair | None = None

    def path(self, shape: Shape) -> Walk:
        """Return the positions of its window on an image (C, H, W)."""
        _, rows, cols = check_image_shape(shape)
        window = pair(self.kernel, "the window")
        return walk((rows, cols), window, stride=window if self.stride is None else self.stride)

    def output_shape(self, shape: Shape) -> Shape:
        """Return (C, OH, OW)."""
        return shape[0], *self.path(shape).output

    def reach(self, shape: Shape) -> WindowReach:
        """Return its window and stride."""
        path = self.path(shape)
        return WindowReach(path.window, path.stride)


@dataclass(frozen=True)
class MaxPool2d(Pooling):
    """Keep the largest cell of each window, as `cnnviz.ops.max_pool2d` and PyTorch.

    Parameters
    ----------
    kernel, stride : int or pair of int
        The window, and cells between two positions of it, by default the size of the window.

    Notes
    -----
    In the backward pass the first of equal cells gets the whole gradient.

    Examples
    --------
    >>> MaxPool2d(2).output_shape((8, 7, 6))
    (8, 3, 3)
    """

    title: ClassVar[str] = "max pooling"

    def station(self, arrays: KernelBuffers) -> LayerKernel:
        """Return the fast kernel for 2x2 windows with stride 2, the general one for others."""
        path = self.path(_shape(arrays))
        usual = path.window == path.stride == (2, 2)
        return MaxPool2x2Kernel(arrays) if usual else MaxPoolKernel(arrays, path)


@dataclass(frozen=True)
class AvgPool2d(Pooling):
    """Keep the mean of each window, as `cnnviz.ops.avg_pool2d` and PyTorch.

    Parameters
    ----------
    kernel, stride : int or pair of int
        As for `MaxPool2d`.

    Examples
    --------
    >>> AvgPool2d((1, 2)).output_shape((8, 7, 6))
    (8, 7, 3)
    """

    title: ClassVar[str] = "average pooling"

    def station(self, arrays: KernelBuffers) -> LayerKernel:
        """Return the kernel for one batch size."""
        return AvgPoolKernel(arrays, self.path(_shape(arrays)))


class PoolingKernel(LayerKernel):
    """Base class of pooling kernels: reads (H, C, W, N), writes (OH, C, OW, N).

    `cells` has one view of the input for each cell of the window.
    """

    def __init__(self, arrays: KernelBuffers, path: Walk) -> None:
        _, channels, _, batch = arrays.x.shape
        super().__init__(arrays, (path.output[0], channels, path.output[1], batch))
        self.cells = _cells(self.x, path)
        self.grad_cells = [] if self.grad_x is None else _cells(self.grad_x, path)


class MaxPoolKernel(PoolingKernel):
    """Forward and backward pass of max pooling, for any window."""

    def forward(self) -> None:
        """Compute the running maximum over the cells of the window."""
        np.copyto(self.out, self.cells[0])
        for cells in self.cells[1:]:
            np.maximum(self.out, cells, out=self.out)

    def backward(self) -> None:
        """Pass the gradient to the first cell that equals the maximum."""
        if self.grad_x is None:
            return
        self.grad_x.fill(0)
        unassigned = np.ones(self.out.shape, bool)
        for cells, grad_cells in zip(self.cells, self.grad_cells, strict=True):
            is_maximum = (cells == self.out) & unassigned
            unassigned &= ~is_maximum
            grad_cells += self.grad * is_maximum


class AvgPoolKernel(PoolingKernel):
    """Forward and backward pass of average pooling."""

    def forward(self) -> None:
        """Compute the mean of the cells of the window."""
        np.copyto(self.out, self.cells[0])
        for cells in self.cells[1:]:
            np.add(self.out, cells, out=self.out)
        np.multiply(self.out, 1 / len(self.cells), out=self.out)

    def backward(self) -> None:
        """Divide the gradient evenly among the cells of the window."""
        if self.grad_x is None:
            return
        self.grad_x.fill(0)
        share = self.grad * (1 / len(self.cells))
        for grad_cells in self.grad_cells:
            grad_cells += share


def _cells(images: Floats, path: Walk) -> list[Floats]:
    """Return one view for each cell of the window, row by row, over all window positions."""
    (rows, cols), (down, right) = path.output, path.stride
    return [
        images[i::down, :, j::right][:rows, :, :cols] for i, j in product(*map(range, path.window))
    ]


def _shape(arrays: KernelBuffers) -> Shape:
    """Return the shape (C, H, W) of one image of an input (H, C, W, N)."""
    rows, channels, cols, _ = arrays.x.shape
    return channels, rows, cols
