"""A reloaded page has a new Streamlit session; it may take over the network of the old one."""

import threading

from cnnviz.server.sessions import registry
from cnnviz.server.sessions.idle_reaper import is_shown
from cnnviz.server.sessions.session import TrainingSession

_lock = threading.Lock()


def take_over(url: str, instead: TrainingSession) -> TrainingSession | None:
    """Give the network at `url` to the Streamlit session that has opened `instead`, and close that.

    Only a tab that showed the network knows its URL. While the session it belongs to is still
    connected, nothing is taken over: a duplicated tab keeps its own network.

    Returns
    -------
    TrainingSession or None
        The network at `url`; None when it cannot be taken over.
    """
    session = registry.find_session(url.rpartition("/")[2])
    with _lock:
        if not isinstance(session, TrainingSession) or session is instead:
            return None
        before, now = session.session, instead.session
        if before is None or now is None or is_shown(before):
            return None
        registry.hand_over(session, now)
    instead.close()
    return session
