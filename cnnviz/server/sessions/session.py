"""A course: the page's handle to a network that trains elsewhere."""

import time
from collections.abc import Callable
from concurrent.futures import Future
from secrets import token_urlsafe
from typing import Any, Protocol
from weakref import finalize

from cnnviz.message import amend, pack
from cnnviz.server.workers.connection import ENDED, Refused, WorkerConnection
from cnnviz.server.workers.dataset import SharedDataset
from cnnviz.server.workers.memory import FrameBuffer, SharedBytes
from cnnviz.training import export
from cnnviz.training.spec import Spec

PATIENCE = 10.0  # seconds a page waits for an answer; a hundredth of it is usual
CLOSED = "This network has been closed."

Free = Callable[[str, WorkerConnection, SharedDataset, SharedBytes], None]


class Reader(Protocol):
    """Whoever watches a course: one at a time."""

    def ring(self) -> None:
        """Hear, from any thread, that there is something to read."""

    def leave(self) -> None:
        """Make room for somebody else."""


class TrainingSession:
    """A network that trains in a worker; it is freed when nobody holds this any more.

    Attributes
    ----------
    token, url : str
        A name nobody can guess, and where the component connects to, from any page.
    spec : Spec
        What it was opened with: enough to open it again.
    where : {"process", "slices"}
    reader : Reader or None
        Who watches.
    since : float
        Since when nobody does (`time.monotonic`).
    rested : bool
        It was paused because nobody watches.
    session : str or None
        Whose page opened it, if a page did.
    note : object
        Whatever the page that opened it wants to find again, when it was reloaded.
    goodbye : bool
        The last who watched has closed the tab, and not just lost the connection.
    """

    def __init__(
        self, spec: Spec, link: WorkerConnection, laid: SharedDataset, box: SharedBytes, free: Free
    ) -> None:
        self.token = token_urlsafe(24)
        self.url = f"./training/{self.token}"
        self.spec, self.link, self.where = spec, link, link.where
        self.reader: Reader | None = None
        self.since, self.rested = time.monotonic(), True
        self.session: str | None = None
        self.note: Any = None
        self.goodbye = False
        self._box, self._closed = FrameBuffer(box.buffer), CLOSED
        self._end = finalize(self, free, self.token, link, laid, box)
        self._end.atexit = False

    @property
    def alive(self) -> bool:
        """Tell whether it has not been closed."""
        return self._end.alive

    @property
    def why(self) -> str | None:
        """Why nothing answers here any more, as a sentence; None as long as something does."""
        if not self.alive:
            return self._closed
        return None if self.link.alive else ENDED

    def ask(self, do: str, arguments: dict[str, Any]) -> "Future[Any]":
        """Put a command; the answer, or a `Refused`, comes in the future."""
        if why := self.why:
            refused: Future[Any] = Future()
            refused.set_exception(Refused(why))
            return refused
        if do in ("play", "epoch"):
            self.rested = False
        return self.link.ask(self.token, do, arguments)

    def call(self, do: str, **arguments: Any) -> Any:
        """Do a command and wait for its answer.

        Parameters
        ----------
        do : str
            One of `cnnviz.training.commands`.
        **arguments
            What the command takes.

        Returns
        -------
        dict
            How things are then: the header of a frame. For "export", the files.

        Raises
        ------
        Refused
            A ValueError with a sentence for the reader; nothing has changed.
        """
        try:
            answer = self.ask(do, arguments).result(PATIENCE)
        except TimeoutError:
            raise Refused(f"The network has not answered for {PATIENCE:g} seconds.") from None
        return export.export_files(answer["npz"]) if do == "export" else answer

    def want(self, *, fresh: bool) -> None:
        """Ask for the next frame, or for a whole one; `Reader.ring` tells when it is there."""
        self.link.tell(self.token, "want", fresh=fresh)

    def take(self) -> bytes | None:
        """Take the newest frame, if there is one."""
        try:
            return self._box.take()
        except ValueError:  # the memory has just been freed
            return None

    def farewell(self, last: bytes | None) -> bytes:
        """Make the frame that says why there will be no more, of the last one sent."""
        ending: dict[str, Any] = {"state": "stopped", "why": self.why, "snapshots": [], "rate": 0.0}
        if last is None:
            beginning = {"frame": 1, "step": 0, "epoch": 0.0, "where": self.where}
            return pack({**beginning, **ending})
        return amend(last, **ending)

    def close(self, why: str = CLOSED) -> None:
        """Free it; whoever watches is told why."""
        if self.alive:
            self._closed = why
            self._end()
        if self.reader is not None:
            self.reader.ring()
