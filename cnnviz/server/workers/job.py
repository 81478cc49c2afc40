"""A job: work that takes a while, done in a worker in slices of time, shown as it grows."""

import logging
import math
import pickle
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnviz.contracts._shared import JobStatus
from cnnviz.insight import Progress
from cnnviz.message import amend, pack
from cnnviz.server.workers.memory import SharedBytes

FRAME_EVERY = 0.1  # seconds between two frames of a job at work: the work goes first
WATCHED = 1.0  # seconds a job goes on after somebody last asked for a frame
BUG = "Something went wrong in the server while this was worked out; it has been written down."
COMMANDS = frozenset({"cancel", "go_on", "again"})


@dataclass(frozen=True)
class Job:
    """Work as functions and data that can be sent to another process.

    A worker finds the functions by their names: none is a lambda, and none comes from a module
    that only a page can import.

    Parameters
    ----------
    states : callable
        Gives the states of the work, one after the other; each says how far it is.
    frame : callable
        Packs a state for the browser; is told by `running` whether more are to come.
    unit : str
        What is counted: "squares".
    room : int
        Bytes that no frame goes over.
    seconds : float
        The work is spread over so many seconds at least, for there to be something to watch.
    seed : int, optional
        `states` is given a generator of random numbers, ``rng``, made of it.
    """

    states: Callable[..., Iterable[Progress]]
    frame: Callable[..., bytes]
    unit: str
    room: int
    seconds: float = 0.0
    seed: int | None = None

    def begin(self) -> Iterator[Progress]:
        """Begin the work."""
        random = {} if self.seed is None else {"rng": np.random.default_rng(self.seed)}
        return iter(self.states(**random))


def progress_frame(_: Progress, *, running: bool) -> bytes:
    """Pack nothing beside how far the work is."""
    return pack({})


