"""Pooling against PyTorch, loops and a nudge; the step law is in test_operations.py."""

from itertools import product

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from cnnviz.backward.backward_trace import backward
from cnnviz.geometry import ShapeError
from cnnviz.ops import ALL
from tests import oracles
from tests.examples import examples

POOLINGS = {operation.slug: operation for operation in ALL if operation.family == "pooling"}
HEIGHT, WIDTH = 6, 7
FEW = np.random.default_rng(0).integers(-2, 3, (2, 4, HEIGHT, WIDTH)).astype(float)  # many ties
APART = np.random.default_rng(1).permutation(FEW.size).reshape(FEW.shape) / 10 + 0.05
every_pooling = pytest.mark.parametrize("slug", POOLINGS)


def every_setting(slug):
    """All combinations of the options the page offers."""
    names = [param.name for param in POOLINGS[slug].params]
    options = product(*(param.options for param in POOLINGS[slug].params))
    return [dict(zip(names, values, strict=True)) for values in options]


def attempt(slug, x, options):
    """Run a pooling forwards, or return the sentence of its refusal."""
    try:
        return POOLINGS[slug].forward(x, **options), ""
    except ShapeError as refusal:
        return None, str(refusal)


def working(slug, x):
    """Those that do not refuse; a refusal is a sentence with the reader's numbers."""
    for options in every_setting(slug):
        y, sentence = attempt(slug, x, options)
        if y is not None:
            yield options, y
        else:
            assert any(character.isdigit() for character in sentence), sentence


def in_torch(slug):
    """Find PyTorch's function, or the one that means the same; None where there is none."""
    functional = torch.nn.functional

    def through_maps(pool):
        return lambda x, maps=0: pool(x[:, None], (maps or x.shape[1], 1, 1))[:, 0]

    others = {
        "sum_pool2d": lambda x, **options: functional.avg_pool2d(x, divisor_override=1, **options),
        "min_pool2d": lambda x, **options: -functional.max_pool2d(-x, **options),
        "global_max_pool2d": lambda x: functional.adaptive_max_pool2d(x, 1),
        "global_avg_pool2d": lambda x: functional.adaptive_avg_pool2d(x, 1),
        "channel_max_pool": through_maps(functional.max_pool3d),
        "channel_avg_pool": through_maps(functional.avg_pool3d),
    }
    return others.get(slug) or getattr(functional, slug, None)


def arriving(y):
    return np.arange(float(y.size)).reshape(y.shape) % 7 - 3


def assert_as_in_torch(slug, x, options):
    """Compare the output and the gradient; where PyTorch refuses, so do we."""
    operation = POOLINGS[slug]
    tensor = torch.tensor(x, requires_grad=True)
    try:
        expected = in_torch(slug)(tensor, **options)
    except RuntimeError:
        with pytest.raises(ShapeError, match=r"\d"):
            operation.forward(x, **options)
        return
    y, sentence = attempt(slug, x, options)
    if y is None:  # PyTorch lets the maximum of nothing be minus infinity
        assert "would hold only padding" in sentence
        assert not np.isfinite(expected.detach().numpy()).all()
        return
    assert_allclose(y, expected.detach().numpy(), err_msg=str(options))
    expected.backward(torch.tensor(arriving(y)))
    grad = operation.backward(arriving(y), x, **options).input
    assert_allclose(grad, tensor.grad.numpy(), atol=1e-9, err_msg=str(options))


def few(draw, shape):
    """Fill an image with few values, so that cells tie."""
    rng = np.random.default_rng(draw(st.integers(0, 999)))
    return rng.integers(-1, 3, shape).astype(float)


