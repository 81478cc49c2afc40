"""The page's handles to what works in a worker: a network in training, or a job."""

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

PATIENCE = 10.0  # seconds a page waits for an answer; a hundredth of it is usual

Given = SharedDataset | SharedBytes
Free = Callable[[str, WorkerConnection, Given, SharedBytes], None]


class Reader(Protocol):
    """Whoever watches a session: one at a time."""

    def ring(self) -> None:
        """Hear, from any thread, that there is something to read."""

    def leave(self) -> None:
        """Make room for somebody else."""


class WorkerSession:
    """Something that works in a worker; it is freed when nobody holds this any more.

    Parameters
    ----------
    link : WorkerConnection
    given : SharedDataset or SharedBytes
        What it looks at.
    box : SharedBytes
        Where its frames lie.
    free : callable

    Attributes
    ----------
    token, url : str
        A name nobody can guess, and where the component connects to, from any page.
    where : {"process", "slices"}
    reader : Reader or None
        Who watches.
    since : float
        Since when nobody does (`time.monotonic`).
    rested : bool
        It was paused because nobody watches.
    session : str or None
        Whose page opened it, if a page did.
    goodbye : bool
        The last who watched has closed the tab, and not just lost the connection.
    """

    commands: ClassVar[frozenset[str]]
    route: ClassVar[str]
    noun: ClassVar[str]
    purpose: ClassVar[str]

    def __init__(self, link: WorkerConnection, given: Given, box: SharedBytes, free: Free) -> None:
        self.token = token_urlsafe(24)
        self.url = f"./{self.route}/{self.token}"
        self.link, self.where = link, link.where
        self.reader: Reader | None = None
        self.since, self.rested = time.monotonic(), True
        self.session: str | None = None
        self.goodbye = False
        self.box_name = box.name
        self._box, self._closed = FrameBuffer(box.buffer), f"{self.noun} has been closed."
        self._end = finalize(self, free, self.token, link, given, box)
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
            One of `commands`, or what only a page asks.
        **arguments
            What the command takes.

        Returns
        -------
        dict
            How things are then.

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
        beginning, ending = self._last_words()
        return pack({**beginning, **ending}) if last is None else amend(last, **ending)

    def close(self, why: str | None = None) -> None:
        """Free it; whoever watches is told why."""
        if self.alive:
            self._closed = why or self._closed
            self._end()
        if self.reader is not None:
            self.reader.ring()

    def _last_words(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Say what a frame holds where there was none, and what changes in any at the end."""
        raise NotImplementedError


class TrainingSession(WorkerSession):
    """A network in training.

    Attributes
    ----------
    spec : Spec
        What it was opened with: enough to open it again.
    note : object
        Whatever the page that opened it wants to find again, when it was reloaded.
    """

    commands = frozenset(COMMANDS)
    route, noun, purpose = "training", "This network", "training"

    def __init__(
        self, spec: Spec, link: WorkerConnection, given: Given, box: SharedBytes, free: Free
    ) -> None:
        super().__init__(link, given, box, free)
        self.spec = spec
        self.note: Any = None

    def call(self, do: str, **arguments: Any) -> Any:
        """Do one of `cnnviz.training.commands`; "export" answers with the files."""
        answer = super().call(do, **arguments)
        return export_files(answer["npz"]) if do == "export" else answer

    def _last_words(self) -> tuple[dict[str, Any], dict[str, Any]]:
        beginning = {"frame": 1, "step": 0, "epoch": 0.0, "where": self.where}
        return beginning, {"state": "stopped", "why": self.why, "snapshots": [], "rate": 0.0}


class JobSession(WorkerSession):
    """A job: work that takes a while."""

    commands = JOB_COMMANDS
    route, noun, purpose = "jobs", "This work", "long work"

    def status(self) -> JobStatus:
        """Ask how far it is."""
        return cast(JobStatus, self.call("state"))

    def result(self) -> Progress | None:
        """Ask for its newest state."""
        return cast(Progress | None, self.call("result"))

    def _last_words(self) -> tuple[dict[str, Any], dict[str, Any]]:
        return {}, {"over": self.why}
