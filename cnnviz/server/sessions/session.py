"""Handles to work in a worker process: a network in training, or a job."""

import time
from collections.abc import Callable
from concurrent.futures import Future
from secrets import token_urlsafe
from typing import Any, ClassVar, Protocol, cast
from weakref import finalize

from cnnviz.contracts._shared import JobStatus
from cnnviz.insight import Progress
from cnnviz.message import amend, pack
from cnnviz.server.workers.connection import ENDED, Refused, WorkerConnection
from cnnviz.server.workers.dataset import SharedDataset
from cnnviz.server.workers.job import COMMANDS as JOB_COMMANDS
from cnnviz.server.workers.memory import FrameBuffer, SharedBytes
from cnnviz.training.commands import COMMANDS
from cnnviz.training.export import export_files
from cnnviz.training.spec import Spec

PATIENCE = 10.0  # timeout of an answer, in seconds; 0.1 is usual

Given = SharedDataset | SharedBytes
Free = Callable[[str, WorkerConnection, Given, SharedBytes], None]


class Reader(Protocol):
    """What is notified of a session's frames; a session has one reader at a time."""

    def ring(self) -> None:
        """Be notified, from any thread, that there is something to read."""

    def leave(self) -> None:
        """Stop: another reader has taken over."""


class WorkerSession:
    """A handle to work in a worker; the work is freed when the handle is garbage collected.

    Parameters
    ----------
    connection : WorkerConnection
    given : SharedDataset or SharedBytes
        The input, in memory shared with the worker.
    buffer : SharedBytes
        The memory of its frame buffer.
    free : callable
        Called with token, connection, given and buffer when it is closed.

    Attributes
    ----------
    token, url : str
        A random name, and the WebSocket's URL relative to any page.
    where : {"process", "slices"}
    reader : Reader or None
        What is notified of frames; None when no browser is connected.
    since : float
        When the last reader left, in seconds (`time.monotonic`).
    rested : bool
        Whether it was paused because it has no reader.
    session : str or None
        The id of the Streamlit session that opened it.
    goodbye : bool
        Whether the last reader's tab was closed, rather than disconnected.
    """

    commands: ClassVar[frozenset[str]]
    route: ClassVar[str]
    noun: ClassVar[str]
    purpose: ClassVar[str]

    def __init__(
        self, connection: WorkerConnection, given: Given, buffer: SharedBytes, free: Free
    ) -> None:
        self.token = token_urlsafe(24)
        self.url = f"./{self.route}/{self.token}"
        self.link, self.where = connection, connection.where
        self.reader: Reader | None = None
        self.since, self.rested = time.monotonic(), True
        self.session: str | None = None
        self.goodbye = False
        self.box_name = buffer.name
        self._frames, self._closed = FrameBuffer(buffer.buffer), f"{self.noun} has been closed."
        self._end = finalize(self, free, self.token, connection, given, buffer)
        self._end.atexit = False

    @property
    def alive(self) -> bool:
        """Tell whether it has not been closed."""
        return self._end.alive

    @property
    def why(self) -> str | None:
        """Why it has ended, as a sentence for the reader; None while it is running."""
        if not self.alive:
            return self._closed
        return None if self.link.alive else ENDED

    def ask(self, do: str, arguments: dict[str, Any]) -> "Future[Any]":
        """Send a command; the future resolves to the answer or raises `Refused`."""
        if why := self.why:
            refused: Future[Any] = Future()
            refused.set_exception(Refused(why))
            return refused
        if do in ("play", "epoch"):
            self.rested = False
        return self.link.ask(self.token, do, arguments)

    def call(self, do: str, **arguments: Any) -> Any:
        """Send a command and wait for its answer.

        Parameters
        ----------
        do : str
            One of `commands`, or a command only pages send.
        **arguments
            Of the command.

        Returns
        -------
        dict
            The state after the command.

        Raises
        ------
        Refused
            A ValueError with a sentence for the reader; nothing has changed.
        """
        try:
            return self.ask(do, arguments).result(PATIENCE)
        except TimeoutError:
            raise Refused(f"The server has not answered for {PATIENCE:g} seconds.") from None

    def want(self, *, fresh: bool) -> None:
        """Request the next frame, or with `fresh` a complete one; `Reader.ring` announces it."""
        self.link.tell(self.token, "want", fresh=fresh)

    def take(self) -> bytes | None:
        """Read the newest frame, if there is one."""
        try:
            return self._frames.take()
        except ValueError:  # the memory has just been freed
            return None

    def farewell(self, last: bytes | None) -> bytes:
        """Make the last frame, which says why it has ended, from the last one sent."""
        beginning, ending = self._last_fields()
        return pack({**beginning, **ending}) if last is None else amend(last, **ending)

    def close(self, why: str | None = None) -> None:
        """Free it, and notify its reader."""
        if self.alive:
            self._closed = why or self._closed
            self._end()
        if self.reader is not None:
            self.reader.ring()

    def _last_fields(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Fields of the last frame: defaults when no frame was sent, and those that change."""
        raise NotImplementedError


class TrainingSession(WorkerSession):
    """A network in training.

    Attributes
    ----------
    spec : Spec
        The configuration it was opened with.
    note : object
        Data of the page that opened it, kept for when the page is reloaded.
    """

    commands = frozenset(COMMANDS)
    route, noun, purpose = "training", "This network", "training"

    def __init__(
        self,
        spec: Spec,
        connection: WorkerConnection,
        given: Given,
        buffer: SharedBytes,
        free: Free,
    ) -> None:
        super().__init__(connection, given, buffer, free)
        self.spec = spec
        self.note: Any = None

    def call(self, do: str, **arguments: Any) -> Any:
        """Send one of `cnnviz.training.commands`; "export" returns the files."""
        answer = super().call(do, **arguments)
        return export_files(answer["npz"]) if do == "export" else answer

    def _last_fields(self) -> tuple[dict[str, Any], dict[str, Any]]:
        beginning = {"frame": 1, "step": 0, "epoch": 0.0, "where": self.where}
        return beginning, {"state": "stopped", "why": self.why, "snapshots": [], "rate": 0.0}


class JobSession(WorkerSession):
    """A long-running computation in a worker."""

    commands = JOB_COMMANDS
    route, noun, purpose = "jobs", "This work", "long work"

    def status(self) -> JobStatus:
        """Get its progress."""
        return cast(JobStatus, self.call("state"))

    def result(self) -> Progress | None:
        """Get its newest state."""
        return cast(Progress | None, self.call("result"))

    def _last_fields(self) -> tuple[dict[str, Any], dict[str, Any]]:
        return {}, {"over": self.why}
