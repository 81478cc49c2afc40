"""The slow, obvious way: one cell after another."""

import math

import numpy as np


def each(x, function):
    y = np.zeros(x.shape)
    for cell in np.ndindex(x.shape):
        y[cell] = function(float(x[cell]))
    return y


def relu(x):
    return each(x, lambda value: value if value > 0 else 0)


def leaky_relu(x, negative_slope=0.01):
    return each(x, lambda value: value if value > 0 else value * negative_slope)


def elu(x, alpha=1.0):
    return each(x, lambda value: value if value > 0 else alpha * math.expm1(value))


def logistic(value):
    """math.exp refuses what is too large for it: the answer is 0 or 1 long before."""
    return 0 if value < -700 else 1 / (1 + math.exp(-value))


def sigmoid(x):
    return each(x, logistic)


def tanh(x):
    return each(x, math.tanh)


def gelu(x, approximate="none"):
    def exact(value):
        return value * math.erfc(-value / math.sqrt(2)) / 2

    def nearly(value):
        """(1 + tanh(t)) / 2 is logistic(2 t), without the digits that 1 + tanh(t) loses."""
        return value * logistic(2 * math.sqrt(2 / math.pi) * (value + 0.044715 * value**3))

    return each(x, exact if approximate == "none" else nearly)


def softplus(x, beta=1, threshold=20):
    def bend(value):
        if beta * value > threshold:
            return value
        return math.log1p(math.exp(beta * value)) / beta

    return each(x, bend)
