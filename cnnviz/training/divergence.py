"""When a network is no longer one that learns."""

import math

import numpy as np

from cnnviz import nn
from cnnviz.text import format_percent

JUMP = 1000.0  # times the usual loss: one batch is enough
GROWN, GROWN_FOR = 10.0, 10  # times the usual loss, for so many batches in a row
LATELY = 50  # batches, or looks, before a network counts as lost
LEARNED, GUESSING = 0.7, 0.03  # of the way from guessing one class to all right


class DivergenceDetector:
    """Looks at a run after every slice.

    Parameters
    ----------
    data : Data
        Says how far one gets by guessing: always the same class, with loss ``log(classes)``.

    Attributes
    ----------
    good : int
        After `found`: the last step that is worth going back to.
    """

    def __init__(self, data: nn.Data) -> None:
        self._guess = math.log(data.count)
        self._share = float(np.bincount(data.y_train).max() / len(data.y_train))
        self.good = self._seen = self._since = self._still = self._looks = 0

    def back_to(self, step: int) -> None:
        """Forget what came after a step."""
        self._seen, self._looks = step, 0
        self._since = self._since if self._since < step else 0

    def anew(self, step: int) -> None:
        """Expect nothing of what was learned up to a step: the reader has changed the weights."""
        self._since, self._looks = step, 0

    def bears(self, run: nn.Trainer, loss: float) -> bool:
        """Tell whether a network with this loss is one to go back to."""
        return loss < GROWN * self._usual(run)

    def found(self, run: nn.Trainer) -> str:
        """Say so when the loss has exploded, or the network has stopped learning."""
        said = self._exploded(run) or self._dead(run) or self._lost(run)
        self._seen = run.steps
        return said

    def blew_up(self, run: nn.Trainer) -> None:
        """Note the last step before the loss was far above where it began.

        The loss of a batch is that of the weights one step earlier.
        """
        fine = run.history.step[run.history.loss < GROWN * self._usual(run)]
        self.good = int(fine[-1]) - 1 if len(fine) else 0

    def _exploded(self, run: nn.Trainer) -> str:
        """One huge jump, or a loss that stays far above where it began."""
        step, loss, usual = run.history.step, run.history.loss, self._usual(run)
        self.blew_up(run)
        jumps = (loss > JUMP * usual) & (step > self._seen)
        if jumps.any():
            at = int(jumps.argmax())
            return f"At step {step[at]:,} the loss jumped to {loss[at]:,.0f}"
        lately = loss[-GROWN_FOR:]
        if len(lately) == GROWN_FOR and lately.min() > GROWN * usual:
            return f"At step {run.steps:,} the loss has grown to {lately[-1]:,.0f}"
        return ""

    def _dead(self, run: nn.Trainer) -> str:
        """No gradient reaches the first weights that may move, and it is no better than a guess.

        A network that has everything right has no gradient either.
        """
        if gradient_reaches_start(run):
            self._looks = 0
            return ""
        if not self._looks:
            self._still = run.steps
        self._looks += 1
        right = run.history.accuracy[-LATELY:].mean()
        if self._looks < LATELY or right > self._level(0.5):
            return ""
        self.good = min(self._still, last_good_step(run.history)) - 1
        return (
            f"Since step {self._still:,} no gradient has reached the first weights: whatever the "
            f"image, the network says the same, and {format_percent(right)} are right"
        )

    def _lost(self, run: nn.Trainer) -> str:
        """Having learned, for a while now it has been guessing."""
        rows = run.history.step > self._since
        right = run.history.accuracy[rows]
        if len(right) < 2 * LATELY or right[-LATELY:].mean() > self._level(GUESSING):
            return ""
        best = float(np.convolve(right, np.full(LATELY, 1 / LATELY), "valid").max())
        if best < self._level(LEARNED):
            return ""
        self.good = last_good_step(run.history) - 1
        return (
            f"Since step {run.history.step[-LATELY]:,} the network, which had "
            f"{format_percent(best)} right, only guesses: "
            f"{format_percent(right[-LATELY:].mean())} are right"
        )

    def _level(self, way: float) -> float:
        """Go some of the way from guessing one class to all right."""
        return self._share + way * (1 - self._share)

    def _usual(self, run: nn.Trainer) -> float:
        """Take the first loss, or that of a guess if it is more."""
        return max([self._guess, *run.history.loss[:1]])


def last_good_step(history: nn.History) -> int:
    """Find the last step before all went wrong: up to it, more was right than on average.

    Summed up, what the batches had more right than their mean is most at that step [1]_.

    References
    ----------
    .. [1] Page (1954), Continuous inspection schemes, Biometrika 41: the CUSUM.

    Examples
    --------
    >>> history = nn.History()
    >>> for step, right in enumerate([0.1, 0.6, 0.9, 0.8, 0.2, 0.1], start=1):
    ...     history.learned(step, 1.0, right)
    >>> last_good_step(history)
    4
    """
    right = history.accuracy
    return int(history.step[np.cumsum(right - right.mean()).argmax()])


def gradient_reaches_start(run: nn.Trainer) -> bool:
    """Tell whether a gradient has reached the first weights that may move."""
    start = 0
    for name, gradient in run.net.gradients().items():
        marks = run.frozen.marks[start : start + gradient.size]
        start += gradient.size
        if name.endswith("weight") and not marks.all():
            return bool(gradient.any())
    return True
