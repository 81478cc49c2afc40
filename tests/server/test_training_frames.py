"""What a frame holds, and what it leaves out because the reader has it."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from cnnviz import nn
from cnnviz.datasets import shapes
from cnnviz.training import commands
from cnnviz.training.engine import Engine
from cnnviz.training.export import export_files
from cnnviz.training.frames import POINTS, frame_room, make_frame
from tests.server.learning import LAYERS, SPEC, data, do, engine, settle
from tests.view.unpacking import unpack

SELDOM = {"confusion", "mistakes", "mistake_index", "mistake_labels", "film", "film_step"}


def seen(made, fresh=False):
    made.fresh = fresh
    got = make_frame(made)
    return None if got is None else unpack(got)


def test_the_first_frame_is_whole_and_true():
    made = engine()
    do(made, "epoch")
    header, arrays = seen(made, fresh=True)
    run, image = made.run, data().x_val[header["image"]["index"]]
    assert (header["frame"], header["step"], header["state"]) == (1, run.steps, "paused")
    assert_array_equal(arrays["filters"], run.net.parameters()["0.weight"])
    assert_array_equal(arrays["image"], image)
    assert_allclose(arrays["probabilities"], run.net.probabilities(image[None])[0], rtol=1e-6)
    maps = run.net.activations(image[None])
    assert len(arrays["maps"]) == len(header["layers"])
    assert [at for at, sent in enumerate(arrays["maps"]) if sent is not None] == [0, 1, 2]
    assert_array_equal(arrays["maps"][2], maps[2][0])
    assert_array_equal(arrays["loss_step"], np.arange(1, run.steps + 1))
    assert arrays["val_accuracy"][-1] == pytest.approx(header["accuracy"])
    assert arrays["confusion"].sum() == len(data().x_val)
    assert np.trace(arrays["confusion"]) / len(data().x_val) == pytest.approx(header["accuracy"])
    assert [layer["name"] for layer in header["layers"]][:3] == [
        "Conv2d 8 3x3",
        "ReLU",
        "MaxPool2d 2x2",
    ]
    assert len(arrays["gradients"]) == len(header["gradient_layers"]) == 2
    assert len(header["nearest"]) == 8
    assert "Sobel x" in header["kernels"]
    assert "Gabor" not in header["kernels"]  # 7x7, and the filters are 3x3


def test_mistakes_are_mistakes_the_surest_first():
    made = engine()
    do(made, "step")
    _, arrays = seen(made, fresh=True)
    places = arrays["mistake_index"]
    probabilities = made.run.net.probabilities(data().x_val[places])
    assert_array_equal(arrays["mistakes"], data().x_val[places])
    assert_array_equal(arrays["mistake_labels"], data().y_val[places])
    assert_array_equal(arrays["mistake_guesses"], probabilities.argmax(axis=1))
    assert (arrays["mistake_guesses"] != arrays["mistake_labels"]).all()
    assert_allclose(arrays["mistake_sure"], probabilities.max(axis=1), rtol=1e-5)
    assert (np.diff(arrays["mistake_sure"]) <= 0).all()


def test_what_has_not_changed_is_not_sent_again():
    made = engine()
    assert seen(made, fresh=True)[1].keys() >= SELDOM
    assert seen(made) is None
    do(made, "look", index=4)
    header, arrays = seen(made)
    assert not arrays.keys() & SELDOM
    assert header["image"] == {
        "index": 4,
        "label": int(data().y_val[4]),
        "split": "validation",
        "of": 359,
    }
    do(made, "step")
    assert seen(made)[1].keys() >= SELDOM
    assert seen(made, fresh=True)[1].keys() >= SELDOM


def test_a_cell_of_the_matrix_comes_with_its_images_once():
    made = engine()
    row, col = np.unravel_index(made.evaluator.verdict.confusion.argmax(), (10, 10))
    seen(made, fresh=True)
    do(made, "confusion", row=int(row), col=int(col))
    header, arrays = seen(made)
    indices = header["cell"]["indices"]
    assert_array_equal(arrays["cell"], data().x_val[indices])
    assert (data().y_val[indices] == row).all()
    assert 0 < len(indices) <= 24
    do(made, "look", index=4)
    header, arrays = seen(made)
    assert header["cell"]["indices"] == indices
    assert "cell" not in arrays
    do(made, "confusion")
    assert seen(made)[0]["cell"] is None


def test_an_empty_cell_is_no_image():
    made = engine()
    row, col = np.unravel_index(made.evaluator.verdict.confusion.argmin(), (10, 10))
    do(made, "confusion", row=int(row), col=int(col))
    header, arrays = seen(made, fresh=True)
    assert header["cell"]["indices"] == []
    assert arrays["cell"].shape == (0, 1, 8, 8)


def test_a_drawing_is_predicted_in_every_frame():
    made = engine()
    do(made, "draw", height=20, width=10, plane=bytes([0] * 80 + [255] * 100 + [0] * 20))
    guesses = []
    for _ in range(3):
        header, arrays = seen(made, fresh=True)
        assert header["drawn"] == {"prediction": int(arrays["drawn"].argmax())}
        assert arrays["drawn_image"].shape == (1, 8, 8)
        guesses.append(arrays["drawn"])
        do(made, "epoch")
    assert not np.array_equal(guesses[0], guesses[2])
    do(made, "clear_drawing")
    header, arrays = seen(made)
    assert header["drawn"] is None
    assert "drawn" not in arrays


def test_an_empty_drawing_is_none():
    made = engine()
    do(made, "draw", height=3, width=3, plane=bytes(9))
    assert seen(made)[0]["drawn"] is None


def test_curves_stay_short_and_end_now():
    made = engine()
    do(made, "play")
    while made.run.steps < 3_000:
        made.train(0.02)
    do(made, "pause")
    do(made, "branch")
    _, arrays = seen(made, fresh=True)
    assert 150 < len(arrays["loss_step"]) <= POINTS
    assert arrays["loss_step"][-1] == made.run.history.step[-1]
    assert_array_equal(arrays["other_loss"], arrays["loss"])


def test_what_was_gone_back_from_is_beside():
    made = engine()
    do(made, "epoch")
    steps = made.run.steps
    do(made, "rewind", id=1)
    header, arrays = seen(made, fresh=True)
    assert header["branch"] is None
    assert len(arrays["loss"]) == 0
    assert arrays["other_loss_step"][-1] == steps


def test_the_film_is_the_filters_at_the_moments():
    made = engine()
    for _ in range(4):
        do(made, "epoch")
    _, arrays = seen(made, fresh=True)
    steps = [moment.step for moment in made.timeline.film()]
    assert_array_equal(arrays["film_step"], steps)
    assert arrays["film"].shape == (len(steps), 8, 1, 3, 3)
    assert_array_equal(arrays["film"][-1], made.filters)


def test_a_broken_network_can_still_be_sent():
    made = engine()
    made.run.put("0.weight", 0, np.nan)
    made.run.put("4.weight", 0, np.inf)
    how = do(made, "step")
    assert how["state"] == "stopped"
    _, arrays = seen(made, fresh=True)
    maps = arrays.pop("maps")
    assert any(sent is not None for sent in maps)
    for array in (*arrays.values(), *(sent for sent in maps if sent is not None)):
        assert np.isfinite(array).all()


NETWORKS = [
    LAYERS,
    LAYERS[3:],
    [("conv2d", {"filters": 70, "kernel": 3, "padding": "same"}), *LAYERS[1:]],
    [("batch_norm2d", {}), ("conv2d", {"filters": 3, "kernel": 1}), ("gelu", {}), *LAYERS[3:]],
]


@pytest.mark.parametrize("layers", NETWORKS, ids=range(len(NETWORKS)))
@pytest.mark.parametrize("kind", ["digits", "colour"])
def test_no_frame_is_larger_than_its_box(layers, kind):
    found = data()
    if kind == "colour":
        drawn = shapes(count=80, size=24, channels=3, rng=np.random.default_rng(0))
        x, y = drawn.images, drawn.labels
        found = nn.Data(x[:40], y[:40], x[40:], y[40:], drawn.classes)
    layers = [*layers[:-1], ("linear", {"units": found.count})]
    spec = SPEC.changed(layers=tuple(layers))
    shape = found.x_train.shape[1:]
    made = Engine(spec, found)
    settle(made)
    for _ in range(4):
        do(made, "step")
    do(made, "branch")
    do(made, "draw", height=9, width=9, plane=bytes([99] * 81))
    do(made, "confusion", row=0, col=0)
    made.fresh = True
    assert len(make_frame(made)) <= frame_room(spec.check(shape, found.count), shape, found.count)


def test_the_files_are_one_network():
    made = engine()
    do(made, "step")
    found = export_files(commands.run_command(made, "export", {})["npz"])
    twin = nn.load_safetensors(found["safetensors"])
    assert_array_equal(twin.forward(data().x_val), made.run.net.forward(data().x_val))
    assert found["onnx"][:1] == b"\x08"
