"""The 2d convolution layer."""

from dataclasses import dataclass
from math import prod
from typing import ClassVar

from cnnviz.geometry import Padding, Pair, ShapeError, Walk, pair, walk
from cnnviz.nn.layers.fast_conv2d import FastConv2dKernel
from cnnviz.nn.layers.layer import KernelBuffers, Layer, LayerKernel, Shape, WindowReach


@dataclass(frozen=True)
class Conv2d(Layer):
    """Slide filters over the image, as `cnnviz.ops.conv2d` and ``torch.nn.Conv2d``.

    Parameters
    ----------
    filters : int
        How many; each makes one map.
    kernel, stride, dilation : int or pair of int
        Rows and columns of the window, cells between two positions of the window, and between
        neighbouring cells inside it.
    padding : int, pair of int, "valid", "same" or "full"
        Rings of zeros laid around.

    Notes
    -----
    ``y[n,f,r,c] = bias[f] + sum over k,i,j of
    x[n, k, r*stride + i*dilation - padding, ...] * weight[f,k,i,j]``; (C, H, W) becomes
    (F, OH, OW) with ``OH = (H + 2*padding - dilation*(KH-1) - 1) // stride + 1`` [1]_.

    References
    ----------
    .. [1] Dumoulin and Visin (2016), arXiv:1603.07285.

    Examples
    --------
    >>> Conv2d(8, 3).output_shape((1, 8, 8)), Conv2d(8, 3).parameters((1, 8, 8))
    ((8, 6, 6), {'weight': (8, 1, 3, 3), 'bias': (8,)})
    """

    title: ClassVar[str] = "convolution"
    filters: int
    kernel: Pair
    stride: Pair = 1
    padding: Padding = 0
    dilation: Pair = 1

    def path(self, shape: Shape) -> Walk:
        """Return the positions of its window on an image (C, H, W)."""
        _, rows, cols = check_image_shape(shape)
        if self.filters < 1:
            raise ShapeError(f"it needs at least 1 filter, not {self.filters}")
        return walk(
            (rows, cols),
            pair(self.kernel, "the window"),
            stride=self.stride,
            padding=self.padding,
            dilation=self.dilation,
        )

    def output_shape(self, shape: Shape) -> Shape:
        """Return (F, OH, OW)."""
        return self.filters, *self.path(shape).output

    def parameters(self, shape: Shape) -> dict[str, Shape]:
        """Return the shapes of its weight (F, C, KH, KW) and bias (F,)."""
        weight = (self.filters, shape[0], *self.path(shape).window)
        return {"weight": weight, "bias": (self.filters,)}

    def multiplies(self, shape: Shape) -> int:
        """Return the products for one image: C * KH * KW a cell of the output."""
        return prod(self.output_shape(shape)) * shape[0] * prod(self.path(shape).window)

    def reach(self, shape: Shape) -> WindowReach:
        """Return its window, stride and dilation."""
        path = self.path(shape)
        return WindowReach(path.window, path.stride, path.dilation)

    def station(self, arrays: KernelBuffers) -> LayerKernel:
        """Return the convolution kernel for one batch size."""
        rows, channels, cols, _ = arrays.x.shape
        return FastConv2dKernel(arrays, self.filters, self.path((channels, rows, cols)))


def check_image_shape(shape: Shape) -> Shape:
    """Return an input shape (C, H, W); ShapeError for one without rows and columns."""
    if len(shape) != 3:
        raise ShapeError(f"it needs maps (C, H, W), but a row of {shape[0]} numbers arrives")
    return shape
