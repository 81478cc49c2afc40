"""Activations: every value, every setting, against PyTorch, the oracles and a small nudge."""

from fractions import Fraction

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.testing import assert_allclose, assert_array_equal

from cnnviz.geometry import ShapeError
from cnnviz.ops import ALL
from cnnviz.trace import replay
from tests import oracles
from tests.examples import examples

ACTIVATIONS = {operation.slug: operation for operation in ALL if operation.family == "activation"}
KNOBS = {
    "leaky_relu": {"negative_slope": st.sampled_from([0.01, 0.1, 0.2, 0.3]) | st.floats(0.001, 2)},
    "elu": {"alpha": st.sampled_from([0.5, 1, 2]) | st.floats(0.1, 5)},
    "gelu": {"approximate": st.sampled_from(["none", "tanh"])},
    "softplus": {
        "beta": st.sampled_from([0.5, 1, 2, 5]) | st.floats(0.1, 5) | st.floats(-5, -0.1),
        "threshold": st.sampled_from([1, 5, 20]) | st.floats(0, 30),
    },
}
KNOWN = {  # at -inf, -1000, 1000, inf, NaN; then the slope at -1000, 0, 1000: as in PyTorch
    "relu": ([0, 0, 1000, np.inf, np.nan], [0, 0, 1]),
    "leaky_relu": ([-np.inf, -10, 1000, np.inf, np.nan], [0.01, 0.01, 1]),
    "elu": ([-1, -1, 1000, np.inf, np.nan], [0, 1, 1]),
    "gelu": ([np.nan, 0, 1000, np.inf, np.nan], [0, 0.5, 1]),
    "sigmoid": ([0, 0, 1, 1, np.nan], [0, 0.25, 0]),
    "tanh": ([-1, -1, 1, 1, np.nan], [0, 1, 0]),
    "softplus": ([0, 0, 1000, np.inf, np.nan], [0, 0.5, 1]),
}
every_activation = pytest.mark.parametrize("slug", ACTIVATIONS)
many = examples(250)
shapes = array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4)
ordinary = st.floats(-1000, 1000) | st.floats(-9, 9) | st.integers(-9, 9).map(float)
odd = st.sampled_from([0.0, -0.0, 1000.0, -1000.0, np.inf, -np.inf, np.nan])


def knobs(slug):
    return st.fixed_dictionaries({}, optional=KNOBS.get(slug, {}))


@st.composite
def cases(draw, slug, elements=ordinary | odd, dtype=np.float64):
    """Cells of any shape, a finite gradient for each, and settings."""
    x = draw(arrays(dtype, draw(shapes), elements=elements))
    grad = draw(arrays(dtype, x.shape, elements=st.integers(-9, 9).map(float)))
    return x, grad, draw(knobs(slug))


def torch_both(slug, x, grad, options):
    """What PyTorch answers, and the gradient its autograd sends back."""
    home = torch if slug in ("sigmoid", "tanh") else torch.nn.functional
    tensor = torch.tensor(x, requires_grad=True)
    y = getattr(home, slug)(tensor, **options)
    y.backward(torch.tensor(grad))
    return y.detach().numpy(), tensor.grad.numpy()


def corner(slug, options):
    """Where the curve breaks, if it does."""
    if slug == "softplus":
        return options.get("threshold", 20) / options.get("beta", 1)
    return 0


def away(slug, x, options, distance):
    """Mark the cells that lie clearly on one side of a corner, or exactly on it.

    Only softplus has a corner that is calculated, so that rounding may decide on which side a
    cell falls; the others break at 0, which every number is above, below or equal to.
    """
    if slug != "softplus":
        return np.ones(np.shape(x), bool)
    beta, threshold = options.get("beta", 1), options.get("threshold", 20)
    near = np.array(np.abs(x - threshold / beta) <= distance * max(1, abs(threshold / beta)))
    for cell in map(tuple, np.argwhere(near)):
        near[cell] = Fraction(beta) * Fraction(float(x[cell])) != Fraction(threshold)
    return ~near


def test_the_course_has_all_seven():
    assert list(ACTIVATIONS) == list(KNOWN)


def test_only_cells_that_rounding_decides_are_left_out_of_the_comparison():
    x = np.array([5.0, 5 - 1e-15, 5 + 1e-15, 4.9])
    clear = away("softplus", x, {"beta": 2, "threshold": 10}, 1e-12)
    assert_array_equal(clear, [True, False, False, True])


@every_activation
@many
@given(data=st.data())
def test_equals_pytorch_and_its_gradient(slug, data):
    case = data.draw(cases(slug))
    x, grad, options = case
    y, back = torch_both(slug, x, grad, options)
    clear = away(slug, x, options, 1e-12)
    found = ACTIVATIONS[slug].forward(x, **options)
    assert_allclose(found[clear], y[clear], rtol=1e-12, atol=1e-13)
    known = clear & ~np.isnan(x)  # of NaN, PyTorch's elu sends back NaN or not, as its loop goes
    ours = ACTIVATIONS[slug].backward(grad, x, **options).input
    assert_allclose(ours[known], back[known], rtol=1e-12, atol=1e-12)
    if slug != "elu":
        assert_allclose(ours[np.isnan(x)], back[np.isnan(x)])


