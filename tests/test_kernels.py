"""The presets: the numbers in the books, and the answers they were made for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from cnnviz.kernels import PRESETS, named, normalise, resized

NAMES = """\
Identity
Classic X
Edge detection
Edge detection cross
Edge detection corners
Sobel x
Sobel y
Prewitt x
Prewitt y
Scharr x
Scharr y
Roberts falling
Roberts rising
Laplacian
Laplacian of Gaussian
Line horizontal
Line vertical
Line falling
Line rising
Gabor
Sharpen
Unsharp mask
Emboss
Box blur 3x3
Box blur 5x5
Gaussian blur 3x3
Gaussian blur 5x5
Gaussian blur 7x7
Motion blur horizontal
Motion blur diagonal
Shift right
Shift down
"""

BLURS = [name for name in NAMES.splitlines() if "blur" in name]
KEEP = ["Identity", "Sharpen", "Unsharp mask", "Emboss", "Shift right", "Shift down", *BLURS]
EDGES = [name for name in NAMES.splitlines() if name not in KEEP and name != "Classic X"]

PRINTED = {  # as the sources print them, typed by hand
    "Identity": [[0, 0, 0], [0, 1, 0], [0, 0, 0]],
    "Classic X": [[1, 0, 1], [0, 1, 0], [1, 0, 1]],
    "Edge detection": [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]],
    "Edge detection cross": [[0, -1, 0], [-1, 4, -1], [0, -1, 0]],
    "Edge detection corners": [[1, 0, -1], [0, 0, 0], [-1, 0, 1]],
    "Sobel x": [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]],
    "Sobel y": [[-1, -2, -1], [0, 0, 0], [1, 2, 1]],
    "Prewitt x": [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]],
    "Prewitt y": [[-1, -1, -1], [0, 0, 0], [1, 1, 1]],
    "Scharr x": [[-3, 0, 3], [-10, 0, 10], [-3, 0, 3]],
    "Scharr y": [[-3, -10, -3], [0, 0, 0], [3, 10, 3]],
    "Roberts falling": [[1, 0], [0, -1]],
    "Roberts rising": [[0, 1], [-1, 0]],
    "Laplacian": [[0, 1, 0], [1, -4, 1], [0, 1, 0]],
    "Line horizontal": [[-1, -1, -1], [2, 2, 2], [-1, -1, -1]],
    "Line vertical": [[-1, 2, -1], [-1, 2, -1], [-1, 2, -1]],
    "Line falling": [[2, -1, -1], [-1, 2, -1], [-1, -1, 2]],
    "Line rising": [[-1, -1, 2], [-1, 2, -1], [2, -1, -1]],
    "Sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
    "Emboss": [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]],
    "Shift right": [[0, 0, 0], [1, 0, 0], [0, 0, 0]],
    "Shift down": [[0, 1, 0], [0, 0, 0], [0, 0, 0]],
}
PRINTED_AS_SUMS = {  # whole numbers over one divisor
    "Box blur 3x3": (9, [[1, 1, 1]] * 3),
    "Box blur 5x5": (25, [[1, 1, 1, 1, 1]] * 5),
    "Gaussian blur 3x3": (16, [[1, 2, 1], [2, 4, 2], [1, 2, 1]]),
    "Gaussian blur 5x5": (
        256,
        [
            [1, 4, 6, 4, 1],
            [4, 16, 24, 16, 4],
            [6, 24, 36, 24, 6],
            [4, 16, 24, 16, 4],
            [1, 4, 6, 4, 1],
        ],
    ),
    "Unsharp mask": (
        -256,
        [
            [1, 4, 6, 4, 1],
            [4, 16, 24, 16, 4],
            [6, 24, -476, 24, 6],
            [4, 16, 24, 16, 4],
            [1, 4, 6, 4, 1],
        ],
    ),
}


def answer(name, image):
    """Filter the inside of an image in loops, by a preset."""
    kernel = named(name).weights
    rows, cols = (n - k + 1 for n, k in zip(image.shape, kernel.shape, strict=True))
    found = np.zeros((rows, cols))
    for row in range(rows):
        for col in range(cols):
            for u in range(kernel.shape[0]):
                for v in range(kernel.shape[1]):
                    found[row, col] += kernel[u, v] * image[row + u, col + v]
    return found


def step(rows=9, cols=10):
    """Dark on the left, bright on the right."""
    image = np.zeros((rows, cols))
    image[:, cols // 2 :] = 1
    return image


def test_the_names_are_addresses_and_never_change():
    """A link holds a preset's name: add names, never change or remove one."""
    assert [preset.name for preset in PRESETS] == NAMES.splitlines()


