"""The engine of a training session: trains, evaluates and keeps snapshots in slices of time."""

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

SHOWN = 64  # filters of the first convolution, at most
ADVICE = "Go back, or reset, and take a smaller learning rate."


class Engine:
    """A trainer with its state (paused, playing, stopped), evaluation, timeline and view.

    Attributes
    ----------
    state : {"paused", "playing", "stopped"}
    why, note : str or None
        Why it stopped; why the last command was refused.
    until : int or None
        Pause when so many epochs are completed.
    wanted, fresh : bool
        A client waits for a frame; one that has received none yet.
    version : int
        Increases with every change of what a frame shows.
    judged, kept : bool
        The current weights have been evaluated; are on the timeline.
    future : History or None
        After going back: the history before that, until training continues.
    other : (int, History) or None
        The step of the last `branch` command, and the history kept then.
    good : int
        When it has stopped: the last step to go back to.
    """

    def __init__(self, spec: Spec, data: nn.Data, where: str = "process") -> None:
        self.data, self.where = data, where
        self.wanted = self.fresh = False
        self.version = self.frames = 0
        self.has: dict[str, Hashable] = {}  # versions of what the client has been sent
        self.looked = default_image(data)
        self.cell: tuple[int, int] | None = None
        self.drawn: NDArray[np.float32] | None = None
        self.evaluator, self.throttle, self.rate = Evaluator(), Throttle(), Throughput()
        self.divergence = DivergenceDetector(data)
        self.note: str | None = None
        self.timeline = Timeline()
        self._ink: InkBox | None = None
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
        self._set_state("paused")
        self.changed()
        self._keep(None)

    @property
    def habit(self) -> InkBox:
        """Usual position and size of the ink in the images; measured at first use."""
        self._ink = self._ink or measure_ink(self.data.x_train)
        return self._ink

    @property
    def filters(self) -> NDArray[np.float32] | None:
        """Weights (F, C, KH, KW) of the first convolution; None when there is none."""
        return None if self.first is None else self.run.net.parameters()[f"{self.first}.weight"]

    def due(self, now: float) -> float:
        """Return the seconds until there is work to do; infinity when it is idle."""
        if self.evaluator.busy:
            return 0.0
        return self.throttle.wait(now) if self.state == "playing" else math.inf

    def train(self, seconds: float) -> None:
        """Work for so many seconds: continue an evaluation if one is due, else train."""
        end = time.perf_counter() + seconds
        if self.evaluator.busy:
            self._evaluate(end)
        elif self.state == "playing":
            self._train_slice(end)

    def go(self, until: int | None = None) -> None:
        """Start training, until `rest`, or until so many epochs are completed."""
        self._set_state("playing")
        self.until = until
        self.rate.forget()

    def rest(self) -> None:
        """Pause, and evaluate the weights if they have not been."""
        if self.state != "stopped":
            self._set_state("paused")
            if not self.judged and not self.evaluator.busy:
                self.evaluator.begin(self.run)

    def one_step(self) -> None:
        """Pause, and train on exactly one batch."""
        self.rest()
        self._drop_future()
        self._train_guarded(self.run.step)
        self.changed()

    def changed(self) -> None:
        """Note that the weights have changed: they are not evaluated and not on the timeline."""
        self.judged = self.kept = False
        self.evaluator.stop()
        if self.state == "paused":
            self.evaluator.begin(self.run)
        self.version += 1

    def go_back(self, id: int) -> None:
        """Restore the snapshot `id` of the timeline, and pause."""
        moment = self.timeline.find(id)
        self.future = self.future or self.run.history.copy()
        self.run.restore(moment.snapshot)
        self.spec = moment.spec
        self.divergence.back_to(moment.step)
        self._set_state("paused")
        self.changed()
        self.kept = True

    def stop(self, why: str, good: int | None = None) -> None:
        """Stop with a reason; only `go_back` or `begin` start it again.

        `good` is the last step to go back to, by default the current one.
        """
        self.evaluator.stop()
        self.good = self.run.steps if good is None else good
        self._set_state("stopped", why)

    def _set_state(self, state: RunState, why: str | None = None) -> None:
        self.state: RunState = state
        self.why, self.note, self.until = why, None, None
        self.version += 1

    def _drop_future(self) -> None:
        """Drop the history and snapshots after the step that was restored."""
        if self.future is not None:
            self.timeline.drop_from(self.run.steps + 1)
            self.future = None

    def _train_slice(self, end: float) -> None:
        """Train until `end`, the end of the epoch, or as the throttle allows."""
        self._drop_future()
        begun = time.perf_counter()
        self.rate.note(self.run.samples, begun)
        if self.throttle.pace is None and self.until is None:
            self._train_guarded(self.run.train_for, max(end - begun, 0.0))
        else:
            while self.state == "playing" and self.throttle.take():
                self._train_guarded(self.run.step)
                if self._epoch_reached() or time.perf_counter() >= end:
                    break
        now = time.perf_counter()
        self.trained += now - begun
        self.rate.note(self.run.samples, now)
        self.judged = self.kept = False
        self.version += 1
        if self._epoch_reached():
            self.rest()
        elif self.state == "playing" and self.evaluator.is_time(now):
            self.evaluator.begin(self.run)

    def _epoch_reached(self) -> bool:
        """Tell whether the epoch `until` is completed."""
        return self.until is not None and self.run.epochs >= self.until

    def _train_guarded(self, learn: Callable[..., Any], *arguments: float) -> None:
        """Train, and stop with a reason when the loss is not finite or has exploded."""
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

    def _evaluate(self, end: float) -> None:
        """Continue the evaluation until `end`; add its result to the history and the timeline."""
        evaluation = self.evaluator.work(self.run, end, self.trained)
        if evaluation is None:
            return
        self.judged = True
        history = self.run.history
        if evaluation.step not in history.val_step[-1:]:
            history.judged(evaluation.step, evaluation.loss, evaluation.accuracy)
        if self.kept:
            self.timeline.judged(evaluation.step, evaluation.accuracy)
        elif self.divergence.bears(self.run, evaluation.loss):
            self._keep(evaluation.accuracy)
        self.version += 1

    def _keep(self, accuracy: float | None) -> None:
        """Add a snapshot to the timeline."""
        filters = None if self.filters is None else self.filters[:SHOWN].copy()
        self.timeline.keep(self.run.steps, accuracy, self.run.snapshot(), self.spec, filters)
        self.kept = True
