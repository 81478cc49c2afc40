"""Pauses worker sessions that no browser watches, and frees them after a while."""

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
    """Call `reap_idle` every `every` seconds, until the server stops."""
    while True:
        await asyncio.sleep(every)
        reap_idle(time.monotonic())


def reap_idle(now: float) -> None:
    """Pause or free sessions without a browser, by how long ago it left.

    Parameters
    ----------
    now : float
        Seconds (`time.monotonic`).
    """
    for session in registry.all_sessions(WorkerSession):
        if session.reader is not None:
            continue
        unwatched = now - session.since
        if unwatched > FREE_AFTER:
            session.close(FREED.format(session.noun))
        elif unwatched > LEFT_AFTER and is_deserted(session):
            session.close(LEFT)
        elif unwatched > PAUSE_AFTER and not session.rested:
            session.rested = True
            session.ask("pause", {})


def is_deserted(session: WorkerSession) -> bool:
    """Tell whether a session's tab was closed, or Streamlit has expired its session.

    A tab that closes sends close code 1001; one that loses its connection does not, and
    Streamlit keeps its session for a while.
    """
    manager = _session_manager()
    if session.session is None or manager is None or is_shown(session.session):
        return False
    return session.goodbye or manager.get_session_info(session.session) is None


def is_shown(session: str) -> bool:
    """Tell whether a Streamlit session is connected to a browser."""
    manager = _session_manager()
    return manager is not None and bool(manager.is_active_session(session))


def _session_manager() -> Any:
    """Get Streamlit's session manager; None where Streamlit does not run."""
    if "streamlit" not in sys.modules:
        return None
    from streamlit import runtime

    return runtime.get_instance()._session_mgr if runtime.exists() else None