def test_every_name_travels_in_a_link():
    for preset in PRESETS:
        assert preset.name.isascii()
        assert preset.name.replace(" ", "").isalnum()
        assert len(preset.name) <= 24


def test_every_preset_says_in_one_short_sentence_what_it_shows_and_where_it_comes_from():
    for preset in PRESETS:
        assert preset.shows.endswith(".")
        assert preset.shows.count(".") == 1
        assert len(preset.shows) < 110
        assert preset.source


def test_typing_edge_finds_an_edge_detector_first():
    assert [name for name in NAMES.splitlines() if "edge" in name.lower()][0] == "Edge detection"


def test_the_weights_are_floats_nobody_can_change_by_accident():
    for preset in PRESETS:
        assert preset.weights.dtype == np.float64
        assert max(preset.weights.shape) <= 7
        with pytest.raises(ValueError, match="read-only"):
            preset.weights[0, 0] = 1


@pytest.mark.parametrize("name", PRINTED)
def test_the_weights_are_those_in_the_books(name):
    assert_array_equal(named(name).weights, PRINTED[name])


@pytest.mark.parametrize("name", PRINTED_AS_SUMS)
def test_the_blurs_are_those_in_the_books(name):
    divisor, weights = PRINTED_AS_SUMS[name]
    assert_allclose(named(name).weights, np.array(weights) / divisor, rtol=1e-12)


def test_the_widest_gaussian_has_the_seventh_row_of_pascals_triangle():
    assert_array_equal(
        named("Gaussian blur 7x7").weights[3] * 64 * 64 / 20, [1, 6, 15, 20, 15, 6, 1]
    )


@pytest.mark.parametrize("name", EDGES)
def test_plain_ground_has_no_edges(name):
    assert_allclose(named(name).weights.sum(), 0, atol=1e-12)


@pytest.mark.parametrize("name", KEEP)
def test_what_is_no_edge_detector_keeps_the_brightness(name):
    assert_allclose(named(name).weights.sum(), 1, rtol=1e-12)


@pytest.mark.parametrize("name", ["Laplacian of Gaussian", "Edge detection", "Gaussian blur 7x7"])
def test_kernels_without_a_direction_look_the_same_from_every_side(name):
    weights = named(name).weights
    for turned in (weights.T, weights[::-1], weights[:, ::-1]):
        assert_array_equal(weights, turned)


@pytest.mark.parametrize(("name", "height"), [("Sobel", 4), ("Prewitt", 3), ("Scharr", 16)])
def test_a_gradient_answers_with_the_height_of_the_step_along_its_own_axis_only(name, height):
    across = answer(f"{name} x", step())
    assert_array_equal(across, [[0, 0, 0, height, height, 0, 0, 0]] * 7)
    assert_array_equal(answer(f"{name} y", step()), np.zeros((7, 8)))
    assert_array_equal(answer(f"{name} y", step().T), across.T)


def test_roberts_answers_to_opposite_diagonals():
    falling, rising = np.eye(4), np.eye(4)[::-1]
    assert answer("Roberts falling", rising).any()
    assert_array_equal(np.diag(answer("Roberts falling", falling)), [0, 0, 0])
    assert_array_equal(np.diag(answer("Roberts rising", rising)[::-1]), [0, 0, 0])


