"""What the page of a network makes of links, of the browser's questions, and of drawings."""

import json
import struct

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from cnnviz import nn
from cnnviz.geometry import ShapeError
from cnnviz.ui.network import page
from cnnviz.ui.network.session import NetworkSession
from cnnviz.ui.pickers.preprocessing import DrawingPad, DrawnImage, InputImage
from cnnviz.zoo import Model, from_sequential
from cnnviz.zoo.shipped import SHIPPED
from tests.view.unpacking import unpack

DIGITS, SHAPES = (entry.model() for entry in SHIPPED)
STROKE = np.zeros((112, 112), np.uint8)
STROKE[15:100, 50:64] = 255


def subject(model, index=0):
    data = model.data()
    return InputImage(data.images[index], f"number {index}", int(data.labels[index]))


@pytest.fixture
def desk():
    made = NetworkSession(DrawnImage())
    made.lay(DrawingPad(DIGITS), subject(DIGITS))
    return made


def ask(desk, **question):
    answer = desk.answer(json.dumps({"seq": desk.scene.seq, **question}).encode())
    return answer and unpack(answer)


def draw(desk, plane, seq=None):
    seq = desk.scene.seq if seq is None else seq
    header = {"ask": "draw", "seq": seq, "height": len(plane), "width": plane.shape[1]}
    head = json.dumps(header).encode()
    head += b" " * (-(4 + len(head)) % 8)
    answer = desk.answer(struct.pack("<I", len(head)) + head + plane.tobytes())
    return answer and unpack(answer)


def test_questions_are_answered_about_the_picture_on_the_desk(desk):
    header, arrays = ask(desk, ask="unit", node="conv1", channel=3)
    assert_array_equal(arrays["out"], desk.scene.values["conv1"][0, 3])
    header, arrays = ask(desk, ask="value", node="conv1", cell=[3, 2, 5])
    assert_allclose(header["value"], desk.scene.values["conv1"][0, 3, 2, 5], atol=1e-6)
    assert header["seq"] == desk.scene.seq


def test_a_question_about_another_picture_is_out_of_date(desk):
    before = desk.scene.seq
    desk.lay(DrawingPad(DIGITS), subject(DIGITS, 1))
    assert desk.scene.seq == before + 1
    assert ask(desk, ask="unit", node="conv1", channel=3, seq=before) is None
    assert ask(desk, ask="unit", node="conv1", channel=3) is not None


def test_the_same_picture_stays_and_its_message_is_the_same(desk):
    first = desk.message(None, anew=True)
    scene = desk.scene
    desk.lay(DrawingPad(DIGITS), subject(DIGITS))
    at = {"node": "conv1", "channel": 0, "cell": None}
    assert desk.scene is scene
    assert desk.message(at, anew=False) == first, "Streamlit sends it only once"
    assert unpack(desk.message(at, anew=True))[0]["at"] == at


@pytest.mark.parametrize(
    "question",
    [
        {},
        {"ask": "unit"},
        {"ask": "unit", "node": "image", "channel": 0},
        {"ask": "unit", "node": "conv9", "channel": 0},
        {"ask": "unit", "node": ["conv1"], "channel": 0},
        {"ask": "unit", "node": "conv1", "channel": 8},
        {"ask": "unit", "node": "conv1", "channel": -1},
        {"ask": "unit", "node": "conv1", "channel": True},
        {"ask": "unit", "node": "conv1", "channel": 1.0},
        {"ask": "unit", "node": "conv1", "channel": float("nan")},
        {"ask": "value", "node": "conv1"},
        {"ask": "value", "node": "conv1", "cell": 3},
        {"ask": "value", "node": "conv1", "cell": []},
        {"ask": "value", "node": "conv1", "cell": [0, 0]},
        {"ask": "value", "node": "conv1", "cell": [0, 8, 0]},
        {"ask": "value", "node": "conv1", "cell": [0, 0, float("nan")]},
        {"ask": "value", "node": "conv1", "cell": [0, "0", 0]},
        {"ask": "value", "node": "image", "cell": [0, 0, 0]},
        {"ask": "value", "node": "linear1", "cell": [10]},
        {"ask": "unit", "node": "conv1", "channel": 0, "seq": None},
        {"ask": "unit", "node": "conv1", "channel": 0, "seq": "1"},
        {"ask": "everything", "node": "conv1", "channel": 0},
    ],
)
def test_a_question_that_makes_no_sense_gets_no_answer(desk, question):
    assert ask(desk, **question) is None


