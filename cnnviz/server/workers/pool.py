"""The pool of worker processes: one per core; one that ends is replaced."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import spawn
from typing import Any

from cnnviz.server import machine
from cnnviz.server.workers import thread, worker
from cnnviz.server.workers.connection import WorkerConnection

FAILURES = 3  # workers in a row that end before their first message, until none is started

_spawning = threading.Lock()  # one at a time: `without_main` patches `spawn` for all threads


class WorkerPool:
    """The workers of the server; before `start`, and where no process can run, one thread.

    Parameters
    ----------
    on_frame : callable
        Called with the session's token and the number of each new frame.
    on_end : callable
        Called with the connection of a worker that has ended.
    """

    def __init__(
        self, on_frame: Callable[[str, int], None], on_end: Callable[[WorkerConnection], None]
    ) -> None:
        self.links: list[WorkerConnection] = []
        self._slices: WorkerConnection | None = None
        self._callbacks = on_frame, on_end
        self._failures = 0
        self._running = False
        self._lock = threading.RLock()

    def start(self, count: int | None = None) -> None:
        """Start the workers, without waiting for them."""
        with self._lock:
            self._running = True
            if not thread.asked_for():
                machine.tune()  # workers inherit the environment before they import NumPy
                for _ in range(count or cores()):
                    self._add_process()

    def stop(self) -> None:
        """End all workers."""
        with self._lock:
            self._running = False
            connections, self.links, self._slices = self.all(), [], None
        for connection in connections:
            connection.stop()

    def all(self) -> list[WorkerConnection]:
        """List the worker processes, and the thread if there is one."""
        return [*self.links, *([self._slices] if self._slices else [])]

    def choose(self, busy: Callable[[WorkerConnection], int]) -> WorkerConnection:
        """Choose the worker process for which `busy` is least, or the thread."""
        alive = [one for one in [*self.links] if one.alive]
        return min(alive, key=busy) if alive else self.in_slices()

    def share(self, networks: int) -> None:
        """Share the cores among the networks in training: a single one may use several."""
        for connection in [*self.links]:
            connection.tell("", "cores", count=max(1, cores() // max(1, networks)))

    def in_slices(self) -> WorkerConnection:
        """Get the worker thread used where there are no processes; start it if need be."""
        with self._lock:
            if self._slices is None or not self._slices.alive:
                self._slices = thread.start_thread(*self._callbacks)
            return self._slices

    def _add_process(self) -> None:
        """Start a worker process; when that fails, `choose` falls back to the thread."""
        ours, theirs = multiprocessing.Pipe()
        context = multiprocessing.get_context("spawn")
        process = context.Process(
            target=worker.run_process, args=(theirs,), daemon=True, name="training"
        )
        try:
            with without_main():
                process.start()
        except OSError:
            ours.close()
            return
        finally:
            theirs.close()
        on_frame, _ = self._callbacks
        self.links.append(WorkerConnection(ours, "process", process, on_frame, self._replace))

    def _replace(self, connection: WorkerConnection) -> None:
        """Replace a worker that has ended."""
        _, on_end = self._callbacks
        with self._lock:
            if connection in self.links:
                self.links.remove(connection)
            self._failures = 0 if connection.greeted else self._failures + 1
            if self._running and self._failures < FAILURES:
                self._add_process()
        on_end(connection)


def cores() -> int:
    """Count the cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return max(1, os.cpu_count() or 1)


@contextmanager
def without_main() -> Iterator[None]:
    """Spawn child processes that do not import this process's main script.

    `multiprocessing` has a child import the module ``__main__``. While Streamlit runs a page,
    that is the page.
    """
    with _spawning:
        prepare = spawn.get_preparation_data

        def prepare_without_main(name: str) -> dict[str, Any]:
            data = prepare(name)
            return {key: value for key, value in data.items() if not key.startswith("init_main")}

        spawn.get_preparation_data = prepare_without_main
        try:
            yield
        finally:
            spawn.get_preparation_data = prepare
