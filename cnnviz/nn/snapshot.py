"""A moment of a run, as plain data: it can be kept, sent to another process, and gone back to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.nn.layers.layer import Floats
from cnnviz.nn.optim import Memory, Optimizer
from cnnviz.nn.schedule import Schedule


@dataclass(frozen=True, eq=False)
class Snapshot:
    """Everything `Run.restore` needs to go on as if nothing had happened since.

    Attributes
    ----------
    state : dict of ndarray
        Parameters and buffers, by name.
    optimizer, memory, schedule
        The optimiser's settings, what it remembers, and what its learning rate follows.
    batch_size : int
    frozen : ndarray of bool
        Which parameters do not move.
    steps, samples : int
        So far.
    random, shuffled : dict
        The generator's state now, and when the images were last shuffled.
    epochs, position : int
        Rounds through the data that are over; images used of the one that is not.
    history : int
        How many rows the history kept.
    """

    state: dict[str, Floats]
    optimizer: Optimizer
    memory: Memory
    schedule: Schedule
    batch_size: int
    frozen: NDArray[np.bool_]
    steps: int
    samples: int
    random: Mapping[str, Any]
    shuffled: Mapping[str, Any]
    epochs: int
    position: int
    history: int

    @property
    def nbytes(self) -> int:
        """How much memory its arrays take."""
        return sum(a.nbytes for a in [*self.state.values(), *self.memory.values(), self.frozen])
