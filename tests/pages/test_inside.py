"""Every way to look inside a network, with both shipped ones and a brought file."""

import base64
import json
import re
from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from cnnviz import nn
from cnnviz.images import Poles, read_image
from cnnviz.insight import covered, first_filters, grad_cam, grad_cams, maximise
from cnnviz.text import format_percent
from cnnviz.trace import Box
from cnnviz.ui.inside import VIEWS, grad_cam_view, occlusion, pca_map, view
from cnnviz.ui.pickers.preprocessing import InputImage
from cnnviz.view.inside import paint_signed, to_pixels
from cnnviz.view.palette import LIGHT, rgb
from cnnviz.zoo import open_model
from cnnviz.zoo.shipped import SHIPPED
from tests.jobs import finish_jobs, job_of, watched
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
    monkeypatch.setattr(occlusion, "SECONDS", 0.0)

    def open_(view, model="Digit reader", **parameters):
        asked = {"view": view, "model": model, **parameters}
        values = {f"inside_{name}": str(value) for name, value in asked.items()}
        is_own = model == "My file"
        app = open_lesson("inside", **({} if is_own else values))
        if is_own:
            app.session_state["session"].model.value = brought
            app.query_params.update(values)
            app.run()
        return finish_jobs(app)

    return open_


def look_at(app, name):
    app.button_group(key="inside_view").set_value(name).run()
    return finish_jobs(app)


@pytest.fixture
def sent(monkeypatch):
    """What the map was handed, the newest last."""
    messages = []
    monkeypatch.setattr(pca_map, "_mount", lambda *, data, **_: messages.append(unpack(data)))
    return messages


def frame_of(app, view):
    """What the browser is sent of a view's work, once it rests: header, arrays."""
    return watched(job_of(app, f"inside_{view}"))


def below(app):
    return [caption.value for caption in app.caption]


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


@pytest.mark.parametrize("model", ["Digit reader", "Shape reader", "My file"])
def test_every_view_shows_every_network_or_says_what_is_missing(visit, model):
    app = visit(NAMES[0], model, layer="conv1", steps=30, stride=8)
    for name in NAMES:
        look_at(app, name)
        assert not app.exception, name
        assert not app.error, name
        missing = [sentence for sentence in told(app) if "this file brought none" in sentence]
        assert len(missing) == (model == "My file" and name in {"Best images", "Map"}), name


def test_filters_and_what_they_find_are_painted_as_they_are(visit):
    app = visit("Filters")
    weights = first_filters(DIGITS.graph).weights
    image = DIGITS.data().images[DIGITS.data().of(0)[0]]
    maps = DIGITS.graph.run(image[None])["conv1"][0]
    shown = pictures(app)
    for number in (1, 8):
        seen = small(shown[f"Filter {number}"], 3, 3)
        assert_array_equal(seen, paint_signed(weights[number - 1, 0], POLES))
        seen = small(shown[f"What filter {number} finds in your picture"], *maps.shape[1:])
        assert_array_equal(seen, paint_signed(maps[number - 1], POLES))


def test_the_numbers_of_a_filter_are_its_weights(visit):
    app = visit("Filters", numbers=True, filter=3)
    table = next(each.value for each in app.markdown if each.value.startswith("**Weights**"))
    rows = [line.split("|")[2:-1] for line in table.splitlines()[4:]]
    weights = first_filters(DIGITS.graph).weights[2, 0]
    assert_allclose(np.array(rows, float), weights, atol=0.005)


def test_the_patch_is_framed_and_shown_alone(visit):
    app = visit("Best images", "Shape reader", layer="conv1", count=6)
    header, arrays = frame_of(app, "excites")
    assert [len(figure["pictures"]) for figure in header["figures"]] == [2] * 6
    assert header["figures"][0]["pictures"][1] == {"alt": "The patch alone", "width": 64}
    framed, alone = (read_image(file.tobytes()).pixels for file in arrays["files"][:2])
    assert small(alone, 3, 3).std() > 0
    assert framed.shape == (320, 320, 3)
    sentence = header["sentence"]
    assert sentence[1] == {"text": "conv1, unit 1", "strong": True}
    assert "Below each image: the largest cell of the unit's map." in sentence[2]["text"]


def test_occlusion_is_what_covering_by_hand_gives(visit):
    app = visit("Occlusion", square=3, stride=2, target=4, fill="White")
    header, arrays = frame_of(app, "occlusion")
    image, graph = DIGITS.data().images[DIGITS.data().of(0)[0]], DIGITS.graph
    assert (header["side"], header["stride"], header["name"]) == (3, 2, "4")
    assert (header["done"], header["total"]) == (16, 16)
    for row, col in np.ndindex(4, 4):
        left = Box(row=2 * row, col=2 * col, height=min(3, 8 - 2 * row), width=min(3, 8 - 2 * col))
        given = graph.run(covered(image, left, 1.0)[None])[graph.output][0, 4]
        assert_allclose(arrays["probability"][row, col], given, atol=1e-6)
    assert_allclose(arrays["drop"], header["before"] - arrays["probability"], atol=1e-6)
    assert_array_equal(arrays["hole"], [255, 255, 255])


