"""Work that takes a while: done in short turns, shown as it grows, stopped with a click.

A generator is kept in the session and goes on for a moment whenever the page asks, so nobody
waits for it: not the reader, who may change any control, and not the other sessions.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from typing import Any

import streamlit as st

from cnnviz.insight import Progress
from cnnviz.ui import problem
from cnnviz.ui.session import session

EVERY = 0.25  # seconds between turns; more often, and Streamlit drops changes of other controls
SLICE = 0.1  # seconds of work in a turn
PATIENCE = 0.05  # seconds a turn waits for those of other sessions; then it is left out
TURN = threading.Lock()  # one session works at a time, so the rest of the server stays free

Begin = Callable[[], Iterable[Progress]]
Draw = Callable[[Any, bool], None]


class Work:
    """Something that takes a while, and how far it is.

    Parameters
    ----------
    about : object
        What the work depends on; when this changes, the work is begun anew.
    begin : callable
        Gives the states, one after the other; each tells how far it is.
    turns : int
        It is spread over so many turns at least, for there to be something to watch.

    Attributes
    ----------
    latest : Progress or None
        The newest state.
    running : bool
        Whether it goes on with the next turn.
    finished : bool
        Whether there is no more to come.
    error : Exception or None
        What ended it before its time.

    Examples
    --------
    >>> work = Work("three", lambda: (Progress(done, 3) for done in (1, 2, 3)), turns=2)
    >>> work.advance()
    >>> work.latest.done, work.running, work.said("squares")
    (2, True, '2 of 3 squares')
    >>> work.advance()
    >>> work.latest.done, work.running, work.said("squares")
    (3, False, 'All 3 squares')
    """

    def __init__(self, about: Any, begin: Begin, *, turns: int = 1) -> None:
        self.about, self._begin, self._turns = about, begin, turns
        self.again()

    def again(self) -> None:
        """Forget what there is and begin anew."""
        self._states: Iterator[Progress] | None = None
        self.latest: Progress | None = None
        self.error: Exception | None = None
        self.running, self.finished = True, False

    def stop(self) -> None:
        """Stay as it is."""
        self.running = False

    def go_on(self) -> None:
        """Work again from where it stopped."""
        self.running = not self.finished

    @property
    def share(self) -> float:
        """How much is done, 0 to 1."""
        return min(self.latest.share, 1.0) if self.latest else 0.0

    def said(self, unit: str) -> str:
        """Say how far it is, in squares or whatever is counted."""
        if self.latest is None:
            return "It could not begin." if self.error else f"0 {unit}"
        done, total = self.latest.done, self.latest.total
        if done >= total:
            return f"All {total:,} {unit}"
        far = f"{done:,} of {total:,} {unit}"
        return far if self.running else f"{'Ended' if self.finished else 'Stopped'} at {far}"

    def advance(self, seconds: float = SLICE) -> None:
        """Work for one turn, unless others have theirs."""
        if self.running and TURN.acquire(timeout=PATIENCE):
            try:
                self._turn(time.perf_counter() + seconds)
            except Exception as error:  # kept, or every turn would end in it again
                logging.getLogger(__name__).warning("Long work ended early", exc_info=error)
                self.error = error
                self._finish()
            finally:
                TURN.release()

    def _turn(self, end: float) -> None:
        """Take states until time is up or the turn's share is done."""
        if self._states is None:
            self._states = iter(self._begin())
        for taken in count(1):
            state = next(self._states, None)
            self.latest = state or self.latest
            if state is None or state.done >= state.total:
                self._finish()
                break
            if time.perf_counter() >= end or taken * self._turns >= state.total:
                break

    def _finish(self) -> None:
        self.running, self.finished, self._states = False, True, None


def watch(name: str, about: Any, begin: Begin, draw: Draw, *, unit: str, turns: int = 1) -> None:
    """Show work in progress, what there is of it so far, and the button that stops it.

    Only what is on screen goes on, so a session has one work at a time. It is found again as
    it was left, and begun anew once `about` is not what it was.

    Parameters
    ----------
    name : str
        Of the work, ``page_name``.
    about, begin, turns
        As `Work` takes them; `about` may hold anything that can be compared.
    draw : callable
        Shows a state; is told whether more is on its way.
    unit : str
        What is counted: "squares".
    """
    desk = session().long_work
    work = desk.get(name)
    if work is None or work.about != about:
        work = desk[name] = Work(about, begin, turns=turns)
    work.advance(SLICE)
    every = EVERY if work.running else None
    st.fragment(_show, run_every=every)(name, work, draw, unit, work.running)


def _show(name: str, work: Work, draw: Draw, unit: str, ticking: bool) -> None:
    """Work for one turn and show what there is; the page hears when that begins or ends."""
    if ticking:
        work.advance(SLICE)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.progress(work.share, text=work.said(unit))
        label, act = _button(work)
        st.button(label, key=f"{name}_button", on_click=act, width=120)
    if work.error:
        problem.show(work.error)
    if work.latest is not None:
        draw(work.latest, work.running)
    if ticking != work.running:
        st.rerun()


def _button(work: Work) -> tuple[str, Callable[[], None]]:
    """Name what the button does now."""
    if work.running:
        return "Cancel", work.stop
    return ("Again", work.again) if work.finished else ("Go on", work.go_on)
