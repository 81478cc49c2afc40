"""The order in which images are learned from: shuffled like cards, dealt, shuffled again."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray


class BatchSampler:
    """Deals the numbers 0 to `count` - 1, in a new order every round.

    Parameters
    ----------
    count : int
    rng : numpy.random.Generator
        Also used by others between two shuffles.

    Attributes
    ----------
    rounds, position : int
        Rounds that are over, and cards dealt of the one that is not.
    shuffled : dict
        The generator's state just before the last shuffle: the order can be had again from it.

    Examples
    --------
    >>> deck = BatchSampler(5, np.random.default_rng(0))
    >>> deck.deal(2), deck.deal(2), deck.rounds
    (array([2, 4]), array([3, 0]), 1)
    """

    def __init__(self, count: int, rng: np.random.Generator) -> None:
        self.count, self.rng, self.rounds = count, rng, 0
        self._shuffle()

    def deal(self, size: int) -> NDArray[np.intp]:
        """Deal `size` cards, or all if there are fewer; shuffle when the rest is too small."""
        size = min(size, self.count)
        if self.position + size > self.count:  # only where `size` has just grown
            self._turn()
        cards = self.order[self.position : self.position + size]
        self.position += size
        if self.position + size > self.count:
            self._turn()
        return cards

    def back_to(self, rounds: int, position: int, shuffled: Mapping[str, Any]) -> None:
        """Take an earlier order, and the place in it; the generator is left as it is."""
        now = self.rng.bit_generator.state
        self.rng.bit_generator.state = shuffled
        self._shuffle()
        self.rng.bit_generator.state = now
        self.rounds, self.position = rounds, position

    def _turn(self) -> None:
        self.rounds += 1
        self._shuffle()

    def _shuffle(self) -> None:
        self.shuffled = self.rng.bit_generator.state
        self.order, self.position = self.rng.permutation(self.count), 0