def test_occlusion_grows_and_a_new_picture_begins_it_anew(open_lesson):
    app = open_lesson("inside", inside_view="Occlusion")
    first = job_of(app, "inside_occlusion")
    header, arrays = watched(first, lambda job: job["share"] > 0.1)
    assert 4 < header["done"] < 49
    assert np.isnan(arrays["probability"]).sum() == 49 - header["done"]
    app.slider(key="inside_number").set_value(2).run()
    second = job_of(app, "inside_occlusion")
    assert second is not first
    assert not first.alive
    assert not second.status()["known"]


def test_a_finished_map_is_found_again_when_the_reader_comes_back(visit):
    app = visit("Occlusion")
    job, before = job_of(app, "inside_occlusion"), frame_of(app, "occlusion")
    look_at(app, "Filters")
    look_at(app, "Occlusion")
    assert job_of(app, "inside_occlusion") is job
    after = frame_of(app, "occlusion")
    assert after[0] == before[0]
    assert_array_equal(after[1]["drop"], before[1]["drop"])


def test_the_square_goes_with_the_size_of_the_picture(open_lesson):
    def square(app):
        header, _ = watched(job_of(app, "inside_occlusion"), lambda job: job["known"])
        return header["side"], header["stride"], header["total"]

    app = open_lesson("inside", inside_view="Occlusion")
    assert square(app) == (2, 1, 49)
    app.selectbox(key="inside_model").set_value("Shape reader").run()
    assert square(app) == (8, 4, 225)
    app.selectbox(key="inside_stride").set_value(8).run()
    app.slider(key="inside_number").set_value(2).run()
    assert square(app)[1] == 8
    app.selectbox(key="inside_model").set_value("Digit reader").run()
    assert square(app) == (2, 1, 49)


def test_a_link_may_ask_for_more_squares(open_lesson):
    app = open_lesson(
        "inside", inside_view="Occlusion", inside_model="Shape reader", inside_stride="1"
    ).run()
    job = job_of(app, "inside_occlusion")
    header, _ = watched(job, lambda job: job["known"])
    assert (header["stride"], header["total"]) == (1, 3249)
    for name in ("Filters", "Occlusion"):
        app.button_group(key="inside_view").set_value(name).run()
    assert job_of(app, "inside_occlusion") is job


def test_a_dream_climbs_the_middle_cell_and_says_so(visit):
    app = visit("Dream", layer="conv1", unit="unit 2", steps=30)
    header, arrays = frame_of(app, "dream")
    *_, last = maximise(
        DIGITS.graph, "conv1", 1, rng=np.random.default_rng(0), steps=30, at="centre", jitter=0
    )
    cell = DIGITS.graph.run(last.image[None])["conv1"][0, 1, 4, 4]
    assert arrays["values"][-1] == pytest.approx(cell, abs=1e-5)
    assert_array_equal(arrays["frames"][-1], to_pixels(last.image[:, 3:6, 3:6]))
    assert header["answer"] == "its middle cell"
    assert any("3 × 3 pixels of the picture" in each for each in below(app))
    app.selectbox(key="inside_layer").set_value("linear1").run()
    assert frame_of(app, "dream")[0]["answer"] == "it"
    assert any("the unit's whole answer" in each for each in below(app))


def test_a_dream_keeps_to_the_pixels_a_brought_network_reads_and_says_that_it_assumes_them(
    visit, brought
):
    app = visit("Dream", model="My file", layer="conv1", steps=30)
    assert any("Here they are 0 and 1" in each for each in below(app))
    app.selectbox(key="inside_scale").set_value("0 to 255").run()
    _, arrays = frame_of(app, "dream")
    *_, last = maximise(
        brought.graph, "conv1", 0, rng=np.random.default_rng(0), steps=30, at="centre", jitter=0,
        low=0, high=255,
    )  # fmt: skip
    assert last.image.max() > 100
    assert arrays["values"][-1] == pytest.approx(last.value, rel=1e-4)
    assert_array_equal(arrays["frames"][-1], to_pixels(last.image[:, 5:8, 5:8], 0, 255))
    assert any("Here they are 0 and 255" in each for each in below(app))
    look_at(app, "Occlusion")
    assert app.selectbox(key="inside_scale").value == "0 to 255"


def test_no_range_is_assumed_for_a_network_that_ships(visit):
    assert not any("Pixels from" in each for each in below(visit("Dream", steps=30)))


def test_grad_cam_begins_where_a_place_is_seen_until_the_reader_chooses(visit):
    app = visit("Grad-CAM", model="Shape reader")
    layer = app.selectbox(key="inside_cam")
    assert (layer.value, [each.value for each in app.info]) == ("relu3", [])
    app.button_group(key="inside_class").set_value("cross").run()
    assert (layer.value, [each.value for each in app.info]) == ("relu4", [])
    layer.set_value("relu2").run()
    app.button_group(key="inside_class").set_value("circle").run()
    assert layer.value == "relu2"


