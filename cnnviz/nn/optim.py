"""Optimisers: how the gradients of a batch move the parameters.

An optimiser is settings only. What it remembers, one number a parameter, lies in a dict of
arrays, so that a snapshot can keep it. All settings mean what they mean in PyTorch.
"""

from dataclasses import dataclass
from math import sqrt
from typing import ClassVar

import numpy as np

from cnnviz.nn.layers.layer import Floats

Memory = dict[str, Floats]


@dataclass(frozen=True)
class Optimizer:
    """What all optimisers share.

    Attributes
    ----------
    lr : float
        Learning rate: how far a step goes.
    weight_decay : float
        How strongly every parameter is pulled towards zero.
    """

    remembers: ClassVar[tuple[str, ...]] = ()
    lr: float = 0.01
    weight_decay: float = 0.0

    def start(self, parameters: Floats) -> Memory:
        """Remember nothing yet."""
        return {name: np.zeros_like(parameters) for name in self.remembers}

    def move(self, parameters: Floats, gradients: Floats, memory: Memory, factor: float) -> None:
        """Take one step in place, with `factor` (from the schedule) times the learning rate."""
        if self.weight_decay:
            gradients = gradients + self.weight_decay * parameters
        self._move(parameters, gradients, memory, self.lr * factor)

    def _move(self, p: Floats, g: Floats, memory: Memory, rate: float) -> None:
        raise NotImplementedError


@dataclass(frozen=True)
class SGD(Optimizer):
    """Go downhill; with momentum, keep some of the speed.

    Parameters
    ----------
    lr, weight_decay : float
    momentum : float
        ``v = momentum * v + g``, then ``p = p - lr * v``.
    nesterov : bool
        Look ahead: ``p = p - lr * (g + momentum * v)`` [1]_.

    References
    ----------
    .. [1] Sutskever et al. (2013), On the importance of initialization and momentum in deep
       learning, ICML.

    Examples
    --------
    >>> p, sgd = np.array([1.0]), SGD(lr=0.5)
    >>> sgd.move(p, np.array([1.0]), sgd.start(p), 1)
    >>> p
    array([0.5])
    """

    remembers = ("velocity",)
    momentum: float = 0.0
    nesterov: bool = False

    def _move(self, p: Floats, g: Floats, memory: Memory, rate: float) -> None:
        v = memory["velocity"]
        if self.momentum:
            v *= self.momentum
            v += g
            g = g + self.momentum * v if self.nesterov else v
        p -= rate * g


@dataclass(frozen=True)
class RMSprop(Optimizer):
    """Divide by how large the gradient usually is: steep and flat directions go as fast.

    Parameters
    ----------
    lr, weight_decay : float
    alpha : float
        ``s = alpha * s + (1 - alpha) * g**2``, then ``p = p - lr * g / (sqrt(s) + eps)`` [1]_.
    eps : float

    References
    ----------
    .. [1] Hinton, Srivastava and Swersky (2012), Neural networks for machine learning,
       lecture 6.
    """

    remembers = ("square",)
    alpha: float = 0.99
    eps: float = 1e-8

    def _move(self, p: Floats, g: Floats, memory: Memory, rate: float) -> None:
        s = memory["square"]
        s *= self.alpha
        s += (1 - self.alpha) * g * g
        p -= rate * g / (np.sqrt(s) + self.eps)


@dataclass(frozen=True)
class Adam(Optimizer):
    """Momentum, divided by how large the gradient usually is.

    Parameters
    ----------
    lr, weight_decay : float
    betas : tuple of float
        ``m = b1 * m + (1 - b1) * g`` and ``s = b2 * s + (1 - b2) * g**2``; both start at zero
        and are divided by ``1 - b**steps`` for it; ``p = p - lr * m / (sqrt(s) + eps)`` [1]_.
    eps : float

    References
    ----------
    .. [1] Kingma and Ba (2015), Adam, arXiv:1412.6980.

    Examples
    --------
    >>> p, adam = np.array([1.0]), Adam(lr=0.5)
    >>> adam.move(p, np.array([100.0]), adam.start(p), 1)
    >>> p.round(6)
    array([0.5])
    """

    remembers = ("mean", "square")
    betas: tuple[float, float] = (0.9, 0.999)
    eps: float = 1e-8

    def start(self, parameters: Floats) -> Memory:
        """Remember nothing yet, and count the steps."""
        return super().start(parameters) | {"steps": np.zeros((), np.int64)}

    def _move(self, p: Floats, g: Floats, memory: Memory, rate: float) -> None:
        memory["steps"] += 1
        (b1, b2), steps = self.betas, int(memory["steps"])
        m, s = memory["mean"], memory["square"]
        m += (1 - b1) * (g - m)
        s *= b2
        s += (1 - b2) * g * g
        usual = np.sqrt(s) * (1 / sqrt(1 - b2**steps)) + self.eps
        p -= rate / (1 - b1**steps) * (m / usual)


@dataclass(frozen=True)
class AdamW(Adam):
    """Adam whose weight decay pulls at the parameters, not through the gradient.

    Parameters
    ----------
    lr, betas, eps
        As for `Adam`.
    weight_decay : float
        ``p = p - lr * weight_decay * p`` before each step [1]_.

    References
    ----------
    .. [1] Loshchilov and Hutter (2019), Decoupled weight decay regularization,
       arXiv:1711.05101.
    """

    weight_decay: float = 0.01

    def move(self, parameters: Floats, gradients: Floats, memory: Memory, factor: float) -> None:
        """Take one step in place, with `factor` (from the schedule) times the learning rate."""
        parameters *= 1 - self.lr * factor * self.weight_decay
        self._move(parameters, gradients, memory, self.lr * factor)
