"""A drawing is made to look like the data's own pictures."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from cnnviz.images.drawing import centre_of_mass, fit_drawing, ink_box, measure_ink
from tests.server.learning import SPEC, data


def enlarged(digit, by=20, top=0, left=0, side=280):
    """A digit as somebody would draw it: large, sharp, anywhere on the pad."""
    pad = np.zeros((side, side), np.uint8)
    large = np.kron(digit, np.ones((by, by))) > 0.5
    pad[top : top + large.shape[0], left : left + large.shape[1]] = 255 * large
    return pad


def test_digits_fill_their_frames_and_ink_is_bright():
    found = measure_ink(data().x_train)
    assert 6 <= found.side <= 8
    assert (found.row, found.col) == (pytest.approx(4, abs=0.5), pytest.approx(4, abs=0.5))
    assert found.bright == 1
    assert not found.inverted


def test_it_does_not_matter_where_or_how_large_it_is_drawn():
    like, digit = measure_ink(data().x_train), data().x_train[0, 0]
    here = fit_drawing(enlarged(digit, 20, 0, 0), like, (1, 8, 8))
    there = fit_drawing(enlarged(digit, 20, 100, 110), like, (1, 8, 8))
    small = fit_drawing(enlarged(digit, 10, 150, 30), like, (1, 8, 8))
    assert_allclose(here, there, atol=1e-5)
    assert_allclose(here, small, atol=1e-5)


def test_its_mass_lies_where_the_datas_lies_and_its_box_is_as_large():
    like = measure_ink(data().x_train)
    pad = np.zeros((200, 300), np.uint8)
    pad[20:180, 250:280] = 255  # a tall stroke at the right
    seen = fit_drawing(pad, like, (1, 8, 8))[0]
    assert_allclose(centre_of_mass(seen), (like.row, like.col), atol=0.15)
    low, high = ink_box(seen)
    assert high[0] - low[0] == pytest.approx(like.side, abs=1)
    assert seen.sum() == pytest.approx(like.ink, rel=0.3)


def test_dark_ink_on_light_ground_and_colour():
    like = measure_ink(1 - data().x_train)
    assert like.inverted
    seen = fit_drawing(enlarged(data().x_train[0, 0]), like, (3, 8, 8))
    assert seen.shape == (3, 8, 8)
    assert np.median(seen) > 0.5 > seen.min()


def test_nothing_drawn_is_nothing_seen():
    assert fit_drawing(np.zeros((9, 9), np.uint8), measure_ink(data().x_train), (1, 8, 8)) is None


@pytest.mark.parametrize("shape", [(1, 8, 8), (1, 28, 28), (3, 12, 20)])
@pytest.mark.parametrize("pad", [(1, 1), (300, 100), (7, 64)])
def test_any_pad_fits_any_network(shape, pad):
    plane = np.zeros(pad, np.uint8)
    plane[pad[0] // 2, pad[1] // 2] = 9
    seen = fit_drawing(plane, measure_ink(data().x_train), shape)
    assert seen.shape == shape
    assert seen.min() >= 0
    assert 0 < seen.max() <= 1


def test_data_without_ink_has_no_habit_to_follow():
    like = measure_ink(np.zeros((3, 1, 5, 5), np.float32))
    assert fit_drawing(np.full((9, 9), 255, np.uint8), like, (1, 5, 5)).shape == (1, 5, 5)


# Digits as somebody would write them: lines and arcs through (row, col), from 0 to 1.
def arc(row, col, high, wide, first, last):
    turn = np.linspace(first, last, 30)
    return [*zip(row - high * np.sin(turn), col + wide * np.cos(turn), strict=True)]


STROKES = {
    0: [arc(0.5, 0.5, 0.4, 0.25, 0, 2 * np.pi)],
    1: [[(0.2, 0.35), (0.1, 0.5), (0.9, 0.5)]],
    2: [[*arc(0.3, 0.5, 0.2, 0.22, np.pi, -0.3), (0.9, 0.27), (0.9, 0.75)]],
    3: [arc(0.3, 0.47, 0.2, 0.2, 2.6, -1.57) + arc(0.7, 0.47, 0.2, 0.23, 1.57, -2.6)],
    4: [[(0.1, 0.6), (0.6, 0.2), (0.6, 0.8)], [(0.35, 0.62), (0.9, 0.6)]],
    5: [[(0.1, 0.72), (0.1, 0.32), (0.45, 0.3), *arc(0.66, 0.48, 0.23, 0.24, 2.0, -2.6)]],
    6: [[(0.1, 0.6), *arc(0.68, 0.48, 0.22, 0.2, 2.6, 8.88)]],
    7: [[(0.1, 0.25), (0.1, 0.75), (0.9, 0.4)]],
    8: [arc(0.3, 0.5, 0.19, 0.17, -1.57, 4.71) + arc(0.7, 0.5, 0.21, 0.2, 1.57, 7.85)],
    9: [[*arc(0.32, 0.5, 0.2, 0.2, 0, 2 * np.pi), (0.9, 0.62)]],
}


def written(digit, rng, side=112, pen=10):
    """A digit on the pad: leaning a little, of any size, drawn with a round pen."""
    rows, cols = np.mgrid[:side, :side] + 0.5
    lean = (np.eye(2) + rng.normal(0, 0.06, (2, 2))) * side * rng.uniform(0.5, 0.8)
    ink = np.zeros((side, side))
    for line in STROKES[digit]:
        points = (np.array(line) - 0.5) @ lean.T + side / 2
        for (r, c), (dr, dc) in zip(points[:-1], np.diff(points, axis=0), strict=True):
            along = ((rows - r) * dr + (cols - c) * dc) / (dr * dr + dc * dc + 1e-9)
            near = np.clip(along, 0, 1)
            away = np.hypot(rows - r - near * dr, cols - c - near * dc)
            ink = np.maximum(ink, np.clip(pen / 2 + 0.5 - away, 0, 1))
    return np.uint8(255 * ink)


@pytest.mark.parametrize("pen", [10, 14])
def test_a_trained_network_reads_handwriting(pen):
    run, like, rng = SPEC.build(data()), measure_ink(data().x_train), np.random.default_rng(0)
    for _ in range(1000):
        run.step()
    labels = np.tile(np.arange(10), 5)
    drawn = [fit_drawing(written(label, rng, pen=pen), like, (1, 8, 8)) for label in labels]
    assert np.mean(run.net.forward(np.stack(drawn)).argmax(axis=1) == labels) > 0.85


def test_a_circle_is_no_wider_than_the_digits_are():
    like = measure_ink(data().x_train)
    assert like.most == (8, 6)
    rows, cols = np.mgrid[:100, :100] - 49.5
    ring = np.uint8(255 * (np.abs(np.hypot(rows, cols) - 40) < 7))
    low, high = ink_box(fit_drawing(ring, like, (1, 8, 8))[0])
    assert max(np.subtract(high, low)) == pytest.approx(6, abs=1)
