"""The lessons' logic without a browser: what changes with what, and what stays."""

import pytest

from cnnviz.ops import ALL
from cnnviz.ui.contents import PAGES

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


def test_what_came_later_is_forgotten_when_what_came_before_changes(open_lesson):
    app = open_lesson("convolution")
    for page in ("30_activation", "40_pooling"):
        app.switch_page(str(LAYERS / f"{page}.py")).run()
    assert set(app.session_state["_story"]) == {"convolution", "activation", "pooling"}
    app.switch_page(str(LAYERS / "20_convolution.py")).run()
    app.selectbox(key="convolution_kernel").select("Sobel x").run()
    assert set(app.session_state["_story"]) == {"convolution"}


def test_a_map_too_large_for_a_link_says_so(open_lesson):
    app = open_lesson("convolution", convolution_input="Patch of a picture", convolution_patch="28")
    app.switch_page(str(LAYERS / "30_activation.py")).run()
    assert any("676 numbers are too many for a link" in text.value for text in app.caption)
    assert "activation_map" not in app.session_state["_values"]


def test_softmax_run_backwards_does_not_begin_with_a_loss_that_never_moves(open_lesson):
    app = open_lesson("playground", playground_operation="Softmax", playground_backward="True")
    assert app.session_state["playground_loss"] == "Half the sum of squares"
    assert "So 0.001 more moves the loss by" in said(app)


def test_the_first_number_to_nudge_stands_on_no_kink(open_lesson):
    app = open_lesson("pooling", pooling_backward="True")
    assert "kink" not in said(app)
