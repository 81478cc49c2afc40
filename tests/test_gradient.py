"""The way back, on paper; that it is the backward pass of every operation is in test_operations."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from cnnviz.backward.backward_trace import backward, nudge
from cnnviz.geometry import ShapeError
from cnnviz.ops import conv_transpose2d, max_pool2d, softmax
from cnnviz.ops.conv2d import trace as trace_conv2d
from cnnviz.ops.conv_transpose2d import trace as trace_transposed
from cnnviz.ops.max_pool2d import trace as trace_max
from cnnviz.trace import Border, Box, Step, Trace

IMAGE = np.array([[[1, 2, 3]]])
EDGE = np.array([[[[-1, 1]]]])


def test_a_window_hands_what_arrives_to_every_cell_it_read():
    back = backward(trace_conv2d(IMAGE, EDGE), np.array([[[5, 7]]]))
    assert [step.combine for step in back.steps] == ["each", "each"]
    assert_array_equal([step.terms[0, 0] for step in back.steps], [[-5, 5], [-7, 7]])
    assert [step.writes.col for step in back.steps] == [0, 1]
    assert_array_equal(back.output, [[[-5, -2, 7]]])


def test_a_stamp_gathers_what_arrives_under_it():
    back = backward(trace_transposed(IMAGE, np.array([[[[10, 1]]]])), np.array([[[1, 2, 3, 4]]]))
    assert [step.combine for step in back.steps] == ["sum"] * 3
    assert_array_equal([step.terms[0, 0] for step in back.steps], [[10, 2], [20, 3], [30, 4]])
    assert_array_equal(back.output, [[[12, 23, 34]]])


def test_the_largest_cell_alone_is_answerable():
    image = np.array([[[1, 9], [3, 4]]])
    back = backward(trace_max(image, 2), np.array([[[6]]]))
    assert_array_equal(back.output, [[[0, 6], [0, 0]]])
    assert max_pool2d(image[None], 2) == 9


def test_what_reaches_a_border_of_zeros_is_lost():
    seen = trace_conv2d(IMAGE, EDGE, padding=(0, 1))
    back = backward(seen, np.array([[[1, 0, 0, 10]]]))
    assert_array_equal([back.steps[0].terms[0, 0], back.steps[3].terms[0, 0]], [[-1, 1], [-10, 10]])
    assert [step.writes.col for step in back.steps] == [-1, 0, 1, 2]
    assert_array_equal(back.output, [[[1, 0, -10]]])


def test_a_border_that_copies_keeps_its_rings():
    seen = trace_conv2d(IMAGE, EDGE, padding=(0, 1), padding_mode="circular")
    back = backward(seen, np.array([[[1, 0, 0, 10]]]))
    assert [step.writes.col for step in back.steps] == [0, 1, 2, 3]
    assert_array_equal(back.output, [[[-1, 1, 0, -10, 10]]])
    assert_array_equal(seen.border.cols, [2, 0, 1, 2, 0])


def test_what_was_cut_off_the_output_comes_back_as_zeros():
    seen = trace_transposed(IMAGE, np.array([[[[10, 1]]]]), padding=(0, 1))
    back = backward(seen, np.array([[[2, 3]]]))
    assert (back.border.left, back.border.cols.tolist()) == (1, [-1, 0, 1, -1])
    assert_array_equal(back.steps[0].window, [[[0, 2]]])
    assert_array_equal(back.output, [[[2, 23, 30]]])


def test_the_way_back_of_a_stamp_is_an_ordinary_convolution():
    rng = np.random.default_rng(0)
    image, weight = rng.standard_normal((2, 4, 3)), rng.standard_normal((2, 3, 2, 3))
    arrives = conv_transpose2d(image[None], weight, stride=2)[0]
    back = backward(trace_transposed(image, weight, stride=2), arrives)
    assert_allclose(back.output, trace_conv2d(arrives, weight, stride=2).output)


def test_there_and_back_and_there_again_is_where_it_began():
    seen = trace_transposed(IMAGE, np.array([[[[10, 1]]]]), padding=(0, 1))
    again = backward(backward(seen, np.zeros_like(seen.output)), IMAGE)
    assert_array_equal(again.output, seen.output)


def test_whole_numbers_stay_whole_and_slopes_of_fractions_do_not_round():
    assert backward(trace_conv2d(IMAGE, EDGE), np.array([[[5, 7]]])).output.dtype == int
    back = backward(trace_conv2d(IMAGE, EDGE / 2), np.array([[[5, 7]]]))
    assert_array_equal(back.output, [[[-2.5, -1, 3.5]]])


def test_what_arrives_must_have_the_shape_of_the_output():
    with pytest.raises(ShapeError, match=r"what arrives has shape \(1, 1, 3\), the output"):
        backward(trace_conv2d(IMAGE, EDGE), IMAGE)


def test_a_step_without_a_slope_cannot_be_turned():
    one = np.ones((1, 1, 1))
    step = Step(Box(0, 0), Box(0, 0), one, one, "sum", one[0, 0], one)
    trace = Trace("nothing", one, one, Border(0, 0, *np.zeros((2, 1), int)), np.zeros(1), (step,))
    with pytest.raises(ValueError, match="does not carry its slope"):
        backward(trace, one)


def test_a_trace_without_steps_sends_nothing_back():
    border = Border(0, 0, np.arange(1), np.arange(2))
    trace = Trace("nothing", np.ones((3, 1, 2)), np.zeros((1, 0, 0)), border, np.zeros(1), ())
    assert_array_equal(backward(trace, np.zeros((1, 0, 0))).output, np.zeros((3, 1, 2)))


def test_a_nudge_tells_the_slope_and_leaves_the_array_alone():
    at = np.array([[1, 2]])
    found = nudge(lambda x: float((x**3).sum()), at, (0, 1))
    assert_allclose(found, (9, 1 + 2.001**3, 1 + 1.999**3))
    assert_allclose(found.slope(), 12, rtol=1e-6)
    assert_array_equal(at, [[1, 2]])


def test_a_nudge_agrees_with_the_way_back():
    logits = np.array([[0.3, -1.2, 2.0]])
    found = nudge(lambda x: softmax(x)[0, 2], logits, (0, 0))
    shares = softmax(logits)[0]
    assert_allclose(found.slope(), -shares[2] * shares[0], rtol=1e-6)