@every_activation
@many
@given(data=st.data())
def test_float32_stays_float32_and_equals_pytorch(slug, data):
    case = data.draw(cases(slug, odd | st.floats(-100, 100, width=32), np.float32))
    x, grad, options = case
    # At infinity float32 PyTorch says NaN of some functions, on some processors.
    endless = np.isinf(x)
    y, back = (
        np.where(endless, wide, narrow)
        for narrow, wide in zip(
            torch_both(slug, x, grad, options),
            torch_both(slug, x.astype(float), grad.astype(float), options),
            strict=True,
        )
    )
    ours, sent = (
        ACTIVATIONS[slug].forward(x, **options),
        ACTIVATIONS[slug].backward(grad, x, **options).input,
    )
    assert ours.dtype == sent.dtype == np.float32
    clear = away(slug, x, options, 1e-6)
    assert_allclose(ours[clear], y[clear], rtol=1e-5, atol=1e-5)
    known = clear & ~np.isnan(x)
    assert_allclose(sent[known], back[known], rtol=1e-5, atol=1e-4)


@every_activation
@many
@given(data=st.data())
def test_equals_its_oracle(slug, data):
    case = data.draw(cases(slug, ordinary))
    x, _, options = case
    expected = getattr(oracles, slug)(x, **options)
    clear = away(slug, x, options, 1e-12)
    found = ACTIVATIONS[slug].forward(x, **options)
    assert_allclose(found[clear], expected[clear], rtol=1e-11, atol=1e-300)


@every_activation
@many
@given(data=st.data())
def test_the_slope_is_what_a_small_nudge_finds(slug, data):
    case = data.draw(cases(slug, st.floats(-9, 9)))
    x, grad, options = case
    amount = 1e-4
    forward, smooth = ACTIVATIONS[slug].forward, np.abs(x - corner(slug, options)) > 2 * amount
    found = (forward(x + amount, **options) - forward(x - amount, **options)) / (2 * amount)
    sent = ACTIVATIONS[slug].backward(grad, x, **options).input
    assert_allclose(sent[smooth], (grad * found)[smooth], rtol=1e-6, atol=2e-6)


@every_activation
@examples(50)
@given(data=st.data())
def test_a_step_carries_its_value_its_result_and_its_slope(slug, data):
    image = data.draw(arrays(np.float64, array_shapes(min_dims=3, max_dims=3), elements=ordinary))
    options = data.draw(knobs(slug))
    operation = ACTIVATIONS[slug]
    trace = operation.trace(image, **options)
    assert_array_equal(replay(trace.steps, image.shape, trace.start), trace.output)
    slopes = operation.backward(np.ones_like(image), image, **options).input
    for step, cell in zip(trace.steps, np.ndindex(image.shape), strict=True):
        assert (step.reads.channel, step.reads.row, step.reads.col) == cell
        assert step.writes == step.reads
        assert step.window.shape == step.result.shape == step.slope.shape == (1, 1, 1)
        assert_array_equal(step.window.item(), image[cell])
        assert_array_equal(step.result.item(), trace.output[cell])
        assert_array_equal(step.partials, step.result[0, 0])
        assert_array_equal(step.slope.item(), slopes[cell])


@every_activation
def test_what_a_step_combines_says_how(slug):
    step = ACTIVATIONS[slug].trace(np.array([[[-2.0]]])).steps[0]
    if slug == "relu":
        assert (step.combine, step.terms.tolist()) == ("max", [[[-2, 0]]])
    else:
        assert (step.combine, step.terms.tolist()) == ("map", step.window.tolist())


@every_activation
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_extremes_and_zero_follow_the_convention(slug, dtype):
    values, slopes = KNOWN[slug]
    x = np.array([-np.inf, -1000, 1000, np.inf, np.nan], dtype)
    assert_allclose(ACTIVATIONS[slug].forward(x), values, rtol=1e-6)
    for zero in (0.0, -0.0):
        at = np.array([-1000, zero, 1000], dtype)
        sent = ACTIVATIONS[slug].backward(np.ones_like(at), at).input
        assert_allclose(sent, slopes, rtol=1e-6)


@every_activation
def test_nothing_in_nothing_out(slug):
    for shape in [(0,), (2, 0, 3)]:
        empty = np.zeros(shape, np.float32)
        assert ACTIVATIONS[slug].forward(empty).shape == shape
        assert ACTIVATIONS[slug].backward(empty, empty).input.shape == shape
    assert ACTIVATIONS[slug].trace(np.zeros((1, 0, 2))).steps == ()


@every_activation
def test_bytes_count_as_the_numbers_they_are(slug):
    levels = np.array([0, 1, 200], np.uint8)
    forward, backward = ACTIVATIONS[slug].forward, ACTIVATIONS[slug].backward
    assert_array_equal(forward(levels), forward(levels.astype(float)))
    assert_array_equal(backward(levels, levels).input, backward(*[levels.astype(float)] * 2).input)


@every_activation
def test_a_gradient_of_another_shape_is_refused(slug):
    with pytest.raises(ShapeError, match=r"\(2,\), the output \(3,\)"):
        ACTIVATIONS[slug].backward(np.ones(2), np.ones(3))


@pytest.mark.parametrize("dtype", [np.uint8, np.int64, np.float16, np.float32, np.float64])
def test_relu_is_numpys_maximum_to_the_bit(dtype):
    x = np.array([-3, -0.0, 0.0, 0.25, 7, 99]).astype(np.int8).astype(dtype)
    y = ACTIVATIONS["relu"].forward(x)
    assert (y.dtype, y.tobytes()) == (x.dtype, np.maximum(x, 0).tobytes())


def test_settings_that_mean_nothing_are_refused():
    with pytest.raises(ValueError, match="'none' or 'tanh', not 'erf'"):
        ACTIVATIONS["gelu"].forward(np.ones(1), approximate="erf")
    with pytest.raises(ValueError, match="must not be 0"):
        ACTIVATIONS["softplus"].forward(np.ones(1), beta=0)
