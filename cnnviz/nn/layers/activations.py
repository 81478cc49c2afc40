"""Activation functions, applied to each cell on its own."""

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
    """A function and its derivative, applied to every cell; the shape does not change."""

    def curve(self, x: Floats) -> NDArray:
        """Return the function at `x`."""
        raise NotImplementedError

    def slope(self, x: Floats, y: Floats) -> NDArray:
        """Return the derivative at `x`, where the function is `y`."""
        raise NotImplementedError

    def station(self, arrays: KernelBuffers) -> LayerKernel:
        """Return the kernel of any activation."""
        return ActivationKernel(arrays, self)


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
        """1 where `x` is positive, else 0."""
        return y > 0

    def station(self, arrays: KernelBuffers) -> LayerKernel:
        """Return a kernel that compares with an array of zeros: faster than with a scalar."""
        return ReLUKernel(arrays)


@dataclass(frozen=True)
class LeakyReLU(Activation):
    """Scale negative values by a small factor, as `cnnviz.ops.leaky_relu`.

    Parameters
    ----------
    negative_slope : float
        The factor.
    """

    title: ClassVar[str] = "leaky ReLU"
    negative_slope: float = 0.01

    def curve(self, x: Floats) -> NDArray:
        """``x`` where it is positive, else ``negative_slope * x``."""
        return x * self.slope(x, x)

    def slope(self, x: Floats, y: Floats) -> NDArray:
        """1 where `x` is positive, else `negative_slope`."""
        return np.where(x > 0, np.float32(1), np.float32(self.negative_slope))


@dataclass(frozen=True)
class ELU(Activation):
    """Exponential linear unit: negative values approach ``-alpha``, as `cnnviz.ops.elu`.

    Parameters
    ----------
    alpha : float
        Minus the limit at negative infinity.
    """

    title: ClassVar[str] = "ELU"
    alpha: float = 1.0

    def curve(self, x: Floats) -> NDArray:
        """``x`` where it is positive, else ``alpha * (exp(x) - 1)``."""
        return np.where(x > 0, x, self.alpha * np.expm1(np.minimum(x, 0)))

    def slope(self, x: Floats, y: Floats) -> NDArray:
        """1 where `x` is positive, else ``alpha * exp(x)``."""
        return np.where(x > 0, np.float32(1), self.alpha * np.exp(np.minimum(x, 0)))


@dataclass(frozen=True)
class GELU(Activation):
    """Multiply each value by the normal distribution function at it, as `cnnviz.ops.gelu`."""

    title: ClassVar[str] = "GELU"

    def curve(self, x: Floats) -> NDArray:
        """``x * (1 + erf(x / sqrt(2))) / 2``."""
        return x * _normal_cdf(x)

    def slope(self, x: Floats, y: Floats) -> NDArray:
        """``Phi(x) + x * phi(x)``, of the normal distribution function and its density."""
        return _normal_cdf(x) + x * np.exp(-0.5 * x * x) * (1 / sqrt(2 * pi))


@dataclass(frozen=True)
class Sigmoid(Activation):
    """Map every value into 0 to 1, as `cnnviz.ops.sigmoid`."""

    title: ClassVar[str] = "sigmoid"

    def curve(self, x: Floats) -> NDArray:
        """``1 / (1 + exp(-x))``, computed as ``(1 + tanh(x / 2)) / 2``, which cannot overflow."""
        return 0.5 * np.tanh(0.5 * x) + 0.5

    def slope(self, x: Floats, y: Floats) -> NDArray:
        """``y * (1 - y)``."""
        return y * (1 - y)


@dataclass(frozen=True)
class Tanh(Activation):
    """Map every value into -1 to 1, as `cnnviz.ops.tanh`."""

    title: ClassVar[str] = "tanh"

    def curve(self, x: Floats) -> NDArray:
        """``tanh(x)``."""
        return np.tanh(x)

    def slope(self, x: Floats, y: Floats) -> NDArray:
        """``1 - y * y``."""
        return 1 - y * y


@dataclass(frozen=True)
class Softplus(Activation):
    """Smooth version of ReLU, as `cnnviz.ops.softplus`."""

    title: ClassVar[str] = "softplus"

    def curve(self, x: Floats) -> NDArray:
        """``log(1 + exp(x))``."""
        return np.logaddexp(x, np.float32(0))

    def slope(self, x: Floats, y: Floats) -> NDArray:
        """Return the sigmoid of `x`."""
        return 0.5 * np.tanh(0.5 * x) + 0.5


class ActivationKernel(LayerKernel):
    """Forward and backward pass of any activation."""

    def __init__(self, arrays: KernelBuffers, layer: Activation) -> None:
        super().__init__(arrays, arrays.x.shape)
        self.layer = layer

    def forward(self) -> None:
        """Apply the function to every cell."""
        self.out[...] = self.layer.curve(self.x)

    def backward(self) -> None:
        """Multiply the gradient by the derivative."""
        if self.grad_x is not None:
            np.multiply(self.grad, self.layer.slope(self.x, self.out), out=self.grad_x)


class ReLUKernel(LayerKernel):
    """Forward and backward pass of ReLU, without allocating arrays."""

    def __init__(self, arrays: KernelBuffers) -> None:
        super().__init__(arrays, arrays.x.shape)
        self.zeros = np.zeros_like(self.out)
        self.positive = np.empty(self.out.shape, bool)

    def forward(self) -> None:
        """``max(x, 0)``."""
        np.maximum(self.x, self.zeros, out=self.out)

    def backward(self) -> None:
        """Pass the gradient where the output was positive."""
        if self.grad_x is not None:
            np.greater(self.out, self.zeros, out=self.positive)
            np.multiply(self.grad, self.positive, out=self.grad_x)


def _normal_cdf(x: Floats) -> NDArray:
    """Return the standard normal distribution function at `x`."""
    z = np.abs(x) * sqrt(0.5)
    t = 1 / (1 + ERF_P * z)
    tail = np.zeros_like(t)
    for a in reversed(ERF_A):
        tail = (tail + a) * t
    half = 0.5 * tail * np.exp(-z * z)  # the probability above |x|
    return np.where(x > 0, 1 - half, half)
