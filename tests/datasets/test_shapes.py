from math import cos, pi, radians, sin

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from cnnviz.datasets import DataError, shapes
from cnnviz.datasets.shapes import KNOBS, RADIUS, SHAPES

STILL = {"noise": 0, "rotation": 0, "scale": 0, "shift": 0}


def drawn(count=8, size=16, channels=1, seed=0, **knobs):
    return shapes(count, size, channels, rng=np.random.default_rng(seed), **{**STILL, **knobs})


def inside(name, row, col):
    """Whether a point lies in a shape of area pi around (0, 0); by its corners, in plain loops."""
    if name == "circle":
        return row**2 + col**2 < 1
    if name == "square":
        side = pi**0.5
        return abs(row) < side / 2 and abs(col) < side / 2
    if name == "cross":  # two bars, 1 x 3, that share a 1 x 1: five unit squares
        unit = (pi / 5) ** 0.5
        return min(abs(row), abs(col)) < unit / 2 and max(abs(row), abs(col)) < 1.5 * unit
    side = (4 * pi / 3**0.5) ** 0.5
    height = side * 3**0.5 / 2
    down = row + 2 / 3 * height  # from the apex, of the height to the centre
    return 0 < down < height and abs(col) < side / 2 * down / height


def oracle(name, size, radius, angle=0, centre=None, fine=10):
    """Count the points of a fine grid that lie in the shape, pixel by pixel."""
    down, across = centre or (size / 2, size / 2)
    cover = np.zeros((size, size))
    for row in range(size * fine):
        for col in range(size * fine):
            y, x = (row + 0.5) / fine - down, (col + 0.5) / fine - across
            back = cos(angle) * y - sin(angle) * x, sin(angle) * y + cos(angle) * x
            hit = inside(name, back[0] / radius, back[1] / radius)
            cover[row // fine, col // fine] += hit / fine**2
    return cover


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_covers_the_pixels_a_fine_grid_of_points_finds_in_it(name):
    plain = drawn(size=20).images[list(SHAPES).index(name), 0]
    difference = abs(plain - oracle(name, 20, RADIUS * 20))
    assert difference.max() < 0.2  # where a corner or a slanted edge cuts a pixel
    assert difference.mean() < 0.01


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_turned_made_small_and_moved_is_still_that_shape(name):
    own = list(SHAPES).index(name)
    image = drawn(size=20, rotation=40, scale=0.5, shift=0.2, seed=3).images[own, 0]
    turn, smaller, down, across = np.random.default_rng(3).random((4, 8), np.float32)[:, own]
    centre = [20 * (0.5 + 0.2 * (2 * part - 1)) for part in (down, across)]
    angle = radians(40) * (2 * turn - 1)
    expected = oracle(name, 20, RADIUS * 20 * (1 - 0.5 * smaller), angle, centre)
    assert abs(image - expected).max() < 0.3
    assert abs(image - expected).mean() < 0.015


def test_all_shapes_have_the_same_area_so_brightness_does_not_tell_them_apart():
    areas = drawn(size=64).images[:4].sum(axis=(1, 2, 3))
    assert_allclose(areas, pi * (RADIUS * 64) ** 2, rtol=0.01)


def test_edges_are_smooth_and_the_rest_is_black_or_white():
    circle = drawn(size=32).images[0]
    share = ((circle > 0) & (circle < 1)).mean()
    assert 0.02 < share < 0.1
    assert (circle.min(), circle.max()) == (0, 1)


@pytest.mark.parametrize("channels", [1, 3])
def test_the_same_generator_draws_the_same_and_another_does_not(channels):
    knobs = dict(zip(KNOBS, (0.2, 45, 0.3, 0.1), strict=True))
    first, again, other = (drawn(channels=channels, seed=s, **knobs).images for s in (5, 5, 6))
    assert_array_equal(first, again)
    assert abs(first - other).mean() > 0.01


def test_noise_leaves_the_shapes_where_they_were_and_has_its_deviation():
    knobs = {"rotation": 30, "scale": 0.3, "shift": 0.1}
    plain, noisy = (drawn(400, channels=3, noise=n, **knobs).images for n in (0, 0.1))
    middle = (plain > 0.35) & (plain < 0.65)  # far from where values are clipped
    assert_allclose((noisy - plain)[middle].std(), 0.1, rtol=0.03)
    assert (noisy.min(), noisy.max()) == (0, 1)


def test_rotation_turns_either_way_as_far_as_it_says():
    middle = np.arange(48) - 23.5
    cube = -((middle[:, None] + 1j * middle) ** 3)  # turns three times as fast as the triangle
    triangles = drawn(400, 48, rotation=20).images[2::4, 0]
    angles = np.angle((triangles * cube).sum(axis=(1, 2))) / 3
    turned = np.degrees((angles + pi / 3) % (2 * pi / 3) - pi / 3)
    assert -20.1 < turned.min() < -18
    assert 18 < turned.max() < 20.1
    assert_array_equal(drawn(seed=0).images, drawn(seed=9).images)


def test_scale_makes_shapes_smaller_up_to_its_share_and_never_larger():
    areas = drawn(400, 32, scale=0.5).images.sum(axis=(1, 2, 3)) / (pi * (RADIUS * 32) ** 2)
    assert 0.24 < areas.min() < 0.30
    assert 0.95 < areas.max() < 1.02


def test_shift_moves_shapes_up_to_its_share_in_both_directions():
    images = drawn(400, 40, shift=0.1).images[::4, 0]
    weight = images / images.sum(axis=(1, 2), keepdims=True)
    for axis in (1, 2):
        centres = (weight.sum(axis=3 - axis) * (np.arange(40) + 0.5)).sum(axis=1) / 40
        assert 0.4 < centres.min() < 0.42
        assert 0.58 < centres.max() < 0.6


def test_colours_are_light_on_dark_and_differ_between_images():
    images = drawn(channels=3, size=24).images
    inner, outer = images[:, :, 12, 12], images[:, :, 0, 0]
    assert inner.min() >= 0.5 >= outer.max()
    assert len(np.unique(inner)) == inner.size
    assert drawn(channels=1).images.shape[1] == 1


def test_classes_take_turns_and_are_named():
    data = drawn(10)
    assert data.classes == ("circle", "square", "triangle", "cross")
    assert_array_equal(data.labels, [0, 1, 2, 3, 0, 1, 2, 3, 0, 1])
    assert data.images.shape == (10, 1, 16, 16)
    assert data.images.dtype == np.float32


def test_the_triangle_points_up():
    triangle = drawn(size=32).images[2, 0]
    widths = (triangle > 0.5).sum(axis=1)
    filled = widths[widths > 0]
    assert (np.diff(filled) >= 0).all()
    assert filled[-1] > 5 * filled[0]


@pytest.mark.parametrize(
    ("knobs", "said"),
    [
        ({"noise": 2}, "The noise of shapes lies between 0 and 1, not 2."),
        ({"rotation": -1}, "The rotation of shapes lies between 0 and 180, not -1."),
        ({"scale": 1}, "The scale of shapes lies between 0 and 0.9, not 1."),
        ({"shift": float("nan")}, "The shift of shapes lies between 0 and 0.5, not nan."),
        ({"channels": 2}, "Shapes have 1 or 3 channels, not 2."),
        ({"size": 4}, "Shapes are drawn 8 to 128 pixels large, not 4."),
        ({"count": 3}, "3 shapes of 16 x 16 pixels in 1 channels cannot be drawn"),
        ({"count": 10**9}, "1,000,000,000 shapes .* cannot be drawn; 4 to 20,000 can."),
    ],
)
def test_knobs_that_cannot_be_are_refused_with_the_number(knobs, said):
    with pytest.raises(DataError, match=said):
        drawn(**knobs)
