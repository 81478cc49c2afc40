"""Training of a network, step by step, with settings that can change and snapshots to restore."""

import time
from collections.abc import Sequence
from dataclasses import replace
from math import isfinite
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnviz.geometry import ShapeError
from cnnviz.nn.data import Data, DataScore, score_network
from cnnviz.nn.frozen import FrozenParameters, parameter_cells
from cnnviz.nn.history import History
from cnnviz.nn.layers import Layer
from cnnviz.nn.loss import LOSSES, LossName
from cnnviz.nn.optim import SGD, Memory, Optimizer
from cnnviz.nn.parallel import ParallelTrainer
from cnnviz.nn.sampler import BatchSampler
from cnnviz.nn.schedule import Schedule, constant
from cnnviz.nn.sequential import Init, Sequential
from cnnviz.nn.snapshot import Snapshot

GOOD_EVERY = 50  # steps between two automatic snapshots


class StepResult(NamedTuple):
    """Loss and accuracy of one training batch, before the update.

    Attributes
    ----------
    loss, accuracy : float
        The mean loss of the batch, and the fraction of correct predictions, 0 to 1.
    """

    loss: float
    accuracy: float


class Diverged(Exception):
    """The loss has become NaN or infinite.

    Attributes
    ----------
    snapshot : Snapshot
        The last automatic one with a finite loss, also in `Trainer.good`.
    """

    def __init__(self, message: str, snapshot: Snapshot) -> None:
        super().__init__(message)
        self.snapshot = snapshot


