"""Jobs on a page: they run in a worker, and a component shows their progress."""

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
    """A job of this session.

    Attributes
    ----------
    about : object
        What the result depends on.
    look : object
        What its frames depend on in addition.
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
    """Show a job's progress and the button that stops it.

    A job runs only while it is on screen, and is kept across reruns. A new one is opened when
    `about` has changed.

    Parameters
    ----------
    name : str
        Of the job, ``page_name``.
    about : object
        What the result depends on; compared by ``==``.
    make : callable
        Makes the job.
    mount : callable
        Mounts the component that shows it.
    look : object
        What its frames depend on in addition; when it changes, only frames are made anew.

    Returns
    -------
    Progress or None
        Its last state; None until it has finished.

    Raises
    ------
    Refused
        A ValueError with a sentence, when there is no room for it.
    """
    kept = _find(name, about, look, make)
    mount(
        data={"url": kept.session.url},
        key=f"{name}_job",
        on_rested_change=_ignore,
        on_reopen_change=partial(_forget, name),
    )
    status = kept.session.status()
    return kept.session.result() if status["finished"] and not status["error"] else None


def _find(name: str, about: Any, look: Any, make: Callable[[], Job]) -> KeptJob:
    """Get the session's job, or open one; when only `look` has changed, change its frames."""
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


def _ignore() -> None:
    """Do nothing: the event only makes the page rerun."""
