"""What the lab answers to weights that move: the pictures a run of the page would make."""

import json

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from cnnviz import kernels
from cnnviz.images import Poles
from cnnviz.images.filter_chain import Treatment, apply_treatment
from cnnviz.ui.kernel_lab.filter_results import FilterResults
from cnnviz.ui.kernel_lab.live_results import make_answer
from tests.view.unpacking import unpack

START = np.random.default_rng(0).integers(0, 256, (9, 11, 3), np.uint8)
POLES = Poles((255, 0, 0), (255, 255, 255), (0, 0, 255))
RESTING = [Treatment("Box blur", np.full((3, 3), 1 / 9)), Treatment("Identity", np.eye(3))]


@pytest.fixture
def ask():
    board = FilterResults(START, True, "Rescale", False, False, 0, POLES)
    answer = make_answer(board, RESTING, 1, 7, kernels.normalise, "./live/x")
    return lambda **question: answer(json.dumps(question).encode())


def test_the_kernel_in_the_hand_changes_and_the_other_does_not(ask):
    moved = np.arange(9.0).reshape(3, 3)
    header, arrays = unpack(ask(version=7, seq=4, values=moved.tolist(), have=[], place=None))
    assert header["hand"] == {"version": 7, "seq": 4}
    assert header["live"] == "./live/x"
    assert [panel["title"] for panel in header["panels"]] == [
        "Original", "1 Box blur", "2 Identity",
    ]  # fmt: skip
    blurred = apply_treatment(START, RESTING[0])
    expected = apply_treatment(blurred, Treatment("Identity", kernels.normalise(moved)))
    low, high = expected.min(), expected.max()
    assert header["panels"][2]["caption"].startswith(f"Rescaled: {low:.3g}"[:12])
    assert high > low
    assert [picture is None for picture in arrays["pictures"]] == [False] * 3


def test_pictures_the_browser_has_are_not_sent_again(ask):
    question = {"version": 7, "seq": 1, "values": np.eye(3).tolist(), "place": None}
    stamps = [panel["stamp"] for panel in unpack(ask(**question, have=[]))[0]["panels"]]
    header, arrays = unpack(ask(**question, have=[stamps[0], 0, stamps[2]]))
    assert [panel["format"] for panel in header["panels"]] == ["keep", "png", "keep"]
    assert [picture is None for picture in arrays["pictures"]] == [True, False, True]


def test_the_pixel_pointed_at_is_explained_with_the_weights_that_move(ask):
    moved = 2 * np.eye(3)
    place = {"panel": 2, "row": 3, "col": 4}
    header, arrays = unpack(ask(version=7, seq=1, values=moved.tolist(), have=[], place=place))
    assert header["inspect"]["title"] == "2 Identity, row 4, column 5"
    assert_array_equal(arrays["kernel"].reshape(3, 3), kernels.normalise(moved).astype(np.float32))


def test_weights_of_another_time_another_shape_or_no_numbers_get_no_answer(ask):
    fit = {"seq": 1, "values": np.eye(3).tolist(), "have": [], "place": None}
    assert ask(**fit, version=6) is None
    assert ask(**{**fit, "values": [[1]]}, version=7) is None
    assert ask(**{**fit, "values": "nonsense"}, version=7) is None
    assert ask() is None


def test_a_question_that_is_no_json_gets_no_answer_and_odd_parts_are_ignored(ask):
    board = FilterResults(START, False, "Clip", False, False, 0, POLES)
    answer = make_answer(board, RESTING, 0, 1, lambda made: made, "./live/x")
    assert answer(b"\xff{") is None
    assert answer(b"[1]") is None
    odd = {"version": 1, "seq": 1, "values": np.eye(3).tolist(), "have": 7, "place": [1]}
    assert answer(json.dumps(odd).encode())
