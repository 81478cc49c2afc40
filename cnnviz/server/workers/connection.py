"""The server's end of the pipe to a worker: requests out, answers and frame notices in."""

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
    """A request was refused; the message is a sentence for the reader."""


class WorkerConnection:
    """A thread-safe connection to a worker; sending never blocks.

    Parameters
    ----------
    pipe : Connection
    where : str
    process : BaseProcess or None
    on_frame : callable
        Called with the session's token and the number of a new frame.
    on_end : callable
        Called with this connection when the worker has ended.

    Attributes
    ----------
    where : str
        "process", or "slices" for a thread of this process.
    process : BaseProcess or None
    alive : bool
    greeted : bool
        Whether the worker has sent a message.
    """

    def __init__(
        self,
        pipe: Connection,
        where: str,
        process: BaseProcess | None = None,
        on_frame: Callable[[str, int], None] = lambda token, number: None,
        on_end: Callable[["WorkerConnection"], None] = lambda connection: None,
    ) -> None:
        self.where, self.process, self.on_frame, self.on_end = where, process, on_frame, on_end
        self.alive, self.greeted = True, False
        self._pipe = pipe
        self._lock = threading.RLock()  # the garbage collector may close a session at any time
        self._numbers = count(1)
        self._pending: dict[int, Future[Any]] = {}
        self._outgoing: SimpleQueue[Any] = SimpleQueue()
        self._threads = [
            threading.Thread(target=work, daemon=True, name=f"training {work.__name__}")
            for work in (self._send, self._receive)
        ]
        for thread in self._threads:
            thread.start()

    def ask(self, token: str, do: str, arguments: dict[str, Any]) -> "Future[Any]":
        """Send a request; the future resolves to the answer or raises `Refused`."""
        future: Future[Any] = Future()
        with self._lock:
            if not self.alive:
                future.set_exception(Refused(ENDED))
                return future
            future.set_running_or_notify_cancel()  # cancelling it does not stop the answer
            number = next(self._numbers)
            self._pending[number] = future
        self._outgoing.put((number, token, do, arguments))
        return future

    def tell(self, token: str, do: str, **arguments: Any) -> None:
        """Send a message that has no answer."""
        self._outgoing.put((0, token, do, arguments))

    def stop(self) -> None:
        """Ask the worker to end; kill it when it does not within a second."""
        self.on_end = lambda connection: None
        self._outgoing.put(None)
        if self.process is not None:
            self.process.join(1.0)
            if self.process.is_alive():
                self.process.kill()
        for thread in self._threads:
            thread.join(1.0)

    def _send(self) -> None:
        """Send queued messages in order, until the worker has ended."""
        try:
            while (message := self._outgoing.get()) is not None:
                self._pipe.send(message)
            self._pipe.send(None)
        except (OSError, ValueError):
            pass  # the receiving thread notices too, and handles it

    def _receive(self) -> None:
        """Receive messages until the worker has ended; then refuse what is pending."""
        try:
            while True:
                self._handle(*self._pipe.recv())
        except (EOFError, OSError):
            pass
        with self._lock:
            self.alive = False
            pending, self._pending = self._pending, {}
        for future in pending.values():
            future.set_exception(Refused(ENDED))
        self._outgoing.put(None)
        self.on_end(self)

    def _handle(
        self, kind: str, which: Any = None, value: Any = None, succeeded: bool = True
    ) -> None:
        """Handle one message: a greeting, a notice of a frame, or an answer."""
        self.greeted = True
        if kind == "frame":
            self.on_frame(which, value)
        elif kind == "answer" and (future := self._pending.pop(which, None)):
            if succeeded:
                future.set_result(value)
            else:
                future.set_exception(Refused(value))
