"""What a layer is: a line you write, and a station where batches are worked on.

Outside this package images lie as everywhere, (N, C, H, W). At a station they lie as
(H, C, W, N): the batch is last, so that one instruction works on neighbouring images, and rows
come first, so that a convolution finds the rows under its window side by side. Rows of numbers
lie as (D, N). All arrays are float32 and are made once, for one size of batch.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

Shape = tuple[int, ...]  # of one image: (C, H, W), or (D,) once it is a row of numbers
Floats = NDArray[np.float32]


class WindowReach(NamedTuple):
    """What one cell of the output reads along rows and columns; see `plan`."""

    window: tuple[int, int] = (1, 1)
    stride: tuple[int, int] = (1, 1)
    dilation: tuple[int, int] = (1, 1)


@dataclass(frozen=True)
class Layer:
    """One line of a network; every kind of layer says these things about itself.

    Attributes
    ----------
    title : str
        What a sentence calls it.
    each_alone : bool
        While learning, what it makes of an image depends on no other of the batch, nor on chance.
    """

    title: ClassVar[str] = "layer"
    each_alone: ClassVar[bool] = True

    def output_shape(self, shape: Shape) -> Shape:
        """Say what comes out for an image of `shape`, or raise a ShapeError."""
        return shape

    def parameters(self, shape: Shape) -> dict[str, Shape]:
        """Name the arrays it learns, with their shapes in PyTorch's order of axes."""
        return {}

    def buffers(self, shape: Shape) -> dict[str, Floats]:
        """Make the arrays it keeps without learning them."""
        return {}

    def multiplies(self, shape: Shape) -> int:
        """Count the products for one image."""
        return 0

    def reach(self, shape: Shape) -> WindowReach:
        """Say how far one cell of the output sees."""
        return WindowReach()

    def station(self, place: "KernelBuffers") -> "LayerKernel":
        """Set up for batches of one size."""
        raise NotImplementedError


@dataclass
class KernelBuffers:
    """Where a station is set up: what it may use.

    Attributes
    ----------
    x, grad_x : ndarray of shape (H, C, W, N) or (D, N)
        What it reads, and where it writes how the loss moves with that; None if nobody asks.
        `grad_x` starts as zeros and nobody else writes there.
    parameters, gradients, buffers : dict of ndarray
        Its own, by name, in PyTorch's order of axes.
    training : bool
        Whether dropout drops and batch normalisation looks at the batch.
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
    """A layer at work.

    Attributes
    ----------
    out : ndarray
        What `forward` writes.
    grad : ndarray of the same shape
        How the loss moves with `out`: whoever comes next writes it, `backward` reads it.
    """

    out: Floats
    grad: Floats

    def __init__(self, place: KernelBuffers, out: Shape) -> None:
        self.x, self.grad_x = place.x, place.grad_x
        self.out, self.grad = np.empty(out, np.float32), np.zeros(out, np.float32)

    def forward(self) -> None:
        """Read `x`, write `out`."""
        raise NotImplementedError

    def backward(self) -> None:
        """Read `grad`, write the gradients of the parameters, and `grad_x` if there is one."""
        raise NotImplementedError
