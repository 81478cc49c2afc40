import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal
from PIL import Image

from cnnviz.images import (
    MODES,
    Poles,
    display_values,
    encode_jpeg,
    encode_png,
    histogram,
    luminance,
)
from tests.images.making import BytesIO, colours

POLES = Poles((200, 0, 0), (240, 240, 240), (100, 0, 200))
finite = st.floats(-(2.0**99), 2.0**99, width=32)
shapes = st.one_of(
    st.tuples(st.integers(1, 6), st.integers(1, 6)),
    st.tuples(st.integers(1, 6), st.integers(1, 6), st.sampled_from([1, 3])),
)
fields = shapes.flatmap(lambda shape: arrays(np.float32, shape, elements=finite))


def grey(values, mode):
    shown = display_values(np.array([values], float), mode, POLES)
    assert shown.pixels.shape == (1, len(values), 3)
    return shown.pixels[0, :, 0].tolist(), shown.said


@pytest.mark.parametrize(
    ("mode", "values", "expected", "said"),
    [
        (
            "Clip",
            [-5, 9, 99, 300],
            [0, 9, 99, 255],
            "Clipped: 25 % of values were below 0, 25 % above 255.",
        ),
        ("Clip", [0, 9.6], [0, 10], "Nothing was clipped: all values lie between 0 and 255."),
        (
            "Absolute",
            [-5, -300, 9, 9],
            [5, 255, 9, 9],
            "Absolute: 50 % of values were negative and lost their sign; "
            "25 % lay beyond 255 and were clipped.",
        ),
        ("Rescale", [-412, 49, 510], [0, 128, 255], "Rescaled: -412 became 0, 510 became 255."),
        ("Rescale", [42, 42], [42, 42], "Every value is 42: nothing to rescale."),
        (
            "Clip",
            [np.nan, np.inf, 7],
            [0, 0, 7],
            "Nothing was clipped: all values lie between 0 and 255. "
            "Not finite numbers: 2, shown as 0.",
        ),
    ],
)
def test_what_is_shown_is_said(mode, values, expected, said):
    assert grey(values, mode) == (expected, said)


def test_the_sign_has_a_colour_and_zero_has_none():
    shown = display_values(np.array([[-100.0, 0, 50, 100]]), "Signed colours", POLES)
    assert_array_equal(shown.pixels[0, [0, 1, 3]], [POLES.negative, POLES.zero, POLES.positive])
    assert_allclose(shown.pixels[0, 2], (170, 120, 220), atol=1)
    assert shown.said == (
        "Signed colours of the values: red is negative, violet positive, full at 100; "
        "they run from -100 to 100."
    )


def test_signed_colours_of_a_photograph_are_those_of_its_luminance():
    values = np.random.default_rng(0).normal(0, 90, (4, 5, 3))
    of_colours = display_values(values, "Signed colours", POLES)
    of_grey = display_values(luminance(values), "Signed colours", POLES)
    assert_array_equal(of_colours.pixels, of_grey.pixels)
    assert of_colours.said == of_grey.said.replace("values", "luminance")


def test_a_picture_of_zeros_is_neutral():
    shown = display_values(np.zeros((2, 2)), "Signed colours", POLES)
    assert_array_equal(shown.pixels, np.full((2, 2, 3), POLES.zero))


@given(fields, st.sampled_from(sorted(MODES)))
def test_any_values_become_a_picture_and_one_sentence(values, mode):
    shown = display_values(values, mode, POLES)
    assert shown.pixels.shape == (*values.shape[:2], 3)
    assert shown.pixels.dtype == np.uint8
    assert shown.said.endswith(".")


@given(fields)
def test_rescaling_keeps_the_order_and_uses_the_whole_range(values):
    if values.min() < values.max() and values.shape[2:] in ((), (1,)):
        pixels = display_values(values, "Rescale", POLES).pixels[..., 0].ravel()
        assert pixels.min() == 0
        assert pixels.max() == 255
        assert (np.diff(pixels[np.argsort(values.ravel())].astype(int)) >= 0).all()


def test_an_unknown_mode_is_an_error():
    with pytest.raises(KeyError):
        display_values(np.zeros((1, 1)), "Sideways", POLES)


def test_luminance_agrees_with_pillow():
    pixels = colours()
    assert_allclose(luminance(pixels), np.asarray(Image.fromarray(pixels).convert("L")), atol=1)


def test_a_grey_picture_is_its_own_luminance():
    plane = np.arange(6).reshape(2, 3)
    assert_array_equal(luminance(plane), plane)
    assert_array_equal(luminance(plane[..., None]), plane)


@given(arrays(np.int16, st.integers(1, 50)), st.sampled_from([2, 16, 64]))
def test_the_histogram_agrees_with_numpy_s_beyond_the_ends_too(values, bins):
    counts, edges = histogram(values, bins, low=-256, high=256)
    expected, places = np.histogram(np.clip(values, -256, 256), bins, (-256, 256))
    assert_array_equal(counts, expected)
    assert_array_equal(edges, places)


@given(arrays(np.float32, st.integers(0, 30), elements=st.floats(width=32)))
def test_the_histogram_counts_every_finite_value_once(values):
    with np.errstate(over="ignore", invalid="ignore"):
        counts, edges = histogram(values, 8, -1, 1)
    assert counts.sum() == np.isfinite(values).sum()
    assert len(edges) == 9


@pytest.mark.parametrize("values", [[], [5, 5], [np.nan]])
def test_a_histogram_of_one_value_or_none_still_has_bins(values):
    counts, edges = histogram(np.array(values), 4)
    assert counts.sum() == np.isfinite(values).sum()
    assert (np.diff(edges) > 0).all()


def test_png_keeps_every_pixel_and_jpeg_every_colour_about():
    pixels = np.zeros((16, 16, 3), np.uint8)
    pixels[:, ::2] = 255, 0, 0
    for effort in (1, 9):
        stored = Image.open(BytesIO(encode_png(pixels, effort)))
        assert_array_equal(np.asarray(stored), pixels)
    stored = Image.open(BytesIO(encode_jpeg(pixels, 95)))
    assert_allclose(np.asarray(stored).astype(int), pixels, atol=12)
