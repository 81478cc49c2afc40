"""A snapshot (checkpoint) of a training as plain data that can be pickled and restored."""

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
    """Everything `Trainer.restore` needs to continue bit for bit from here.

    Attributes
    ----------
    state : dict of ndarray
        Parameters and buffers, by name.
    optimizer, memory, schedule
        The optimiser's settings, its state arrays, and the learning rate schedule.
    batch_size : int
    frozen : ndarray of bool
        Which parameters are frozen.
    steps, samples : int
        Batches and images trained on so far.
    random, shuffled : dict
        The generator's state now, and just before the last shuffle.
    epochs, position : int
        Epochs completed; images used in the current one.
    history : int
        Number of rows in the history.
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
        """Size of its arrays in bytes."""
        return sum(a.nbytes for a in [*self.state.values(), *self.memory.values(), self.frozen])
