"""A page that was reloaded belongs to another reader's session; it may have its network again."""

import threading

from cnnviz.server.sessions import registry
from cnnviz.server.sessions.idle_reaper import is_shown
from cnnviz.server.sessions.session import TrainingSession

_taking = threading.Lock()


def take_over(url: str, instead: TrainingSession) -> TrainingSession | None:
    """Give a network to the page that has opened another instead; the other one ends.

    Only a tab that showed it knows its name, and nobody has it as long as the page of the
    session it belongs to is open: a copy of the tab gets none.
    """
    session = registry.find_session(url.rpartition("/")[2])
    with _taking:
        if not isinstance(session, TrainingSession) or session is instead:
            return None
        before, now = session.session, instead.session
        if before is None or now is None or is_shown(before):
            return None
        registry.hand_over(session, now)
    instead.close()
    return session
