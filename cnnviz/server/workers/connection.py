"""One worker, as the server sees it: questions go out, answers and bells come back."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from typing import Any

ENDED = "The process that trained this network has ended. Start it again."


class Refused(ValueError):
    """What was asked for cannot be had; the message is a sentence for the reader."""


class WorkerConnection:
    """Ask a worker from any thread; nobody waits for the pipe.

    Attributes
    ----------
    where : str
        "process", or "slices" for a thread of this process.
    process : BaseProcess or None
    alive : bool
    greeted : bool
        The worker has said that it is there.
    """

    def __init__(
        self,
        pipe: Connection,
        where: str,
        process: BaseProcess | None = None,
        on_frame: Callable[[str, int], None] = lambda token, number: None,
        on_end: Callable[["WorkerConnection"], None] = lambda link: None,
    ) -> None:
        self.where, self.process, self.on_frame, self.on_end = where, process, on_frame, on_end
        self.alive, self.greeted = True, False
        self._pipe = pipe
        self._lock = threading.RLock()  # the garbage collector may close a course at any time
        self._numbers = count(1)
        self._waiting: dict[int, Future[Any]] = {}
        self._outgoing: SimpleQueue[Any] = SimpleQueue()
        self._threads = [
            threading.Thread(target=work, daemon=True, name=f"training {work.__name__}")
            for work in (self._send, self._receive)
        ]
        for thread in self._threads:
            thread.start()

    def ask(self, token: str, do: str, arguments: dict[str, Any]) -> "Future[Any]":
        """Put a question; the answer, or a `Refused`, comes in the future."""
        future: Future[Any] = Future()
        with self._lock:
            if not self.alive:
                future.set_exception(Refused(ENDED))
                return future
            future.set_running_or_notify_cancel()  # who stops waiting does not stop the answer
            number = next(self._numbers)
            self._waiting[number] = future
        self._outgoing.put((number, token, do, arguments))
        return future

    def tell(self, token: str, do: str, **arguments: Any) -> None:
        """Say something that has no answer."""
        self._outgoing.put((0, token, do, arguments))

    def stop(self) -> None:
        """Ask the worker to end; what does not listen is ended."""
        self.on_end = lambda link: None
        self._outgoing.put(None)
        if self.process is not None:
            self.process.join(1.0)
            if self.process.is_alive():
                self.process.kill()
        for thread in self._threads:
            thread.join(1.0)

    def _send(self) -> None:
        """Write what waits, in order, until the worker is gone."""
        try:
            while (message := self._outgoing.get()) is not None:
                self._pipe.send(message)
            self._pipe.send(None)
        except (OSError, ValueError):
            pass  # the receiving thread notices too, and says so

    def _receive(self) -> None:
        """Hand out what the worker says, until it is gone."""
        try:
            while True:
                self._heard(*self._pipe.recv())
        except (EOFError, OSError):
            pass
        with self._lock:
            self.alive = False
            waiting, self._waiting = self._waiting, {}
        for future in waiting.values():
            future.set_exception(Refused(ENDED))
        self._outgoing.put(None)
        self.on_end(self)

    def _heard(self, kind: str, which: Any = None, value: Any = None, well: bool = True) -> None:
        """Take one message: a greeting, a bell, or an answer."""
        self.greeted = True
        if kind == "frame":
            self.on_frame(which, value)
        elif kind == "answer" and (future := self._waiting.pop(which, None)):
            if well:
                future.set_result(value)
            else:
                future.set_exception(Refused(value))