class Trainer:
    """Trains a network on data; holds the network, the optimiser, the schedule and the history.

    Parameters
    ----------
    layers : sequence of Layer
    data : Data
    loss : {"cross_entropy", "total_error", "hinge"}
        "total_error" is the squared error of the probabilities.
    optimizer : Optimizer
    batch_size : int
        Images a step. An incomplete last batch of an epoch is dropped; a batch size larger than
        the data means all of it.
    seed : int
        Of the generator for initial weights, shuffling and dropout: the same seed repeats a
        training bit for bit.
    schedule : callable
        Maps the step, counted from 0, to a factor of the learning rate.
    init : {"he", "glorot"}
        See `Sequential`.

    Attributes
    ----------
    net : Sequential
    frozen : FrozenParameters
    history : History
    steps, samples : int
        Batches and images trained on.
    good : Snapshot
        A recent snapshot with a finite loss.

    Raises
    ------
    ShapeError
        When an image cannot pass a layer, or the number of scores differs from that of classes.

    Examples
    --------
    >>> from cnnviz.nn import Flatten, Linear
    >>> x, y = np.array([[[[0.0, 1]]], [[[1, 0]]]]), np.array([0, 1])
    >>> data = Data(x, y, x, y, ("right", "left"))
    >>> trainer = Trainer([Flatten(), Linear(2)], data, optimizer=SGD(1.0))
    >>> trainer.train_for(0.01) > 0, trainer.validate().accuracy
    (True, 1.0)
    """

    def __init__(
        self,
        layers: Sequence[Layer],
        data: Data,
        *,
        loss: LossName = "cross_entropy",
        optimizer: Optimizer = SGD(0.1),  # noqa: B008  settings that never change
        batch_size: int = 32,
        seed: int = 0,
        schedule: Schedule = constant,
        init: Init = "he",
    ) -> None:
        if loss not in LOSSES:
            raise ValueError(f"the loss is one of {', '.join(LOSSES)}, not {loss!r}")
        self.data, self.loss, self.seed, self.init = data, loss, seed, init
        self.optimizer, self.schedule, self.batch_size = optimizer, schedule, batch_size
        self.rng = np.random.default_rng(seed)
        self.net = Sequential(layers, data.x_train.shape[1:], self.rng, init)
        if self.net.output_shape != (data.count,):
            raise ShapeError(
                f"the network ends in {self.net.output_shape}, the data has {data.count} classes: "
                f"end it with Flatten and Linear({data.count})"
            )
        self.sampler = BatchSampler(len(data.x_train), self.rng)
        self.frozen = FrozenParameters(self.net)
        self._parallel: ParallelTrainer | None = None
        self.memory: Memory = {}
        self.history = History()
        self.steps = self.samples = 0
        self.set(optimizer=optimizer, batch_size=batch_size, schedule=schedule)
        self.good = self.snapshot()

    @property
    def epochs(self) -> int:
        """Number of epochs completed."""
        return self.sampler.rounds

    def step(self) -> StepResult:
        """Train on one batch.

        Raises
        ------
        Diverged
            When the loss is NaN or infinite; to go on, `restore` the snapshot it carries.
        """
        with ignore_overflow():
            return self._step()

    def epoch(self) -> StepResult:
        """Train to the end of this epoch; return the mean loss and accuracy of its batches."""
        begun, results = self.epochs, []
        with ignore_overflow():
            while self.epochs == begun:
                results.append(self._step())
        return StepResult(*np.mean(results, axis=0).tolist())

    def train_for(self, seconds: float) -> int:
        """Train for so many seconds, at least one step; return the number of steps."""
        end, first = time.perf_counter() + seconds, self.steps
        with ignore_overflow():
            self._step()
            while time.perf_counter() < end:
                self._step()
        return self.steps - first

    def validate(self) -> DataScore:
        """Evaluate the network on the validation images, and add the result to the history."""
        data = self.data
        with ignore_overflow():
            found = score_network(self.net, data.x_val, data.y_val, self.loss)
        self.history.judged(self.steps, found.loss, found.accuracy)
        return found

    def gradient_sizes(self) -> dict[int, float]:
        """Return the mean of ``|g|`` of the last gradients, by layer, counted from 0."""
        layers: dict[int, list[NDArray]] = {}
        for name, gradient in self.net.gradients().items():
            layers.setdefault(int(name.split(".")[0]), []).append(np.abs(gradient).ravel())
        return {layer: float(np.concatenate(parts).mean()) for layer, parts in layers.items()}

    def set(
        self,
        *,
        lr: float | None = None,
        batch_size: int | None = None,
        optimizer: Optimizer | None = None,
        schedule: Schedule | None = None,
    ) -> None:
        """Change settings from the next step on.

        An optimiser with other state arrays than the one before starts with a new state.
        """
        chosen = optimizer or self.optimizer
        if lr is not None:
            chosen = replace(chosen, lr=lr)
        if not (isfinite(chosen.lr) and chosen.lr >= 0):
            raise ValueError(f"a learning rate is a number from 0 up, not {chosen.lr}")
        if batch_size is not None and batch_size < 1:
            raise ValueError(f"a batch has at least 1 image, not {batch_size}")
        fresh = chosen.start(self.net.flat)
        if self.memory.keys() != fresh.keys():
            self.memory = fresh
        self.optimizer = chosen
        self.schedule = schedule or self.schedule
        self.batch_size = batch_size or self.batch_size

    def put(self, name: str, index: Any, values: ArrayLike) -> None:
        """Write values into a parameter: ``put("0.weight", 2, sobel)`` fills filter 2.

        Values are broadcast: a kernel (KH, KW) is written to every channel.
        """
        cells = parameter_cells(self.net.parameters(), name, index)
        values = np.asarray(values, np.float32)
        try:
            cells[...] = values
        except ValueError:
            raise ShapeError(
                f"{values.shape} does not fit {name}, index {index}: {cells.shape}"
            ) from None

    def freeze(self, name: str, index: Any = None) -> None:
        """Freeze a parameter, or only the filter `index` of it."""
        self.frozen.put(name, index, True)

    def thaw(self, name: str, index: Any = None) -> None:
        """Unfreeze it."""
        self.frozen.put(name, index, False)

    def snapshot(self) -> Snapshot:
        """Return a snapshot of the current state."""
        return Snapshot(
            state=self.net.state(),
            optimizer=self.optimizer,
            memory={name: array.copy() for name, array in self.memory.items()},
            schedule=self.schedule,
            batch_size=self.batch_size,
            frozen=self.frozen.marks.copy(),
            steps=self.steps,
            samples=self.samples,
            random=self.rng.bit_generator.state,
            shuffled=self.sampler.shuffled,
            epochs=self.sampler.rounds,
            position=self.sampler.position,
            history=len(self.history),
        )

    def restore(self, snapshot: Snapshot) -> None:
        """Restore a snapshot of this trainer, or of one with the same layers and data.

        The history after it is dropped; training continues from it bit for bit as it did then.
        """
        self.net.load(snapshot.state)
        self.net.flat_gradients[...] = 0
        self.optimizer, self.schedule = snapshot.optimizer, snapshot.schedule
        self.memory = {name: array.copy() for name, array in snapshot.memory.items()}
        self.batch_size = snapshot.batch_size
        self.frozen.take(snapshot.frozen)
        self.steps, self.samples = snapshot.steps, snapshot.samples
        self.sampler.back_to(snapshot.epochs, snapshot.position, snapshot.shuffled)
        self.rng.bit_generator.state = snapshot.random
        self.history.rewind(snapshot.steps)
        self.good = snapshot

    def branch(self) -> "Trainer":
        """Return a second trainer that continues from here, independent of this one."""
        copied = Trainer(self.net.layers, self.data, loss=self.loss, seed=self.seed, init=self.init)
        copied.restore(self.snapshot())
        copied.history, copied.good = self.history.copy(), self.good
        return copied

    def _step(self) -> StepResult:
        """Take a snapshot every `GOOD_EVERY` steps, train on one batch, add it to the history."""
        before = self.snapshot() if self.steps % GOOD_EVERY == 0 else self.good
        result = self._learn()
        self.good = before
        self.steps += 1
        self.history.learned(self.steps, *result)
        return result

    def _learn(self) -> StepResult:
        """Forward, loss, backward, update."""
        indices = self.sampler.deal(self.batch_size)
        if self._parallel is None or self._parallel.batch != len(indices):
            self._parallel = ParallelTrainer(self.net, len(indices))
        loss, right = self._parallel.learn(self.data, indices, self.loss)
        if not isfinite(loss):
            raise self._diverged(loss)
        with self.frozen.still(self.net):
            net, factor = self.net, self.schedule(self.steps)
            self.optimizer.move(net.flat, net.flat_gradients, self.memory, factor)
        self.samples += len(indices)
        return StepResult(loss, right / len(indices))

    def _diverged(self, loss: float) -> Diverged:
        last = f"{self.history.loss[-1]:.3g}" if len(self.history) else "unknown"
        return Diverged(
            f"at step {self.steps + 1} the loss became {loss}; before, it was {last}, with a "
            f"learning rate of {self.optimizer.lr}",
            self.good,
        )


def ignore_overflow() -> np.errstate:
    """Suppress NumPy's overflow warnings: a loss that is not finite raises `Diverged`."""
    return np.errstate(over="ignore", invalid="ignore", divide="ignore")
