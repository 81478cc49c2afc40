"""Detection of a training that diverges or stops learning."""

import math

import numpy as np

from cnnviz import nn
from cnnviz.text import format_percent

JUMP = 1000.0  # times the initial loss, in a single batch
GROWN, GROWN_FOR = 10.0, 10  # times the initial loss, for so many batches in a row
LATELY = 50  # batches, or calls of `found`, before a network counts as not learning
LEARNED, GUESSING = 0.7, 0.03  # of the way from guessing one class (0) to all correct (1)


class DivergenceDetector:
    """Checks the history of a trainer after every slice of training.

    Parameters
    ----------
    data : Data
        For the baseline: the accuracy of always the same class, and the loss ``log(classes)``.

    Attributes
    ----------
    good : int
        After `found`: the last step to go back to.
    """

    def __init__(self, data: nn.Data) -> None:
        self._guess = math.log(data.count)
        self._share = float(np.bincount(data.y_train).max() / len(data.y_train))
        self.good = self._seen = self._since = self._still = self._looks = 0

    def back_to(self, step: int) -> None:
        """Restart the checks at an earlier step of the same training."""
        self._seen, self._looks = step, 0
        self._since = self._since if self._since < step else 0

    def anew(self, step: int) -> None:
        """Ignore the accuracy reached up to a step, as the weights were changed by hand."""
        self._since, self._looks = step, 0

    def bears(self, run: nn.Trainer, loss: float) -> bool:
        """Tell whether a network with this validation loss is worth a snapshot."""
        return loss < GROWN * self._initial_loss(run)

    def found(self, run: nn.Trainer) -> str:
        """Return a sentence when the loss has exploded or learning has stopped, else ""."""
        message = self._exploded(run) or self._dead(run) or self._lost(run)
        self._seen = run.steps
        return message

    def blew_up(self, run: nn.Trainer) -> None:
        """Set `good` to the last step before the loss was far above the initial one.

        The loss of a batch belongs to the weights one step earlier.
        """
        fine = run.history.step[run.history.loss < GROWN * self._initial_loss(run)]
        self.good = int(fine[-1]) - 1 if len(fine) else 0

    def _exploded(self, run: nn.Trainer) -> str:
        """Check for one large jump of the loss, or a loss that stays far above the initial one."""
        step, loss, initial = run.history.step, run.history.loss, self._initial_loss(run)
        self.blew_up(run)
        jumps = (loss > JUMP * initial) & (step > self._seen)
        if jumps.any():
            at = int(jumps.argmax())
            return f"At step {step[at]:,} the loss jumped to {loss[at]:,.0f}"
        lately = loss[-GROWN_FOR:]
        if len(lately) == GROWN_FOR and lately.min() > GROWN * initial:
            return f"At step {run.steps:,} the loss has grown to {lately[-1]:,.0f}"
        return ""

    def _dead(self, run: nn.Trainer) -> str:
        """Check for a zero gradient at the first weights that are not frozen, at low accuracy.

        At high accuracy the gradient may be zero too.
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
        """Check for accuracy that was high and has been at guessing level for `LATELY` batches."""
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
        """Return the accuracy at `way` from guessing one class (0) to all correct (1)."""
        return self._share + way * (1 - self._share)

    def _initial_loss(self, run: nn.Trainer) -> float:
        """Return the first loss, or that of guessing if it is larger."""
        return max([self._guess, *run.history.loss[:1]])


def last_good_step(history: nn.History) -> int:
    """Return the step where accuracy drops: the maximum of the cumulative sum of deviations.

    The sum of ``accuracy - mean(accuracy)`` up to a step is largest there [1]_.

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
    """Tell whether the gradient of the first weights that are not frozen is nonzero."""
    start = 0
    for name, gradient in run.net.gradients().items():
        marks = run.frozen.marks[start : start + gradient.size]
        start += gradient.size
        if name.endswith("weight") and not marks.all():
            return bool(gradient.any())
    return True