@pytest.mark.parametrize("name", ["Laplacian", "Laplacian of Gaussian", "Edge detection cross"])
def test_a_second_derivative_changes_sign_at_the_edge(name):
    row = answer(name, step())[0]
    assert row.min() < 0 < row.max()
    assert_allclose(row, -row[::-1], atol=1e-12)


def test_corners_answer_to_corners_alone():
    assert_array_equal(answer("Edge detection corners", step()), np.zeros((7, 8)))
    corner = step() * step(10, 9).T
    assert answer("Edge detection corners", corner).max() == 1


@pytest.mark.parametrize("ground", ["horizontal", "vertical", "falling", "rising"])
def test_each_line_detector_likes_its_own_line_best(ground):
    lines = {"falling": np.eye(7), "rising": np.eye(7)[::-1], "horizontal": np.zeros((7, 7))}
    lines["horizontal"][3] = 1
    lines["vertical"] = lines["horizontal"].T
    heard = {name: answer(f"Line {name}", lines[ground]).max() for name in lines}
    assert heard.pop(ground) == 6
    assert max(heard.values()) < 6


def test_gabor_hears_stripes_four_pixels_apart_and_no_level_ones():
    stripes = np.tile([1.0, 0, -1, 0], (9, 4))
    assert np.abs(answer("Gabor", stripes)).max() > 10 * np.abs(answer("Gabor", stripes.T)).max()


@pytest.mark.parametrize(("name", "rows", "cols"), [("Shift right", 0, 1), ("Shift down", 1, 0)])
def test_a_shift_moves_the_picture(name, rows, cols):
    image = np.arange(30.0).reshape(5, 6)
    moved = image[1 - rows : 4 - rows, 1 - cols : 5 - cols]
    assert_array_equal(answer(name, image), moved)


@pytest.mark.parametrize("name", BLURS)
def test_a_blur_turns_a_step_into_a_slope(name):
    image = step()
    assert np.abs(np.diff(answer(name, image)[0])).max() < 1


def test_sharpening_overshoots_on_both_sides_of_an_edge():
    for name in ("Sharpen", "Unsharp mask"):
        row = answer(name, step())[0]
        assert row.min() < 0
        assert row.max() > 1


def test_the_classic_example_answers_4_3_4_2_4_3_2_3_4():
    image = [[1, 1, 1, 0, 0], [0, 1, 1, 1, 0], [0, 0, 1, 1, 1], [0, 0, 1, 1, 0], [0, 1, 1, 0, 0]]
    assert_array_equal(answer("Classic X", np.array(image)), [[4, 3, 4], [2, 4, 3], [2, 3, 4]])


def test_an_unknown_name_is_refused_with_a_sentence():
    with pytest.raises(KeyError, match="no kernel is called 'Sobel z'"):
        named("Sobel z")


grids = st.lists(st.lists(st.integers(-9, 9), min_size=3, max_size=3), min_size=1, max_size=4)


@given(grids)
def test_a_normalised_kernel_sums_to_one_or_never_outgrows_the_picture(grid):
    weights = np.array(grid)
    scaled = normalise(weights)
    if weights.sum():
        assert_allclose(scaled.sum(), 1, rtol=1e-9)
    elif weights.any():
        assert_allclose(np.abs(scaled).sum(), 1, rtol=1e-9)
    else:
        assert_array_equal(scaled, weights)


def test_normalising_sees_through_rounding():
    assert_allclose(np.abs(normalise(named("Gabor").weights)).sum(), 1)
    assert_allclose(normalise(np.array([[0.1, 0.2, -0.3]])), [[1 / 6, 1 / 3, -1 / 2]])


@given(grids, st.integers(1, 8), st.integers(1, 8))
def test_a_larger_kernel_answers_the_same_and_can_be_made_small_again(grid, rows, cols):
    weights = np.array(grid)
    large = resized(weights, rows + 4, cols + 3)
    assert large.shape == (rows + 4, cols + 3)
    assert_array_equal(resized(large, *weights.shape), weights)
    middle = ((rows + 3) // 2, (cols + 2) // 2)
    assert large[middle] == weights[(len(weights) - 1) // 2, 1]
