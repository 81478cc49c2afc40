import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from cnnviz.images import shrink_to, shrink_to_fit
from tests.images.making import colours

sides = st.integers(1, 40)


@given(sides, sides, sides)
def test_a_picture_is_made_to_fit_and_never_enlarged_or_lost(height, width, side):
    pixels = colours(height, width)
    small = shrink_to_fit(pixels, side)
    assert max(small.shape[:2]) == min(side, max(height, width))
    assert min(small.shape[:2]) >= 1
    assert small.dtype == np.uint8


def test_a_picture_that_fits_is_left_alone():
    pixels = colours()
    assert shrink_to_fit(pixels, 47) is pixels


@pytest.mark.parametrize(("shape", "expected"), [((1, 5000), (1, 960)), ((5000, 1), (960, 1))])
def test_a_thread_stays_one_pixel_thick(shape, expected):
    assert shrink_to_fit(np.zeros((*shape, 3), np.uint8), 960).shape == (*expected, 3)


def test_a_flat_colour_stays_that_colour():
    pixels = np.full((300, 400, 3), (10, 200, 99), np.uint8)
    assert_array_equal(shrink_to_fit(pixels, 64), np.full((48, 64, 3), (10, 200, 99)))


def test_every_cell_of_a_patch_is_the_mean_of_its_block():
    pixels = colours(60, 90)
    middle = pixels[:, 15:75].astype(float)
    means = middle.reshape(12, 5, 12, 5, 3).mean(axis=(1, 3))
    assert_allclose(shrink_to(pixels, 12, 12), means, atol=1)


@given(sides, sides, sides, sides)
def test_a_patch_has_the_size_asked_for(height, width, rows, cols):
    assert shrink_to(colours(height, width), rows, cols).shape == (rows, cols, 3)


def test_one_pixel_fills_a_patch():
    assert_array_equal(shrink_to(np.array([[[1, 2, 3]]], np.uint8), 2, 3), [[[1, 2, 3]] * 3] * 2)


def test_a_grey_plane_may_be_shrunk_too():
    assert shrink_to(colours()[..., 0], 6, 7).shape == (6, 7)
