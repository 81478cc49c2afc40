"""Batch sampler: the indices of the next training batch, shuffled anew every epoch."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray


class BatchSampler:
    """Samples the indices 0 to `count` - 1 without replacement, in a new order every epoch.

    Parameters
    ----------
    count : int
    rng : numpy.random.Generator
        May be used elsewhere between two shuffles.

    Attributes
    ----------
    rounds, position : int
        Epochs completed, and indices returned in the current one.
    shuffled : dict
        The generator's state just before the last shuffle, from which it can be repeated.

    Examples
    --------
    >>> sampler = BatchSampler(5, np.random.default_rng(0))
    >>> sampler.deal(2), sampler.deal(2), sampler.rounds
    (array([2, 4]), array([3, 0]), 1)
    """

    def __init__(self, count: int, rng: np.random.Generator) -> None:
        self.count, self.rng, self.rounds = count, rng, 0
        self._shuffle()

    def deal(self, size: int) -> NDArray[np.intp]:
        """Return the next `size` indices (at most `count`); reshuffle when too few are left."""
        size = min(size, self.count)
        if self.position + size > self.count:  # only where `size` has just grown
            self._next_epoch()
        indices = self.order[self.position : self.position + size]
        self.position += size
        if self.position + size > self.count:
            self._next_epoch()
        return indices

    def back_to(self, rounds: int, position: int, shuffled: Mapping[str, Any]) -> None:
        """Restore an earlier order and position; the state of the generator does not change."""
        now = self.rng.bit_generator.state
        self.rng.bit_generator.state = shuffled
        self._shuffle()
        self.rng.bit_generator.state = now
        self.rounds, self.position = rounds, position

    def _next_epoch(self) -> None:
        self.rounds += 1
        self._shuffle()

    def _shuffle(self) -> None:
        self.shuffled = self.rng.bit_generator.state
        self.order, self.position = self.rng.permutation(self.count), 0
