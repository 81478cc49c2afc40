"""Work that takes a while, on a page: it goes on in a worker and is watched by a component."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from cnnviz.insight import Progress
from cnnviz.server.sessions import Job, JobSession, open_job
from cnnviz.ui.state.session import session
from cnnviz.ui.widgets.components import register_component

ROOM = 1 << 20  # bytes of a frame without pictures

mount_job = register_component("job")


@dataclass
class KeptJob:
    """A job of this reader.

    Attributes
    ----------
    about : object
        What it depends on.
    look : object
        What its frames depend on besides.
    session : JobSession
    """

    about: Any
    look: Any
    session: JobSession


def show_job(
    name: str,
    about: Any,
    make: Callable[[], Job],
    mount: Callable[..., Any],
    *,
    look: Any = None,
) -> Progress | None:
    """Show work as it grows, and the button that stops it.

    Only what is on screen goes on. It is found again as it was left, and begun anew once
    `about` is not what it was.

    Parameters
    ----------
    name : str
        Of the work, ``page_name``.
    about : object
        What the work depends on; anything that can be compared.
    make : callable
        Gives the job.
    mount : callable
        The component that watches it.
    look : object
        What its frames depend on besides; with another, they are drawn anew.

    Returns
    -------
    Progress or None
        Its last state, once there is no more to come.

    Raises
    ------
    Refused
        A ValueError with a sentence, when there is no room for it.
    """
    kept = _find(name, about, look, make)
    mount(
        data={"url": kept.session.url},
        key=f"{name}_job",
        on_rested_change=_hear,
        on_reopen_change=partial(_forget, name),
    )
    status = kept.session.status()
    return kept.session.result() if status["finished"] and not status["error"] else None


def _find(name: str, about: Any, look: Any, make: Callable[[], Job]) -> KeptJob:
    """Find the reader's job, or open one; draw it anew where it is to look otherwise."""
    jobs = session().jobs
    kept = jobs.get(name)
    if kept is None or kept.about != about or kept.session.why is not None:
        if kept is not None:
            kept.session.close()
        kept = jobs[name] = KeptJob(about, look, open_job(make()))
    elif kept.look != look:
        kept.session.call("redraw", frame=make().frame)
        kept.look = look
    return kept


def _forget(name: str) -> None:
    session().jobs.pop(name, None)


def _hear() -> None:
    """Let the page run again: there may be something to say about the result."""
