"""When a loss is no longer one to learn from."""

import math

from cnnviz import nn

JUMP = 1000.0  # times the usual loss: one batch is enough
GROWN, GROWN_FOR = 10.0, 10  # times the usual loss, for so many batches in a row


class Alarm:
    """Looks at the loss of a run after every slice.

    Parameters
    ----------
    classes : int
        How many there are; a guess among them has loss ``log(classes)``.
    """

    def __init__(self, classes: int) -> None:
        self._guess = math.log(classes)
        self._seen = 0

    def back_to(self, step: int) -> None:
        """Forget what came after a step."""
        self._seen = step

    def bears(self, run: nn.Run, loss: float) -> bool:
        """Tell whether a network with this loss is one to go back to."""
        return loss < GROWN * self._usual(run)

    def found(self, run: nn.Run) -> str:
        """Say so when the loss has made a huge jump, or stays far above where it began."""
        step, loss, usual = run.history.step, run.history.loss, self._usual(run)
        jumps = (loss > JUMP * usual) & (step > self._seen)
        self._seen = run.steps
        if jumps.any():
            at = int(jumps.argmax())
            return f"At step {step[at]:,} the loss jumped to {loss[at]:,.0f}"
        lately = loss[-GROWN_FOR:]
        if len(lately) == GROWN_FOR and lately.min() > GROWN * usual:
            return f"At step {run.steps:,} the loss has grown to {lately[-1]:,.0f}"
        return ""

    def _usual(self, run: nn.Run) -> float:
        """Take the first loss, or that of a guess if it is more."""
        return max([self._guess, *run.history.loss[:1]])
