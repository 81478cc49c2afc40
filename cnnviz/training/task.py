"""The task a worker runs for a training session."""

from typing import Any

from cnnviz import nn
from cnnviz.training import commands, frames
from cnnviz.training.engine import Engine
from cnnviz.training.spec import Spec


class TrainingTask:
    """A training session in a worker: works in slices of time, runs commands, makes frames.

    Parameters
    ----------
    spec : Spec
    data : nn.Data
    where : {"process", "slices"}
        Where it runs, as shown on the page: in its own process, or in slices of a thread.
    """

    def __init__(self, spec: Spec, data: nn.Data, where: str) -> None:
        self.engine = Engine(spec, data, where)

    @property
    def frames(self) -> int:
        """Number of frames made so far."""
        return self.engine.frames

    def due(self, now: float) -> float:
        """Return the seconds until there is work to do; infinity when it is idle."""
        return self.engine.due(now)

    def work(self, seconds: float) -> None:
        """Work for so many seconds."""
        self.engine.train(seconds)

    def stop(self, why: str) -> None:
        """Stop; `why` is a sentence that is shown."""
        self.engine.stop(why)

    def do(self, command: str, arguments: dict[str, Any]) -> Any:
        """Run one of the commands of `cnnviz.training.commands`."""
        return commands.run_command(self.engine, command, arguments)

    def want_frame(self, *, fresh: bool) -> None:
        """Note that a client waits for a frame; `fresh`, one that has received none yet."""
        self.engine.wanted, self.engine.fresh = True, self.engine.fresh or fresh

    def next_frame(self) -> bytes | None:
        """Return a frame if a client waits for one and something has changed, else None."""
        return frames.make_frame(self.engine) if self.engine.wanted else None
