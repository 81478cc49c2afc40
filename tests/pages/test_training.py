"""The training page without a browser: what cannot be is a sentence with the reader's numbers."""

import re

import pytest

from cnnviz.server.sessions import registry
from cnnviz.server.sessions.session import TrainingSession
from cnnviz.training import cross_validation
from tests.jobs import job_of, watched

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
    registry.stop_workers()


@pytest.mark.parametrize("layers", ODD)
def test_a_network_that_cannot_be_is_told_so(open_lesson, layers):
    app = open_lesson("training", training_layers=layers)
    assert not app.exception
    assert not app.error
    (said,) = app.warning
    assert ODD[layers] in said.value
    assert not said.value.endswith("..")


def test_a_full_house_is_told_and_tried_again(open_lesson, monkeypatch):
    monkeypatch.setattr(registry, "limit", 0)
    app = open_lesson("training")
    assert not app.exception
    assert app.warning[0].value == "All 0 places for training are taken: try again in a while."
    monkeypatch.setattr(registry, "limit", 60)
    again = next(button for button in app.button if button.label == "Try again")
    assert not again.click().run().warning
    assert len(registry.all_sessions(TrainingSession)) == 1


def test_a_setting_is_chosen_by_cross_validation_and_taken(open_lesson, monkeypatch):
    monkeypatch.setattr(cross_validation, "MOST", 200)
    app = open_lesson("training", training_lr="0.0001", training_rounds="10", training_folds="3")
    app.session_state["training_folds_open"] = True
    app.run()
    header, _ = watched(job_of(app, "training_folds_work"))
    assert [row[0]["text"] for row in header["rows"]] == ["Mean, %", "Part 1", "Part 2", "Part 3"]
    known = [cell["text"] for row in header["rows"] for cell in row[1:]]
    assert len([text for text in known if re.fullmatch(r"\d+\.\d", text)]) == 20
    app.run()
    take = next(button for button in app.button if button.label.startswith("Take learning rate"))
    app = take.click().run()
    (course,) = registry.all_sessions(TrainingSession)
    assert f"Take learning rate {course.call('state')['lr']}" == take.label
    assert any(said.value.startswith("The best of them is what you have") for said in app.caption)
    assert not app.exception


def test_chance_and_what_moves_the_weights_are_explained(open_lesson):
    app = open_lesson("training", training_data="Drawn shapes")
    knobs = {knob.label: knob.help for knob in (*app.slider, *app.selectbox)}
    assert "draws the first weights" in knobs["Seed"]
    assert "the same shapes again" in knobs["Seed of the shapes"]
    assert all(knobs[name] for name in ("Weight decay", "Schedule", "Seed"))


def press(app, label):
    return next(button for button in app.button if button.label == label).click().run()


def values(app):
    return app.session_state["session"].address.values


@pytest.mark.parametrize("name", ["Smallest", "LeNet-like", "TinyVGG"])
def test_every_preset_runs_on_the_digits(open_lesson, name):
    app = open_lesson("training")
    app = press(app, name)
    assert not app.warning
    (course,) = registry.all_sessions(TrainingSession)
    assert len(course.spec.layers) > 4


def test_padding_repairs_a_network(open_lesson):
    broken = "conv2d_8_5*maxpool2d_2*conv2d_8_5*flatten*linear"
    assert (
        "a window of 5 does not fit 2 cells"
        in open_lesson("training", training_layers=broken).warning[0].value
    )
    repaired = open_lesson("training", training_layers=broken.replace("8_5", "8_5_2"))
    assert not repaired.warning
    assert values(repaired)["training_layers"].startswith("conv2d_8_5_2*maxpool")


def test_the_bar_is_in_the_link_and_the_next_run_begins_with_it(open_lesson):
    app = open_lesson("training", training_loss="Hinge", training_seed="3")
    (course,) = registry.all_sessions(TrainingSession)
    course.call("set", lr=0.02, optimizer="sgd", batch_size=8)
    course.call("step")
    app.run()
    wanted = {"lr": "0.02", "optimizer": "SGD", "batch": "8", "loss": "Hinge", "seed": "3"}
    assert {name: values(app)[f"training_{name}"] for name in wanted} == wanted
    assert values(app)["training_layers"].startswith("conv2d_8_3*relu*maxpool2d_2")
    assert registry.all_sessions(TrainingSession) == [course], (
        "turning a knob of the bar asks nothing"
    )
    app = press(press(app, "LeNet-like"), "Start again")
    (course,) = registry.all_sessions(TrainingSession)
    assert (course.spec.lr, course.spec.optimizer, course.spec.batch_size) == (0.02, "sgd", 8)
    assert course.call("state")["step"] == 0


def test_a_link_sets_the_bar(open_lesson):
    open_lesson("training", training_lr="0.02", training_optimizer="Momentum", training_batch="5")
    (course,) = registry.all_sessions(TrainingSession)
    state = course.call("state")
    assert (state["lr"], state["optimizer"], state["batch_size"]) == (0.02, "momentum", 5)


@pytest.mark.parametrize("odd", [{"lr": "fast"}, {"batch": "0"}, {"optimizer": "Magic"}])
def test_a_link_that_asks_the_bar_for_something_odd_is_told_so(open_lesson, odd):
    app = open_lesson("training", **{f"training_{name}": text for name, text in odd.items()})
    assert not app.exception
    assert "The link asks for" in app.info[0].value


def test_no_control_says_again_what_the_bar_says(open_lesson):
    app = open_lesson("training")
    names = {knob.label for knob in (*app.slider, *app.selectbox, *app.button_group)}
    assert not names & {"Learning rate", "Batch", "Optimiser"}
    assert any("in the bar above" in said.value for said in app.caption)


def test_a_change_asks_before_it_takes_over_and_can_be_undone(open_lesson):
    app = open_lesson("training")
    (course,) = registry.all_sessions(TrainingSession)
    course.call("step")
    before = dict(values(app))
    app = press(app, "TinyVGG")
    said = next(text.value for text in app.markdown if text.value.startswith("You changed"))
    assert said.startswith("You changed the network. The run has learned for **1 step** and")
    app = press(app, "Undo the change")
    assert values(app) == before
    assert registry.all_sessions(TrainingSession) == [course]
    assert not [button for button in app.button if button.label == "Start again"]


def test_start_over_begins_the_run_again_with_its_first_settings(open_lesson):
    app = open_lesson("training")
    first = dict(values(app))
    (course,) = registry.all_sessions(TrainingSession)
    course.call("set", lr=0.02, optimizer="sgd")
    course.call("step")
    app = press(press(app.run(), "TinyVGG"), "Start over")
    (course,) = registry.all_sessions(TrainingSession)
    state = course.call("state")
    assert (state["step"], state["lr"], state["optimizer"]) == (0, 0.01, "adam")
    assert len(course.spec.layers) == 5
    assert values(app) == first


def test_the_classes_are_named_and_counted(open_lesson):
    app = open_lesson("training", training_data="Drawn shapes")
    assert any("800 images of 16 × 16 pixels, 4 classes." in said.value for said in app.caption)
    names = [image.caption for images in app.get("image") for image in images.proto.imgs]
    assert names[:2] == ["**circle**: 200 images", "**square**: 200 images"]
