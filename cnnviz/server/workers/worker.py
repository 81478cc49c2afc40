"""A worker: a process or thread that runs networks in training and jobs in turn."""

import gc
import math
import os
import signal
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from cnnviz import nn
from cnnviz.server import machine
from cnnviz.server.workers.dataset import SharedDataset
from cnnviz.server.workers.memory import FrameBuffer, SharedBytes
from cnnviz.server.workers.task import Opening, Task

SLICE = 0.020  # seconds a task runs before requests are answered
ROUND = 0.100  # seconds for one slice of every task, if there are many
SHORTEST = 0.002
GONE = "This has been freed. Start it again."
BUG = "Something went wrong in the server while this network trained; it has been written down."


def run_process(pipe: Connection) -> None:
    """Run a worker process: ignore SIGINT, lower the priority, end when the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    machine.tune()
    with suppress(OSError):
        os.nice(5)
    worker = Worker(pipe, "process")
    serve(worker)
    os._exit(0)  # skips closing shared memory that arrays still refer to


def serve(worker: "Worker", rest: float = 0.0) -> None:
    """Answer requests and run tasks until the server asks to stop, or its pipe closes.

    Parameters
    ----------
    worker : Worker
    rest : float
        Seconds of sleep for every second of work: a thread leaves that time to the pages.
    """
    with suppress(EOFError, OSError):
        worker.pipe.send(("here",))
        while worker.listen():
            worked = worker.work()
            if rest and worked:
                time.sleep(rest * worked)


class Worker:
    """All tasks of one worker.

    Parameters
    ----------
    pipe : Connection
        Requests come as ``(number, token, do, arguments)``; number 0 wants no answer.
    where : {"process", "slices"}

    Attributes
    ----------
    data : dict of SharedDataset
        The open data sets, by name.
    """

    def __init__(self, pipe: Connection, where: str) -> None:
        self.pipe, self.where = pipe, where
        self.tasks: dict[str, Task] = {}  # the next to run is first
        self.boxes: dict[str, SharedBytes] = {}
        self.data: dict[str, SharedDataset] = {}
        self._held: list[SharedBytes | SharedDataset] = []  # closed as soon as nothing refers to it

    def listen(self) -> bool:
        """Answer all requests; wait for one when no task is due. False when the server ends."""
        while self.pipe.poll(self._timeout()):
            message = self.pipe.recv()
            if message is None:
                return False
            number, *request = message
            value, succeeded = self._answer(*request)
            if number:
                self.pipe.send(("answer", number, value, succeeded))
        return True

    def work(self) -> float:
        """Run the next task for one slice; return the seconds it took."""
        now = time.perf_counter()
        busy = [token for token, task in self.tasks.items() if task.due(now) <= 0]
        if not busy:
            return 0.0
        token = busy[0]
        self.tasks[token] = task = self.tasks.pop(token)  # to the end of the queue
        try:
            task.work(min(SLICE, max(ROUND / len(busy), SHORTEST)))
        except Exception:
            traceback.print_exc()
            task.stop(BUG)
        self._publish(token)
        return time.perf_counter() - now

    def hold(self, memory: SharedBytes) -> SharedBytes:
        """Keep memory open that a task uses; it is closed when nothing refers to it."""
        self._held.append(memory)
        return memory

    def _timeout(self) -> float | None:
        """Return the seconds to wait for a request: None without limit."""
        now = time.perf_counter()
        wait = min((task.due(now) for task in self.tasks.values()), default=math.inf)
        return None if wait == math.inf else max(wait, 0.0)

    def _answer(self, token: str, do: str, arguments: dict[str, Any]) -> tuple[Any, bool]:
        """Run a request; return the answer or an error sentence, and whether it succeeded."""
        own: dict[str, Callable[..., Any]] = {
            "open": self._open,
            "close": self._close,
            "forget": self._forget,
            "cores": self._cores,
        }
        own |= {"want": self._want} if token in self.tasks else {}
        try:
            if do in own:
                return own[do](token, **arguments), True
            if token not in self.tasks:
                return GONE, False
            value = self.tasks[token].do(do, arguments)
            self._publish(token)
            return value, True
        except ValueError as error:
            return str(error), False
        except Exception:
            traceback.print_exc()
            return BUG, False

    def _open(self, token: str, opening: Opening, box: str) -> Any:
        """Open a task."""
        self.tasks[token] = opening.begin(self)
        self.boxes[token] = SharedBytes(box)
        return self.tasks[token].do("state", {})

    def _close(self, token: str) -> None:
        """Close a task and its memory."""
        self.tasks.pop(token, None)
        if buffer := self.boxes.pop(token, None):
            buffer.close()
        self._held = [memory for memory in self._held if not memory.close()]

    def _forget(self, name: str) -> None:
        """Close a data set; one that is still referred to is closed at the next call."""
        if data := self.data.pop(name, None):
            self._held.append(data)
        gc.collect()
        self._held = [memory for memory in self._held if not memory.close()]

    def _cores(self, _: str, count: int) -> None:
        """Set the number of threads that networks train with."""
        nn.set_num_threads(count)

    def _want(self, token: str, fresh: bool) -> None:
        """Note that a frame is requested, and send it if there is one."""
        self.tasks[token].want_frame(fresh=fresh)
        self._publish(token)

    def _publish(self, token: str) -> None:
        """Write a frame to the buffer and notify the server, if one is requested and new."""
        task = self.tasks[token]
        if frame := task.next_frame():
            FrameBuffer(self.boxes[token].buffer).put(frame)
            self.pipe.send(("frame", token, task.frames))
