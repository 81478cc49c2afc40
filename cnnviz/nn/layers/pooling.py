"""Pooling: each window becomes one cell, its largest or its mean."""

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
    """What both poolings share: a window that walks over each map; a rest is left out."""

    kernel: Pair = 2
    stride: Pair | None = None

    def path(self, shape: Shape) -> Walk:
        """Settle where its windows fall on an image (C, H, W)."""
        _, rows, cols = check_image_shape(shape)
        window = pair(self.kernel, "the window")
        return walk((rows, cols), window, stride=window if self.stride is None else self.stride)

    def output_shape(self, shape: Shape) -> Shape:
        """Say what comes out: (C, OH, OW)."""
        return shape[0], *self.path(shape).output

    def reach(self, shape: Shape) -> WindowReach:
        """Say how far one stop sees."""
        path = self.path(shape)
        return WindowReach(path.window, path.stride)


@dataclass(frozen=True)
class MaxPool2d(Pooling):
    """Keep the largest cell of each window, as `cnnviz.ops.max_pool2d` and PyTorch.

    Parameters
    ----------
    kernel, stride : int or pair of int
        The window, and cells between two stops; by default windows lie side by side.

    Notes
    -----
    On the way back the first of equal cells takes all.

    Examples
    --------
    >>> MaxPool2d(2).output_shape((8, 7, 6))
    (8, 3, 3)
    """

    title: ClassVar[str] = "max pooling"

    def station(self, place: KernelBuffers) -> LayerKernel:
        """Set up halving for the usual window, comparisons for any other."""
        path = self.path(_shape(place))
        usual = path.window == path.stride == (2, 2)
        return MaxPool2x2Kernel(place) if usual else MaxPoolKernel(place, path)


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

    def station(self, place: KernelBuffers) -> LayerKernel:
        """Set up sums."""
        return AvgPoolKernel(place, self.path(_shape(place)))


class PoolingKernel(LayerKernel):
    """A pooling at work: reads (H, C, W, N), writes (OH, C, OW, N), one view a window's cell."""

    def __init__(self, place: KernelBuffers, path: Walk) -> None:
        _, channels, _, batch = place.x.shape
        super().__init__(place, (path.output[0], channels, path.output[1], batch))
        self.cells = _cells(self.x, path)
        self.grad_cells = [] if self.grad_x is None else _cells(self.grad_x, path)


class MaxPoolKernel(PoolingKernel):
    """Max pooling at work, any window."""

    def forward(self) -> None:
        """Let every cell of the windows challenge the largest so far."""
        np.copyto(self.out, self.cells[0])
        for cells in self.cells[1:]:
            np.maximum(self.out, cells, out=self.out)

    def backward(self) -> None:
        """Hand what arrives to the first cell that equals the largest."""
        if self.grad_x is None:
            return
        self.grad_x.fill(0)
        open_ = np.ones(self.out.shape, bool)
        for cells, grad_cells in zip(self.cells, self.grad_cells, strict=True):
            won = (cells == self.out) & open_
            open_ &= ~won
            grad_cells += self.grad * won


class AvgPoolKernel(PoolingKernel):
    """Average pooling at work."""

    def forward(self) -> None:
        """Add all cells of the windows, and divide."""
        np.copyto(self.out, self.cells[0])
        for cells in self.cells[1:]:
            np.add(self.out, cells, out=self.out)
        np.multiply(self.out, 1 / len(self.cells), out=self.out)

    def backward(self) -> None:
        """Hand every cell its share."""
        if self.grad_x is None:
            return
        self.grad_x.fill(0)
        share = self.grad * (1 / len(self.cells))
        for grad_cells in self.grad_cells:
            grad_cells += share


def _cells(images: Floats, path: Walk) -> list[Floats]:
    """View each cell of the window at all stops at once, row by row."""
    (rows, cols), (down, right) = path.output, path.stride
    return [
        images[i::down, :, j::right][:rows, :, :cols] for i, j in product(*map(range, path.window))
    ]


def _shape(place: KernelBuffers) -> Shape:
    """Read the shape of one image (C, H, W) where it lies as (H, C, W, N)."""
    rows, channels, cols, _ = place.x.shape
    return channels, rows, cols
