"""The training page without a browser: what cannot be is a sentence with the reader's numbers."""

import re

import pytest

from cnnviz.server.training import folds, register
from cnnviz.ui import long_work

ODD = {
    "conv2d_0_3*flatten*linear": "Layer 1, convolution: it needs at least 1 filter, not 0.",
    "dropout_1.5*flatten*linear": "its chance must be at least 0 and under 1, not 1.5.",
    "conv2d_8_3*linear": "8 x 6 x 6 arrive: put Flatten before.",
    "flatten": "The network ends in 64 numbers, but there are 10 classes",
    "*".join(["relu"] * 50): "A network has 1 to 40 layers, not 50.",
    "conv2d_99999_3*flatten*linear": "36,999,640 parameters",
    "conv2d_8_3*maxpool2d_2*maxpool2d_9*flatten*linear": "Layer 3, max pooling: a window of 9",
}


@pytest.fixture(autouse=True)
def nothing_left():
    yield
    register.stop()


@pytest.mark.parametrize("layers", ODD)
def test_a_network_that_cannot_be_is_told_so(open_lesson, layers):
    app = open_lesson("training", training_layers=layers)
    assert not app.exception
    assert not app.error
    (said,) = app.warning
    assert ODD[layers] in said.value
    assert not said.value.endswith("..")


def test_a_full_house_is_told_and_tried_again(open_lesson, monkeypatch):
    monkeypatch.setattr(register, "limit", 0)
    app = open_lesson("training")
    assert not app.exception
    assert app.warning[0].value == "All 0 places for training are taken: try again in a while."
    monkeypatch.setattr(register, "limit", 60)
    again = next(button for button in app.button if button.label == "Try again")
    assert not again.click().run().warning
    assert len(register.courses()) == 1


def test_a_setting_is_chosen_by_cross_validation_and_taken(open_lesson, monkeypatch):
    monkeypatch.setattr(folds, "MOST", 200)
    monkeypatch.setattr(long_work, "SLICE", 60.0)
    app = open_lesson("training", training_lr="0.0001", training_rounds="10", training_folds="3")
    app.session_state["training_folds_open"] = True
    app.run()
    table = next(text.value for text in app.markdown if "| Part 3 |" in text.value)
    assert len(re.findall(r"\d\.\d\b(?!\d)", table.partition("Mean")[2])) == 20
    take = next(button for button in app.button if button.label.startswith("Take learning rate"))
    app = take.click().run()
    assert f"Take learning rate {app.session_state['training_lr']}" == take.label
    assert any(said.value.startswith("The best of them is what you have") for said in app.caption)
    assert not app.exception


def test_chance_and_what_moves_the_weights_are_explained(open_lesson):
    app = open_lesson("training", training_data="Drawn shapes")
    knobs = {knob.label: knob.help for knob in (*app.slider, *app.selectbox)}
    assert "draws the first weights" in knobs["Seed"]
    assert "the same shapes again" in knobs["Seed of the shapes"]
    assert all(knobs[name] for name in ("Learning rate", "Momentum (SGD)", "Weight decay", "Batch"))


@pytest.mark.parametrize("name", ["Smallest", "LeNet-like", "TinyVGG"])
def test_every_preset_runs_on_the_digits(open_lesson, name):
    app = open_lesson("training")
    app = next(button for button in app.button if button.label == name).click().run()
    assert not app.warning
    (course,) = register.courses()
    assert len(course.spec.layers) > 4


def test_padding_repairs_a_network(open_lesson):
    broken = "conv2d_8_5*maxpool2d_2*conv2d_8_5*flatten*linear"
    assert (
        "a window of 5 does not fit 2 cells"
        in open_lesson("training", training_layers=broken).warning[0].value
    )
    repaired = open_lesson("training", training_layers=broken.replace("8_5", "8_5_2"))
    assert not repaired.warning
    assert repaired.session_state["_values"]["training_layers"].startswith("conv2d_8_5_2*maxpool")
