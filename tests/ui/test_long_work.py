"""Long work goes on in short turns, can be left, stopped and found again, and never ends a page."""

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.geometry import ShapeError
from cnnviz.insight import Progress
from cnnviz.ui import long_work
from cnnviz.ui.long_work import Work


def counting(total):
    return lambda: (Progress(done, total) for done in range(1, total + 1))


@pytest.fixture
def clock(monkeypatch):
    """A clock that only moves when work is done: 40 ms a state."""
    now = [0.0]
    monkeypatch.setattr(long_work.time, "perf_counter", lambda: now[0])

    def work(total):
        for done in range(1, total + 1):
            now[0] += 0.04
            yield Progress(done, total)

    return work


def test_a_turn_ends_when_its_time_is_up(clock):
    work = Work("x", lambda: clock(100))
    done = []
    for _ in range(3):
        work.advance(0.1)
        done.append(work.latest.done)
    assert done == [3, 6, 9]


def test_quick_work_is_spread_over_turns_to_be_watched():
    work = Work("x", counting(49), turns=12)
    done = []
    while work.running:
        work.advance()
        done.append(work.latest.done)
    assert done == [5, 10, 15, 20, 25, 30, 35, 40, 45, 49]


def test_stopped_work_stays_and_goes_on_where_it_was():
    work = Work("x", counting(10), turns=5)
    work.advance()
    work.stop()
    work.advance()
    assert (work.latest.done, work.said("squares")) == (2, "Stopped at 2 of 10 squares")
    work.go_on()
    work.advance()
    assert work.latest.done == 4
    work.again()
    assert (work.latest, work.share, work.said("squares")) == (None, 0.0, "0 squares")


def test_work_that_ends_early_says_where():
    work = Work("x", lambda: iter([Progress(1, 60), Progress(2, 60)]))
    work.advance()
    assert (work.running, work.said("steps")) == (False, "Ended at 2 of 60 steps")


def test_an_error_is_kept_with_what_there_was():
    def broken():
        yield Progress(1, 3)
        raise ShapeError("the square is larger than the picture")

    work = Work("x", broken)
    work.advance()
    assert isinstance(work.error, ShapeError)
    assert (work.latest.done, work.running, work.finished) == (1, False, True)


def test_a_turn_is_left_out_while_another_session_works(monkeypatch):
    monkeypatch.setattr(long_work, "PATIENCE", 0.01)
    work = Work("x", counting(3))
    with long_work.TURN:
        work.advance()
    assert (work.latest, work.running) == (None, True)
    work.advance()
    assert work.latest.done == 3


def test_the_turn_is_given_back_after_an_error():
    def broken():
        raise ValueError("no")

    Work("x", broken).advance()
    assert not long_work.TURN.locked()


def page():
    import streamlit as st

    from cnnviz.geometry import ShapeError
    from cnnviz.insight import Progress
    from cnnviz.ui import long_work

    def begin():
        st.session_state["begun"] = st.session_state.get("begun", 0) + 1
        for done in range(1, 41):
            if about == "broken" and done > 3:
                raise ShapeError("stride must be at least 1, not 0")
            yield Progress(done, 40)

    def draw(state, running):
        st.markdown(f"{state.done} {'growing' if running else 'still'}")

    about = st.text_input("About", "a", key="about")
    if st.checkbox("Here", True, key="here"):
        long_work.watch("page_work", about, begin, draw, unit="squares", turns=20)


@pytest.fixture
def app():
    return AppTest.from_function(page).run()


def button(app):
    return app.button(key="page_work_button")


def shown(app):
    return app.markdown[0].value


def test_work_grows_from_run_to_run_and_ends(app):
    assert (shown(app), button(app).label) == ("4 growing", "Cancel")
    assert shown(app.run()) == "8 growing"
    for _ in range(9):
        app.run()
    assert (shown(app), button(app).label) == ("40 still", "Again")
    assert app.session_state["begun"] == 1


def test_cancel_keeps_what_there_is_and_go_on_goes_on(app):
    button(app).click().run()
    assert (shown(app), button(app).label) == ("4 still", "Go on")
    assert shown(app.run()) == "4 still"
    button(app).click().run()
    assert shown(app) == "8 growing"
    assert app.session_state["begun"] == 1


def test_work_rests_while_it_is_not_on_screen_and_is_found_again(app):
    for _ in range(3):
        app.checkbox(key="here").uncheck().run()
    assert not app.markdown
    app.checkbox(key="here").check().run()
    assert shown(app) == "8 growing"
    assert app.session_state["begun"] == 1


def test_work_about_something_else_begins_anew(app):
    app.run()
    app.text_input(key="about").set_value("b").run()
    assert (shown(app), app.session_state["begun"]) == ("4 growing", 2)


def test_an_error_is_a_sentence_below_what_there_was(app):
    app.text_input(key="about").set_value("broken").run()
    assert app.info[0].value == "Stride must be at least 1, not 0."
    assert (shown(app), button(app).label) == ("3 still", "Again")
    assert not app.exception


def test_turns_come_no_faster_than_streamlit_can_bear():
    assert long_work.EVERY >= 0.25
    assert long_work.SLICE <= 0.1
