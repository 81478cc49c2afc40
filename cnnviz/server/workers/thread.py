"""The worker as a thread, for hosts where no process can be started."""

import os
import threading
from collections.abc import Callable
from multiprocessing import Pipe

from cnnviz.server.workers.connection import WorkerConnection
from cnnviz.server.workers.worker import Worker, serve

SWITCH = "CNNVIZ_TRAINING"  # "slices": start no processes
REST = 1.0  # seconds of sleep for each second of training


def asked_for() -> bool:
    """Tell whether the environment asks for a thread instead of processes."""
    return os.environ.get(SWITCH, "").lower() == "slices"


def start_thread(
    on_frame: Callable[[str, int], None], on_end: Callable[[WorkerConnection], None]
) -> WorkerConnection:
    """Start the worker as a thread and return the connection to it."""
    ours, theirs = Pipe()

    def work() -> None:
        with theirs:
            serve(Worker(theirs, "slices"), REST)

    threading.Thread(target=work, daemon=True, name="training slices").start()
    return WorkerConnection(ours, "slices", None, on_frame, on_end)
