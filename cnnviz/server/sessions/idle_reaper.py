"""What nobody watches rests, and in the end makes room."""

import asyncio
import sys
import time
from typing import Any

from cnnviz.server.sessions import registry
from cnnviz.server.sessions.session import WorkerSession

PAUSE_AFTER = 5.0  # seconds
LEFT_AFTER = 15.0  # a tab that is only reloaded is back by then
FREE_AFTER = 600.0
FREED = "{} has rested for ten minutes and was freed. Start it again."
LEFT = "Its page was closed, and it was freed. Start it again."


async def reap_forever(every: float = 1.0) -> None:
    """Look again and again, until the server stops."""
    while True:
        await asyncio.sleep(every)
        reap_idle(time.monotonic())


def reap_idle(now: float) -> None:
    """Pause what nobody has watched for some seconds; free what nobody will, or has for minutes."""
    for session in registry.all_sessions(WorkerSession):
        if session.reader is not None:
            continue
        alone = now - session.since
        if alone > FREE_AFTER:
            session.close(FREED.format(session.noun))
        elif alone > LEFT_AFTER and is_deserted(session):
            session.close(LEFT)
        elif alone > PAUSE_AFTER and not session.rested:
            session.rested = True
            session.ask("pause", {})


def is_deserted(session: WorkerSession) -> bool:
    """Tell whether nobody will come back to a session: its tab was closed, or lost for too long.

    A tab that closes says goodbye; one whose network fails does not, and Streamlit keeps its
    session for a while.
    """
    sessions = _sessions()
    if session.session is None or sessions is None or is_shown(session.session):
        return False
    return session.goodbye or sessions.get_session_info(session.session) is None


def is_shown(session: str) -> bool:
    """Tell whether the page of a session is open in a browser."""
    sessions = _sessions()
    return sessions is not None and bool(sessions.is_active_session(session))


def _sessions() -> Any:
    """Find Streamlit's sessions, where it runs."""
    if "streamlit" not in sys.modules:
        return None
    from streamlit import runtime

    return runtime.get_instance()._session_mgr if runtime.exists() else None
