"""Evaluation on the validation images, a few at a time, so that training is not delayed."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cnnviz import nn

AT_ONCE = 128  # images evaluated between two checks of the time
WORST = 12  # misclassified images shown
CELL = 24  # images shown of a cell of the confusion matrix
EVERY = 0.03, 0.25  # seconds between two evaluations in training: at first, and later
SHARE = 0.2  # of the time, at most, spent on them


@dataclass(frozen=True, eq=False)
class Evaluation:
    """Results on the validation images.

    Attributes
    ----------
    id : int
        Increases with every evaluation.
    step : int
        The trainer's step.
    loss, accuracy : float
    confusion : ndarray of shape (K, K), int32
        Number of images of class `row` predicted as class `col`.
    predictions : ndarray of shape (N,)
    worst, sure : ndarray of shape (M,)
        Indices of misclassified images with the largest probability; those probabilities.
    """

    id: int
    step: int
    loss: float
    accuracy: float
    confusion: NDArray[np.int32]
    predictions: NDArray[np.intp]
    worst: NDArray[np.intp]
    sure: NDArray[np.float32]

    def cell(self, labels: NDArray[np.intp], row: int, col: int) -> NDArray[np.intp]:
        """Return indices of images of class `row` predicted as `col`, at most `CELL`."""
        return np.flatnonzero((labels == row) & (self.predictions == col))[:CELL]


class Evaluator:
    """Evaluates a trainer at intervals, in slices of time.

    Attributes
    ----------
    verdict : Evaluation or None
        The last result.
    """

    def __init__(self) -> None:
        self.verdict: Evaluation | None = None
        self._parts: Iterator[nn.DataScore] | None = None
        self._scores: list[nn.DataScore] = []
        self._last_id, self._spent, self._next = 0, 0.0, 0.0

    @property
    def busy(self) -> bool:
        """Tell whether an evaluation is in progress."""
        return self._parts is not None

    def begin(self, run: nn.Trainer) -> None:
        """Start an evaluation; the trainer must not change until it is complete, or `stop`."""
        self._parts, self._scores, self._spent = scores(run), [], 0.0

    def stop(self) -> None:
        """Cancel the evaluation in progress."""
        self._parts = None

    def is_time(self, now: float) -> bool:
        """Tell whether the next evaluation is due."""
        return now >= self._next

    def work(self, run: nn.Trainer, end: float, trained: float) -> Evaluation | None:
        """Continue until `end`; return the result when it is complete, else None.

        Parameters
        ----------
        run : Trainer
        end : float
            A time of `time.perf_counter`.
        trained : float
            Seconds trained so far: evaluations are more frequent early in training.
        """
        begun = now = time.perf_counter()
        while self._parts is not None and (now < end or now == begun):
            part = next(self._parts, None)
            if part is None:
                self._parts = None
            else:
                self._scores.append(part)
            now = time.perf_counter()
        self._spent += now - begun
        if self.busy:
            return None
        interval = float(np.clip(trained / 10, *EVERY))
        self._next = now + max(interval, self._spent / SHARE)
        self._last_id += 1
        self.verdict = summed(self._last_id, run.steps, self._scores, run.data.y_val)
        return self.verdict


def scores(run: nn.Trainer) -> Iterator[nn.DataScore]:
    """Evaluate the validation images, `AT_ONCE` at a time; yield the result of each part."""
    images, labels = run.data.x_val, run.data.y_val
    for start in range(0, len(images), AT_ONCE):
        some = slice(start, start + AT_ONCE)
        with np.errstate(all="ignore"):
            found = nn.score_network(run.net, images[some], labels[some], run.loss)
        yield found


def summed(id: int, step: int, parts: list[nn.DataScore], labels: NDArray[np.intp]) -> Evaluation:
    """Combine the results of all parts into one evaluation."""
    sizes = [len(part.predictions) for part in parts]
    predictions = np.concatenate([part.predictions for part in parts])
    sure = np.concatenate([part.probabilities for part in parts]).max(axis=1)
    wrong = np.flatnonzero((predictions != labels) & np.isfinite(sure))
    worst = wrong[np.argsort(-sure[wrong], kind="stable")[:WORST]]
    return Evaluation(
        id=id,
        step=step,
        loss=float(np.average([part.loss for part in parts], weights=sizes)),
        accuracy=round(float(np.mean(predictions == labels)), 6),
        confusion=np.sum([part.confusion for part in parts], axis=0, dtype=np.int32),
        predictions=predictions,
        worst=worst,
        sure=sure[worst].astype(np.float32),
    )
