"""One course at work: a run, the state it is in, and what it does with a slice of time."""

import math
import time
from collections.abc import Callable, Hashable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz import nn
from cnnviz.contracts.training import RunState
from cnnviz.images.drawing import InkBox, measure_ink
from cnnviz.training.default_image import default_image
from cnnviz.training.divergence import DivergenceDetector
from cnnviz.training.evaluation import Evaluator
from cnnviz.training.layers import describe_layers
from cnnviz.training.spec import Spec
from cnnviz.training.throttle import Throttle, Throughput
from cnnviz.training.timeline import Timeline

SHOWN = 64  # filters of the first layer, at the most
ADVICE = "Go back, or reset, and take a smaller learning rate."


class Engine:
    """A run that is watched and steered.

    Attributes
    ----------
    state : {"paused", "playing", "stopped"}
    why, note : str or None
        Why it stopped; why the last command was not followed.
    until : int or None
        Pause when so many epochs are over.
    wanted, fresh : bool
        Somebody waits for a frame; somebody who has seen none.
    version : int
        Rises with everything that changes what a frame would show.
    judged, kept : bool
        This very moment has a verdict; is on the time line.
    future : History or None
        After going back: what had happened then, until the run goes on.
    other : (int, History) or None
        The step a branch left the other run at, and that run.
    good : int
        When it has stopped: the last step worth going back to.
    """

    def __init__(self, spec: Spec, data: nn.Data, where: str = "process") -> None:
        self.data, self.where = data, where
        self.wanted = self.fresh = False
        self.version = self.frames = 0
        self.has: dict[str, Hashable] = {}  # what the reader has been sent already
        self.looked = default_image(data)
        self.cell: tuple[int, int] | None = None
        self.drawn: NDArray[np.float32] | None = None
        self.evaluator, self.throttle, self.rate = Evaluator(), Throttle(), Throughput()
        self.divergence = DivergenceDetector(data)
        self.note: str | None = None
        self.timeline = Timeline()
        self._habit: InkBox | None = None
        self.begin(spec)

    def begin(self, spec: Spec) -> None:
        """Start from random weights."""
        self.spec, self.run = spec, spec.build(self.data)
        self.layers = describe_layers(self.run.net)
        convolutions = (layer["learns"] and layer["kind"] == "Conv2d" for layer in self.layers)
        self.first = next((at for at, found in enumerate(convolutions) if found), None)
        self.timeline.drop_from(0)
        self.other: tuple[int, nn.History] | None = None
        self.future: nn.History | None = None
        self.trained = 0.0  # seconds
        self.good = 0
        self.divergence.back_to(0)
        self._be("paused")
        self.changed()
        self._keep(None)

    @property
    def habit(self) -> InkBox:
        """How the data's own pictures lie; looked at when somebody first draws."""
        self._habit = self._habit or measure_ink(self.data.x_train)
        return self._habit

    @property
    def filters(self) -> NDArray[np.float32] | None:
        """The first convolution's filters (F, C, KH, KW), if there is one."""
        return None if self.first is None else self.run.net.parameters()[f"{self.first}.weight"]

    def due(self, now: float) -> float:
        """Say in how many seconds there is something to do: infinity when it rests."""
        if self.evaluator.busy:
            return 0.0
        return self.throttle.wait(now) if self.state == "playing" else math.inf

    def train(self, seconds: float) -> None:
        """Use a slice of time: judge what is not judged yet, else learn."""
        end = time.perf_counter() + seconds
        if self.evaluator.busy:
            self._judge(end)
        elif self.state == "playing":
            self._learn(end)

    def go(self, until: int | None = None) -> None:
        """Train until somebody says pause, or so many epochs are over."""
        self._be("playing")
        self.until = until
        self.rate.forget()

    def rest(self) -> None:
        """Pause; what is not judged yet will be."""
        if self.state != "stopped":
            self._be("paused")
            if not self.judged and not self.evaluator.busy:
                self.evaluator.begin(self.run)

    def one_step(self) -> None:
        """Learn from exactly one batch, and rest."""
        self.rest()
        self._go_on()
        self._guarded(self.run.step)
        self.changed()

    def changed(self) -> None:
        """Say that the network has changed: it is another moment, and not judged."""
        self.judged = self.kept = False
        self.evaluator.stop()
        if self.state == "paused":
            self.evaluator.begin(self.run)
        self.version += 1

    def go_back(self, id: int) -> None:
        """Be at an earlier moment, and rest there."""
        moment = self.timeline.find(id)
        self.future = self.future or self.run.history.copy()
        self.run.restore(moment.snapshot)
        self.spec = moment.spec
        self.divergence.back_to(moment.step)
        self._be("paused")
        self.changed()
        self.kept = True

    def stop(self, why: str, good: int | None = None) -> None:
        """Stop for a reason; going back, to `good` or before, or starting again leads out."""
        self.evaluator.stop()
        self.good = self.run.steps if good is None else good
        self._be("stopped", why)

    def _be(self, state: RunState, why: str | None = None) -> None:
        self.state: RunState = state
        self.why, self.note, self.until = why, None, None
        self.version += 1

    def _go_on(self) -> None:
        """Leave the future that was gone back from: there will be another one."""
        if self.future is not None:
            self.timeline.drop_from(self.run.steps + 1)
            self.future = None

    def _learn(self, end: float) -> None:
        """Train until the time is over, the epoch is, or the beat says wait."""
        self._go_on()
        begun = time.perf_counter()
        self.rate.note(self.run.samples, begun)
        if self.throttle.pace is None and self.until is None:
            self._guarded(self.run.train_for, max(end - begun, 0.0))
        else:
            while self.state == "playing" and self.throttle.take():
                self._guarded(self.run.step)
                if self._over() or time.perf_counter() >= end:
                    break
        now = time.perf_counter()
        self.trained += now - begun
        self.rate.note(self.run.samples, now)
        self.judged = self.kept = False
        self.version += 1
        if self._over():
            self.rest()
        elif self.state == "playing" and self.evaluator.is_time(now):
            self.evaluator.begin(self.run)

    def _over(self) -> bool:
        """Tell whether the epoch is over that was asked for."""
        return self.until is not None and self.run.epochs >= self.until

    def _guarded(self, learn: Callable[..., Any], *arguments: float) -> None:
        """Learn, and stop with a sentence when the loss is no number or has exploded."""
        try:
            learn(*arguments)
        except nn.Diverged as diverged:
            text = str(diverged)
            self.divergence.blew_up(self.run)
            return self.stop(f"{text[0].upper()}{text[1:]}. {ADVICE}", self.divergence.good)
        if found := self.divergence.found(self.run):
            rate = f"with a learning rate of {self.run.optimizer.lr:g}"
            self.stop(f"{found}, {rate}. {ADVICE}", self.divergence.good)
        return None

    def _judge(self, end: float) -> None:
        """Go on judging; the verdict goes into the history, its moment onto the time line."""
        verdict = self.evaluator.work(self.run, end, self.trained)
        if verdict is None:
            return
        self.judged = True
        history = self.run.history
        if verdict.step not in history.val_step[-1:]:
            history.judged(verdict.step, verdict.loss, verdict.accuracy)
        if self.kept:
            self.timeline.judged(verdict.step, verdict.accuracy)
        elif self.divergence.bears(self.run, verdict.loss):
            self._keep(verdict.accuracy)
        self.version += 1

    def _keep(self, accuracy: float | None) -> None:
        """Put this moment on the time line."""
        filters = None if self.filters is None else self.filters[:SHOWN].copy()
        self.timeline.keep(self.run.steps, accuracy, self.run.snapshot(), self.spec, filters)
        self.kept = True
