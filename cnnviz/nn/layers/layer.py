"""Base classes: a layer (its settings), and its kernel, which computes batches of one size.

Outside this package images have the order (N, C, H, W). Inside kernels it is (H, C, W, N): the
batch is last, so that one vector instruction works on several images, and rows come first, so
that the rows under a convolution's window are adjacent in memory. Vectors have the order (D, N).
All arrays are float32 and are allocated once, for one batch size.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

Shape = tuple[int, ...]  # of one image: (C, H, W), or (D,) after flattening
Floats = NDArray[np.float32]


class WindowReach(NamedTuple):
    """Window, stride and dilation, each for rows and columns; see `cnnviz.nn.summary`."""

    window: tuple[int, int] = (1, 1)
    stride: tuple[int, int] = (1, 1)
    dilation: tuple[int, int] = (1, 1)


@dataclass(frozen=True)
class Layer:
    """Base class of all layers: settings, shapes and costs.

    Attributes
    ----------
    title : str
        Its name in sentences.
    each_alone : bool
        In training, its output for an image depends neither on other images of the batch nor
        on random numbers.
    """

    title: ClassVar[str] = "layer"
    each_alone: ClassVar[bool] = True

    def output_shape(self, shape: Shape) -> Shape:
        """Return the output shape for an input of `shape`; ShapeError when it does not fit."""
        return shape

    def parameters(self, shape: Shape) -> dict[str, Shape]:
        """Return the shapes of its parameters by name, in PyTorch's order of axes."""
        return {}

    def buffers(self, shape: Shape) -> dict[str, Floats]:
        """Return the initial buffers by name: arrays that are kept but not learned."""
        return {}

    def multiplies(self, shape: Shape) -> int:
        """Return the number of multiplications for one image."""
        return 0

    def reach(self, shape: Shape) -> WindowReach:
        """Return the window, stride and dilation of one output cell."""
        return WindowReach()

    def station(self, arrays: "KernelBuffers") -> "LayerKernel":
        """Return the kernel for batches of one size, which works on the given arrays."""
        raise NotImplementedError


@dataclass
class KernelBuffers:
    """The arrays and settings a kernel works with.

    Attributes
    ----------
    x, grad_x : ndarray of shape (H, C, W, N) or (D, N)
        The input, and the array its gradient is written to, or None if it is not needed.
        `grad_x` starts as zeros and only this kernel writes to it.
    parameters, gradients, buffers : dict of ndarray
        Those of the layer, by name, in PyTorch's order of axes.
    training : bool
        Training mode: dropout is active, batch normalisation uses the statistics of the batch.
    rng : numpy.random.Generator
    """

    x: Floats
    grad_x: Floats | None = None
    parameters: Mapping[str, Floats] = field(default_factory=dict)
    gradients: Mapping[str, Floats] = field(default_factory=dict)
    buffers: Mapping[str, Floats] = field(default_factory=dict)
    training: bool = True
    rng: np.random.Generator = field(default_factory=np.random.default_rng)


class LayerKernel:
    """Forward and backward pass of a layer, for one batch size.

    Attributes
    ----------
    out : ndarray
        The output, written by `forward`.
    grad : ndarray of the same shape
        The gradient of the loss with respect to `out`: written by the next kernel, or the
        loss, and read by `backward`.
    """

    out: Floats
    grad: Floats

    def __init__(self, arrays: KernelBuffers, out: Shape) -> None:
        self.x, self.grad_x = arrays.x, arrays.grad_x
        self.out, self.grad = np.empty(out, np.float32), np.zeros(out, np.float32)

    def forward(self) -> None:
        """Read `x`, write `out`."""
        raise NotImplementedError

    def backward(self) -> None:
        """Read `grad`, write the gradients of the parameters, and `grad_x` if there is one."""
        raise NotImplementedError
