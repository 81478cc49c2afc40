"""The registry of worker sessions: opening, finding and freeing them."""

import sys
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar
from weakref import WeakValueDictionary

from cnnviz.datasets import Dataset
from cnnviz.server.sessions.session import (
    PATIENCE,
    Given,
    JobSession,
    TrainingSession,
    WorkerSession,
)
from cnnviz.server.workers.connection import Refused, WorkerConnection
from cnnviz.server.workers.dataset import OpenTraining, SharedDatasets
from cnnviz.server.workers.job import Job, share_job
from cnnviz.server.workers.memory import FrameBuffer, SharedBytes
from cnnviz.server.workers.pool import WorkerPool
from cnnviz.server.workers.task import Opening
from cnnviz.training import frames
from cnnviz.training.spec import Spec

ANOTHER = "Another network has been opened in its place."
MADE_ROOM = "It rested, and its place was needed for somebody else. Start it again."

JOBS_A_SEAT = 4  # jobs kept for one visitor; one of them is on screen
S = TypeVar("S", bound=WorkerSession)

limit = 60  # networks at a time; `start_workers` sets it to the visitor limit
gone: deque[str] = deque(maxlen=1000)  # tokens of freed sessions, for browsers that reconnect
_sessions: WeakValueDictionary[str, WorkerSession] = WeakValueDictionary()
_training_of: WeakValueDictionary[str, TrainingSession] = WeakValueDictionary()
_opening = threading.Lock()
_datasets = SharedDatasets()


def open_session(spec: Spec, dataset: Dataset) -> TrainingSession:
    """Open a network in training, paused, in the worker with the fewest sessions.

    A Streamlit session has one: opening another closes the one before.

    Raises
    ------
    ShapeError
        When the layers do not fit each other; the message names the layer.
    Refused
        A ValueError with a sentence, when there is no room.
    """
    rows = spec.check(dataset.images.shape[1:], len(dataset.classes))
    size = frames.frame_room(rows, dataset.images.shape[1:], len(dataset.classes))
    reader = _reader()
    if reader and (last := _training_of.pop(reader, None)):
        last.close(ANOTHER)

    def prepare(connection: WorkerConnection) -> tuple[TrainingSession, Opening]:
        data = _datasets.take(dataset, spec.validation, shared=connection.where == "process")
        buffer = _make_buffer(size, connection, data)
        return TrainingSession(spec, connection, data, buffer, _free), OpenTraining(spec, data)

    session = _open(TrainingSession, prepare, limit, reader)
    if reader:
        _training_of[reader] = session
    return session


def open_job(job: Job) -> JobSession:
    """Open a job in the worker with the fewest sessions; it runs while a browser watches.

    Raises
    ------
    Refused
        A ValueError with a sentence, when there is no room.
    """

    def prepare(connection: WorkerConnection) -> tuple[JobSession, Opening]:
        shared, memory = share_job(job, shared=connection.where == "process")
        buffer = _make_buffer(job.room, connection, memory)
        return JobSession(connection, memory, buffer, _free), shared

    return _open(JobSession, prepare, JOBS_A_SEAT * limit, _reader())


def all_sessions(kind: type[S]) -> list[S]:
    """List the open sessions of one kind."""
    return [one for one in [*_sessions.values()] if one.alive and isinstance(one, kind)]


def find_session(token: str) -> WorkerSession | None:
    """Find an open session by its token."""
    session = _sessions.get(token)
    return session if session is not None and session.alive else None


def hand_over(training: TrainingSession, session: str) -> None:
    """Make a network in training belong to another Streamlit session."""
    training.session = session
    _training_of[session] = training


def busy(connection: WorkerConnection) -> int:
    """Count the sessions of a worker."""
    return sum(session.link is connection for session in all_sessions(WorkerSession))


def start_workers(seats: int) -> None:
    """Start the workers.

    Parameters
    ----------
    seats : int
        The most networks at a time.
    """
    global limit
    limit = seats
    pool.start()


def stop_workers() -> None:
    """Free all sessions and end the workers."""
    for session in all_sessions(WorkerSession):
        session.close()
    pool.stop()


def _open(
    kind: type[S],
    prepare: Callable[[WorkerConnection], tuple[S, Opening]],
    most: int,
    reader: str | None,
) -> S:
    """Allocate the memory a session needs, and start it in a worker."""
    with _opening:
        _make_room(kind, most)
        connection = pool.choose(busy)
        try:
            session, opening = prepare(connection)
        except OSError:  # shared memory cannot be allocated
            session, opening = prepare(pool.in_slices())
        _sessions[session.token], session.session = session, reader
        begun = session.ask("open", {"opening": opening, "box": session.box_name})
        pool.share(len(all_sessions(TrainingSession)))
    try:
        begun.result(PATIENCE)
    except TimeoutError:
        raise Refused("No process was free for this: try again.") from None
    return session


def _make_buffer(size: int, connection: WorkerConnection, given: Given) -> SharedBytes:
    """Allocate memory for frames; when that fails, free the session's input and raise."""
    try:
        return SharedBytes.make(FrameBuffer.room(size), shared=connection.where == "process")
    except OSError:
        _give_back(given)
        raise


def _make_room(kind: type[WorkerSession], most: int) -> None:
    """At the limit of a kind, free the session that has been unwatched for longest."""
    living = all_sessions(kind)
    if len(living) >= most:
        unwatched = [one for one in living if one.reader is None]
        if not unwatched:
            raise Refused(f"All {most} places for {kind.purpose} are taken: try again in a while.")
        min(unwatched, key=lambda one: one.since).close(MADE_ROOM)


def _give_back(given: Given) -> None:
    """Free a session's input: a job's arrays, or one use of a shared data set."""
    if isinstance(given, SharedBytes):
        given.free()
    elif _datasets.give_back(given.name):
        for other in pool.all():
            other.tell(given.name, "forget")


def _free(token: str, connection: WorkerConnection, given: Given, buffer: SharedBytes) -> None:
    """Close a session in its worker, then free its memory."""

    def freed(_: "Future[Any]") -> None:
        buffer.free()
        _give_back(given)

    gone.append(token)
    pool.share(len(all_sessions(TrainingSession)))
    connection.ask(token, "close", {}).add_done_callback(freed)


def _on_frame(token: str, _: int) -> None:
    """Notify the session's reader that its frame buffer has a new frame."""
    session = find_session(token)
    if session is not None and session.reader is not None:
        session.reader.ring()


def _on_end(connection: WorkerConnection) -> None:
    """Notify the readers of all sessions of a worker that has ended."""
    for session in all_sessions(WorkerSession):
        if session.link is connection and session.reader is not None:
            session.reader.ring()


def _reader() -> str | None:
    """Get the id of the Streamlit session whose script is running, if any."""
    if "streamlit" not in sys.modules:
        return None
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    context = get_script_run_ctx(suppress_warning=True)
    return context.session_id if context else None


pool = WorkerPool(_on_frame, _on_end)
