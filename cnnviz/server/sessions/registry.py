"""All that works in the workers: who may open a session, who finds it, and how it is freed."""

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

JOBS_A_SEAT = 4  # kept for one reader, of which one is on screen
S = TypeVar("S", bound=WorkerSession)

limit = 60  # networks at a time; the server says how many it has seats for
gone: deque[str] = deque(maxlen=1000)  # tokens of what was freed, for those who come back
_sessions: WeakValueDictionary[str, WorkerSession] = WeakValueDictionary()
_of_reader: WeakValueDictionary[str, TrainingSession] = WeakValueDictionary()
_opening = threading.Lock()
_datasets = SharedDatasets()


def open_session(spec: Spec, dataset: Dataset) -> TrainingSession:
    """Open a network in training: it starts paused, in the worker that has the least to do.

    A reader's session has one: opening another closes it.

    Raises
    ------
    ShapeError
        When there can be no such network; the message names the layer.
    Refused
        A ValueError with a sentence, when there is no room.
    """
    rows = spec.check(dataset.images.shape[1:], len(dataset.classes))
    size = frames.frame_room(rows, dataset.images.shape[1:], len(dataset.classes))
    reader = _reader()
    if reader and (last := _of_reader.pop(reader, None)):
        last.close(ANOTHER)

    def lay_out(link: WorkerConnection) -> tuple[TrainingSession, Opening]:
        data = _datasets.take(dataset, spec.validation, shared=link.where == "process")
        box = _make_box(size, link, data)
        return TrainingSession(spec, link, data, box, _free), OpenTraining(spec, data)

    session = _open(TrainingSession, lay_out, limit, reader)
    if reader:
        _of_reader[reader] = session
    return session


def open_job(job: Job) -> JobSession:
    """Open a job: it works while somebody watches, in the worker that has the least to do.

    Raises
    ------
    Refused
        A ValueError with a sentence, when there is no room.
    """

    def lay_out(link: WorkerConnection) -> tuple[JobSession, Opening]:
        shared, memory = share_job(job, shared=link.where == "process")
        box = _make_box(job.room, link, memory)
        return JobSession(link, memory, box, _free), shared

    return _open(JobSession, lay_out, JOBS_A_SEAT * limit, _reader())


def all_sessions(kind: type[S]) -> list[S]:
    """List all that live, of one kind."""
    return [one for one in [*_sessions.values()] if one.alive and isinstance(one, kind)]


def find_session(token: str) -> WorkerSession | None:
    """Find a session that lives."""
    session = _sessions.get(token)
    return session if session is not None and session.alive else None


def hand_over(course: TrainingSession, session: str) -> None:
    """Make a course the one of a session."""
    course.session = session
    _of_reader[session] = course


def busy(link: WorkerConnection) -> int:
    """Count the sessions of a worker."""
    return sum(session.link is link for session in all_sessions(WorkerSession))


def start_workers(seats: int) -> None:
    """Start the workers, for so many courses at the most."""
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
    lay_out: Callable[[WorkerConnection], tuple[S, Opening]],
    most: int,
    reader: str | None,
) -> S:
    """Take the memory a session needs, and let a worker begin."""
    with _opening:
        _make_room(kind, most)
        link = pool.choose(busy)
        try:
            session, opening = lay_out(link)
        except OSError:  # no memory can be shared here
            session, opening = lay_out(pool.in_slices())
        _sessions[session.token], session.session = session, reader
        begun = session.ask("open", {"opening": opening, "box": session.box_name})
        pool.share(len(all_sessions(TrainingSession)))
    try:
        begun.result(PATIENCE)
    except TimeoutError:
        raise Refused("No process was free for this: try again.") from None
    return session


def _make_box(size: int, link: WorkerConnection, given: Given) -> SharedBytes:
    """Take memory for frames; where there is none, give back what was taken before."""
    try:
        return SharedBytes.make(FrameBuffer.room(size), shared=link.where == "process")
    except OSError:
        _give_back(given)
        raise


def _make_room(kind: type[WorkerSession], most: int) -> None:
    """Free the session nobody has watched for longest, if there are too many of a kind."""
    living = all_sessions(kind)
    if len(living) >= most:
        unwatched = [one for one in living if one.reader is None]
        if not unwatched:
            raise Refused(f"All {most} places for {kind.purpose} are taken: try again in a while.")
        min(unwatched, key=lambda one: one.since).close(MADE_ROOM)


def _give_back(given: Given) -> None:
    """Give back what a session has looked at."""
    if isinstance(given, SharedBytes):
        given.free()
    elif _datasets.give_back(given.name):
        for other in pool.all():
            other.tell(given.name, "forget")


def _free(token: str, link: WorkerConnection, given: Given, box: SharedBytes) -> None:
    """End a session in its worker; when that is done, give its memory back."""

    def freed(_: "Future[Any]") -> None:
        box.free()
        _give_back(given)

    gone.append(token)
    pool.share(len(all_sessions(TrainingSession)))
    link.ask(token, "close", {}).add_done_callback(freed)


def _rung(token: str, _: int) -> None:
    """Pass on that a frame lies in a session's box."""
    session = find_session(token)
    if session is not None and session.reader is not None:
        session.reader.ring()


def _ended(link: WorkerConnection) -> None:
    """Tell whoever watches a session of a worker that is gone."""
    for session in all_sessions(WorkerSession):
        if session.link is link and session.reader is not None:
            session.reader.ring()


def _reader() -> str | None:
    """Say whose page is asking, if a page is."""
    if "streamlit" not in sys.modules:
        return None
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    context = get_script_run_ctx(suppress_warning=True)
    return context.session_id if context else None


pool = WorkerPool(_rung, _ended)
