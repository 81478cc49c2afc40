"""The last layers of a network on paper and against PyTorch; the step law is elsewhere."""

import math

import numpy as np
import pytest
import torch
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from cnnviz.geometry import ShapeError
from cnnviz.ops import (
    cross_entropy,
    flatten,
    hinge_loss,
    linear,
    log_softmax,
    mse_loss,
    softmax,
    total_error,
)
from cnnviz.ops.cross_entropy import cross_entropy_backward
from cnnviz.ops.cross_entropy import trace as trace_cross_entropy
from cnnviz.ops.flatten import flatten_backward
from cnnviz.ops.flatten import trace as trace_flatten
from cnnviz.ops.hinge_loss import hinge_loss_backward
from cnnviz.ops.hinge_loss import trace as trace_hinge
from cnnviz.ops.linear import OPERATION as LINEAR
from cnnviz.ops.linear import linear_backward, to_weights
from cnnviz.ops.linear import trace as trace_linear
from cnnviz.ops.log_softmax import log_softmax_backward
from cnnviz.ops.mse_loss import mse_loss_backward
from cnnviz.ops.mse_loss import trace as trace_mse
from cnnviz.ops.softmax import softmax_backward
from cnnviz.ops.softmax import trace as trace_softmax
from cnnviz.ops.total_error import total_error_backward
from tests import oracles
from tests.examples import examples
from tests.strategies import planes, scores

many = examples(200)
temperatures = st.sampled_from([0.1, 0.5, 1.0, 2.0, 5.0])
margins = st.sampled_from([0.0, 0.5, 1.0, 2.5])
SCORES = np.array([[2.0, 1.0, 0.1]])
IMAGE = np.array([[[1.0, 2], [3, 4]], [[5, 6], [7, 8]]])


def weights_like(x):
    """What might arrive at an output of this shape."""
    return np.arange(float(np.size(x))).reshape(np.shape(x)) % 5 - 2


def torch_both(forward, arrives, *arrays):
    """Run a function of PyTorch; give its output and the gradient of every array."""
    tensors = [torch.tensor(array, requires_grad=True) for array in arrays]
    y = forward(*tensors)
    y.backward(torch.tensor(arrives(y.detach().numpy())))
    return y.detach().numpy(), [tensor.grad.numpy() for tensor in tensors]


def same_loss(forward, backward, reference, x, target):
    """Check a loss of ours, and what it sends back, against one of PyTorch."""
    y, (grad,) = torch_both(lambda x: reference(x, torch.tensor(target)), lambda _: 3.0, x)
    assert_allclose(forward(x, target), y, atol=1e-12)
    assert_allclose(backward(3.0, x, target).input, grad, atol=1e-12)


@many
@given(st.tuples(*[st.integers(1, 4)] * 4).flatmap(planes))
def test_flatten_equals_pytorch(x):
    y, (grad,) = torch_both(lambda x: torch.flatten(x, start_dim=1), weights_like, x)
    assert_array_equal(flatten(x), y)
    assert_array_equal(flatten_backward(weights_like(y), x).input, grad)


@many
@given(st.tuples(st.integers(1, 4), st.integers(1, 5), st.integers(1, 6)), st.data())
def test_linear_equals_pytorch(sizes, data):
    rows, classes, count = sizes
    x, weight, bias = map(data.draw, map(planes, [(rows, count), (classes, count), (classes,)]))
    y, grads = torch_both(torch.nn.functional.linear, weights_like, x, weight, bias)
    assert_allclose(linear(x, weight, bias), y, atol=1e-12)
    assert_allclose(linear(x, weight), y - bias, atol=1e-12)
    found = linear_backward(weights_like(y), x, weight, bias)
    for ours, theirs in zip(found, grads, strict=True):
        assert_allclose(ours, theirs, atol=1e-12)


@pytest.mark.parametrize(
    ("ours", "ours_backward", "name"),
    [(softmax, softmax_backward, "softmax"), (log_softmax, log_softmax_backward, "log_softmax")],
)
@many
@given(data=st.data())
def test_softmax_and_its_logarithm_equal_pytorch(ours, ours_backward, name, data):
    case = data.draw(scores())
    temperature = data.draw(temperatures)
    x, _ = case
    y, (grad,) = torch_both(lambda x: getattr(torch, name)(x / temperature, dim=1), weights_like, x)
    assert_allclose(ours(x, temperature), y, rtol=1e-9, atol=1e-12)
    found = ours_backward(weights_like(y), x, temperature).input
    assert_allclose(found, grad, rtol=1e-9, atol=1e-10)