class JobTask:
    """A job at work. It rests while nobody watches.

    Examples
    --------
    >>> states = lambda: (Progress(done, 3) for done in (1, 2, 3))
    >>> task = JobTask(Job(states, lambda state, running: pack({}), "squares", room=99))
    >>> task.want_frame(fresh=True)
    >>> task.work(1.0); task.status()["text"]
    'All 3 squares'
    """

    def __init__(self, job: Job) -> None:
        self.job = job
        self.frames = self.round = 0
        self._watched_until = self._last_frame = 0.0
        self._wanted = False
        self._version = self._sent = 0
        self.begin()

    def begin(self) -> None:
        """Forget what there is and begin anew."""
        self._states: Iterator[Progress] | None = None
        self._next = 0.0
        self.latest: Progress | None = None
        self.error: str | None = None
        self.running, self.finished = True, False
        self.round += 1
        self._version += 1

    def due(self, now: float) -> float:
        """Say in how many seconds there is something to do: infinity when it rests."""
        if not self.running or now > self._watched_until:
            return math.inf
        return max(self._next - now, 0.0)

    def work(self, seconds: float) -> None:
        """Take states until the time is over, or the next one's has not come."""
        end = time.perf_counter() + seconds
        try:
            while self.running and self._take_state() and time.perf_counter() < end:
                pass
        except ValueError as error:
            self.stop(str(error))
        except Exception:
            logging.getLogger(__name__).exception("a job ended early")
            self.stop(BUG)

    def stop(self, why: str) -> None:
        """End before the time, for a reason; what there is stays."""
        self.error = why
        self._finish()

    def do(self, command: str, arguments: dict[str, Any]) -> Any:
        """Follow a command: cancel, go_on, again, redraw, state, or result.

        Returns
        -------
        JobStatus, or Progress or None
            How it is then; for "result" its newest state.
        """
        if command == "result":
            return self.latest
        if command == "redraw":
            self.job = Job(**{**vars(self.job), **arguments})
        elif command == "cancel":
            self.running = False
        elif command == "go_on":
            self.running = not self.finished
        elif command == "again":
            self.begin()
        elif command != "state":
            raise ValueError(f"There is no command called {command[:40]!r}.")
        if command != "state":
            self._version += 1
        return self.status()

    def status(self) -> JobStatus:
        """Say how far it is, and what its button does now."""
        label, command = ("Go on", "go_on") if not self.finished else ("Again", "again")
        if self.running:
            label, command = "Cancel", "cancel"
        return {
            "share": min(self.latest.share, 1.0) if self.latest else 0.0,
            "text": self._text(),
            "label": label,
            "command": command,
            "running": self.running,
            "finished": self.finished,
            "known": self.latest is not None,
            "round": self.round,
            "error": self.error,
        }

    def want_frame(self, *, fresh: bool) -> None:
        """Note that somebody waits for a frame; `fresh`, somebody who has seen none."""
        self._watched_until = time.perf_counter() + WATCHED
        self._wanted = True
        self._sent = 0 if fresh else self._sent

    def next_frame(self) -> bytes | None:
        """Make a frame if one is waited for and there is something new."""
        now = time.perf_counter()
        is_early = self.running and self._sent and now < self._last_frame + FRAME_EVERY
        if not self._wanted or self._sent == self._version or is_early:
            return None
        self._wanted, self._sent, self._last_frame = False, self._version, now
        self.frames += 1
        if self.latest is None:
            return pack({"job": self.status()})
        return amend(self.job.frame(self.latest, running=self.running), job=self.status())

    def _text(self) -> str:
        if self.latest is None:
            return "It could not begin." if self.error else f"0 {self.job.unit}"
        done, total = self.latest.done, self.latest.total
        if done >= total:
            return f"All {total:,} {self.job.unit}"
        far = f"{done:,} of {total:,} {self.job.unit}"
        return far if self.running else f"{'Ended' if self.finished else 'Stopped'} at {far}"

    def _take_state(self) -> bool:
        """Take the next state; False when the one after it has to wait."""
        if self._states is None:
            self._states = self.job.begin()
            self._next = time.perf_counter()
        state = next(self._states, None)
        self._version += 1
        if state is None:
            self._finish()
            return False
        ahead = state.done - (self.latest.done if self.latest else 0)
        self.latest = state
        if state.done >= state.total:
            self._finish()
        self._next += self.job.seconds * ahead / max(state.total, 1)
        now = time.perf_counter()
        self._next = max(self._next, now - WATCHED)  # what rested does not hurry afterwards
        return self._next <= now

    def _finish(self) -> None:
        self.running, self.finished, self._states = False, True, None
        self._version += 1


@dataclass(frozen=True)
class SharedJob:
    """A job on its way to a worker; its arrays lie in memory that both share.

    Attributes
    ----------
    name : str
        Of the memory.
    pickled : bytes
        The job without its arrays.
    places : tuple of (int, int)
        Where each of them begins and ends.
    """

    name: str
    pickled: bytes
    places: tuple[tuple[int, int], ...]

    def begin(self, worker: Any) -> JobTask:
        """Put the job together without copying its arrays, which stay in that memory."""
        memory = worker.hold(SharedBytes(self.name))
        view = memoryview(memory.buffer).toreadonly()
        arrays = [view[start:end] for start, end in self.places]
        return JobTask(pickle.loads(self.pickled, buffers=arrays))


def share_job(job: Job, *, shared: bool) -> tuple[SharedJob, SharedBytes]:
    """Lay a job's arrays out where a worker finds them.

    Parameters
    ----------
    job : Job
        Its functions are found by name in the worker: none of them is a lambda.
    shared : bool
        Whether the worker is another process.

    Raises
    ------
    OSError
        Where no memory can be had.
    """
    buffers: list[pickle.PickleBuffer] = []
    pickled = pickle.dumps(job, protocol=5, buffer_callback=buffers.append)
    blocks = [buffer.raw() for buffer in buffers]
    places, end = [], 0
    for block in blocks:
        start = -(-end // 64) * 64  # aligned as NumPy likes it
        end = start + block.nbytes
        places.append((start, end))
    memory = SharedBytes.make(max(end, 1), shared=shared)
    for block, (start, stop) in zip(blocks, places, strict=True):
        memory.buffer[start:stop] = block
    return SharedJob(memory.name, pickled, tuple(places)), memory
