"""A job: a long-running computation, run in a worker in slices of time, with progress."""

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

FRAME_EVERY = 0.1  # seconds between two frames of a running job
WATCHED = 1.0  # seconds a job runs on after a frame was last requested
BUG = "Something went wrong in the server while this was worked out; it has been written down."
COMMANDS = frozenset({"cancel", "go_on", "again"})


@dataclass(frozen=True)
class Job:
    """A computation as functions and data that can be pickled to another process.

    Pickle finds the functions by their names: none is a lambda, and none comes from a module
    that only a page can import.

    Parameters
    ----------
    states : callable
        Yields the states of the computation, each with its progress.
    frame : callable
        Packs a state for the browser; `running` says whether more will come.
    unit : str
        What the progress counts, such as "squares".
    room : int
        The largest size of a frame, in bytes.
    seconds : float
        The shortest duration: the states are spread over it, so that they can be watched.
    seed : int, optional
        Of the random generator passed to `states` as ``rng``.
    """

    states: Callable[..., Iterable[Progress]]
    frame: Callable[..., bytes]
    unit: str
    room: int
    seconds: float = 0.0
    seed: int | None = None

    def begin(self) -> Iterator[Progress]:
        """Start the computation and return the iterator of its states."""
        random = {} if self.seed is None else {"rng": np.random.default_rng(self.seed)}
        return iter(self.states(**random))


def progress_frame(_: Progress, *, running: bool) -> bytes:
    """Pack an empty message, to which only the job's status is added."""
    return pack({})


class JobTask:
    """A job in a worker. It runs while frames are requested.

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
        """Discard the state and start again."""
        self._states: Iterator[Progress] | None = None
        self._next = 0.0
        self.latest: Progress | None = None
        self.error: str | None = None
        self.running, self.finished = True, False
        self.round += 1
        self._version += 1

    def due(self, now: float) -> float:
        """Return the seconds until the next state is due: infinity when stopped or unwatched."""
        if not self.running or now > self._watched_until:
            return math.inf
        return max(self._next - now, 0.0)

    def work(self, seconds: float) -> None:
        """Compute states until the time is over, or the next one is not due yet."""
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
        """End early, for a reason; the newest state is kept."""
        self.error = why
        self._finish()

    def do(self, command: str, arguments: dict[str, Any]) -> Any:
        """Run a command: cancel, go_on, again, redraw, state, or result.

        Returns
        -------
        JobStatus, or Progress or None
            The status after the command; for "result" the newest state.
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
        """Return the progress, and the label and command of the button."""
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
        """Note that a frame is requested; `fresh` by a browser that has had none."""
        self._watched_until = time.perf_counter() + WATCHED
        self._wanted = True
        self._sent = 0 if fresh else self._sent

    def next_frame(self) -> bytes | None:
        """Make a frame if one is requested and something has changed."""
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
        """Compute the next state; False when the one after it is not due yet."""
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
        self._next = max(self._next, now - WATCHED)  # do not catch up the time it was unwatched
        return self._next <= now

    def _finish(self) -> None:
        self.running, self.finished, self._states = False, True, None
        self._version += 1


@dataclass(frozen=True)
class SharedJob:
    """A pickled job for a worker; its arrays are in shared memory.

    Attributes
    ----------
    name : str
        Of the shared memory.
    pickled : bytes
        The job without its arrays.
    places : tuple of (int, int)
        Start and end of each array in the memory, in bytes.
    """

    name: str
    pickled: bytes
    places: tuple[tuple[int, int], ...]

    def begin(self, worker: Any) -> JobTask:
        """Unpickle the job without copying its arrays, which stay in shared memory."""
        memory = worker.hold(SharedBytes(self.name))
        view = memoryview(memory.buffer).toreadonly()
        arrays = [view[start:end] for start, end in self.places]
        return JobTask(pickle.loads(self.pickled, buffers=arrays))


def share_job(job: Job, *, shared: bool) -> tuple[SharedJob, SharedBytes]:
    """Pickle a job and copy its arrays to memory.

    Parameters
    ----------
    job : Job
        None of its functions is a lambda.
    shared : bool
        Whether the worker is another process.

    Raises
    ------
    OSError
        When the memory cannot be allocated.
    """
    buffers: list[pickle.PickleBuffer] = []
    pickled = pickle.dumps(job, protocol=5, buffer_callback=buffers.append)
    blocks = [buffer.raw() for buffer in buffers]
    places, end = [], 0
    for block in blocks:
        start = -(-end // 64) * 64  # aligned to a cache line
        end = start + block.nbytes
        places.append((start, end))
    memory = SharedBytes.make(max(end, 1), shared=shared)
    for block, (start, stop) in zip(blocks, places, strict=True):
        memory.buffer[start:stop] = block
    return SharedJob(memory.name, pickled, tuple(places)), memory
