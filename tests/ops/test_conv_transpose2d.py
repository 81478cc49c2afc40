"""Transposed convolution on paper and against PyTorch; the step law is in test_operations.py."""

import numpy as np
import pytest
import torch
from hypothesis import given
from numpy.testing import assert_allclose, assert_array_equal

from cnnviz.backward.backward_trace import backward
from cnnviz.geometry import ShapeError
from cnnviz.ops.conv2d import conv2d_backward
from cnnviz.ops.conv_transpose2d import (
    conv_transpose2d,
    conv_transpose2d_backward,
    to_weights,
    trace,
)
from tests import oracles
from tests.examples import examples
from tests.strategies import transposed_convolutions


def test_one_cell_stamps_the_kernel_once():
    assert_array_equal(conv_transpose2d(np.array([[[[3]]]]), np.array([[[[1, 2]]]])), [[[[3, 6]]]])


def test_overlapping_stamps_add_up():
    stamped = conv_transpose2d(np.ones((1, 1, 1, 3)), np.ones((1, 1, 1, 2)))
    assert_array_equal(stamped, [[[[1, 2, 2, 1]]]])


@examples(300)
@given(transposed_convolutions())
def test_equals_pytorch_and_its_gradients(case):
    x, weight, bias, options = case
    tensors = [
        None if a is None else torch.tensor(a, requires_grad=True) for a in (x, weight, bias)
    ]
    expected = torch.nn.functional.conv_transpose2d(*tensors, **options)
    assert_allclose(conv_transpose2d(x, weight, bias, **options), expected.detach().numpy())

    grad_output = np.arange(float(expected.numel())).reshape(expected.shape) % 7 - 3
    expected.backward(torch.tensor(grad_output))
    grads = conv_transpose2d_backward(grad_output, x, weight, **options)
    assert_allclose(grads.input, tensors[0].grad.numpy(), atol=1e-9)
    assert_allclose(grads.weight, tensors[1].grad.numpy(), atol=1e-9)
    if bias is not None:
        assert_allclose(grads.bias, tensors[2].grad.numpy(), atol=1e-9)


@examples(100)
@given(transposed_convolutions())
def test_equals_nested_loops(case):
    x, weight, bias, options = case
    expected = oracles.conv_transpose2d(x, weight, bias, **options)
    assert_allclose(conv_transpose2d(x, weight, bias, **options), expected)


def test_it_is_the_backward_pass_of_a_convolution():
    rng = np.random.default_rng(0)
    grad, weight = rng.standard_normal((1, 2, 3, 4)), rng.standard_normal((2, 3, 2, 3))
    x = np.zeros((1, 3, 6, 9))
    back = conv2d_backward(grad, x, weight, stride=2).input
    assert_allclose(conv_transpose2d(grad, weight, stride=2), back)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (
            {"output_padding": 1},
            "output padding 1 must be smaller than the stride 1 or the dilation 1",
        ),
        ({"padding": 2}, "padding 2 would cut away the whole output: 0 x 0"),
        ({"groups": 2}, "with 2 groups, the channels must be a multiple of 2, not 1"),
        ({"stride": 0}, "stride must be at least 1"),
    ],
)
def test_what_cannot_work_is_refused_with_the_readers_numbers(options, sentence):
    with pytest.raises(ShapeError, match=sentence):
        conv_transpose2d(np.ones((1, 1, 3, 3)), np.ones((1, 1, 2, 2)), **options)


@pytest.mark.parametrize(
    ("x", "weight", "bias", "sentence"),
    [
        ((1, 3, 3, 3), (1, 1, 2, 2), None, "1 stamps do not fit 3 channels"),
        ((1, 1, 3, 3), (2, 2), None, "the weight needs 4 axes"),
        ((1, 1, 3, 3), (1, 2, 2, 2), (3,), "2 output maps need 2 biases"),
    ],
)
def test_shapes_that_do_not_belong_together_are_refused(x, weight, bias, sentence):
    with pytest.raises(ShapeError, match=sentence):
        conv_transpose2d(np.ones(x), np.ones(weight), None if bias is None else np.ones(bias))


def test_a_gradient_of_the_wrong_shape_is_refused():
    with pytest.raises(ShapeError, match="the gradient has shape"):
        conv_transpose2d_backward(
            np.ones((1, 1, 9, 9)), np.ones((1, 1, 3, 3)), np.ones((1, 1, 2, 2))
        )


def test_towards_the_weights_the_input_is_the_kernel_that_walks_over_what_arrives():
    image, arrives = np.array([[[10.0, 1]]]), np.array([[[1.0, 2, 3, 4]]])
    seen = to_weights(image, np.ones((1, 1, 1, 2)), arrives, stride=2)
    assert_array_equal(seen.weight, image[None])
    assert [step.window.ravel().tolist() for step in seen.steps] == [[1, 3], [2, 4]]
    assert_array_equal(seen.output, [[[13, 24]]])


@examples(100)
@given(transposed_convolutions())
def test_the_steps_back_are_the_backward_pass_on_unequal_axes_too(case):
    x, weight, _, options = case
    seen = trace(x[0], weight, **options)
    arrives = np.arange(float(seen.output.size)).reshape(seen.output.shape) % 7 - 3
    grads = conv_transpose2d_backward(arrives[None], x[:1], weight, **options)
    assert_allclose(backward(seen, arrives).output, grads.input[0], atol=1e-9)
    for filter in range(len(weight)):
        found = to_weights(x[0], weight, arrives, filter=filter, **options).output
        assert_allclose(found, grads.weight[filter], atol=1e-9)
