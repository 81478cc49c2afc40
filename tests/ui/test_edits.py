"""Edits go into the address and come back; odd ones are refused with a sentence."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from cnnviz.ui.kernel_lab import kernel_slots
from cnnviz.ui.layers import edits

cells = st.integers(0, 30)
places = st.one_of(
    st.tuples(st.just("x"), cells, cells, cells),
    st.tuples(st.just("w"), cells, cells, cells, cells),
    st.tuples(st.just("b"), cells),
)


@given(st.dictionaries(places, st.integers(-9999, 9999).map(float), min_size=1))
def test_edits_survive_the_address(made):
    assert edits.read_edits(edits.write_edits(made)) == made


@pytest.mark.parametrize(
    "text",
    ["", "x", "x_0_0_5", "w_0_0_0_5", "q_0_1", "b_-1_5", "b_0_nan", "b_0_1e9", "b_0_", "x_a_0_0_1"]
    + ["*", "b_0_1**b_0_2", "b_0_1e999", "b_0_10000", "x_0_0_99999_1"],
)
def test_what_is_no_list_of_edits_is_refused(text):
    with pytest.raises(ValueError, match="not a list of edited cells"):
        edits.read_edits(text)


def test_edits_that_no_longer_fit_are_passed_over():
    made = {("x", 0, 1, 1): 5.0, ("x", 0, 9, 9): 7.0, ("b", 0): 2.0}
    image, weight, bias = edits.apply_edits(
        made, np.zeros((1, 2, 2)), np.zeros((1, 1, 1, 1)), np.zeros(1)
    )
    assert_array_equal(image, [[[0, 0], [0, 5]]])
    assert_array_equal(bias, [2])
    assert weight.sum() == 0


@given(st.integers(1, 7), st.integers(1, 7), st.randoms())
def test_a_kernel_survives_the_address_exactly(rows, cols, random):
    weights = np.array([[random.uniform(-99, 99) for _ in range(cols)] for _ in range(rows)])
    assert_array_equal(kernel_slots.read_kernel(kernel_slots.write_kernel(weights)), weights)


@pytest.mark.parametrize(
    "text", ["", "1_2*3", "nan", "1_inf", "1e999", "9999", "*".join(["1"] * 8), "a"]
)
def test_what_is_no_kernel_is_refused(text):
    with pytest.raises(ValueError, match="a kernel has 1 to 7 rows and columns"):
        kernel_slots.read_kernel(text)


@pytest.fixture
def store(monkeypatch):
    """An address without a browser."""
    values = {}
    monkeypatch.setattr(
        edits.address, "get_value", lambda name, default, read: values.get(name, default)
    )
    monkeypatch.setattr(
        edits.address,
        "put_value",
        lambda name, text: values.update({name: edits.read_edits(text or "") if text else {}}),
    )
    return values


def test_an_edit_is_kept_where_it_was_made(store):
    edits.keep_edits(
        "e", {"grid": "input", "plane": 0, "channel": 2, "row": 0, "col": 3, "value": 5}
    )
    edits.keep_edits(
        "e", {"grid": "kernel", "plane": 1, "channel": 2, "row": 0, "col": 1, "value": -2.5}
    )
    edits.keep_edits(
        "e", {"grid": "bias", "plane": 1, "channel": 0, "row": 0, "col": 0, "value": 1}
    )
    assert store["e"] == {("x", 2, 0, 3): 5.0, ("w", 1, 2, 0, 1): -2.5, ("b", 1): 1.0}


def test_an_edit_of_a_turned_kernel_is_kept_for_the_kernel_before(store):
    edit = {"grid": "kernel", "plane": 0, "channel": 0, "row": 0, "col": 1, "value": 7}
    edits.keep_edits("e", edit, window=(2, 5))
    assert store["e"] == {("w", 0, 0, 1, 3): 7.0}


def test_a_tiny_number_can_be_kept(store):
    edits.keep_edits(
        "e", {"grid": "bias", "plane": 0, "channel": 0, "row": 0, "col": 0, "value": 1e-100}
    )
    edits.keep_edits(
        "e", {"grid": "bias", "plane": 1, "channel": 0, "row": 0, "col": 0, "value": 1e9}
    )
    assert store["e"] == {("b", 0): 1e-100, ("b", 1): 9999.0}
