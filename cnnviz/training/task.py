"""A network in training, as a worker runs it."""

from typing import Any

from cnnviz import nn
from cnnviz.training import commands, frames
from cnnviz.training.engine import Engine
from cnnviz.training.spec import Spec


class TrainingTask:
    """A network in training: works in slices of time, follows commands, makes frames.

    Parameters
    ----------
    spec : Spec
    data : nn.Data
    where : {"process", "slices"}
        Where it runs, for the reader to know.
    """

    def __init__(self, spec: Spec, data: nn.Data, where: str) -> None:
        self.engine = Engine(spec, data, where)

    @property
    def frames(self) -> int:
        """How many frames it has made."""
        return self.engine.frames

    def due(self, now: float) -> float:
        """Say in how many seconds there is something to do: infinity when it rests."""
        return self.engine.due(now)

    def work(self, seconds: float) -> None:
        """Use a slice of time."""
        self.engine.train(seconds)

    def stop(self, why: str) -> None:
        """Stop for a reason, a sentence for the reader."""
        self.engine.stop(why)

    def do(self, command: str, arguments: dict[str, Any]) -> Any:
        """Follow one of `cnnviz.training.commands`."""
        return commands.run_command(self.engine, command, arguments)

    def want_frame(self, *, fresh: bool) -> None:
        """Note that somebody waits for a frame; `fresh`, somebody who has seen none."""
        self.engine.wanted, self.engine.fresh = True, self.engine.fresh or fresh

    def next_frame(self) -> bytes | None:
        """Make a frame if one is waited for and there is something new."""
        return frames.make_frame(self.engine) if self.engine.wanted else None
