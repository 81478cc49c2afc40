"""A worker: a process, or a thread, that shares its time among networks in training and jobs."""

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

SLICE = 0.020  # seconds a task works before the next question is heard
ROUND = 0.100  # seconds until every task has had its turn, if there are many
SHORTEST = 0.002
GONE = "This has been freed. Start it again."
BUG = "Something went wrong in the server while this network trained; it has been written down."


def run_process(pipe: Connection) -> None:
    """Be the process: leave Ctrl-C to the server, give way to its pages, end with its pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    machine.tune()
    with suppress(OSError):
        os.nice(5)
    worker = Worker(pipe, "process")
    serve(worker)
    os._exit(0)  # memory that is still looked at could not be closed without complaint


def serve(worker: "Worker", rest: float = 0.0) -> None:
    """Work until the server asks to stop, or is gone.

    Parameters
    ----------
    worker : Worker
    rest : float
        Seconds to rest for every second of training: a thread leaves the pages their share.
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
        Questions come ``(number, token, do, arguments)``; number 0 wants no answer.
    where : {"process", "slices"}

    Attributes
    ----------
    data : dict of SharedDataset
        The data sets that are looked at, by name.
    """

    def __init__(self, pipe: Connection, where: str) -> None:
        self.pipe, self.where = pipe, where
        self.tasks: dict[str, Task] = {}  # the next one's turn is at the front
        self.boxes: dict[str, SharedBytes] = {}
        self.data: dict[str, SharedDataset] = {}
        self._held: list[SharedBytes | SharedDataset] = []  # closed as soon as nobody looks

    def listen(self) -> bool:
        """Answer everything that was asked; wait when there is nothing to do. False at the end."""
        while self.pipe.poll(self._patience()):
            message = self.pipe.recv()
            if message is None:
                return False
            number, *question = message
            value, well = self._answer(*question)
            if number:
                self.pipe.send(("answer", number, value, well))
        return True

    def work(self) -> float:
        """Let the next task work for a slice; say how long it took."""
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
        """Keep memory that a task looks at; it is closed when nothing does any more."""
        self._held.append(memory)
        return memory

    def _patience(self) -> float | None:
        """Say how long a question may be waited for: None for ever."""
        now = time.perf_counter()
        wait = min((task.due(now) for task in self.tasks.values()), default=math.inf)
        return None if wait == math.inf else max(wait, 0.0)

    def _answer(self, token: str, do: str, arguments: dict[str, Any]) -> tuple[Any, bool]:
        """Do what is asked: the answer, or a sentence why not."""
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
        """Begin a task."""
        self.tasks[token] = opening.begin(self)
        self.boxes[token] = SharedBytes(box)
        return self.tasks[token].do("state", {})

    def _close(self, token: str) -> None:
        """End a task and let go of its memory."""
        self.tasks.pop(token, None)
        if box := self.boxes.pop(token, None):
            box.close()
        self._held = [memory for memory in self._held if not memory.close()]

    def _forget(self, name: str) -> None:
        """Let go of data that no network needs any more; what cannot go yet, goes next time."""
        if data := self.data.pop(name, None):
            self._held.append(data)
        gc.collect()
        self._held = [memory for memory in self._held if not memory.close()]

    def _cores(self, _: str, count: int) -> None:
        """Learn on so many cores from now on."""
        nn.set_num_threads(count)

    def _want(self, token: str, fresh: bool) -> None:
        """Note that somebody waits for a frame; who has seen none gets one at once."""
        self.tasks[token].want_frame(fresh=fresh)
        self._publish(token)

    def _publish(self, token: str) -> None:
        """Lay a frame in the box when one is waited for and there is something new."""
        task = self.tasks[token]
        if frame := task.next_frame():
            FrameBuffer(self.boxes[token].buffer).put(frame)
            self.pipe.send(("frame", token, task.frames))
