"""A worker: a process, or a thread, that holds many courses and shares its time among them."""

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
from cnnviz.training import commands, frames
from cnnviz.training.engine import Engine
from cnnviz.training.spec import Spec

SLICE = 0.020  # seconds a course trains before the next question is heard
ROUND = 0.100  # seconds until every course has had its turn, if there are many
SHORTEST = 0.002
GONE = "This network has been freed. Start it again."
BUG = "Something went wrong in the server while this network trained; it has been written down."


def run_process(pipe: Connection) -> None:
    """Be the process: leave Ctrl-C to the server, give way to its pages, end with its pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    machine.tune()
    with suppress(OSError):
        os.nice(5)
    desk = Worker(pipe, "process")
    serve(desk)
    os._exit(0)  # memory that is still looked at could not be closed without complaint


def serve(desk: "Worker", rest: float = 0.0) -> None:
    """Work until the server asks to stop, or is gone.

    Parameters
    ----------
    desk : Worker
    rest : float
        Seconds to rest for every second of training: a thread leaves the pages their share.
    """
    with suppress(EOFError, OSError):
        desk.pipe.send(("here",))
        while desk.listen():
            worked = desk.work()
            if rest and worked:
                time.sleep(rest * worked)


class Worker:
    """All courses of one worker.

    Parameters
    ----------
    pipe : Connection
        Questions come ``(number, course, do, arguments)``; number 0 wants no answer.
    where : {"process", "slices"}
    """

    def __init__(self, pipe: Connection, where: str) -> None:
        self.pipe, self.where = pipe, where
        self.engines: dict[str, Engine] = {}  # the next one's turn is at the front
        self.boxes: dict[str, SharedBytes] = {}
        self.data: dict[str, SharedDataset] = {}
        self.forgotten: list[SharedDataset | None] = []

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
        """Let the next course train for a slice; say how long it took."""
        now = time.perf_counter()
        busy = [token for token, engine in self.engines.items() if engine.due(now) <= 0]
        if not busy:
            return 0.0
        token = busy[0]
        self.engines[token] = engine = self.engines.pop(token)  # to the end of the queue
        try:
            engine.train(min(SLICE, max(ROUND / len(busy), SHORTEST)))
        except Exception:
            traceback.print_exc()
            engine.stop(BUG)
        self._publish(token)
        return time.perf_counter() - now

    def _patience(self) -> float | None:
        """Say how long a question may be waited for: None for ever."""
        now = time.perf_counter()
        wait = min((engine.due(now) for engine in self.engines.values()), default=math.inf)
        return None if wait == math.inf else max(wait, 0.0)

    def _answer(self, token: str, do: str, arguments: dict[str, Any]) -> tuple[Any, bool]:
        """Do what is asked: the answer, or a sentence why not."""
        own: dict[str, Callable[..., Any]] = {
            "open": self._open,
            "close": self._close,
            "forget": self._forget,
            "cores": self._cores,
        }
        own |= {"want": self._want} if token in self.engines else {}
        try:
            if do in own:
                return own[do](token, **arguments), True
            if token not in self.engines:
                return GONE, False
            value = commands.do(self.engines[token], do, arguments)
            self._publish(token)
            return value, True
        except ValueError as error:
            return str(error), False
        except Exception:
            traceback.print_exc()
            return BUG, False

    def _open(self, token: str, spec: Spec, data: SharedDataset, box: str) -> Any:
        """Begin a course; courses with the same data share it."""
        data = self.data.setdefault(data.name, data)
        self.engines[token] = Engine(spec, data.open(), self.where)
        self.boxes[token] = SharedBytes(box)
        return commands.do(self.engines[token], "state", {})

    def _close(self, token: str) -> None:
        """End a course and let go of its box."""
        self.engines.pop(token, None)
        if box := self.boxes.pop(token, None):
            box.close()

    def _forget(self, name: str) -> None:
        """Let go of data that no course needs any more; what cannot go yet, goes next time."""
        self.forgotten.append(self.data.pop(name, None))
        gc.collect()
        self.forgotten = [data for data in self.forgotten if data and not data.close()]

    def _cores(self, _: str, count: int) -> None:
        """Learn on so many cores from now on."""
        nn.set_num_threads(count)

    def _want(self, token: str, fresh: bool) -> None:
        """Note that somebody waits for a frame; who has seen none gets one at once."""
        engine = self.engines[token]
        engine.wanted, engine.fresh = True, engine.fresh or fresh
        self._publish(token)

    def _publish(self, token: str) -> None:
        """Lay a frame in the box when one is waited for and there is something new."""
        engine = self.engines[token]
        if engine.wanted and (frame := frames.frame(engine)):
            FrameBuffer(self.boxes[token].buffer).put(frame)
            self.pipe.send(("frame", token, engine.frames))
