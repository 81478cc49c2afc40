"""Dropout and batch normalisation, which differ between training and evaluation mode."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError
from cnnviz.nn.layers.conv2d import check_image_shape
from cnnviz.nn.layers.layer import Floats, KernelBuffers, Layer, LayerKernel, Shape


@dataclass(frozen=True)
class Dropout(Layer):
    """In training, set each cell to 0 with probability `p` and scale the rest by ``1 / (1 - p)``.

    Parameters
    ----------
    p : float
        At least 0 and under 1. In evaluation mode the layer is the identity.

    References
    ----------
    Srivastava et al. (2014), Dropout, Journal of Machine Learning Research 15.
    """

    title: ClassVar[str] = "dropout"
    each_alone: ClassVar[bool] = False
    p: float = 0.5

    def output_shape(self, shape: Shape) -> Shape:
        """Return the shape unchanged."""
        if not 0 <= self.p < 1:
            raise ShapeError(f"its chance must be at least 0 and under 1, not {self.p}")
        return shape

    def station(self, arrays: KernelBuffers) -> LayerKernel:
        """Return the dropout kernel."""
        return DropoutKernel(arrays, self.p)


@dataclass(frozen=True)
class BatchNorm2d(Layer):
    """Give every channel mean 0 and variance 1 over the batch, then a learned scale and shift.

    Parameters
    ----------
    momentum : float
        Weight of a new batch in the running mean and variance, which evaluation mode uses.
    eps : float
        Added to the variance, against division by zero.

    Notes
    -----
    ``y = (x - mean) / sqrt(var + eps) * weight + bias`` [1]_, as ``torch.nn.BatchNorm2d``; the
    running variance is kept for ``n - 1`` cells, the batch's own for ``n``, as there.

    References
    ----------
    .. [1] Ioffe and Szegedy (2015), arXiv:1502.03167.
    """

    title: ClassVar[str] = "batch normalisation"
    each_alone: ClassVar[bool] = False
    momentum: float = 0.1
    eps: float = 1e-5

    def output_shape(self, shape: Shape) -> Shape:
        """Return the shape unchanged."""
        return check_image_shape(shape)

    def parameters(self, shape: Shape) -> dict[str, Shape]:
        """Return the shapes of weight (scale) and bias (shift), both (C,)."""
        return {"weight": (shape[0],), "bias": (shape[0],)}

    def buffers(self, shape: Shape) -> dict[str, Floats]:
        """Return the running mean, 0 at first, and the running variance, 1 at first."""
        channels = shape[0]
        return {
            "running_mean": np.zeros(channels, np.float32),
            "running_var": np.ones(channels, np.float32),
        }

    def multiplies(self, shape: Shape) -> int:
        """Return the products for one image: one a cell."""
        return int(np.prod(shape))

    def station(self, arrays: KernelBuffers) -> LayerKernel:
        """Return the batch normalisation kernel."""
        return BatchNormKernel(arrays, self)


class DropoutKernel(LayerKernel):
    """Forward and backward pass of dropout; `keep` holds the factors, 0 or ``1 / (1 - p)``."""

    def __init__(self, arrays: KernelBuffers, p: float) -> None:
        super().__init__(arrays, arrays.x.shape)
        self.p, self.rng, self.drops = p, arrays.rng, arrays.training and p > 0
        self.keep = np.ones_like(self.out)

    def forward(self) -> None:
        """Draw the factors in training mode, then multiply."""
        if self.drops:
            self.rng.random(out=self.keep, dtype=np.float32)
            np.greater_equal(self.keep, self.p, out=self.keep, casting="unsafe")
            np.multiply(self.keep, 1 / (1 - self.p), out=self.keep)
        np.multiply(self.x, self.keep, out=self.out)

    def backward(self) -> None:
        """Multiply the gradient by the same factors."""
        if self.grad_x is not None:
            np.multiply(self.grad, self.keep, out=self.grad_x)


class BatchNormKernel(LayerKernel):
    """Forward and backward pass of batch normalisation: reads and writes (H, C, W, N)."""

    def __init__(self, arrays: KernelBuffers, layer: BatchNorm2d) -> None:
        super().__init__(arrays, arrays.x.shape)
        self.layer, self.training = layer, arrays.training
        self.parameters, self.gradients, self.running = (
            arrays.parameters,
            arrays.gradients,
            arrays.buffers,
        )
        self.cells = self.x[:, 0].size  # of one channel, all images

    def forward(self) -> None:
        """Normalise, then apply the learned scale and shift."""
        mean, var = self._statistics() if self.training else self._running_statistics()
        self.scale = 1 / np.sqrt(var + self.layer.eps)
        self.normal = (self.x - mean) * self.scale
        self.out[...] = self.normal * _wide(self.parameters["weight"])
        self.out += _wide(self.parameters["bias"])

    def backward(self) -> None:
        """Compute the gradients, including those through the mean and variance of the batch."""
        along = _total(self.grad * self.normal)
        total = _total(self.grad)
        self.gradients["weight"][...] = along.ravel()
        self.gradients["bias"][...] = total.ravel()
        if self.grad_x is None:
            return
        moved = (total + self.normal * along) / self.cells if self.training else 0
        scale = self.scale * _wide(self.parameters["weight"])
        np.multiply(self.grad - moved, scale, out=self.grad_x)

    def _statistics(self) -> tuple[NDArray, NDArray]:
        """Return mean and variance of the batch, and update the running ones."""
        if self.cells < 2:
            raise ShapeError("batch normalisation needs more than 1 cell a channel in a batch")
        mean = _total(self.x) / self.cells
        var = _total((self.x - mean) ** 2) / self.cells
        unbiased = var * (self.cells / (self.cells - 1))
        for name, value in (("running_mean", mean), ("running_var", unbiased)):
            self.running[name][...] += self.layer.momentum * (value.ravel() - self.running[name])
        return mean, var

    def _running_statistics(self) -> tuple[Floats, Floats]:
        """Return the running mean and variance."""
        return _wide(self.running["running_mean"]), _wide(self.running["running_var"])


def _wide(channels: Floats) -> Floats:
    """Reshape (C,) to broadcast against (H, C, W, N)."""
    return channels[:, None, None]


def _total(cells: NDArray) -> Floats:
    """Sum each channel over rows, columns and images, in double precision."""
    total = cells.sum(axis=(0, 2, 3), dtype=np.float64, keepdims=True)
    return total[0].astype(np.float32)
