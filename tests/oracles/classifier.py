"""The slow, obvious way: rows of numbers, summed one by one."""

import math

import numpy as np


def flatten(x):
    rows = []
    for image in x:
        row = []
        for plane in image:
            for line in plane:
                for cell in line:
                    row.append(cell)
        rows.append(row)
    return np.array(rows)


def linear(x, weight, bias=None):
    y = np.zeros((len(x), len(weight)))
    for n in range(len(x)):
        for k in range(len(weight)):
            total = 0 if bias is None else bias[k]
            weights = list(np.asarray(weight[k]).flat)
            for d in range(x.shape[1]):
                total += x[n, d] * weights[d]
            y[n, k] = total
    return y


def shares(row, temperature):
    best = max(row)
    powers = [math.exp((score - best) / temperature) for score in row]
    return [power / sum(powers) for power in powers]


def logs(row, temperature):
    """The logarithm of each share: of a tiny one too, which exp would make 0."""
    best = max(row)
    powers = [math.exp((score - best) / temperature) for score in row]
    return [(score - best) / temperature - math.log(sum(powers)) for score in row]


def softmax(x, temperature=1.0):
    return np.array([shares(row, temperature) for row in x])


def log_softmax(x, temperature=1.0):
    return np.array([logs(row, temperature) for row in x])


def right_class(target, n):
    return int(target) if np.ndim(target) == 0 else int(target[n])


def wanted(target, shape, n, d):
    """What number d of row n should have been; a class stands for 1 among zeros."""
    if np.shape(target) == shape:
        return target[n][d]
    return 1 if d == right_class(target, n) else 0


def cross_entropy(x, target):
    total = 0
    for n in range(len(x)):
        log_shares = logs(x[n], 1.0)
        for d in range(x.shape[1]):
            total -= wanted(target, x.shape, n, d) * log_shares[d]
    return total / len(x)


def squares(x, target):
    total = 0
    for n in range(x.shape[0]):
        for d in range(x.shape[1]):
            total += (x[n, d] - wanted(target, x.shape, n, d)) ** 2
    return total


def mse_loss(x, target):
    return squares(x, target) / (x.shape[0] * x.shape[1])


def total_error(x, target):
    return squares(x, target) / 2


def hinge_loss(x, target, margin=1.0):
    total = 0
    for n in range(len(x)):
        right = right_class(target, n)
        for d in range(x.shape[1]):
            if d != right and margin + x[n, d] - x[n, right] > 0:
                total += margin + x[n, d] - x[n, right]
    return total / len(x)