@many
@given(scores())
def test_cross_entropy_of_classes_equals_pytorch(case):
    reference = torch.nn.functional.cross_entropy
    same_loss(cross_entropy, cross_entropy_backward, reference, *case)


@many
@given(scores(), st.data())
def test_cross_entropy_of_probabilities_equals_pytorch(case, data):
    x, _ = case
    target = data.draw(arrays(np.float64, x.shape, elements=st.floats(0.125, 1, width=32)))
    target /= target.sum(axis=1, keepdims=True)
    reference = torch.nn.functional.cross_entropy
    same_loss(cross_entropy, cross_entropy_backward, reference, x, target)


@many
@given(scores(), st.data())
def test_mse_loss_equals_pytorch(case, data):
    x, _ = case
    reference = torch.nn.functional.mse_loss
    same_loss(mse_loss, mse_loss_backward, reference, x, data.draw(planes(x.shape)))


@many
@given(scores(), st.data())
def test_the_total_error_is_half_the_sum_of_pytorchs_squares(case, data):
    x, _ = case

    def reference(x, target):
        return torch.nn.functional.mse_loss(x, target, reduction="sum") / 2

    same_loss(total_error, total_error_backward, reference, x, data.draw(planes(x.shape)))


def one_side(x, target, margin):
    """Tell which rows lie clearly on one side of every kink, or exactly on it.

    Where ``margin + x_j - x_t`` is all but 0, rounding decides on which side a class falls.
    """
    right = np.take_along_axis(x, target[:, None], axis=1)
    gaps = [
        [math.fsum((margin, score, -best)) for score in row]  # rounded once
        for row, (best,) in zip(x, right, strict=True)
    ]
    scale = margin + np.abs(x).max(axis=1, keepdims=True)
    return ((np.abs(gaps) > 1e-9 * scale) | (np.array(gaps) == 0)).all(axis=1)


@many
@given(scores(low=2), margins)
@example((np.array([[1.0, 0, 1.5e-40]]), np.array([0])), 1.0)
def test_the_hinge_loss_is_pytorchs_margin_loss_times_the_number_of_classes(case, margin):
    x, target = case

    def reference(x, target):
        return x.shape[1] * torch.nn.functional.multi_margin_loss(x, target, margin=margin)

    y, (grad,) = torch_both(lambda x: reference(x, torch.tensor(target)), lambda _: 3.0, x)
    assert_allclose(hinge_loss(x, target, margin), y, atol=1e-12)
    clear = one_side(x, target, margin)
    sent = hinge_loss_backward(3.0, x, target, margin).input
    assert_allclose(sent[clear], grad[clear], atol=1e-12)


def test_only_rows_that_rounding_decides_are_left_out_of_the_comparison():
    x = np.array([[1.0, 0, 1.5e-40], [1, 0, 0], [1, 0, 0.5], [1, 0, 1e-12]])
    assert_array_equal(one_side(x, np.zeros(4, int), 1.0), [False, True, True, False])


@many
@given(scores(), temperatures)
def test_all_equal_their_oracles(case, temperature):
    x, target = case
    assert_allclose(softmax(x, temperature), oracles.softmax(x, temperature), atol=1e-12)
    assert_allclose(log_softmax(x, temperature), oracles.log_softmax(x, temperature), atol=1e-9)
    for name, ours in (
        ("cross_entropy", cross_entropy),
        ("mse_loss", mse_loss),
        ("total_error", total_error),
        ("hinge_loss", hinge_loss),
    ):
        assert_allclose(ours(x, target), getattr(oracles, name)(x, target), atol=1e-9)


@given(scores(), temperatures)
def test_shares_add_up_to_one_and_keep_the_order(case, temperature):
    x, _ = case
    shares = softmax(x, temperature)
    assert_allclose(shares.sum(axis=1), 1)
    order = np.argsort(x, axis=1)
    assert (np.diff(np.take_along_axis(shares, order, axis=1)) >= 0).all()


