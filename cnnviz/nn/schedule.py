"""Learning rate schedules: the factor of the learning rate at each step, counted from 0."""

from collections.abc import Callable
from functools import partial
from math import cos, pi

Schedule = Callable[[int], float]


def constant(step: int) -> float:
    """Return 1: the learning rate stays as it is.

    Examples
    --------
    >>> constant(1000)
    1.0
    """
    return 1.0


def step_decay(every: int, factor: float) -> Schedule:
    """Multiply the learning rate by `factor` every `every` steps, as PyTorch's ``StepLR``.

    Examples
    --------
    >>> halve = step_decay(10, 0.5)
    >>> halve(0), halve(9), halve(10), halve(25)
    (1.0, 1.0, 0.5, 0.25)
    """
    if every < 1:
        raise ValueError(f"the rate can fall every 1 step or more, not every {every}")
    return partial(_step_decay, every=every, factor=factor)


def cosine(total: int) -> Schedule:
    """Cosine annealing [1]_: from 1 to 0 in `total` steps, then 0.

    References
    ----------
    .. [1] Loshchilov and Hutter (2017), SGDR, arXiv:1608.03983, equation 5, without restarts.

    Examples
    --------
    >>> fall = cosine(10)
    >>> fall(0), round(fall(5), 6), fall(10), fall(99)
    (1.0, 0.5, 0.0, 0.0)
    """
    if total < 1:
        raise ValueError(f"the rate can fall in 1 step or more, not in {total}")
    return partial(_cosine, total=total)


def _step_decay(step: int, *, every: int, factor: float) -> float:
    return float(factor ** (step // every))


def _cosine(step: int, *, total: int) -> float:
    return (1 + cos(pi * min(step / total, 1))) / 2
