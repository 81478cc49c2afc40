"""What the bar over the training's board may be set to, as the browser hears it."""

import pytest
from numpy.testing import assert_array_equal

from cnnviz.training.spec import LIMITS, OPTIMIZERS, Spec
from cnnviz.ui.training import control_bar


@pytest.mark.parametrize("name", ["lr", "batch_size"])
def test_a_number_and_every_step_of_its_buttons_is_one_a_run_takes(name):
    setting = control_bar.number_setting(name)
    assert (setting["low"], setting["high"]) == LIMITS[name]
    assert_array_equal(setting["steps"], sorted(set(setting["steps"])))
    assert setting["steps"][-1] == setting["high"]
    for value in (setting["low"], *setting["steps"]):
        assert getattr(Spec((), **{name: value}), name) == value


def test_the_learning_rates_are_round():
    assert control_bar.number_setting("lr")["steps"][:4] == [1e-5, 2e-5, 5e-5, 1e-4]
    assert control_bar.number_setting("lr")["steps"][-2:] == [5.0, 10.0]


def test_every_optimiser_is_offered_and_the_pace_to_begin_with_is_one_of_the_paces():
    assert [choice["value"] for choice in control_bar.optimizers()] == list(OPTIMIZERS)
    assert control_bar.PACE in [pace["value"] for pace in control_bar.PACES]