@pytest.mark.parametrize(
    "question",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 9000, b"\x08\0\0\0", b"\xff\0\0\0{}",
     b"\x02\0\0\0{}", b'\x0c\0\0\0{"ask":"al"}', b"NaN", b"\0\0\0\0", b"\x04\0\0\0null"],
)  # fmt: skip
def test_bytes_that_are_no_question_get_no_answer(desk, question):
    assert desk.answer(question) is None


def test_nothing_is_answered_before_anything_is_laid():
    assert NetworkSession(DrawnImage()).answer(b"{}") is None


def test_a_drawing_is_seen_by_the_network_and_an_empty_pad_brings_the_picture_back(desk):
    before = desk.scene
    header, arrays = draw(desk, STROKE)
    assert (header["ask"], header["picture"]["title"]) == ("all", "Your drawing")
    assert header["seq"] == before.seq + 1
    expected = DIGITS.graph.run(arrays["values"][0][None])
    assert_array_equal(arrays["values"][1], expected["conv1"][0])
    assert expected["softmax"].argmax() == 1
    header, arrays = draw(desk, np.zeros_like(STROKE))
    assert header["picture"]["title"] == "number 0"
    assert_array_equal(arrays["values"][0], before.values["image"][0])


def test_a_drawing_outlives_a_run_that_does_not_know_it_yet(desk):
    draw(desk, STROKE)
    drawn = desk.scene
    assert desk.lay(DrawingPad(DIGITS), subject(DIGITS)) is drawn
    draw(desk, np.zeros_like(STROKE))
    assert desk.lay(DrawingPad(DIGITS), subject(DIGITS)).picture["title"] == "number 0"


def test_a_drawing_on_a_picture_that_is_gone_is_out_of_date(desk):
    before = desk.scene.seq
    assert draw(desk, STROKE) is not None
    assert draw(desk, STROKE, seq=before) is not None, "strokes may overtake their answers"
    desk.lay(DrawingPad(DIGITS), subject(DIGITS, 2))
    assert draw(desk, STROKE, seq=before) is None


def test_a_network_that_reads_colours_takes_no_drawing(desk):
    desk.lay(DrawingPad(SHAPES), subject(SHAPES))
    assert draw(desk, STROKE) is None


@pytest.mark.parametrize("plane", [np.zeros((0, 9), np.uint8), np.zeros((513, 9), np.uint8)])
def test_a_drawing_of_no_size_or_a_vast_one_is_none(desk, plane):
    assert draw(desk, plane) is None


@pytest.mark.parametrize("text", ["conv1.4", "conv1.1.8.8", "linear1.3.1.1", "linear1.3",
                                  "image.1.2.3", "softmax.10.1.1"])  # fmt: skip
def test_a_place_of_the_address_is_read_as_it_is_written(text):
    at = page.read_place(text, DIGITS.graph)
    assert at is not None
    assert page.write_place(at, DIGITS.graph) == text


@pytest.mark.parametrize("text", ["", "conv1", "conv1.", "conv1.0", "conv1.9", "conv1.1.9.1", "x.1",
                                  "conv1.1.1", "conv1.1.1.1.1", "conv1.²", "conv1.-1", "image.1",
                                  "linear1.1.2.1", "conv1." + "9" * 5000])  # fmt: skip
def test_a_place_that_is_none_is_not_read(text):
    assert page.read_place(text, DIGITS.graph) is None


@pytest.mark.parametrize("at", [None, 3, [], {}, {"node": "conv1"}, {"node": None, "channel": 1},
                                {"node": "conv1", "channel": 0, "cell": [1, 0, 0]},
                                {"node": "conv1", "channel": 99, "cell": None}])  # fmt: skip