@given(scores(), st.integers(-1000, 1000))
def test_shares_do_not_depend_on_where_scores_begin(case, offset):
    x = np.round(case[0])
    assert_allclose(softmax(x + offset), softmax(x), atol=1e-12)


def test_softmax_on_paper():
    assert_allclose(softmax(SCORES), [[0.659, 0.242, 0.099]], atol=5e-4)
    assert_allclose(cross_entropy(SCORES, 0), -np.log(0.659), atol=5e-4)


@pytest.mark.parametrize("size", [1e3, 1e30, 1e308])
def test_the_largest_scores_do_not_overflow(size):
    assert_allclose(softmax(np.array([[size, 0, size]])), [[0.5, 0, 0.5]])
    assert_allclose(log_softmax(np.array([[size, 0]])), [[0, -size]])
    assert_allclose(cross_entropy(np.array([[size, 0]]), 1), size)
    assert_allclose(softmax(np.array([[-size, -size]])), [[0.5, 0.5]])


def test_a_temperature_sharpens_or_flattens():
    cold, as_is, hot = (softmax(SCORES, t)[0, 0] for t in (0.5, 1.0, 5.0))
    assert cold > as_is > hot > 1 / 3


def test_total_error_of_the_worked_example():
    """Shares of dog, cat, boat and bird; the picture shows a boat."""
    shares = np.array([[0.2, 0.4, 0.1, 0.3]])
    assert_allclose(total_error(shares, np.array([[0.0, 0, 1, 0]])), 0.55)
    assert_allclose(total_error(shares, 2), 0.55)
    assert_allclose(total_error_backward(1, shares, 2).input, [[0.2, 0.4, -0.9, 0.3]])


def test_the_hinge_loss_of_the_well_known_lecture():
    """Cat, car and frog scored on a picture of a cat, of a car and of a frog."""
    x = np.array([[3.2, 5.1, -1.7], [1.3, 4.9, 2.0], [2.2, 2.5, -3.1]])
    target = np.array([0, 1, 2])
    each = [hinge_loss(x[n : n + 1], target[n]) for n in range(3)]
    assert_allclose(each, [2.9, 0, 12.9])
    assert_allclose(hinge_loss(x, target), np.mean(each))


def test_weights_may_be_laid_out_like_the_image():
    weight = np.arange(24.0).reshape(3, 2, 2, 2)
    row, flat = IMAGE.reshape(1, -1), weight.reshape(3, 8)
    assert_array_equal(linear(row, weight), linear(row, flat))
    grads = linear_backward(np.ones((1, 3)), row, weight)
    assert grads.weight.shape == weight.shape
    for laid in (weight, flat):
        seen = trace_linear(IMAGE, laid, np.array([10.0, 20, 30]))
        assert_array_equal(seen.weight, weight)
        assert_array_equal(seen.start, [[[10, 20, 30]]])
        assert_array_equal(seen.output[0], linear(row, flat, np.array([10, 20, 30])))
    assert_array_equal(to_weights(IMAGE, flat, [[[0, 0, 2]]], filter=2).output, 2 * IMAGE)


def test_a_classifier_reads_channel_by_channel():
    seen = trace_flatten(IMAGE)
    assert [(s.reads.channel, s.reads.row, s.reads.col) for s in seen.steps[3:5]] == [
        (0, 1, 1),
        (1, 0, 0),
    ]
    assert_array_equal(seen.output, [[np.arange(1, 9)]])


def test_a_linear_layer_costs_what_a_fully_connected_one_costs():
    cost = LINEAR.cost(IMAGE.shape, (3, *IMAGE.shape), (1, 1, 3))
    assert cost == (8 * 3 + 3, 8 * 3, 8 * 3 + 3)


def test_a_step_of_softmax_divides_its_power_by_all():
    step = trace_softmax(np.log([[[1.0, 2], [4, 1]]])).steps[2]
    assert_allclose(step.terms, [[[0.25, 0.5], [1, 0.25]]])
    assert_allclose([step.partials.item(), step.result.item()], [2, 0.5])
    assert_allclose(step.slope, [[[-1 / 16, -1 / 8], [1 / 4, -1 / 16]]])


