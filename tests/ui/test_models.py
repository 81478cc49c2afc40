"""Which network and which picture: shipped, trained here, brought; from the data or one's own."""

import io

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from PIL import Image
from streamlit.testing.v1 import AppTest

from cnnviz import datasets, nn
from cnnviz.images import load_sample
from cnnviz.ui.pickers.preprocessing import DrawingPad, crop_and_shrink
from cnnviz.zoo import Model, from_sequential
from cnnviz.zoo.shipped import SHIPPED


def script():
    import streamlit as st

    from cnnviz.ui.pickers import input_image, model_picker

    model = model_picker.pick_model("inside")
    st.session_state["seen"] = model, input_image.pick_input_image("inside", model)


@pytest.fixture
def app():
    return AppTest.from_function(script, default_timeout=120).run()


def seen(app):
    assert not app.exception
    return app.session_state["seen"]


def small(shape=(1, 8, 8), classes=10):
    layers = [nn.Conv2d(2, 3), nn.ReLU(), nn.Flatten(), nn.Linear(classes)]
    return nn.Sequential(layers, shape)


def upload(app, data, name):
    app.file_uploader(key="inside_network").upload(name, data, "application/octet-stream")
    return app.run()


def test_the_first_network_reads_a_digit_of_its_own_data(app):
    model, shown = seen(app)
    data = SHIPPED[0].model().data()
    assert model is SHIPPED[0].model()
    assert shown.label == 0
    assert_array_equal(shown.image, data.images[data.of(0)[0]])


def test_class_and_number_choose_the_image(app):
    app.session_state["inside_class"] = "7"
    app.session_state["inside_number"] = 4
    model, shown = seen(app.run())
    data = model.data()
    assert (shown.label, shown.title) == (7, "7, number 4")
    assert_array_equal(shown.image, data.images[data.of(7)[3]])


@pytest.mark.parametrize("entry", SHIPPED, ids=lambda entry: entry.key)
def test_every_shipped_network_takes_a_photograph_as_large_as_it_reads(app, entry):
    app.selectbox(key="inside_model").select(entry.title).run()
    app.session_state["inside_source"] = "Photo"
    model, shown = seen(app.run())
    assert model is entry.model()
    assert shown.image.shape == model.graph.input_shape
    assert shown.image.dtype == np.float32
    assert 0 <= shown.image.min() < shown.image.max() <= 1
    assert shown.label is None


def test_another_network_forgets_a_class_it_does_not_know_without_a_word(app):
    app.session_state["inside_class"] = "7"
    app.run()
    app.selectbox(key="inside_model").select(SHIPPED[1].title).run()
    model, shown = seen(app)
    assert model.classes[shown.label] == model.data().classes[0]
    assert not app.session_state["session"].address.problems


def test_a_brought_network_is_kept_and_a_refused_one_changes_nothing(app):
    upload(app, bytes(nn.save_safetensors(small((3, 12, 12), 2))), "pets.safetensors")
    model, shown = seen(app)
    assert model.graph.input_shape == (3, 12, 12) == shown.image.shape
    assert app.selectbox(key="inside_model").value == "My file"
    upload(app, b"nothing of the kind", "broken.onnx")
    assert seen(app)[0] is model
    assert "The network before stays." in app.warning[0].value


def test_a_brought_network_that_fits_the_digits_may_look_at_them(app):
    upload(app, bytes(nn.save_npz(small())), "mine.npz")
    model, shown = seen(app)
    assert model.data is SHIPPED[0].model().data
    assert shown.label == 0


@pytest.mark.parametrize(
    ("scale", "low", "high"), [("0 to 1", 0, 1), ("0 to 255", 0, 255), ("-1 to 1", -1, 1)]
)
def test_the_pixels_of_a_brought_network_lie_where_the_reader_says(app, scale, low, high):
    upload(app, bytes(nn.save_npz(small())), "mine.npz")
    app.session_state["inside_scale"] = scale
    _, shown = seen(app.run())
    data = SHIPPED[0].model().data()
    assert (shown.low, shown.high) == (low, high)
    assert_allclose(shown.image, low + data.images[data.of(0)[0]] * (high - low), atol=1e-5)


def test_a_photograph_of_ones_own_is_cut_and_shrunk_to_fit():
    pixels = np.zeros((20, 40, 3), np.uint8)
    pixels[:, 10:30] = 200, 100, 50
    assert_allclose(
        crop_and_shrink(pixels, (3, 4, 4))[:, 0, 0], np.array([200, 100, 50]) / 255, atol=1e-6
    )
    grey = crop_and_shrink(load_sample("Cat").pixels, (1, 8, 8))
    assert grey.shape == (1, 8, 8)


def test_a_drawing_is_fitted_like_the_data_and_scaled():
    digits = SHIPPED[0].model()
    plane = np.zeros((112, 112), np.uint8)
    plane[20:90, 50:62] = 255
    drawn = DrawingPad(digits).subject(plane)
    assert drawn.drawn
    assert drawn.image.shape == (1, 8, 8)
    assert_allclose(DrawingPad(digits, 0, 255).subject(plane).image, 255 * drawn.image, rtol=1e-5)
    assert DrawingPad(digits).subject(np.zeros_like(plane)) is None


def test_a_drawing_fits_a_network_without_data_as_in_mnist():
    model = Model(from_sequential(small((1, 28, 28))), "mine", tuple("0123456789"))
    plane = np.zeros((112, 112), np.uint8)
    plane[4:108, 52:60] = 255
    image = DrawingPad(model).subject(plane).image[0]
    rows = np.flatnonzero(image.max(axis=1) > 0.5)
    assert rows[-1] - rows[0] + 1 == 20
    assert_allclose(image.sum(axis=1) @ np.arange(28) / image.sum(), 13.5, atol=0.6)


def test_a_picture_the_reader_brings_is_shown_to_the_network(app):
    file = io.BytesIO()
    Image.fromarray(np.full((9, 9, 3), 255, np.uint8)).save(file, "PNG")
    app.session_state["inside_source"] = "Photo"
    app.run()
    app.file_uploader(key="inside_upload").upload("white.png", file.getvalue(), "image/png")
    _, shown = seen(app.run())
    assert shown.title == "My picture"
    assert_allclose(shown.image, 1)


def test_what_was_trained_here_is_found_with_its_data(app):
    from types import SimpleNamespace

    net, data = small(), datasets.digits()
    answer = SimpleNamespace(result=lambda _: {"npz": bytes(nn.save_npz(net))})
    course = SimpleNamespace(ask=lambda *_: answer, call=lambda _: {"step": 1234})
    app.session_state["session"].training.kept = SimpleNamespace(course=course, data=data)
    app.selectbox(key="inside_model").select("Trained here").run()
    model, shown = seen(app)
    assert "1,234 steps" in model.note
    assert model.data() is data
    scores = model.graph.run(data.images[:5])[model.graph.scores]
    assert_allclose(scores, net.forward(data.images[:5]), atol=1e-4)
    assert seen(app.run())[0] is model, "the same network is the same model"
    assert shown.label == 0
