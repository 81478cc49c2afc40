"""All courses of the server: who may open one, who finds it, and how it is freed."""

import sys
import threading
from collections import deque
from concurrent.futures import Future
from typing import Any
from weakref import WeakValueDictionary

from cnnviz.datasets import Dataset
from cnnviz.server.training import frames
from cnnviz.server.training.course import PATIENCE, Course
from cnnviz.server.training.data import Laid, Shelf
from cnnviz.server.training.link import Link, Refused
from cnnviz.server.training.memory import Box, Memory
from cnnviz.server.training.pool import Pool
from cnnviz.server.training.spec import Spec

ANOTHER = "Another network has been opened in its place."
MADE_ROOM = "It rested, and its place was needed for somebody else. Start it again."

limit = 60  # courses at a time; the server says how many it has seats for
gone: deque[str] = deque(maxlen=1000)  # names of courses that were freed, for those who come back
_courses: WeakValueDictionary[str, Course] = WeakValueDictionary()
_of_session: WeakValueDictionary[str, Course] = WeakValueDictionary()
_opening = threading.Lock()
_shelf = Shelf()


def open(spec: Spec, dataset: Dataset) -> Course:
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
        pool.share(len(courses()))
    try:
        opening.result(PATIENCE)
    except TimeoutError:
        raise Refused("No process was free to train this network: try again.") from None
    if session:
        _of_session[session] = course
    return course


def courses() -> list[Course]:
    """List all that live."""
    return [course for course in [*_courses.values()] if course.alive]


def find(token: str) -> Course | None:
    """Find a course that lives."""
    course = _courses.get(token)
    return course if course is not None and course.alive else None


def hand_over(course: Course, session: str) -> None:
    """Make a course the one of a session."""
    course.session = session
    _of_session[session] = course


def busy(link: Link) -> int:
    """Count the courses of a worker."""
    return sum(course.link is link for course in courses())


def start(seats: int) -> None:
    """Start the workers, for so many courses at the most."""
    global limit
    limit = seats
    pool.start()


def stop() -> None:
    """Free all courses and end the workers."""
    for course in courses():
        course.close()
    pool.stop()


def _lay_out(spec: Spec, dataset: Dataset, link: Link, size: int) -> tuple[Course, "Future[Any]"]:
    """Take the memory a course needs, and let the worker begin."""
    shared = link.where == "process"
    laid = _shelf.take(dataset, spec.validation, shared=shared)
    try:
        box = Memory.make(Box.room(size), shared=shared)
    except OSError:
        _shelf.give_back(laid.name)
        raise
    course = Course(spec, link, laid, box, _free)
    return course, course.ask("open", {"spec": spec, "data": laid, "box": box.name})


def _make_room() -> None:
    """Free the course nobody has watched for longest, if there are too many."""
    living = courses()
    if len(living) >= limit:
        unwatched = [course for course in living if course.reader is None]
        if not unwatched:
            raise Refused(f"All {limit} places for training are taken: try again in a while.")
        min(unwatched, key=lambda course: course.since).close(MADE_ROOM)


def _free(token: str, link: Link, laid: Laid, box: Memory) -> None:
    """End a course in its worker; when that is done, give its memory back."""

    def freed(_: "Future[Any]") -> None:
        box.free()
        if _shelf.give_back(laid.name):
            for other in pool.all():
                other.tell(laid.name, "forget")

    gone.append(token)
    pool.share(len(courses()))
    link.ask(token, "close", {}).add_done_callback(freed)


def _rung(token: str, _: int) -> None:
    """Pass on that a frame lies in a course's box."""
    course = find(token)
    if course is not None and course.reader is not None:
        course.reader.ring()


def _ended(link: Link) -> None:
    """Tell whoever watches a course of a worker that is gone."""
    for course in courses():
        if course.link is link and course.reader is not None:
            course.reader.ring()


def _session() -> str | None:
    """Say whose page is asking, if a page is."""
    if "streamlit" not in sys.modules:
        return None
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    context = get_script_run_ctx(suppress_warning=True)
    return context.session_id if context else None


pool = Pool(_rung, _ended)