def test_a_loss_is_one_step_that_reads_everything():
    for trace in (trace_cross_entropy, trace_mse, trace_hinge):
        seen = trace(IMAGE, 3)
        assert [step.reads.shape for step in seen.steps] == [IMAGE.shape]
        assert seen.output.shape == (1, 1, 1)
    target = np.arange(8.0)
    assert_allclose(trace_mse(IMAGE, target).steps[0].terms, np.ones(IMAGE.shape))
    assert trace_mse(IMAGE, target.reshape(IMAGE.shape)).output == 1


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_floats_keep_their_width(dtype):
    x = SCORES.astype(dtype)
    target = np.array([1])
    for y in (
        softmax(x, 2.0),
        log_softmax(x, 2.0),
        linear(x, x, x[0, :1]),
        cross_entropy(x, target),
        mse_loss(x, target),
        total_error(x, target),
        hinge_loss(x, target),
        softmax_backward(x, x).input,
        log_softmax_backward(x, x).input,
        cross_entropy_backward(1, x, target).input,
        mse_loss_backward(1, x, target).input,
        total_error_backward(np.ones(()), x, target).input,
        hinge_loss_backward(1.0, x, target).input,
    ):
        assert y.dtype == dtype


def test_bytes_do_not_overflow():
    white = np.full((1, 4), 255, np.uint8)
    assert_array_equal(linear(white, white), [[4 * 255**2]])
    assert mse_loss(white, np.zeros((1, 4), np.uint8)) == 255**2
    assert hinge_loss(white, 0) == 3


@pytest.mark.parametrize("loss", [cross_entropy, mse_loss, total_error, hinge_loss])
@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        (3, "there is no class 3 among 3: they are counted from 0 to 2"),
        (-1, "there is no class -1 among 3"),
        (np.array([0, 7]), "there is no class 7 among 3"),
        (np.array([0, 1, 2]), "2 rows of 3 scores need 2 class numbers, or one for all"),
        (0.5, "need 2 class numbers, or one for all; the target has shape"),
        (np.ones((3, 2)), r"has shape \(3, 2\)"),
    ],
)
def test_a_target_that_does_not_fit_is_refused_with_the_readers_numbers(loss, target, sentence):
    with pytest.raises(ShapeError, match=sentence):
        loss(np.ones((2, 3)), target)


def test_the_hinge_loss_wants_classes_and_no_shares():
    with pytest.raises(ShapeError, match="need 1 class numbers"):
        hinge_loss(SCORES, np.ones((1, 3)))


@pytest.mark.parametrize(
    ("run", "sentence"),
    [
        (lambda: softmax(np.ones(3)), r"the input needs 2 axes \(N, D\)"),
        (lambda: softmax(np.ones((2, 0))), "at least 1 number a row"),
        (lambda: softmax(SCORES, 0), "the temperature must be above 0, not 0"),
        (lambda: log_softmax(SCORES, float("nan")), "the temperature must be above 0, not nan"),
        (lambda: linear(SCORES, np.ones((2, 4))), "a class has 4 weights, but there are 3 numbers"),
        (lambda: linear(SCORES, np.ones(3)), "the weight needs 2 axes"),
        (lambda: linear(SCORES, np.ones((2, 3)), np.ones(3)), "2 classes need 2 biases"),
        (lambda: flatten(np.ones((2, 3))), "the input needs 4 axes"),
        (lambda: softmax_backward(np.ones((1, 2)), SCORES), "the gradient has shape"),
        (lambda: mse_loss_backward(np.ones(2), SCORES, 0), "a loss is 1 number"),
        (lambda: to_weights(IMAGE, np.ones((2, 8)), np.ones((1, 1, 3))), "the gradient has shape"),
    ],
)
def test_what_cannot_work_is_refused_with_the_readers_numbers(run, sentence):
    with pytest.raises(ShapeError, match=sentence):
        run()


@pytest.mark.parametrize(
    "trace", [trace_flatten, trace_softmax, lambda image: trace_cross_entropy(image, 0)]
)
def test_a_row_too_long_for_the_stage_is_refused(trace):
    assert trace(np.zeros((1, 16, 16))).steps
    with pytest.raises(ShapeError, match="a row of 257 numbers is too long .*, at most 256 fit"):
        trace(np.zeros((1, 1, 257)))


def test_more_classes_than_the_stage_can_show_are_refused():
    with pytest.raises(ShapeError, match="a row of 257 numbers"):
        trace_linear(np.zeros((1, 1, 2)), np.zeros((257, 2)))
