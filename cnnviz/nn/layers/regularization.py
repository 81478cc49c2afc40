"""Two layers that behave differently while learning: dropout and batch normalisation."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError
from cnnviz.nn.layers.conv2d import check_image_shape
from cnnviz.nn.layers.layer import Floats, KernelBuffers, Layer, LayerKernel, Shape


@dataclass(frozen=True)
class Dropout(Layer):
    """While learning, silence each cell with chance `p` and raise the others by ``1 / (1 - p)``.

    Parameters
    ----------
    p : float
        At least 0 and under 1; at other times nothing is silenced.

    References
    ----------
    Srivastava et al. (2014), Dropout, Journal of Machine Learning Research 15.
    """

    title: ClassVar[str] = "dropout"
    each_alone: ClassVar[bool] = False
    p: float = 0.5

    def output_shape(self, shape: Shape) -> Shape:
        """Keep the shape."""
        if not 0 <= self.p < 1:
            raise ShapeError(f"its chance must be at least 0 and under 1, not {self.p}")
        return shape

    def station(self, place: KernelBuffers) -> LayerKernel:
        """Set up the lottery."""
        return DropoutKernel(place, self.p)


@dataclass(frozen=True)
class BatchNorm2d(Layer):
    """Give every channel mean 0 and variance 1 over the batch, then a learned scale and shift.

    Parameters
    ----------
    momentum : float
        How fast the running mean and variance, used when not learning, follow the batches.
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
        """Keep the shape."""
        return check_image_shape(shape)

    def parameters(self, shape: Shape) -> dict[str, Shape]:
        """Name a scale and a shift for every channel."""
        return {"weight": (shape[0],), "bias": (shape[0],)}

    def buffers(self, shape: Shape) -> dict[str, Floats]:
        """Start the running mean at 0 and the running variance at 1."""
        channels = shape[0]
        return {
            "running_mean": np.zeros(channels, np.float32),
            "running_var": np.ones(channels, np.float32),
        }

    def multiplies(self, shape: Shape) -> int:
        """Count one product a cell."""
        return int(np.prod(shape))

    def station(self, place: KernelBuffers) -> LayerKernel:
        """Set up means, or the running ones."""
        return BatchNormKernel(place, self)


class DropoutKernel(LayerKernel):
    """Dropout at work: what a cell is multiplied with, 0 or ``1 / (1 - p)``."""

    def __init__(self, place: KernelBuffers, p: float) -> None:
        super().__init__(place, place.x.shape)
        self.p, self.rng, self.drops = p, place.rng, place.training and p > 0
        self.keep = np.ones_like(self.out)

    def forward(self) -> None:
        """Draw, then multiply."""
        if self.drops:
            self.rng.random(out=self.keep, dtype=np.float32)
            np.greater_equal(self.keep, self.p, out=self.keep, casting="unsafe")
            np.multiply(self.keep, 1 / (1 - self.p), out=self.keep)
        np.multiply(self.x, self.keep, out=self.out)

    def backward(self) -> None:
        """Silence what was silenced."""
        if self.grad_x is not None:
            np.multiply(self.grad, self.keep, out=self.grad_x)


class BatchNormKernel(LayerKernel):
    """Batch normalisation at work: reads and writes (H, C, W, N)."""

    def __init__(self, place: KernelBuffers, layer: BatchNorm2d) -> None:
        super().__init__(place, place.x.shape)
        self.layer, self.training = layer, place.training
        self.parameters, self.gradients, self.running = (
            place.parameters,
            place.gradients,
            place.buffers,
        )
        self.cells = self.x[:, 0].size  # of one channel, all images

    def forward(self) -> None:
        """Centre, scale, then the learned scale and shift."""
        mean, var = self._statistics() if self.training else self._remembered()
        self.scale = 1 / np.sqrt(var + self.layer.eps)
        self.normal = (self.x - mean) * self.scale
        self.out[...] = self.normal * _wide(self.parameters["weight"])
        self.out += _wide(self.parameters["bias"])

    def backward(self) -> None:
        """Send back what arrives, less the part that would move the mean and the variance."""
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
        """Measure the batch, and let the running numbers follow."""
        if self.cells < 2:
            raise ShapeError("batch normalisation needs more than 1 cell a channel in a batch")
        mean = _total(self.x) / self.cells
        var = _total((self.x - mean) ** 2) / self.cells
        unbiased = var * (self.cells / (self.cells - 1))
        for name, value in (("running_mean", mean), ("running_var", unbiased)):
            self.running[name][...] += self.layer.momentum * (value.ravel() - self.running[name])
        return mean, var

    def _remembered(self) -> tuple[Floats, Floats]:
        """Take the running mean and variance."""
        return _wide(self.running["running_mean"]), _wide(self.running["running_var"])


def _wide(channels: Floats) -> Floats:
    """Lay one number a channel along (H, C, W, N)."""
    return channels[:, None, None]


def _total(cells: NDArray) -> Floats:
    """Add up each channel, in double precision."""
    total = cells.sum(axis=(0, 2, 3), dtype=np.float64, keepdims=True)
    return total[0].astype(np.float32)