def test_what_is_no_place_is_not_written(at):
    assert page.write_place(at, DIGITS.graph) is None


def test_a_network_whose_maps_no_message_can_hold_is_refused_with_its_size(desk):
    net = nn.Sequential([nn.Conv2d(200, 3), nn.Flatten(), nn.Linear(1)], (1, 240, 240))
    model = Model(from_sequential(net), "large", ("0",))
    with pytest.raises(ShapeError, match="all maps of one picture take .* MB; the limit is 40 MB"):
        desk.lay(DrawingPad(model), InputImage(np.zeros((1, 240, 240), "f4"), "black"))


def scene(app):
    assert not app.exception
    return app.session_state["session"].network.desk.scene


def test_a_link_opens_the_same_picture_and_the_same_value(open_lesson):
    app = open_lesson(
        "network",
        network_model=SHIPPED[1].title,
        network_class="cross",
        network_number="3",
        network_at="conv2.4.10.20",
    )
    shown = scene(app)
    data = SHAPES.data()
    assert shown.model is SHAPES
    assert_array_equal(shown.values["image"][0], data.images[data.of(3)[2]])
    assert_array_equal(shown.values["softmax"], SHAPES.graph.run(shown.values["image"])["softmax"])
    header = unpack(app.session_state["session"].network.desk.message(None, anew=False))[0]
    assert header["at"] == {"node": "conv2", "channel": 3, "cell": [3, 9, 19]}
    assert not app.info


def test_an_odd_place_in_a_link_is_said(open_lesson):
    app = open_lesson("network", network_at="conv9.1")
    assert any("a place is a layer and a map" in info.value for info in app.info)
    assert scene(app) is not None


def test_a_drawing_and_a_file_do_not_travel_and_that_is_said(open_lesson):
    app = open_lesson("network", network_source="Pad", network_model="My file")
    said = " ".join(info.value for info in app.info)
    assert "Drawings do not travel" in said
    assert "Networks do not travel" in said


def test_another_network_forgets_a_place_it_does_not_have_without_a_word(open_lesson):
    app = open_lesson("network", network_model=SHIPPED[1].title, network_at="conv4.2.5.5")
    app.selectbox(key="network_model").select(SHIPPED[0].title).run()
    assert scene(app).model is DIGITS
    assert not app.info
    assert "network_at" not in app.session_state["session"].address.values


def test_what_was_drawn_is_found_again_and_another_choice_leaves_it(open_lesson):
    app = open_lesson("network")
    kept = app.session_state["session"].network.desk
    draw(kept, STROKE)
    app.run()
    assert scene(app).picture["title"] == "Your drawing"
    assert app.session_state["network_source"] == "Pad"
    seq = kept.scene.seq
    app.run()
    assert kept.scene.seq == seq
    app.session_state["network_source"] = "Data"
    app.run()
    assert scene(app).picture["title"] == "0, number 1"


def test_choosing_a_class_leaves_the_drawing(open_lesson):
    app = open_lesson("network")
    draw(app.session_state["session"].network.desk, STROKE)
    app.run()
    assert app.session_state["network_source"] == "Pad"
    app.slider(key="network_number").set_value(3).run()
    assert app.session_state["network_source"] == "Data"
    assert scene(app).picture["title"] == "0, number 3"


def test_nothing_trained_yet_is_said_with_the_way_there(open_lesson):
    app = open_lesson("network", network_model="Trained here")
    assert any("Nothing has been trained" in info.value for info in app.info)
    assert scene(app).model is DIGITS


def test_numbers_too_large_to_write_are_a_sentence(open_lesson):
    net = nn.Sequential([nn.Conv2d(2, 3), nn.ReLU(), nn.Flatten(), nn.Linear(10)], (1, 8, 8))
    net.flat[:] = 3e38
    app = open_lesson("network")
    key = "network_network"
    app.file_uploader(key=key).upload("huge.npz", bytes(nn.save_npz(net)), "application/zip")
    app.run()
    assert not app.exception
    assert any("too large to write" in info.value for info in app.info)
