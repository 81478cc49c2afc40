"""What a worker shares its time among: networks in training, and jobs."""

from typing import Any, Protocol


class Task(Protocol):
    """Something that works in slices of time, follows commands and makes frames of how it is."""

    @property
    def frames(self) -> int:
        """How many frames it has made."""

    def due(self, now: float) -> float:
        """Say in how many seconds there is something to do: infinity when it rests."""

    def work(self, seconds: float) -> None:
        """Use a slice of time."""

    def stop(self, why: str) -> None:
        """Stop for a reason, a sentence for the reader."""

    def do(self, command: str, arguments: dict[str, Any]) -> Any:
        """Follow a command, or raise a ValueError with a sentence."""

    def want_frame(self, *, fresh: bool) -> None:
        """Note that somebody waits for a frame; `fresh`, somebody who has seen none."""

    def next_frame(self) -> bytes | None:
        """Make a frame if one is waited for and there is something new."""


class Opening(Protocol):
    """What a worker is sent to begin a task."""

    def begin(self, worker: Any) -> Task:
        """Make the task, in the worker."""