@st.composite
def walks(draw, names):
    """An image, and a window that nearly always fits; sides never forced equal."""
    sides = st.tuples(st.integers(1, 4), st.integers(1, 4))
    kernel_size = draw(sides)
    options = {
        "stride": draw(st.one_of(st.none(), sides)),
        "padding": tuple(draw(st.integers(0, side // 2)) for side in kernel_size),
        "dilation": draw(st.tuples(st.integers(1, 3), st.integers(1, 3))),
        "ceil_mode": draw(st.booleans()),
        "count_include_pad": draw(st.booleans()),
        "norm_type": draw(st.integers(1, 3)),
    }
    reach = options["dilation"] if "dilation" in names else (1, 1)
    size = [
        max(d * (k - 1) + draw(st.integers(0, 6)), 1)
        for d, k in zip(reach, kernel_size, strict=True)
    ]
    x = few(draw, (draw(st.integers(1, 2)), draw(st.integers(1, 2)), *size))
    return x, {name: options[name] for name in names} | {"kernel_size": kernel_size}


WALKS = {
    "max_pool2d": ("stride", "padding", "dilation", "ceil_mode"),
    "min_pool2d": ("stride", "padding", "dilation", "ceil_mode"),
    "avg_pool2d": ("stride", "padding", "ceil_mode", "count_include_pad"),
    "sum_pool2d": ("stride", "padding", "ceil_mode"),
    "lp_pool2d": ("norm_type", "stride", "ceil_mode"),
}


@pytest.mark.parametrize("slug", WALKS)
@examples(300)
@given(data=st.data())
def test_a_walking_window_equals_pytorch(slug, data):
    assert_as_in_torch(slug, *data.draw(walks(WALKS[slug])))


@pytest.mark.parametrize("slug", ["adaptive_max_pool2d", "adaptive_avg_pool2d"])
@examples(250)
@given(data=st.data())
def test_uneven_parts_equal_pytorch(slug, data):
    x = few(data.draw, (2, 1, data.draw(st.integers(1, 9)), data.draw(st.integers(1, 9))))
    size = data.draw(st.integers(1, 10) | st.tuples(st.integers(1, 10), st.integers(1, 10)))
    assert_as_in_torch(slug, x, {"output_size": size})


@pytest.mark.parametrize(
    "slug", ["global_max_pool2d", "global_avg_pool2d", "channel_max_pool", "channel_avg_pool"]
)
@examples(200)
@given(data=st.data())
def test_whole_maps_and_stacks_of_maps_equal_pytorch(slug, data):
    maps, more = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 3))
    size = data.draw(st.tuples(st.integers(1, 6), st.integers(1, 6)))
    options = {"maps": data.draw(st.sampled_from([0, maps]))} if "channel" in slug else {}
    x = few(data.draw, (data.draw(st.integers(1, 2)), maps * more, *size))
    assert_as_in_torch(slug, x, options)


@every_pooling
def test_every_setting_on_the_page_equals_pytorch(slug):
    if in_torch(slug) is not None:
        for options, _ in working(slug, FEW):
            assert_as_in_torch(slug, FEW, options)


@every_pooling
@pytest.mark.parametrize("x", [FEW, APART], ids=["ties", "no ties"])
def test_every_setting_on_the_page_equals_nested_loops(slug, x):
    for options, y in working(slug, x):
        assert_allclose(y, getattr(oracles, slug)(x, **options), err_msg=str(options))


@pytest.mark.parametrize("slug", ["gaussian_pool2d", "median_pool2d"])
@examples(200)
@given(data=st.data())
def test_what_pytorch_lacks_equals_nested_loops(slug, data):
    names = {"gaussian_pool2d": WALKS["sum_pool2d"], "median_pool2d": WALKS["max_pool2d"]}[slug]
    x, options = data.draw(walks(names))
    y, _ = attempt(slug, x, options)
    if y is not None:
        assert_allclose(y, getattr(oracles, slug)(x, **options))


@every_pooling
def test_what_forward_refuses_the_others_refuse(slug):
    for options in every_setting(slug):
        if attempt(slug, FEW, options)[0] is None:
            with pytest.raises(ShapeError, match=r"\d"):
                POOLINGS[slug].trace(FEW[0], **options)
            with pytest.raises(ShapeError, match=r"\d"):
                POOLINGS[slug].backward(FEW, FEW, **options)


@every_pooling
def test_gradients_agree_with_a_nudge(slug):
    toward = np.random.default_rng(2).standard_normal(APART.shape)
    for options, y in working(slug, APART):
        forward, weights = POOLINGS[slug].forward, arriving(y)
        after, before = (forward(APART + way * 1e-5 * toward, **options) for way in (1, -1))
        rise = (weights * (after - before)).sum() / 2e-5
        grad = POOLINGS[slug].backward(weights, APART, **options).input
        assert_allclose((grad * toward).sum(), rise, rtol=1e-5, atol=1e-4, err_msg=str(options))


@every_pooling
def test_the_steps_run_backwards_are_the_gradient(slug):
    for options, y in working(slug, FEW):
        weights = arriving(y)
        steps = backward(POOLINGS[slug].trace(FEW[0], **options), weights[0])
        expected = POOLINGS[slug].backward(weights, FEW, **options).input[0]
        assert_allclose(steps.output, expected, atol=1e-9, err_msg=str(options))


@every_pooling
def test_a_step_becomes_its_result(slug):
    combine = {
        "max": lambda terms, _: terms.max(),
        "min": lambda terms, _: terms.min(),
        "median": lambda terms, _: np.median(terms),
        "sum": lambda terms, _: terms.sum(),
        "mean": lambda terms, divisor: terms.sum() / divisor,
        "norm": lambda terms, divisor: terms.sum() ** (1 / divisor),
    }
    for options, y in working(slug, APART):
        for step in POOLINGS[slug].trace(APART[0], **options).steps:
            assert step.window.shape == step.terms.shape == step.slope.shape == step.reads.shape
            result = combine[step.combine](step.terms, step.divisor)
            assert_allclose(step.result.item(), result, err_msg=str(options))
            cell = (step.writes.channel, step.writes.row, step.writes.col)
            assert_allclose(step.result.item(), y[0][cell], err_msg=str(options))


@every_pooling
def test_narrow_floats_stay_narrow(slug):
    for options, y in working(slug, FEW.astype(np.float32)):
        narrow = FEW.astype(np.float32)
        grad = POOLINGS[slug].backward(np.ones_like(y), narrow, **options).input
        seen = POOLINGS[slug].trace(narrow[0], **options)
        assert y.dtype == grad.dtype == seen.output.dtype == np.float32, options


@pytest.mark.parametrize("slug", ["max_pool2d", "min_pool2d", "sum_pool2d", "channel_max_pool"])
def test_whole_numbers_stay_whole(slug):
    for options, y in working(slug, FEW.astype(int)):
        assert y.dtype == np.int64
        assert_array_equal(y, POOLINGS[slug].forward(FEW, **options))


def test_bytes_do_not_overflow():
    white = np.full((1, 1, 3, 3), 255, np.uint8)
    assert_array_equal(POOLINGS["sum_pool2d"].forward(white, 3), [[[[2295]]]])
    assert_array_equal(POOLINGS["avg_pool2d"].forward(white, 3), [[[[255]]]])


@pytest.mark.parametrize("slug", ["max_pool2d", "adaptive_max_pool2d", "channel_max_pool"])
@pytest.mark.parametrize("places", [[5], [0, 5], [0, 1, 7, 20, 21, 22, 27]])
def test_nan_wins_and_takes_the_gradient_as_in_pytorch(slug, places):
    x = APART[:, :1].copy() if "channel" not in slug else APART.copy()
    x.reshape(-1)[places] = np.nan
    options = {
        "max_pool2d": {"kernel_size": 3, "padding": 1, "stride": 1},
        "adaptive_max_pool2d": {"output_size": (2, 3)},
        "channel_max_pool": {"maps": 2},
    }
    assert_as_in_torch(slug, x, options[slug])


@pytest.mark.parametrize("slug", ["min_pool2d", "median_pool2d", "avg_pool2d"])
def test_nan_spreads_to_every_window_that_reads_it(slug):
    x = APART[:1, :1].copy()
    x[0, 0, 0, 0] = np.nan
    y = POOLINGS[slug].forward(x, 2, 1, 1)
    assert_array_equal(np.isnan(y), np.pad(np.ones((1, 1, 2, 2)), ((0, 0), (0, 0), (0, 5), (0, 6))))


def test_of_equal_middle_cells_the_first_takes_the_gradient():
    backward = POOLINGS["median_pool2d"].backward
    for cells, shares in [
        ([5, 5, 5], [8, 0, 0]),
        ([9, 5, 5, 1], [0, 8, 0, 0]),
        ([9, 5, 3, 3], [0, 4, 4, 0]),
    ]:
        grad = backward(np.array([[[[8]]]]), np.array([[[cells]]]), (1, len(cells)))
        assert_array_equal(grad.input, [[[shares]]])


def test_minus_infinity_in_the_image_wins_over_the_padding():
    x = np.full((1, 1, 2, 4), -np.inf)
    assert_as_in_torch("max_pool2d", x, {"kernel_size": 2, "padding": 1})


def test_the_padding_is_shown_as_what_it_counts_for():
    image = APART[0, :1]
    for slug, outside in [("max_pool2d", -np.inf), ("min_pool2d", np.inf), ("avg_pool2d", 0)]:
        step = POOLINGS[slug].trace(image, 2, padding=1).steps[0]
        assert (step.reads.row, step.reads.col) == (-1, -1)
        assert_array_equal(step.window[0], [[outside, outside], [outside, image[0, 0, 0]]])
    step = POOLINGS["median_pool2d"].trace(image, 2, padding=1).steps[0]
    assert (step.reads.row, step.reads.col, step.reads.shape) == (0, 0, (1, 1, 1))
    assert_array_equal(step.window, image[:, :1, :1])


def test_whole_numbers_become_fractions_where_infinity_is_shown():
    seen = POOLINGS["max_pool2d"].trace(np.array([[[1, 2], [3, 4]]]), 2, padding=1)
    assert seen.steps[0].window.tolist() == [[[-np.inf, -np.inf], [-np.inf, 1]]]
    assert_array_equal(seen.output, [[[1, 2], [3, 4]]])


def test_an_overhanging_window_divides_by_what_it_covers():
    x = np.array([[[[1.0, 3, 5]]]])
    assert_array_equal(POOLINGS["avg_pool2d"].forward(x, (1, 2), ceil_mode=True), [[[[2, 5]]]])
    step = POOLINGS["avg_pool2d"].trace(x[0], (1, 2), ceil_mode=True).steps[1]
    assert (step.window.tolist(), step.divisor) == ([[[5, 0]]], 1)
    assert step.slope.tolist() == [[[1, 0]]]


def test_an_overhanging_window_of_powers_is_weighed_up():
    step = (
        POOLINGS["lp_pool2d"].trace(np.array([[[1.0, 3, 5]]]), 2, (1, 2), ceil_mode=True).steps[1]
    )
    assert (step.terms.tolist(), step.divisor) == ([[[50, 0]]], 2)
    assert_allclose(step.result.item(), 50**0.5)


def test_the_bell_is_a_kernel_that_keeps_brightness():
    seen = POOLINGS["gaussian_pool2d"].trace(np.full((2, 4, 4), 8.0), (3, 4))
    assert seen.weight.shape == (1, 1, 3, 4)
    assert_allclose(seen.weight.sum(), 1)
    assert_allclose(seen.output, 8)


@pytest.mark.parametrize(
    ("slug", "options", "sentence"),
    [
        ("max_pool2d", {"kernel_size": 5}, "a window of 5 does not fit 3 cells with padding 0"),
        ("max_pool2d", {"kernel_size": 0}, "window must be at least 1, not 0"),
        ("max_pool2d", {"kernel_size": 2, "stride": 0}, "stride must be at least 1, not 0"),
        ("max_pool2d", {"kernel_size": 2, "padding": -1}, "padding must be at least 0, not -1"),
        (
            "avg_pool2d",
            {"kernel_size": 3, "padding": 2},
            "padding 2 is more than half of a window of 3: at most 1",
        ),
        (
            "min_pool2d",
            {"kernel_size": (3, 2), "padding": (1, 0), "dilation": (4, 1)},
            "a window of 3 with dilation 4 covers 9 cells and does not fit 3 cells with padding 1",
        ),
        (
            "max_pool2d",
            {"kernel_size": 2, "padding": 1, "dilation": 4},
            "with dilation 4 a window of 2 would hold only padding: the image has 3 there",
        ),
        (
            "lp_pool2d",
            {"kernel_size": 2, "norm_type": 0},
            "power must be above 0 and finite, not 0",
        ),
        ("adaptive_avg_pool2d", {"output_size": 0}, "output size must be at least 1, not 0"),
        ("channel_max_pool", {"maps": 2}, "3 feature maps cannot be shared out 2 at a time"),
        ("channel_avg_pool", {"maps": -1}, "3 feature maps cannot be shared out -1 at a time"),
    ],
)
def test_what_cannot_work_is_refused_with_the_readers_numbers(slug, options, sentence):
    with pytest.raises(ShapeError, match=sentence):
        POOLINGS[slug].forward(np.ones((1, 3, 3, 3)), **options)


@every_pooling
def test_an_image_without_its_four_axes_is_refused(slug):
    options = every_setting(slug)[0]
    with pytest.raises(ShapeError, match="the input needs 4 axes"):
        POOLINGS[slug].forward(np.ones((3, 3)), **options)
    with pytest.raises(ShapeError, match="the gradient has shape"):
        POOLINGS[slug].backward(np.ones((9, 9)), np.ones((1, 1, 6, 6)), **options)
