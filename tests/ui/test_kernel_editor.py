"""What the script makes of the weights a browser reports."""

from typing import Any

from numpy.testing import assert_array_equal
from streamlit.testing.v1 import AppTest


def script():
    import numpy as np
    import streamlit as st

    from cnnviz.ui.widgets.weight_editor import weight_editor

    made, rest = weight_editor(np.eye(2), version=3, key="editor", label="Kernel")
    st.session_state.made = made
    st.session_state.rest = rest


def run(said: Any = None) -> AppTest:
    app = AppTest.from_function(script)
    if said is not None:
        app.session_state["editor"] = {"weights": said}
    app.run()
    assert not app.exception
    return app


def said(**changes: Any) -> dict[str, Any]:
    return {"seq": 1, "version": 3, "values": [[1, 2], [3, 4.5]], "rest": False} | changes


def test_before_any_hand_the_weights_are_the_given_ones_and_at_rest():
    app = run()
    assert_array_equal(app.session_state["made"], [[1, 0], [0, 1]])
    assert app.session_state["rest"] is True


def test_what_the_hand_made_wins_while_its_version_lasts():
    app = run(said())
    assert_array_equal(app.session_state["made"], [[1, 2], [3, 4.5]])
    assert app.session_state["rest"] is False


def test_another_version_replaces_what_the_hand_made():
    app = run(said(version=2))
    assert_array_equal(app.session_state["made"], [[1, 0], [0, 1]])
    assert app.session_state["rest"] is True


def test_a_browser_that_sends_no_weights_is_not_believed():
    impossible = ([[1, 2]], [[1, "x"], [3, 4]], [[1, 2e9], [3, 4]], [[1, float("nan")], [3, 4]], 7)
    for values in (*impossible, None, [[1, 2], [3]]):
        app = run(said(values=values))
        assert_array_equal(app.session_state["made"], [[1, 0], [0, 1]], err_msg=str(values))
    assert run("nonsense").session_state["rest"] is True
