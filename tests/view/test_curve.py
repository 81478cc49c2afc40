"""The curve drawn is the operation's own, wherever the values lie."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from cnnviz.ops import ALL
from cnnviz.view.curve import curve

ACTIVATIONS = [operation for operation in ALL if operation.family == "activation"]
RELU = ACTIVATIONS[0]


@pytest.mark.parametrize("operation", ACTIVATIONS, ids=lambda operation: operation.slug)
def test_every_option_is_drawn_as_it_is_computed(operation):
    for settings in [{}] + [{p.name: value} for p in operation.params for value in p.options]:
        drawn = curve(operation, settings, np.array([[-3.5, 1], [2, 5.5]]))
        x = drawn["curve_x"]
        assert drawn["curve"] == {"name": operation.title, "low": -6, "high": 6}
        assert_allclose(x, np.linspace(-6, 6, 121), atol=1e-15)
        assert_array_equal(drawn["curve_y"], operation.forward(x, **settings))
        slope = operation.backward(np.ones(121), x, **settings).input
        assert_array_equal(drawn["curve_slope"], slope)


def test_a_point_lies_at_exactly_zero():
    assert curve(RELU, {}, np.array([-7.3]))["curve_x"][60] == 0


@pytest.mark.parametrize(
    ("values", "reach"),
    [([], 4), ([1, -2], 4), ([-4], 4), ([4.01], 5), ([3, -200], 200), ([np.nan, np.inf, -6], 6)],
)
def test_the_range_holds_every_finite_value(values, reach):
    drawn = curve(RELU, {}, np.array(values, float))
    assert (drawn["curve"]["low"], drawn["curve"]["high"]) == (-reach, reach)
    assert_array_equal(drawn["curve_x"][[0, -1]], [-reach, reach])


def test_an_operation_without_a_slope_is_refused():
    blind = type(RELU)("blind", "Blind", 0, RELU.forward, RELU.trace)
    with pytest.raises(ValueError, match="Blind has no backward"):
        curve(blind, {}, np.zeros(1))
