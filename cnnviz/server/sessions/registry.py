"""All courses of the server: who may open one, who finds it, and how it is freed."""

import sys
import threading
from collections import deque
from concurrent.futures import Future
from typing import Any
from weakref import WeakValueDictionary

from cnnviz.datasets import Dataset
from cnnviz.server.sessions.session import PATIENCE, TrainingSession
from cnnviz.server.workers.connection import Refused, WorkerConnection
from cnnviz.server.workers.dataset import SharedDataset, SharedDatasets
from cnnviz.server.workers.memory import FrameBuffer, SharedBytes
from cnnviz.server.workers.pool import WorkerPool
from cnnviz.training import frames
from cnnviz.training.spec import Spec

ANOTHER = "Another network has been opened in its place."
MADE_ROOM = "It rested, and its place was needed for somebody else. Start it again."

limit = 60  # courses at a time; the server says how many it has seats for
gone: deque[str] = deque(maxlen=1000)  # names of courses that were freed, for those who come back
_courses: WeakValueDictionary[str, TrainingSession] = WeakValueDictionary()
_of_session: WeakValueDictionary[str, TrainingSession] = WeakValueDictionary()
_opening = threading.Lock()
_shelf = SharedDatasets()


def open_session(spec: Spec, dataset: Dataset) -> TrainingSession:
    """Open a course: it starts paused, in the worker that has the least to do.

    A session has one course: opening another closes it.

    Raises
    ------
    ShapeError
        When there can be no such network; the message names the layer.
    Refused
        A ValueError with a sentence, when there is no room.
    """
    rows = spec.check(dataset.images.shape[1:], len(dataset.classes))
    size = frames.room(rows, dataset.images.shape[1:], len(dataset.classes))
    session = _session()
    if session and (last := _of_session.pop(session, None)):
        last.close(ANOTHER)
    with _opening:
        _make_room()
        link = pool.choose(busy)
        try:
            course, opening = _lay_out(spec, dataset, link, size)
        except OSError:  # no memory can be shared here
            course, opening = _lay_out(spec, dataset, pool.in_slices(), size)
        _courses[course.token], course.session = course, session
        pool.share(len(all_sessions()))
    try:
        opening.result(PATIENCE)
    except TimeoutError:
        raise Refused("No process was free to train this network: try again.") from None
    if session:
        _of_session[session] = course
    return course


def all_sessions() -> list[TrainingSession]:
    """List all that live."""
    return [course for course in [*_courses.values()] if course.alive]


def find_session(token: str) -> TrainingSession | None:
    """Find a course that lives."""
    course = _courses.get(token)
    return course if course is not None and course.alive else None


def hand_over(course: TrainingSession, session: str) -> None:
    """Make a course the one of a session."""
    course.session = session
    _of_session[session] = course


def busy(link: WorkerConnection) -> int:
    """Count the courses of a worker."""
    return sum(course.link is link for course in all_sessions())


def start(seats: int) -> None:
    """Start the workers, for so many courses at the most."""
    global limit
    limit = seats
    pool.start()


def stop() -> None:
    """Free all courses and end the workers."""
    for course in all_sessions():
        course.close()
    pool.stop()


def _lay_out(
    spec: Spec, dataset: Dataset, link: WorkerConnection, size: int
) -> tuple[TrainingSession, "Future[Any]"]:
    """Take the memory a course needs, and let the worker begin."""
    shared = link.where == "process"
    laid = _shelf.take(dataset, spec.validation, shared=shared)
    try:
        box = SharedBytes.make(FrameBuffer.room(size), shared=shared)
    except OSError:
        _shelf.give_back(laid.name)
        raise
    course = TrainingSession(spec, link, laid, box, _free)
    return course, course.ask("open", {"spec": spec, "data": laid, "box": box.name})


def _make_room() -> None:
    """Free the course nobody has watched for longest, if there are too many."""
    living = all_sessions()
    if len(living) >= limit:
        unwatched = [course for course in living if course.reader is None]
        if not unwatched:
            raise Refused(f"All {limit} places for training are taken: try again in a while.")
        min(unwatched, key=lambda course: course.since).close(MADE_ROOM)


def _free(token: str, link: WorkerConnection, laid: SharedDataset, box: SharedBytes) -> None:
    """End a course in its worker; when that is done, give its memory back."""

    def freed(_: "Future[Any]") -> None:
        box.free()
        if _shelf.give_back(laid.name):
            for other in pool.all():
                other.tell(laid.name, "forget")

    gone.append(token)
    pool.share(len(all_sessions()))
    link.ask(token, "close", {}).add_done_callback(freed)


def _rung(token: str, _: int) -> None:
    """Pass on that a frame lies in a course's box."""
    course = find_session(token)
    if course is not None and course.reader is not None:
        course.reader.ring()


def _ended(link: WorkerConnection) -> None:
    """Tell whoever watches a course of a worker that is gone."""
    for course in all_sessions():
        if course.link is link and course.reader is not None:
            course.reader.ring()


def _session() -> str | None:
    """Say whose page is asking, if a page is."""
    if "streamlit" not in sys.modules:
        return None
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    context = get_script_run_ctx(suppress_warning=True)
    return context.session_id if context else None


pool = WorkerPool(_rung, _ended)