def test_grad_cam_begins_with_the_deepest_maps_where_none_shows_a_place():
    graph = SHAPES.graph
    cams = grad_cams(graph, SHAPES.data().images[0], 0)
    assert grad_cam_view.default_cam_layer(graph, cams) == "relu3"
    hidden = {name: replace(each, after=0 * each.after) for name, each in cams.items()}
    assert grad_cam_view.default_cam_layer(graph, hidden) == "relu4"


def test_grad_cam_begins_before_the_pooling_and_explains_an_empty_map(visit):
    app = visit("Grad-CAM")
    assert app.selectbox(key="inside_cam").value == "relu2"
    coarse = [grad_cam(DIGITS.graph, image, 0, "pool2") for image in DIGITS.data().images[:40]]
    empty = next(each for each in coarse if each.note)
    assert "No place of **pool2** speaks" in grad_cam_view.explain_weak_map(empty)
    assert "The network may be sure all the same" in grad_cam_view.explain_weak_map(empty)
    full = next(each for each in coarse if each.after.max() >= np.abs(each.before).max())
    assert grad_cam_view.explain_weak_map(full) == ""


def test_a_seed_repeats_a_dream_and_a_regulariser_changes_it(visit):
    app, films = visit("Dream", layer="conv1", unit="unit 2", steps=30), []
    films.append(frame_of(app, "dream"))
    assert job_of(app, "inside_dream").call("again")["round"] == 2
    films.append(frame_of(app, "dream"))
    app.slider(key="inside_seed").set_value(1).run()
    films.append(frame_of(app, "dream"))
    app.slider(key="inside_seed").set_value(0).run()
    app.toggle(key="inside_blur").set_value(False).run()
    films.append(frame_of(app, "dream"))
    (header, arrays), (_, same), (_, other), (_, sharp) = films
    assert header["steps"] == list(range(31))
    assert header["title"] == "conv1, unit 2"
    assert arrays["values"][-1] > arrays["values"][0]
    assert_array_equal(arrays["frames"], same["frames"])
    assert (arrays["frames"] != other["frames"]).any()
    assert (arrays["frames"] != sharp["frames"]).any()


def test_the_map_holds_every_image_and_where_the_picture_lies(visit, sent):
    app = visit("Map")
    header, arrays = sent[-1]
    data = DIGITS.data()
    assert arrays["points"].shape == (len(data), 2)
    assert_array_equal(arrays["labels"], data.labels)
    assert [each["name"] for each in header["classes"]] == list(data.classes)
    assert len({each["mark"] for each in header["classes"]}) == 10
    assert_allclose(header["here"], arrays["points"][data.of(0)[0]], rtol=1e-3, atol=1e-3)
    values = DIGITS.graph.run(data.images[:40])[DIGITS.graph.scores]
    assert_array_equal(arrays["guesses"][:40], values.argmax(axis=1))
    shown = format_percent(sum(header["explained"]))
    assert any(f"two dimensions show {shown} of the differences" in each for each in below(app))


@pytest.mark.parametrize("model", ["Digit reader", "Shape reader"])
def test_the_map_begins_with_the_last_sums_where_classes_lie_apart(visit, sent, model):
    app = visit("Map", model)
    assert app.selectbox(key="inside_of").value == "linear1"
    assert "image" in app.selectbox(key="inside_of").options
    *shares, whole = (float(share) for share in shares_of(below(app)))
    assert sum(shares) == pytest.approx(whole)


def shares_of(sentences):
    """Read across, up and both together from what is said below the map."""
    told = next(sentence for sentence in sentences if "two dimensions show" in sentence)
    whole, across, up = re.findall(r"([\d.]+)\s%", told)
    return across, up, whole


def test_what_to_try_with_filters_fits_grey_and_colour_alike():
    ideas = " ".join(next(each for each in VIEWS if each.name == "Filters").ideas)
    assert not re.search("red|violet|nearly Sobel", ideas)


def test_the_map_gives_the_image_that_is_asked_for_and_nothing_else():
    data = SHAPES.data()
    _, arrays = unpack(pca_map.answer_image(data, b'{"image": 7}'))
    shown = np.rint(data.images[7].transpose(1, 2, 0) * 255)
    assert_array_equal(arrays["pixels"], shown)
    for odd in (b"", b"{}", b"[1]", b"\xff", b"7", *(
        json.dumps({"image": asked}).encode() for asked in (-1, len(data), True, "1", 1.0)
    )):  # fmt: skip
        assert pca_map.answer_image(data, odd) is None


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
    place = view.ViewContext("inside", brought, InputImage(image, "Nothing", wrong), None)
    names = [view.class_name(brought, number) for number in range(3)]
    said = view._said(place, names, int(scores.argmax()), wrong)
    given = format_percent(float(place.values[brought.graph.output].max()))
    assert f"The network says **{names[scores.argmax()]}** ({given})" in said
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
