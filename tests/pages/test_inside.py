"""Every way to look inside a network, with both shipped ones and a brought file."""

import base64
import json

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from cnnviz import nn
from cnnviz.images import Poles, read_image
from cnnviz.insight import covered, filters
from cnnviz.trace import Box
from cnnviz.ui import long_work
from cnnviz.ui.inside import VIEWS, dream, occlusion, plane, view
from cnnviz.ui.sight import Subject
from cnnviz.view.inside import painted
from cnnviz.view.palette import LIGHT, rgb
from cnnviz.zoo import open_model
from cnnviz.zoo.shipped import SHIPPED
from tests.view.unpacking import unpack

NAMES = [each.name for each in VIEWS]
DIGITS, SHAPES = (entry.model() for entry in SHIPPED)
POLES = Poles(rgb(LIGHT.negative), rgb(LIGHT.zero), rgb(LIGHT.positive))


@pytest.fixture(scope="session")
def brought():
    """A network somebody trained elsewhere, as ONNX: three classes nobody named, no images."""
    layers = [nn.Conv2d(6, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(5, 3), nn.ReLU(),
              nn.Flatten(), nn.Linear(3)]  # fmt: skip
    net = nn.Sequential(layers, (1, 12, 12), np.random.default_rng(3))
    return open_model(nn.save_onnx(net), "mine.onnx")


@pytest.fixture
def visit(open_lesson, brought, monkeypatch):
    """Open a view, and wait until its work is done."""
    monkeypatch.setattr(long_work, "SLICE", 2.0)

    def open_(view, model="Digit reader", **parameters):
        values = {f"inside_{name}": str(value) for name, value in parameters.items()}
        app = open_lesson("inside", inside_view=view)
        app.session_state["_own_model"] = brought
        for name, value in {**values, "inside_model": model}.items():
            app.query_params[name] = value
        app.run()
        while any(button.label == "Cancel" for button in app.button):
            app.run()
        return app

    return open_


@pytest.fixture
def sent(monkeypatch):
    """What the components were handed, the newest last."""
    messages = []
    for module in (dream, occlusion, plane):
        monkeypatch.setattr(module, "_mount", lambda *, data, **_: messages.append(unpack(data)))
    return messages


def told(app):
    return [note.value for kind in (app.info, app.error, app.warning) for note in kind]


def pictures(app):
    """All pictures on the page, by what is written below or read out."""
    found = {}
    for element in app.get("image"):
        for image in element.proto.imgs:
            head, data = image.url.split(",")
            assert head == "data:image/png;base64"
            found[image.caption or image.alt] = read_image(base64.b64decode(data)).pixels
    return found


def small(pixels, height, width):
    """Undo the enlarging; every pixel must have stayed one colour."""
    times = pixels.shape[0] // height
    shrunk = pixels[::times, ::times]
    assert_array_equal(shrunk.repeat(times, axis=0).repeat(times, axis=1), pixels)
    assert shrunk.shape[:2] == (height, width)
    return shrunk


@pytest.mark.parametrize("model", ["Digit reader", "Shape reader"])
@pytest.mark.parametrize("name", NAMES)
def test_every_view_shows_a_shipped_network(visit, name, model):
    app = visit(name, model)
    assert not app.exception
    assert not app.error


@pytest.mark.parametrize("name", NAMES)
def test_every_view_shows_a_brought_network_or_says_what_is_missing(visit, name):
    app = visit(name, "My file")
    assert not app.exception
    assert not app.error
    said = [sentence for sentence in told(app) if "this file brought none" in sentence]
    assert len(said) == (name in {"Best images", "Map"})


def test_filters_and_what_they_find_are_painted_as_they_are(visit):
    app = visit("Filters")
    weights = filters(DIGITS.graph).weights
    image = DIGITS.data().images[DIGITS.data().of(0)[0]]
    maps = DIGITS.graph.run(image[None])["conv1"][0]
    shown = pictures(app)
    for number in (1, 8):
        seen = small(shown[f"Filter {number}"], 3, 3)
        assert_array_equal(seen, painted(weights[number - 1, 0], POLES))
        seen = small(shown[f"What filter {number} finds in your picture"], *maps.shape[1:])
        assert_array_equal(seen, painted(maps[number - 1], POLES))


def test_the_numbers_of_a_filter_are_its_weights(visit):
    app = visit("Filters", numbers=True, filter=3)
    table = next(each.value for each in app.markdown if each.value.startswith("**Weights**"))
    rows = [line.split("|")[2:-1] for line in table.splitlines()[4:]]
    weights = filters(DIGITS.graph).weights[2, 0]
    assert_allclose(np.array(rows, float), weights, atol=0.005)


def test_the_patch_is_framed_and_shown_alone(visit):
    app = visit("Best images", "Shape reader", layer="conv1", count=6)
    patch = small(pictures(app)["The patch alone"], 3, 3)
    assert patch.std() > 0
    assert "conv1, unit 1" in app.markdown[2].value


def test_occlusion_is_what_covering_by_hand_gives(visit, sent):
    visit("Occlusion", square=3, stride=2, target=4, fill="White")
    header, arrays = sent[-1]
    image, graph = DIGITS.data().images[DIGITS.data().of(0)[0]], DIGITS.graph
    assert (header["side"], header["stride"], header["name"]) == (3, 2, "4")
    assert (header["done"], header["total"]) == (16, 16)
    for row, col in np.ndindex(4, 4):
        left = Box(row=2 * row, col=2 * col, height=min(3, 8 - 2 * row), width=min(3, 8 - 2 * col))
        given = graph.run(covered(image, left, 1.0)[None])[graph.output][0, 4]
        assert_allclose(arrays["probability"][row, col], given, atol=1e-6)
    assert_allclose(arrays["drop"], header["before"] - arrays["probability"], atol=1e-6)
    assert_array_equal(arrays["hole"], [255, 255, 255])


def test_occlusion_grows_and_a_new_picture_begins_it_anew(open_lesson, sent):
    app = open_lesson("inside", inside_view="Occlusion")
    first = sent[-1][0]["done"]
    app.run()
    assert first < sent[-1][0]["done"] < 49
    assert np.isnan(sent[-1][1]["probability"]).sum() == 49 - sent[-1][0]["done"]
    app.slider(key="inside_number").set_value(2).run()
    assert sent[-1][0]["done"] == first


def test_a_finished_map_is_found_again_when_the_reader_comes_back(visit, sent):
    app = visit("Occlusion")
    before = sent[-1]
    app.button_group(key="inside_view").set_value("Filters").run()
    sent.clear()
    app.button_group(key="inside_view").set_value("Occlusion").run()
    assert len(sent) == 1
    assert sent[0][0] == before[0]
    assert_array_equal(sent[0][1]["drop"], before[1]["drop"])


def test_a_seed_repeats_a_dream_and_a_regulariser_changes_it(visit, sent):
    films = []
    for changed in ({}, {}, {"seed": 1}, {"blur": False}):
        visit("Dream", layer="conv1", unit="unit 2", steps=30, **changed)
        films.append(sent[-1])
    (header, arrays), (_, same), (_, other), (_, sharp) = films
    assert header["steps"] == list(range(31))
    assert header["title"] == "conv1, unit 2"
    assert arrays["values"][-1] > arrays["values"][0]
    assert_array_equal(arrays["frames"], same["frames"])
    assert (arrays["frames"] != other["frames"]).any()
    assert (arrays["frames"] != sharp["frames"]).any()


def test_the_map_holds_every_image_and_where_the_picture_lies(visit, sent):
    visit("Map", "Shape reader")
    header, arrays = sent[-1]
    data = SHAPES.data()
    assert arrays["points"].shape == (len(data), 2)
    assert_array_equal(arrays["labels"], data.labels)
    assert [each["name"] for each in header["classes"]] == list(data.classes)
    assert len({each["mark"] for each in header["classes"]}) == 4
    assert_allclose(header["here"], arrays["points"][data.of(0)[0]], rtol=1e-3, atol=1e-3)
    values = SHAPES.graph.run(data.images[:40])[SHAPES.graph.scores]
    assert_array_equal(arrays["guesses"][:40], values.argmax(axis=1))


def test_the_map_gives_the_image_that_is_asked_for_and_nothing_else():
    data = SHAPES.data()
    _, arrays = unpack(plane.answer(data, b'{"image": 7}'))
    shown = np.rint(data.images[7].transpose(1, 2, 0) * 255)
    assert_array_equal(arrays["pixels"], shown)
    for odd in (b"", b"{}", b"[1]", b"\xff", b"7", *(
        json.dumps({"image": asked}).encode() for asked in (-1, len(data), True, "1", 1.0)
    )):  # fmt: skip
        assert plane.answer(data, odd) is None


def test_the_map_begins_with_the_pixels_if_asked(visit, sent):
    visit("Map", of="image")
    images = DIGITS.data().images.reshape(1797, -1)
    spread = sent[-1][1]["points"].std(axis=0)
    sizes = np.linalg.svd(images - images.mean(axis=0), compute_uv=False)[:2]
    assert_allclose(spread, sizes / np.sqrt(1797), rtol=1e-4)


def test_a_class_nobody_named_and_a_mistake_are_said(brought):
    image = np.random.default_rng(0).random((1, 12, 12), np.float32)
    scores = brought.graph.run(image[None])[brought.graph.scores][0]
    wrong = int(scores.argmin())
    place = view.Place("inside", brought, Subject(image, "Nothing", wrong), None)
    names = [view.class_name(brought, number) for number in range(3)]
    said = view._said(place, names, int(scores.argmax()), wrong)
    assert f"The network says **{names[scores.argmax()]}**" in said
    assert f"It is wrong: the data say **{names[wrong]}**" in said
    assert f"Asked about: **{names[wrong]}**" in said


@pytest.mark.parametrize(
    ("name", "odd"),
    [("view", "Upside down"), ("layer", "conv9"), ("square", "7"), ("target", "unicorn")],
)
def test_an_odd_link_starts_with_the_usual(open_lesson, name, odd):
    parameters = {"inside_view": "Dream" if name == "layer" else "Occlusion", f"inside_{name}": odd}
    app = open_lesson("inside", **parameters)
    assert not app.exception
    assert name not in ("view",) or any(odd in sentence for sentence in told(app))
