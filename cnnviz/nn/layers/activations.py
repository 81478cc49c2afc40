"""Activations: every cell alone is bent, so that layers on layers can do more than one layer."""

from dataclasses import dataclass
from math import pi, sqrt
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from cnnviz.nn.layers.layer import Floats, KernelBuffers, Layer, LayerKernel

# erf by formula 7.1.26 of Abramowitz and Stegun, Handbook of Mathematical Functions (1964):
# wrong by at most 1.5e-7, which is what float32 can tell apart near 1.
ERF_P = 0.3275911
ERF_A = (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)


@dataclass(frozen=True)
class Activation(Layer):
    """A curve and its slope, applied to every cell; the shape does not change."""

    def curve(self, x: Floats) -> NDArray:
        """Bend every cell."""
        raise NotImplementedError

    def slope(self, x: Floats, y: Floats) -> NDArray:
        """Say how the curve rises at `x`, where it gave `y`."""
        raise NotImplementedError

    def station(self, place: KernelBuffers) -> LayerKernel:
        """Set up the curve."""
        return ActivationKernel(place, self)


@dataclass(frozen=True)
class ReLU(Activation):
    """Keep what is positive, as `cnnviz.ops.relu`; at 0 the slope is 0, as in PyTorch.

    Examples
    --------
    >>> ReLU().curve(np.array([-2, 3], np.float32))
    array([0., 3.], dtype=float32)
    """

    title: ClassVar[str] = "ReLU"

    def curve(self, x: Floats) -> NDArray:
        """``max(x, 0)``."""
        return np.maximum(x, 0)

    def slope(self, x: Floats, y: Floats) -> NDArray:
        """Rise by 1 where it is positive."""
        return y > 0

    def station(self, place: KernelBuffers) -> LayerKernel:
        """Set up the comparison with an array of zeros: faster than with one zero."""
        return ReLUKernel(place)


@dataclass(frozen=True)
class LeakyReLU(Activation):
    """Let a little of what is negative through, as `cnnviz.ops.leaky_relu`.

    Parameters
    ----------
    negative_slope : float
        How much of it.
    """

    title: ClassVar[str] = "leaky ReLU"
    negative_slope: float = 0.01

    def curve(self, x: Floats) -> NDArray:
        """``x`` where it is positive, else ``negative_slope * x``."""
        return x * self.slope(x, x)

    def slope(self, x: Floats, y: Floats) -> NDArray:
        """Rise by 1 where it is positive, by `negative_slope` elsewhere."""
        return np.where(x > 0, np.float32(1), np.float32(self.negative_slope))


@dataclass(frozen=True)
class ELU(Activation):
    """Bend what is negative towards ``-alpha``, as `cnnviz.ops.elu`.

    Parameters
    ----------
    alpha : float
        Where it ends far below zero.
    """

    title: ClassVar[str] = "ELU"
    alpha: float = 1.0

    def curve(self, x: Floats) -> NDArray:
        """``x`` where it is positive, else ``alpha * (exp(x) - 1)``."""
        return np.where(x > 0, x, self.alpha * np.expm1(np.minimum(x, 0)))

    def slope(self, x: Floats, y: Floats) -> NDArray:
        """Rise by 1 where it is positive, by ``alpha * exp(x)`` elsewhere."""
        return np.where(x > 0, np.float32(1), self.alpha * np.exp(np.minimum(x, 0)))


@dataclass(frozen=True)
class GELU(Activation):
    """Keep of each value the share of the bell curve below it, as `cnnviz.ops.gelu`."""

    title: ClassVar[str] = "GELU"

    def curve(self, x: Floats) -> NDArray:
        """``x * (1 + erf(x / sqrt(2))) / 2``."""
        return x * _share(x)

    def slope(self, x: Floats, y: Floats) -> NDArray:
        """Rise by the share, and by ``x`` times the height of the bell."""
        return _share(x) + x * np.exp(-0.5 * x * x) * (1 / sqrt(2 * pi))


@dataclass(frozen=True)
class Sigmoid(Activation):
    """Squeeze everything between 0 and 1, as `cnnviz.ops.sigmoid`."""

    title: ClassVar[str] = "sigmoid"

    def curve(self, x: Floats) -> NDArray:
        """``1 / (1 + exp(-x))``, as half of ``1 + tanh(x / 2)``: no power grows too large."""
        return 0.5 * np.tanh(0.5 * x) + 0.5

    def slope(self, x: Floats, y: Floats) -> NDArray:
        """Rise by ``y * (1 - y)``."""
        return y * (1 - y)


@dataclass(frozen=True)
class Tanh(Activation):
    """Squeeze everything between -1 and 1, as `cnnviz.ops.tanh`."""

    title: ClassVar[str] = "tanh"

    def curve(self, x: Floats) -> NDArray:
        """``tanh(x)``."""
        return np.tanh(x)

    def slope(self, x: Floats, y: Floats) -> NDArray:
        """Rise by ``1 - y * y``."""
        return 1 - y * y


@dataclass(frozen=True)
class Softplus(Activation):
    """Round the corner of ReLU, as `cnnviz.ops.softplus`."""

    title: ClassVar[str] = "softplus"

    def curve(self, x: Floats) -> NDArray:
        """``log(1 + exp(x))``."""
        return np.logaddexp(x, np.float32(0))

    def slope(self, x: Floats, y: Floats) -> NDArray:
        """Rise by the sigmoid."""
        return 0.5 * np.tanh(0.5 * x) + 0.5


class ActivationKernel(LayerKernel):
    """Any activation at work."""

    def __init__(self, place: KernelBuffers, layer: Activation) -> None:
        super().__init__(place, place.x.shape)
        self.layer = layer

    def forward(self) -> None:
        """Bend every cell."""
        self.out[...] = self.layer.curve(self.x)

    def backward(self) -> None:
        """Multiply what arrives with the slope."""
        if self.grad_x is not None:
            np.multiply(self.grad, self.layer.slope(self.x, self.out), out=self.grad_x)


class ReLUKernel(LayerKernel):
    """ReLU at work, without making arrays."""

    def __init__(self, place: KernelBuffers) -> None:
        super().__init__(place, place.x.shape)
        self.zeros = np.zeros_like(self.out)
        self.positive = np.empty(self.out.shape, bool)

    def forward(self) -> None:
        """Compare with zeros."""
        np.maximum(self.x, self.zeros, out=self.out)

    def backward(self) -> None:
        """Let through where it was positive."""
        if self.grad_x is not None:
            np.greater(self.out, self.zeros, out=self.positive)
            np.multiply(self.grad, self.positive, out=self.grad_x)


def _share(x: Floats) -> NDArray:
    """Measure the bell curve below `x`."""
    z = np.abs(x) * sqrt(0.5)
    t = 1 / (1 + ERF_P * z)
    tail = np.zeros_like(t)
    for a in reversed(ERF_A):
        tail = (tail + a) * t
    half = 0.5 * tail * np.exp(-z * z)  # the share above |x|
    return np.where(x > 0, 1 - half, half)
