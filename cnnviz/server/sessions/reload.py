"""A page that was reloaded has another session; it may have its course again."""

import threading

from cnnviz.server.sessions import registry
from cnnviz.server.sessions.idle_reaper import is_shown
from cnnviz.server.sessions.session import TrainingSession

_taking = threading.Lock()


def take_over(url: str, instead: TrainingSession) -> TrainingSession | None:
    """Give a course to the session that has opened another instead; the other one ends.

    Only a tab that showed it knows its name, and nobody has it as long as the page of the
    session it belongs to is open: a copy of the tab gets none.
    """
    course = registry.find_session(url.rpartition("/")[2])
    with _taking:
        if course is None or course is instead or course.session is None:
            return None
        if instead.session is None or is_shown(course.session):
            return None
        registry.hand_over(course, instead.session)
    instead.close()
    return course
