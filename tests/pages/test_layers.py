"""The lessons' logic without a browser: what changes with what, and what stays."""

import re

import numpy as np
import pytest

from cnnviz.images.sample_maps import STARTS
from cnnviz.lessons.classifier_head import ClassifierHead
from cnnviz.ops import ALL
from cnnviz.ui.layers import classifier
from cnnviz.ui.lesson.contents import PAGES
from cnnviz.ui.pickers.stage_input import PickedInput

UPDATE = (
    r"\*\*(?P<name>\w+)\*\*'s weight for number (?P<place>\d+) of the row: "
    r":orange\[\*\*(?P<before>\S+)\*\*\] − 0.01 × \(?(?P<gradient>[^\s)]+)\)? = "
    r":orange\[\*\*(?P<after>\S+)\*\*\]\.  \n.*: (?P<arrives>\S+) × :blue\[\*\*(?P<met>\S+)\*\*\]"
)
LAYERS = PAGES / "1_layers"


def said(app):
    return " ".join(text.value for text in app.markdown)


def test_the_playground_goes_from_any_operation_to_any_other(open_lesson):
    app = open_lesson("playground", playground_padding="same", playground_groups="1")
    for operation in [*ALL, *reversed(ALL)]:
        app.selectbox(key="playground_operation").select(operation.title).run()
        assert not app.exception, operation.title
        assert not app.error, operation.title


@pytest.mark.parametrize("part", ["Flatten", "Fully connected", "Softmax", "Loss"])
@pytest.mark.parametrize("loss", ["Total error", "Cross-entropy", "Hinge"])
def test_every_part_of_the_classifier_opens_with_every_loss(open_lesson, part, loss):
    app = open_lesson("classifier", classifier_part=part, classifier_error=loss)
    assert not app.exception
    assert not app.error


def test_the_classic_example_opens_as_everybody_knows_it_and_follows_the_picture(open_lesson):
    app = open_lesson("classifier")
    assert "| Probability | 0.2 | **0.4** | 0.1 | 0.3 |" in said(app)
    app.selectbox(key="classifier_input").select("Digit 3").run()
    assert "| Probability | 0.2 | **0.4** | 0.1 | 0.3 |" not in said(app)


def value(text):
    """Read a number that is written with a real minus sign."""
    assert "-" not in text
    return float(text.replace("−", "-"))


def test_a_step_shows_how_the_weight_pointed_at_moves(open_lesson):
    app = open_lesson("classifier", classifier_rate="0.01")
    first = re.search(UPDATE, said(app))
    assert first
    assert first["name"] == app.selectbox(key="classifier_moved_class").value
    steepest = abs(value(first["gradient"]))
    lit = [int(place) + 1 for place in np.flatnonzero(STARTS["classifier"]())]
    for name, place in (("Bird", lit[0]), ("Boat", lit[-1])):
        app.selectbox(key="classifier_moved_class").select(name).run()
        app.selectbox(key="classifier_moved_number").select(place).run()
        found = re.search(UPDATE, said(app))
        assert (found["name"], found["place"]) == (name, str(place))
        before, gradient, after = (value(found[part]) for part in ("before", "gradient", "after"))
        assert after == pytest.approx(before - 0.01 * gradient, rel=1e-5)
        assert 0 < abs(gradient) <= steepest
        assert value(found["arrives"]) * value(found["met"]) == pytest.approx(gradient, rel=1e-5)


SAYS = {
    "Temperature": "below 1 the best takes more",
    "Seed of the weights": "the same weights again",
}


@pytest.mark.parametrize(
    ("page", "operation", "labels"),
    [
        ("classifier", "", list(SAYS)),
        ("playground", "Softmax", ["Temperature"]),
        ("playground", "Linear layer", ["Seed of the weights"]),
    ],
)
def test_temperature_and_seed_say_what_they_do(open_lesson, page, operation, labels):
    app = open_lesson(page, **({"playground_operation": operation} if operation else {}))
    knobs = {knob.label: knob.help for knob in (*app.selectbox, *app.slider, *app.button_group)}
    for label in labels:
        assert SAYS[label] in knobs[label]


def test_a_weight_that_met_nothing_stays(open_lesson):
    values = np.array([[[0.0, 2.0]]])
    head = ClassifierHead(np.ones((4, 1, 1, 2)), np.zeros(4), 1, "Cross-entropy")
    task = classifier.ClassifierTask(PickedInput(values, ("A",), False), head, None)
    moved = classifier.weight_update_sentence(
        task, head.after_a_step(values, 0.1), 0.1, (0, 0, 0, 0)
    )
    assert moved.startswith("**Dog**'s weight for number 1 stays :orange[**1**]")


def test_what_came_later_is_forgotten_when_what_came_before_changes(open_lesson):
    app = open_lesson("convolution")
    for page in ("30_activation", "40_pooling"):
        app.switch_page(str(LAYERS / f"{page}.py")).run()
    made = app.session_state["session"].lessons.made
    assert set(made) == {"convolution", "activation", "pooling"}
    app.switch_page(str(LAYERS / "20_convolution.py")).run()
    app.selectbox(key="convolution_kernel").select("Sobel x").run()
    assert set(app.session_state["session"].lessons.made) == {"convolution"}


def test_a_map_too_large_for_a_link_says_so(open_lesson):
    app = open_lesson("convolution", convolution_input="Patch of a picture", convolution_patch="28")
    app.switch_page(str(LAYERS / "30_activation.py")).run()
    assert any("676 numbers are too many for a link" in text.value for text in app.caption)
    assert "activation_map" not in app.session_state["session"].address.values


def test_softmax_run_backwards_does_not_begin_with_a_loss_that_never_moves(open_lesson):
    app = open_lesson("playground", playground_operation="Softmax", playground_backward="True")
    assert app.session_state["playground_loss"] == "Half the sum of squares"
    assert "So 0.001 more moves the loss by" in said(app)


def test_the_first_number_to_nudge_stands_on_no_kink(open_lesson):
    app = open_lesson("pooling", pooling_backward="True")
    assert "kink" not in said(app)
