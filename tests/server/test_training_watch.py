"""Whose page is open, and what becomes of a network nobody watches."""

from types import SimpleNamespace

import pytest
from streamlit import runtime

from cnnviz.datasets import digits
from cnnviz.server.sessions import idle_reaper, open_session, registry, take_over
from tests.server.learning import SPEC, until


def test_nobody_watching_pauses_it_and_later_frees_it(course):
    course.call("play")
    until(lambda: course.call("state")["step"] > 0)
    course.since = 1000.0
    idle_reaper.reap_idle(1000.0 + idle_reaper.PAUSE_AFTER - 1)
    assert course.call("state")["state"] == "playing"
    idle_reaper.reap_idle(1000.0 + idle_reaper.PAUSE_AFTER + 1)
    assert course.call("state")["state"] == "paused"
    idle_reaper.reap_idle(1000.0 + idle_reaper.FREE_AFTER + 1)
    assert (course.alive, course.why) == (False, idle_reaper.FREED.format("This network"))


@pytest.fixture
def sessions(monkeypatch):
    """Streamlit's sessions: those with a tab, and those whose connection has gone."""
    known = {"active": {"me"}, "kept": {"me"}}
    manager = SimpleNamespace(
        is_active_session=lambda session: session in known["active"],
        get_session_info=lambda session: "kept" if session in known["kept"] else None,
    )
    monkeypatch.setattr(runtime, "exists", lambda: True)
    monkeypatch.setattr(runtime, "get_instance", lambda: SimpleNamespace(_session_mgr=manager))
    return known


def alone(course, seconds):
    idle_reaper.reap_idle(course.since + seconds)
    return course.alive


def test_a_tab_that_was_closed_frees_its_network_soon(course, sessions):
    course.session, course.goodbye = "me", True
    assert alone(course, 60), "another page of the same tab is open"
    sessions["active"].clear()
    assert alone(course, idle_reaper.LEFT_AFTER - 1)
    assert not alone(course, idle_reaper.LEFT_AFTER + 1)
    assert course.why == idle_reaper.LEFT


def test_a_tab_that_was_reloaded_has_its_network_again(course, sessions):
    course.session, other = "me", open_session(SPEC, digits())
    other.session = "me, reloaded"
    assert take_over(course.url, other) is None, "its page is open: this is a copy of the tab"
    assert other.alive
    sessions["active"] = {other.session}
    assert take_over("./training/guessed", other) is None
    assert take_over(course.url, other) is course
    assert (course.session, other.alive) == ("me, reloaded", False)
    assert alone(course, idle_reaper.LEFT_AFTER + 1)
    third = open_session(SPEC, digits())
    third.session = "somebody else"
    assert take_over(course.url, third) is None
    assert take_over(other.url, third) is None, "it has ended"
    third.close()


def test_a_lost_connection_leaves_it_as_long_as_its_session_is_kept(course, sessions):
    course.session = "me"
    sessions["active"].clear()
    assert alone(course, 100)
    sessions["kept"].clear()
    assert not alone(course, 101)


def test_a_watched_course_goes_on(course):
    course.reader, course.since = object(), 0.0
    course.call("play")
    idle_reaper.reap_idle(10_000.0)
    assert course.call("state")["state"] == "playing"
    course.reader = None


def test_who_has_a_network_again_has_one_network(course, sessions, monkeypatch):
    course.session = "me"
    monkeypatch.setattr(registry, "_reader", lambda: "me, reloaded")
    instead, sessions["active"] = open_session(SPEC, digits()), {"me, reloaded"}
    assert take_over(course.url, instead) is course
    another = open_session(SPEC, digits())
    assert (course.alive, course.why) == (False, registry.ANOTHER)
    another.close()
