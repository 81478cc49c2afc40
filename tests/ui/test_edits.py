"""Edits go into the address and come back; odd ones are refused with a sentence."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from cnnviz.ui import edits, slots

cells = st.integers(0, 30)
places = st.one_of(
    st.tuples(st.just("x"), cells, cells, cells),
    st.tuples(st.just("w"), cells, cells, cells, cells),
    st.tuples(st.just("b"), cells),
)


@given(st.dictionaries(places, st.integers(-9999, 9999).map(float), min_size=1))
def test_edits_survive_the_address(made):
    assert edits.read(edits.write(made)) == made


@pytest.mark.parametrize(
    "text",
    ["", "x", "x_0_0_5", "w_0_0_0_5", "q_0_1", "b_-1_5", "b_0_nan", "b_0_1e9", "b_0_", "x_a_0_0_1"]
    + ["*", "b_0_1**b_0_2", "b_0_1e999", "b_0_10000", "x_0_0_99999_1"],
)
def test_what_is_no_list_of_edits_is_refused(text):
    with pytest.raises(ValueError, match="not a list of edited cells"):
        edits.read(text)


def test_edits_that_no_longer_fit_are_passed_over():
    made = {("x", 0, 1, 1): 5.0, ("x", 0, 9, 9): 7.0, ("b", 0): 2.0}
    image, weight, bias = edits.apply(
        made, np.zeros((1, 2, 2)), np.zeros((1, 1, 1, 1)), np.zeros(1)
    )
    assert_array_equal(image, [[[0, 0], [0, 5]]])
    assert_array_equal(bias, [2])
    assert weight.sum() == 0


@given(st.integers(1, 7), st.integers(1, 7), st.randoms())
def test_a_kernel_survives_the_address_exactly(rows, cols, random):
    weights = np.array([[random.uniform(-99, 99) for _ in range(cols)] for _ in range(rows)])
    assert_array_equal(slots.read(slots.write(weights)), weights)


@pytest.mark.parametrize(
    "text", ["", "1_2*3", "nan", "1_inf", "1e999", "9999", "*".join(["1"] * 8), "a"]
)
def test_what_is_no_kernel_is_refused(text):
    with pytest.raises(ValueError, match="a kernel has 1 to 7 rows and columns"):
        slots.read(text)
