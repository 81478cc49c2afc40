"""Optimisers: how the gradients of a batch change the parameters.

An optimiser object holds settings only. Its state, one number a parameter, is a dict of arrays
that is passed in, so that a snapshot can copy it. Settings have the same meaning as in PyTorch.
"""

from dataclasses import dataclass
from math import sqrt
from typing import ClassVar

import numpy as np

from cnnviz.nn.layers.layer import Floats

Memory = dict[str, Floats]


@dataclass(frozen=True)
class Optimizer:
    """Base class of all optimisers.

    Attributes
    ----------
    lr : float
        Learning rate.
    weight_decay : float
        L2 penalty: ``weight_decay * p`` is added to the gradient.
    remembers : tuple of str
        Names of the state arrays.
    """

    remembers: ClassVar[tuple[str, ...]] = ()
    lr: float = 0.01
    weight_decay: float = 0.0

    def start(self, parameters: Floats) -> Memory:
        """Return the initial state: zeros, one for each parameter."""
        return {name: np.zeros_like(parameters) for name in self.remembers}

    def move(self, parameters: Floats, gradients: Floats, memory: Memory, factor: float) -> None:
        """Update `parameters` and `memory` in place, with learning rate ``lr * factor``."""
        if self.weight_decay:
            gradients = gradients + self.weight_decay * parameters
        self._move(parameters, gradients, memory, self.lr * factor)

    def _move(self, p: Floats, g: Floats, memory: Memory, rate: float) -> None:
        raise NotImplementedError


@dataclass(frozen=True)
class SGD(Optimizer):
    """Stochastic gradient descent, optionally with momentum.

    Parameters
    ----------
    lr, weight_decay : float
    momentum : float
        ``v = momentum * v + g``, then ``p = p - lr * v``.
    nesterov : bool
        Nesterov momentum: ``p = p - lr * (g + momentum * v)`` [1]_.

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
    """Divide the gradient by the root of its running mean square.

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
    """Running mean of the gradient divided by the root of its running mean square.

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
        """Return the initial state: zeros, and a step count of 0."""
        return super().start(parameters) | {"steps": np.zeros((), np.int64)}

    def _move(self, p: Floats, g: Floats, memory: Memory, rate: float) -> None:
        memory["steps"] += 1
        (b1, b2), steps = self.betas, int(memory["steps"])
        m, s = memory["mean"], memory["square"]
        m += (1 - b1) * (g - m)
        s *= b2
        s += (1 - b2) * g * g
        denominator = np.sqrt(s) * (1 / sqrt(1 - b2**steps)) + self.eps
        p -= rate / (1 - b1**steps) * (m / denominator)


@dataclass(frozen=True)
class AdamW(Adam):
    """Adam with decoupled weight decay: applied to the parameters, not through the gradient.

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
        """Update `parameters` and `memory` in place, with learning rate ``lr * factor``."""
        parameters *= 1 - self.lr * factor * self.weight_decay
        self._move(parameters, gradients, memory, self.lr * factor)
