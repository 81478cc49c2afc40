"""A run: a network that learns from data, step by step, and can be stopped, steered, taken back."""

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

GOOD_EVERY = 50  # steps between two snapshots kept against divergence


class StepResult(NamedTuple):
    """What one batch gave before the parameters moved.

    Attributes
    ----------
    loss, accuracy : float
        The mean loss of the batch, and the share of right answers from 0 to 1.
    """

    loss: float
    accuracy: float


class Diverged(Exception):
    """The loss is no number any more.

    Attributes
    ----------
    snapshot : Snapshot
        The last one kept whose loss was a number, also in `Trainer.good`.
    """

    def __init__(self, message: str, snapshot: Snapshot) -> None:
        super().__init__(message)
        self.snapshot = snapshot


class Trainer:
    """A network, the data it learns from, and everything that decides the next step.

    Parameters
    ----------
    layers : sequence of Layer
    data : Data
    loss : {"cross_entropy", "total_error", "hinge"}
        The squared error is taken of the probabilities.
    optimizer : Optimizer
    batch_size : int
        Images a step. What does not fill a batch at the end of an epoch waits for the next
        shuffle; a batch larger than the data is the data.
    seed : int
        One generator draws first weights, shuffles and dropout: a seed repeats a run bit for
        bit.
    schedule : callable
        From the step, counted from 0, to what the learning rate is multiplied with.
    init : {"he", "glorot"}
        See `Sequential`.

    Attributes
    ----------
    net : Sequential
    frozen : FrozenParameters
    history : History
    steps, samples : int
        Batches and images learned from.
    good : Snapshot
        A recent moment whose loss was a number.

    Raises
    ------
    ShapeError
        When an image cannot pass a layer, or the scores are not one a class.

    Examples
    --------
    >>> from cnnviz.nn import Flatten, Linear
    >>> x, y = np.array([[[[0.0, 1]]], [[[1, 0]]]]), np.array([0, 1])
    >>> data = Data(x, y, x, y, ("right", "left"))
    >>> run = Trainer([Flatten(), Linear(2)], data, optimizer=SGD(1.0))
    >>> run.train_for(0.01) > 0, run.validate().accuracy
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
        self._crew: ParallelTrainer | None = None
        self.memory: Memory = {}
        self.history = History()
        self.steps = self.samples = 0
        self.set(optimizer=optimizer, batch_size=batch_size, schedule=schedule)
        self.good = self.snapshot()

    @property
    def epochs(self) -> int:
        """Rounds through the data that are over."""
        return self.sampler.rounds

    def step(self) -> StepResult:
        """Learn from one batch.

        Raises
        ------
        Diverged
            When the loss is NaN or infinite; `restore` the snapshot it carries to go on.
        """
        with ignore_overflow():
            return self._step()

    def epoch(self) -> StepResult:
        """Learn from what is left of this round through the data; return the means."""
        begun, results = self.epochs, []
        with ignore_overflow():
            while self.epochs == begun:
                results.append(self._step())
        return StepResult(*np.mean(results, axis=0).tolist())

    def train_for(self, seconds: float) -> int:
        """Learn until the time is over, at least one step; return how many."""
        end, first = time.perf_counter() + seconds, self.steps
        with ignore_overflow():
            self._step()
            while time.perf_counter() < end:
                self._step()
        return self.steps - first

    def validate(self) -> DataScore:
        """Judge the network by the images it does not learn from, and note that."""
        data = self.data
        with ignore_overflow():
            found = score_network(self.net, data.x_val, data.y_val, self.loss)
        self.history.judged(self.steps, found.loss, found.accuracy)
        return found

    def gradient_sizes(self) -> dict[int, float]:
        """Say how large the last gradients were: the mean of ``|g|``, by layer, counted from 0."""
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
        """Change what steers the run, from the next step on.

        An optimiser that remembers other things than the one before starts without memory.
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

        Values spread over what they lack: a kernel (KH, KW) goes to every channel.
        """
        place = parameter_cells(self.net.parameters(), name, index)
        values = np.asarray(values, np.float32)
        try:
            place[...] = values
        except ValueError:
            raise ShapeError(
                f"{values.shape} does not fit {name}, index {index}: {place.shape}"
            ) from None

    def freeze(self, name: str, index: Any = None) -> None:
        """Stop a parameter, or only the filter `index` of it, from moving."""
        self.frozen.put(name, index, True)

    def thaw(self, name: str, index: Any = None) -> None:
        """Let it move again."""
        self.frozen.put(name, index, False)

    def snapshot(self) -> Snapshot:
        """Keep this moment."""
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
        """Go back to a moment, of this run or of one like it, and forget what came after.

        What follows is, bit for bit, what followed then.
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
        """Make a second run that goes on from here, on its own."""
        twin = Trainer(self.net.layers, self.data, loss=self.loss, seed=self.seed, init=self.init)
        twin.restore(self.snapshot())
        twin.history, twin.good = self.history.copy(), self.good
        return twin

    def _step(self) -> StepResult:
        """Keep a snapshot now and then, learn from one batch, note what it gave."""
        before = self.snapshot() if self.steps % GOOD_EVERY == 0 else self.good
        result = self._learn()
        self.good = before
        self.steps += 1
        self.history.learned(self.steps, *result)
        return result

    def _learn(self) -> StepResult:
        """Forward, loss, backward, update."""
        cards = self.sampler.deal(self.batch_size)
        if self._crew is None or self._crew.batch != len(cards):
            self._crew = ParallelTrainer(self.net, len(cards))
        loss, right = self._crew.learn(self.data, cards, self.loss)
        if not isfinite(loss):
            raise self._diverged(loss)
        with self.frozen.still(self.net):
            net, factor = self.net, self.schedule(self.steps)
            self.optimizer.move(net.flat, net.flat_gradients, self.memory, factor)
        self.samples += len(cards)
        return StepResult(loss, right / len(cards))

    def _diverged(self, loss: float) -> Diverged:
        last = f"{self.history.loss[-1]:.3g}" if len(self.history) else "unknown"
        return Diverged(
            f"at step {self.steps + 1} the loss became {loss}; before, it was {last}, with a "
            f"learning rate of {self.optimizer.lr}",
            self.good,
        )


def ignore_overflow() -> np.errstate:
    """Let numbers overflow without a warning: the loss tells."""
    return np.errstate(over="ignore", invalid="ignore", divide="ignore")
