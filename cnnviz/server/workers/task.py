"""The interface of what a worker runs: networks in training, and jobs."""

from typing import Any, Protocol


class Task(Protocol):
    """Work that runs in slices of time, takes commands and makes frames of its state."""

    @property
    def frames(self) -> int:
        """The number of frames made so far."""

    def due(self, now: float) -> float:
        """Return the seconds until there is something to do: infinity when it is paused."""

    def work(self, seconds: float) -> None:
        """Run for about so many seconds."""

    def stop(self, why: str) -> None:
        """Stop for a reason, a sentence for the reader."""

    def do(self, command: str, arguments: dict[str, Any]) -> Any:
        """Run a command and return its answer; a ValueError has a sentence for the reader."""

    def want_frame(self, *, fresh: bool) -> None:
        """Note that a frame is requested; `fresh` by a browser that has had none."""

    def next_frame(self) -> bytes | None:
        """Make a frame if one is requested and something has changed."""


class Opening(Protocol):
    """A request to a worker to open a task."""

    def begin(self, worker: Any) -> Task:
        """Make the task, in the worker."""
