"""Presets keep their names, add up to what they promise, and answer to what they say."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from cnnviz.kernels import PRESETS, named, normalise, resized
from tests import oracles

NAMES = [
    "Classic X", "Identity", "Edge detection", "Edge detection 4", "Edge detection corners",
    "Sobel x", "Sobel y", "Prewitt x", "Prewitt y", "Scharr x", "Scharr y", "Roberts",
    "Laplacian", "Laplacian of Gaussian", "Sharpen", "Unsharp mask", "Box blur 3x3",
    "Box blur 5x5", "Gaussian blur 3x3", "Gaussian blur 5x5", "Gaussian blur 7x7", "Motion blur",
    "Emboss", "Outline", "Line level", "Line upright", "Shift right",
]  # fmt: skip
BLURS = [name for name in NAMES if "blur" in name]
EDGES = [name for name in NAMES if name.startswith(("Edge", "Sobel", "Prewitt", "Scharr"))]


def answer(name, image):
    return oracles.conv2d(np.array(image, float)[None, None], named(name).weights[None, None])[0, 0]


def test_names_are_addresses_and_never_change():
    assert [preset.name for preset in PRESETS] == NAMES


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_a_preset_says_what_it_shows_and_where_it_comes_from(preset):
    assert 0 < len(preset.shows) < 110
    assert preset.shows.endswith(".")
    assert preset.source
    assert max(preset.weights.shape) <= 7
    assert not preset.weights.flags.writeable


@pytest.mark.parametrize(
    ("name", "weights"),
    [
        ("Sobel x", [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]),
        ("Sobel y", [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]),
        ("Prewitt x", [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]]),
        ("Scharr y", [[-3, -10, -3], [0, 0, 0], [3, 10, 3]]),
        ("Edge detection", [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]),
        ("Edge detection 4", [[0, -1, 0], [-1, 4, -1], [0, -1, 0]]),
        ("Edge detection corners", [[1, 0, -1], [0, 0, 0], [-1, 0, 1]]),
        ("Sharpen", [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
        ("Gaussian blur 3x3", np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16),
        ("Line level", [[-1, -1, -1], [2, 2, 2], [-1, -1, -1]]),
    ],
)
def test_derived_weights_are_those_of_the_tables(name, weights):
    assert_allclose(named(name).weights, weights)


def test_the_unsharp_mask_is_the_one_of_the_table():
    table = np.outer([1, 4, 6, 4, 1], [1, 4, 6, 4, 1]) / -256
    table[2, 2] = 476 / 256
    assert_allclose(named("Unsharp mask").weights, table)


@pytest.mark.parametrize("name", BLURS)
def test_a_blur_keeps_a_flat_image(name):
    assert_allclose(named(name).weights.sum(), 1)


@pytest.mark.parametrize(
    "name", [*EDGES, "Laplacian", "Laplacian of Gaussian", "Outline", "Roberts"]
)
def test_an_edge_kernel_is_silent_on_a_flat_image(name):
    assert_allclose(named(name).weights.sum(), 0, atol=1e-12)


@pytest.mark.parametrize("name", ["Sobel x", "Prewitt x", "Scharr x"])
def test_x_answers_upright_edges_that_brighten_to_the_right(name):
    upright = np.repeat([[0, 0, 9, 9]], 4, axis=0)
    assert (answer(name, upright) > 0).all()
    assert (answer(name, upright.T) == 0).all()
    assert (answer(name.replace("x", "y"), upright.T) > 0).all()


def test_shift_right_moves_the_image():
    assert_array_equal(answer("Shift right", np.arange(15).reshape(3, 5)), [[5, 6, 7]])


def test_an_unknown_name_is_refused_with_the_known_ones():
    with pytest.raises(KeyError, match="there is no kernel 'Magic'; there are Classic X"):
        named("Magic")


def test_normalising_keeps_zero_kernels():
    assert_array_equal(normalise(np.zeros((3, 3))), np.zeros((3, 3)))


def test_normalising_takes_rounding_for_zero():
    weights = named("Sobel x").weights / 3
    assert_allclose(np.abs(normalise(weights)).sum(), 1)


@pytest.mark.parametrize("size", [(1, 1), (3, 5), (7, 7), (2, 4)])
def test_growing_and_shrinking_back_loses_nothing(size):
    weights = np.arange(1.0, size[0] * size[1] + 1).reshape(size)
    grown = resized(weights, size[0] + 4, size[1] + 2)
    assert_array_equal(resized(grown, *size), weights)
    assert_allclose(grown.sum(), weights.sum())
