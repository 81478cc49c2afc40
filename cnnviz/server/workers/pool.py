"""The workers: as many as there are cores; one that dies is replaced."""

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

FAILURES = 3  # workers in a row that die before they say a word, until we do without

_spawning = threading.Lock()  # one at a time: `without_main` changes what all spawns do


class WorkerPool:
    """All workers of the server; before `start`, and without processes, one thread.

    Parameters
    ----------
    on_frame : callable
        Told the course and the number of each frame that lies in its box.
    on_end : callable
        Told of a worker that is gone.
    """

    def __init__(
        self, on_frame: Callable[[str, int], None], on_end: Callable[[WorkerConnection], None]
    ) -> None:
        self.links: list[WorkerConnection] = []
        self._slices: WorkerConnection | None = None
        self._told = on_frame, on_end
        self._failures = 0
        self._running = False
        self._lock = threading.RLock()

    def start(self, count: int | None = None) -> None:
        """Start the workers; it does not wait for them."""
        with self._lock:
            self._running = True
            if not thread.asked_for():
                machine.tune()  # they inherit it, before they import NumPy
                for _ in range(count or cores()):
                    self._add_process()

    def stop(self) -> None:
        """End all workers."""
        with self._lock:
            self._running = False
            links, self.links, self._slices = self.all(), [], None
        for link in links:
            link.stop()

    def all(self) -> list[WorkerConnection]:
        """List the worker processes, and the thread if there is one."""
        return [*self.links, *([self._slices] if self._slices else [])]

    def choose(self, busy: Callable[[WorkerConnection], int]) -> WorkerConnection:
        """Choose the worker process with the least to do, or the thread."""
        alive = [link for link in [*self.links] if link.alive]
        return min(alive, key=busy) if alive else self.in_slices()

    def share(self, courses: int) -> None:
        """Share the cores among so many courses: one that is alone may have several."""
        for link in [*self.links]:
            link.tell("", "cores", count=max(1, cores() // max(1, courses)))

    def in_slices(self) -> WorkerConnection:
        """Find the thread that works where no process can; start it if need be."""
        with self._lock:
            if self._slices is None or not self._slices.alive:
                self._slices = thread.start_thread(*self._told)
            return self._slices

    def _add_process(self) -> None:
        """Start a worker process; where that cannot be, `choose` finds the thread."""
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
        on_frame, _ = self._told
        self.links.append(WorkerConnection(ours, "process", process, on_frame, self._ended))

    def _ended(self, link: WorkerConnection) -> None:
        """Put another worker in the place of one that is gone."""
        _, on_end = self._told
        with self._lock:
            if link in self.links:
                self.links.remove(link)
            self._failures = 0 if link.greeted else self._failures + 1
            if self._running and self._failures < FAILURES:
                self._add_process()
        on_end(link)


def cores() -> int:
    """Count the cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return max(1, os.cpu_count() or 1)


@contextmanager
def without_main() -> Iterator[None]:
    """Let a child be spawned that does not run our main script.

    `multiprocessing` has a child import what is called ``__main__`` here. While Streamlit runs
    a page, that is the page.
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
