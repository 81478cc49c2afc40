"""Convolution on paper, against PyTorch and SciPy; the step law is in test_operations.py."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy import signal

from cnnviz.backward.backward_trace import backward
from cnnviz.geometry import ShapeError
from cnnviz.ops.conv2d import conv2d, conv2d_backward, to_weights, trace
from tests import oracles
from tests.examples import examples
from tests.strategies import convolutions, planes

pytestmark = pytest.mark.filterwarnings("ignore:Using padding='same' with even:UserWarning")

CLASSIC = np.array(
    [[1, 1, 1, 0, 0], [0, 1, 1, 1, 0], [0, 0, 1, 1, 1], [0, 0, 1, 1, 0], [0, 1, 1, 0, 0]]
)
CROSS = np.array([[1, 0, 1], [0, 1, 0], [1, 0, 1]])


def torch_conv2d(torch, x, weight, bias, *, padding, padding_mode, dilation, **rest):
    """Convolve in PyTorch; `full` and border modes are padded by hand, as nn.Conv2d does."""
    reach = [d * (k - 1) for k, d in zip(weight.shape[2:], dilation, strict=True)]
    if padding == "full":
        padding = tuple(reach)
    if padding == "same":
        sides = [(extra // 2, extra - extra // 2) for extra in reach]
    else:
        sides = [(0, 0)] * 2 if padding == "valid" else [(rings, rings) for rings in padding]
    if padding_mode == "zeros" and padding != "full":
        return torch.nn.functional.conv2d(
            x, weight, bias, padding=padding, dilation=dilation, **rest
        )
    mode = "constant" if padding_mode == "zeros" else padding_mode
    x = torch.nn.functional.pad(x, (*sides[1], *sides[0]), mode=mode)
    return torch.nn.functional.conv2d(x, weight, bias, dilation=dilation, **rest)


def works(x, weight, *, padding, padding_mode, dilation, stride, **_):
    """Whether the border mode can fill the rings: reflect needs fewer than the image has."""
    top, bottom = oracles.rings(
        padding if isinstance(padding, str) else padding[0], weight.shape[2], dilation[0]
    )
    left, right = oracles.rings(
        padding if isinstance(padding, str) else padding[1], weight.shape[3], dilation[1]
    )
    room = 1 if padding_mode == "reflect" else 0
    free = padding_mode in ("zeros", "replicate")
    return free or (max(top, bottom) <= x.shape[2] - room and max(left, right) <= x.shape[3] - room)


def test_a_two_cell_kernel_answers_only_at_the_edge():
    step = np.repeat([[0, 0, 9, 9]], 3, axis=0)[None, None]
    assert_array_equal(conv2d(step, np.array([[[[-1, 1]]]])), [[[[0, 9, 0]] * 3]])


def test_the_classic_example_gives_the_answer_everyone_knows():
    answer = conv2d(CLASSIC[None, None], CROSS[None, None])
    assert_array_equal(answer[0, 0], [[4, 3, 4], [2, 4, 3], [2, 3, 4]])


@examples(300)
@given(convolutions())
def test_equals_pytorch_and_its_gradients(case):
    x, weight, bias, options = case
    if not works(x, weight, **options):
        with pytest.raises(ShapeError):
            conv2d(x, weight, bias, **options)
        return
    tensors = [
        None if a is None else torch.tensor(a, requires_grad=True) for a in (x, weight, bias)
    ]
    expected = torch_conv2d(torch, *tensors, **options)
    assert_allclose(conv2d(x, weight, bias, **options), expected.detach().numpy())

    grad_output = np.arange(float(expected.numel())).reshape(expected.shape) % 7 - 3
    expected.backward(torch.tensor(grad_output))
    grads = conv2d_backward(grad_output, x, weight, **options)
    assert_allclose(grads.input, tensors[0].grad.numpy(), atol=1e-9)
    assert_allclose(grads.weight, tensors[1].grad.numpy(), atol=1e-9)
    if bias is not None:
        assert_allclose(grads.bias, tensors[2].grad.numpy(), atol=1e-9)


@examples(100)
@given(convolutions(), st.booleans())
def test_equals_nested_loops(case, flip):
    x, weight, bias, options = case
    if works(x, weight, **options):
        expected = oracles.conv2d(x, weight, bias, flip=flip, **options)
        assert_allclose(conv2d(x, weight, bias, flip=flip, **options), expected)


@pytest.mark.parametrize("padding_mode", ["zeros", "reflect", "replicate", "circular"])
@pytest.mark.parametrize("padding", ["same", 1, (0, 2)])
def test_border_modes_are_those_of_a_pytorch_layer(padding, padding_mode):
    x, weight = np.random.default_rng(0).standard_normal((2, 2, 6, 7)), np.ones((3, 2, 2, 3))
    layer = torch.nn.Conv2d(
        2, 3, (2, 3), padding=padding, padding_mode=padding_mode, dtype=torch.double
    )
    with torch.no_grad():
        layer.weight.copy_(torch.tensor(weight))
        expected = layer(torch.tensor(x)).numpy()
    bias = layer.bias.detach().numpy()
    assert_allclose(conv2d(x, weight, bias, padding=padding, padding_mode=padding_mode), expected)


@pytest.mark.parametrize("mode", ["valid", "same", "full"])
@pytest.mark.parametrize("window", [(3, 3), (2, 3), (1, 5), (4, 4)])
def test_flipped_it_is_the_convolution_of_scipy(mode, window):
    image, kernel = (
        np.arange(42.0).reshape(6, 7) % 11,
        np.arange(float(np.prod(window))).reshape(window),
    )
    ours = conv2d(image[None, None], kernel[None, None], padding=mode, flip=True)[0, 0]
    theirs = signal.convolve2d(image, kernel, mode=mode)
    if (
        mode == "same"
    ):  # scipy keeps the odd cell before, PyTorch after: compare as pictures, one cell apart
        whole = signal.convolve2d(image, kernel, mode="full")
        top, left = (side - 1 - (side - 1) // 2 for side in window)
        theirs = whole[top : top + 6, left : left + 7]
    assert_allclose(ours, theirs)


@given(planes((1, 1, 5, 4)), planes((1, 1, 2, 3)), st.integers(-3, 3))
def test_a_brighter_image_answers_in_proportion(image, kernel, gain):
    assert_array_equal(conv2d(gain * image, kernel), gain * conv2d(image, kernel))


@examples(30)
@given(convolutions(), st.data())
def test_gradients_agree_with_a_nudge(case, data):
    x, weight, _, options = case
    if not works(x, weight, **options):
        return
    y = conv2d(x, weight, **options)
    slope = np.arange(float(y.size)).reshape(y.shape) % 5 - 2
    grads = conv2d_backward(slope, x, weight, **options)
    for array, grad in ((x, grads.input), (weight, grads.weight)):
        cell = data.draw(st.tuples(*(st.integers(0, side - 1) for side in array.shape)))
        low, high = array.copy(), array.copy()
        low[cell] -= 1e-3
        high[cell] += 1e-3
        pair = [(low, weight), (high, weight)] if array is x else [(x, low), (x, high)]
        before, after = (float((slope * conv2d(*inputs, **options)).sum()) for inputs in pair)
        assert_allclose((after - before) / 2e-3, grad[cell], atol=1e-5)


def test_bytes_do_not_overflow():
    white = np.full((1, 1, 3, 3), 255, np.uint8)
    assert_array_equal(conv2d(white, np.full((1, 1, 3, 3), 2, np.int8)), [[[[4590]]]])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_floats_keep_their_width(dtype):
    answer = conv2d(np.ones((1, 1, 3, 3), dtype), np.ones((1, 1, 2, 2), dtype))
    assert answer.dtype == dtype


def test_nan_spreads_only_to_the_windows_that_read_it():
    x = np.zeros((1, 1, 4, 5))
    x[0, 0, 0, 0] = np.nan
    assert_array_equal(
        np.isnan(conv2d(x, np.ones((1, 1, 2, 2)))), np.arange(12).reshape(1, 1, 3, 4) == 0
    )


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"padding": 0}, "a window of 5 does not fit 3 cells with padding 0"),
        (
            {"padding": 0, "dilation": 2},
            "a window of 5 with dilation 2 covers 9 cells and does not fit 3 cells",
        ),
        (
            {"padding": "same", "stride": 2},
            "padding 'same' keeps the size, so the stride must be 1, not 2",
        ),
        ({"stride": 0}, "stride must be at least 1, not 0"),
        ({"dilation": 0}, "dilation must be at least 1, not 0"),
        ({"padding": -1}, "padding must be at least 0, not -1"),
        ({"padding": 1.5}, "padding takes whole numbers, one for both axes or one each, not 1.5"),
        ({"padding": "big"}, "padding 'big' is not 'valid', 'same', 'full' or a number"),
        ({"padding": 3, "padding_mode": "reflect"}, "reflect can add at most 2 cells to 3, not 3"),
        (
            {"padding": 4, "padding_mode": "circular"},
            "circular can add at most 3 cells to 3, not 4",
        ),
        (
            {"padding": 2, "padding_mode": "mirror"},
            "padding mode 'mirror' is not one of zeros, reflect",
        ),
        (
            {"groups": 2},
            "with 2 groups, channels and filters must be multiples of 2; there are 1 and 1",
        ),
    ],
)
def test_what_cannot_work_is_refused_with_the_readers_numbers(options, sentence):
    with pytest.raises(ShapeError, match=sentence):
        conv2d(np.ones((1, 1, 3, 3)), np.ones((1, 1, 5, 5)), **options)


@pytest.mark.parametrize(
    ("x", "weight", "bias", "sentence"),
    [
        ((3, 3), (1, 1, 2, 2), None, "the input needs 4 axes"),
        ((1, 1, 3, 3), (2, 2), None, "the weight needs 4 axes"),
        ((1, 3, 3, 3), (1, 1, 2, 2), None, "read 1 channels in all .*; the image has 3"),
        ((1, 1, 3, 3), (2, 1, 2, 2), (3,), "2 filters need 2 biases"),
        ((1, 1, 0, 3), (1, 1, 2, 2), None, "every side needs at least 1 cell"),
    ],
)  # fmt: skip
def test_shapes_that_do_not_belong_together_are_refused(x, weight, bias, sentence):
    with pytest.raises(ShapeError, match=sentence):
        conv2d(np.ones(x), np.ones(weight), None if bias is None else np.ones(bias))


def test_a_gradient_of_the_wrong_shape_is_refused():
    with pytest.raises(ShapeError, match="the gradient has shape"):
        conv2d_backward(np.ones((1, 1, 9, 9)), np.ones((1, 1, 3, 3)), np.ones((1, 1, 2, 2)))


def test_a_step_carries_every_number_of_the_sum():
    image = np.arange(24).reshape(2, 3, 4)
    weight, bias = np.array([[[[1, 2]], [[-1, 3]]]]), np.array([10])
    step = trace(image, weight, bias).steps[1]
    assert_array_equal(step.window, [[[1, 2]], [[13, 14]]])
    assert_array_equal(step.terms, [[[1, 4]], [[-13, 42]]])
    assert_array_equal(step.partials, [5, 29])
    assert_array_equal(step.result, [[[34]]])
    assert_array_equal(trace(image, weight, bias).output[0, 0, 1], 44)


def test_the_gradient_of_a_filter_is_the_image_convolved_with_what_arrives():
    image, arrives = CLASSIC[None].astype(float), np.arange(9.0).reshape(1, 3, 3)
    seen = to_weights(image, CROSS[None, None], arrives)
    assert_array_equal(seen.output, conv2d(image[None], arrives[None])[0])
    assert_array_equal(seen.weight, arrives[None])


def test_towards_the_weights_stride_and_dilation_change_places():
    image = np.arange(1.0, 8)[None, None]
    seen = to_weights(image, np.ones((1, 1, 1, 2)), np.ones((1, 1, 2)), stride=3, dilation=2)
    assert [step.window.ravel().tolist() for step in seen.steps] == [[1, 4], [3, 6]]
    assert seen.steps[0].reads.col_step == 3


@examples(100)
@given(convolutions(), st.booleans())
def test_the_steps_back_are_the_backward_pass_on_unequal_axes_too(case, flip):
    x, weight, _, options = case
    if not works(x, weight, **options):
        return
    seen = trace(x[0], weight, flip=flip, **options)
    arrives = np.arange(float(seen.output.size)).reshape(seen.output.shape) % 7 - 3
    grads = conv2d_backward(arrives[None], x[:1], weight, flip=flip, **options)
    for filter in range(len(weight)):
        found = to_weights(x[0], weight, arrives, filter=filter, flip=flip, **options).output
        assert_allclose(found[..., ::-1, ::-1] if flip else found, grads.weight[filter], atol=1e-9)
    if options["padding_mode"] == "zeros":
        assert_allclose(backward(seen, arrives).output, grads.input[0], atol=1e-9)
