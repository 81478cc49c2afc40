"""The networks that come with the app: they do what their files say, and can be made again."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from PIL import Image, ImageDraw

from cnnviz import nn
from cnnviz.datasets import digits
from cnnviz.images import shrink_to
from cnnviz.zoo import open_model
from cnnviz.zoo.shipped import SHIPPED, coloured_shapes, held_back, notes
from tools import make_models

BY_KEY = {shipped.key: shipped for shipped in SHIPPED}
EVERY = pytest.mark.parametrize("shipped", SHIPPED, ids=lambda shipped: shipped.key)
LEAST = {"digits": 0.98, "shapes": 0.97}


def judged(shipped):
    """The images it has never seen, and what they show."""
    if shipped.key == "shapes":
        return coloured_shapes().images, coloured_shapes().labels
    _, judge = held_back(digits(), shipped.seed)
    return digits().images[judge], digits().labels[judge]


@EVERY
def test_the_accuracy_stated_is_the_accuracy_reached(shipped):
    images, labels = judged(shipped)
    found = nn.score_network(shipped.net(), images, labels).accuracy
    assert len(labels) == shipped.judged
    assert abs(found - shipped.accuracy) <= 1 / len(labels)  # another machine may round one over
    assert shipped.accuracy >= LEAST[shipped.key]


@EVERY
def test_the_graph_reads_as_the_network_does(shipped):
    images, _ = judged(shipped)
    model = shipped.model()
    values = model.graph.run(images[:32])
    scores = shipped.net().forward(images[:32])
    np.testing.assert_allclose(values[model.graph.scores], scores, rtol=1e-4, atol=1e-4)
    np.testing.assert_allclose(values[model.graph.output], nn.softmax(scores), atol=1e-5)


@EVERY
def test_a_model_says_what_it_is(shipped):
    model = shipped.model()
    assert model is shipped.model()
    assert model.data().images.shape[1:] == tuple(model.graph.input_shape)
    assert model.classes == model.data().classes
    assert f"{shipped.accuracy:.1%}" in model.note
    assert shipped.path.stat().st_size < 200_000


def test_the_networks_are_as_promised():
    counts = {
        shipped.key: sum(array.size for array in shipped.net().state().values())
        for shipped in SHIPPED
    }
    kernels = [array for array in BY_KEY["shapes"].net().state().values() if array.ndim == 4]
    assert counts["digits"] == (9 + 1) * 8 + (8 * 9 + 1) * 16 + (64 + 1) * 10
    assert sum(array.shape[0] * array.shape[1] for array in kernels) == 330


@pytest.mark.parametrize("name", make_models.RUNS)
def test_the_script_makes_the_same_network_again(name, monkeypatch):
    monkeypatch.setattr(make_models, "EACH", 64)  # a few shapes are enough to compare
    runs = [make_models.RUNS[name](seed) for seed in (3, 3, 4)]
    for run in runs:
        for _ in range(3):
            run.step()
    first, again, other = (make_models.finished(run.net).state() for run in runs)
    for key in first:
        assert_array_equal(first[key], again[key])
    assert any(np.any(first[key] != other[key]) for key in first)


def test_what_is_judged_by_was_not_learned_from():
    learning = make_models.learn_digits()
    learned = {image.tobytes() for image in learning.data.x_train}
    assert not learned & {image.tobytes() for image in learning.data.x_val}


def test_leaving_dropout_out_changes_no_score():
    net = nn.Sequential(make_models.DIGITS, (1, 8, 8), np.random.default_rng(0))
    images = digits().images[:8]
    assert_array_equal(make_models.finished(net).forward(images), net.forward(images))


def picture(shape, ink, paper, radius=80, centre=(210, 140)):
    """A shape on a sheet of 400 x 300 pixels, drawn by another program."""
    sheet = Image.new("RGB", (400, 300), paper)
    draw, (across, down) = ImageDraw.Draw(sheet), centre
    box = (across - radius, down - radius, across + radius, down + radius)
    arm = radius / 3
    if shape == "circle":
        draw.ellipse(box, ink)
    elif shape == "square":
        draw.rectangle(box, ink)
    elif shape == "triangle":
        draw.regular_polygon((across, down, radius), 3, fill=ink)
    else:
        draw.rectangle((across - radius, down - arm, across + radius, down + arm), ink)
        draw.rectangle((across - arm, down - radius, across + arm, down + radius), ink)
    return shrink_to(np.asarray(sheet), 64, 64).transpose(2, 0, 1)[None] / 255


@pytest.mark.parametrize(("ink", "paper"), [("crimson", "white"), ("gold", "darkgreen")])
def test_pictures_are_read_whatever_their_colours(ink, paper):
    shipped = BY_KEY["shapes"]
    for radius in (60, 80, 95):
        scores = [shipped.net().forward(picture(c, ink, paper, radius)) for c in shipped.classes]
        assert [int(score.argmax()) for score in scores] == [0, 1, 2, 3]


@EVERY
def test_a_shipped_file_can_be_brought_as_ones_own(shipped):
    brought = open_model(shipped.path.read_bytes(), shipped.path.name)
    images, _ = judged(shipped)
    assert brought.classes == shipped.classes
    ours = shipped.model().graph
    assert_array_equal(
        brought.graph.run(images[:4])[brought.graph.output], ours.run(images[:4])[ours.output]
    )


@EVERY
def test_a_file_is_written_the_same_way_twice(shipped, tmp_path):
    said = notes(shipped.path)
    kept = {name: said[name] for name in ("accuracy", "judged", "seed")}
    path = tmp_path / "again.safetensors"
    make_models.write(path, shipped.net(), shipped.classes, **kept)
    assert path.read_bytes() == shipped.path.read_bytes()
