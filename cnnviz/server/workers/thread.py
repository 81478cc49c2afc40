"""Where there can be no processes: the same worker as a thread, in slices of the pages' time."""

import os
import threading
from collections.abc import Callable
from multiprocessing import Pipe

from cnnviz.server.workers.connection import WorkerConnection
from cnnviz.server.workers.worker import Worker, serve

SWITCH = "CNNVIZ_TRAINING"  # "slices": start no processes
REST = 1.0  # seconds left to the pages for each second of training


def asked_for() -> bool:
    """Tell whether whoever runs the server wants no processes."""
    return os.environ.get(SWITCH, "").lower() == "slices"


def start_thread(
    on_frame: Callable[[str, int], None], on_end: Callable[[WorkerConnection], None]
) -> WorkerConnection:
    """Start the worker as a thread; everything else is as with a process."""
    ours, theirs = Pipe()

    def work() -> None:
        with theirs:
            serve(Worker(theirs, "slices"), REST)

    threading.Thread(target=work, daemon=True, name="training slices").start()
    return WorkerConnection(ours, "slices", None, on_frame, on_end)
