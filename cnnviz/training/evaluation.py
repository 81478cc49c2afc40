"""How well a network does on the images held back, a few at a time: nobody waits for all."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cnnviz import nn

AT_ONCE = 128  # images judged between two looks at the clock
WORST = 12  # mistakes shown
CELL = 24  # images of a cell of the confusion matrix shown
EVERY = 0.03, 0.25  # seconds between two verdicts while it trains: at first, and later
SHARE = 0.2  # of the time, at the most, that goes into them


@dataclass(frozen=True, eq=False)
class Evaluation:
    """What the images held back say.

    Attributes
    ----------
    id : int
        Rises with every verdict.
    step : int
        Of the run.
    loss, accuracy : float
    confusion : ndarray of shape (K, K), int32
        How many images of class `row` were taken for class `col`.
    predictions : ndarray of shape (N,)
    worst, sure : ndarray of shape (M,)
        Which images the network is most sure about, and wrong; its probabilities.
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
        """Find images of class `row` that were taken for class `col`."""
        return np.flatnonzero((labels == row) & (self.predictions == col))[:CELL]


class Evaluator:
    """Judges a run whenever it is time, in slices.

    Attributes
    ----------
    verdict : Evaluation or None
        The last one.
    """

    def __init__(self) -> None:
        self.verdict: Evaluation | None = None
        self._parts: Iterator[nn.DataScore] | None = None
        self._scores: list[nn.DataScore] = []
        self._last_id, self._spent, self._next = 0, 0.0, 0.0

    @property
    def busy(self) -> bool:
        """Tell whether a verdict is being found."""
        return self._parts is not None

    def begin(self, run: nn.Trainer) -> None:
        """Start, from the run as it stands; it must not change until `stop` or the verdict."""
        self._parts, self._scores, self._spent = scores(run), [], 0.0

    def stop(self) -> None:
        """Leave it: the run is about to change."""
        self._parts = None

    def is_time(self, now: float) -> bool:
        """Tell whether the last verdict is old enough for another."""
        return now >= self._next

    def work(self, run: nn.Trainer, end: float, trained: float) -> Evaluation | None:
        """Go on until `end`; return the verdict when it is found.

        Parameters
        ----------
        run : Run
        end : float
            On `time.perf_counter`.
        trained : float
            Seconds the run has learned for: young networks are judged more often.
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
        usual = float(np.clip(trained / 10, *EVERY))
        self._next = now + max(usual, self._spent / SHARE)
        self._last_id += 1
        self.verdict = summed(self._last_id, run.steps, self._scores, run.data.y_val)
        return self.verdict


def scores(run: nn.Trainer) -> Iterator[nn.DataScore]:
    """Judge some images, and some more."""
    images, labels = run.data.x_val, run.data.y_val
    for start in range(0, len(images), AT_ONCE):
        some = slice(start, start + AT_ONCE)
        with np.errstate(all="ignore"):
            found = nn.score_network(run.net, images[some], labels[some], run.loss)
        yield found


def summed(id: int, step: int, parts: list[nn.DataScore], labels: NDArray[np.intp]) -> Evaluation:
    """Put the parts together."""
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
