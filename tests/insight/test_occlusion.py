"""Occlusion against a duller program: captum's definition, window by window, in PyTorch."""

from math import ceil

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from cnnviz import nn
from cnnviz.geometry import ShapeError
from cnnviz.insight import covered, occlusion
from cnnviz.trace import Box
from tests.examples import examples
from tests.insight.networks import case, cases, close
from tests.nn.twins import torch

LINE = [nn.Conv2d(2, 3), nn.ReLU(), nn.Flatten(), nn.Linear(3)]


def probability(model, image, target):
    with torch.no_grad():
        return model(torch.from_numpy(np.array(image, float))[None]).softmax(1)[0, target].item()


def dull(model, image, target, side, stride, fill):
    """Return the probability at every place, and the mean drop over each pixel's squares."""
    _, height, width = image.shape
    places = [ceil(max(size - side, 0) / stride) + 1 for size in (height, width)]
    before = probability(model, image, target)
    grid, drops, times = np.empty(places), np.zeros((height, width)), np.zeros((height, width))
    for row in range(places[0]):
        for col in range(places[1]):
            mask = np.zeros((height, width), bool)
            mask[row * stride : row * stride + side, col * stride : col * stride + side] = True
            grid[row, col] = probability(model, np.where(mask, fill, image), target)
            drops += mask * (before - grid[row, col])
            times += mask
    assert times.min() > 0
    return before, grid, drops / times


@given(cases(), st.integers(2, 12), st.data())
@examples(30)
def test_probabilities_and_drops_are_those_of_a_dull_program(case, side, data):
    stride = data.draw(st.integers((side + 1) // 2, side))
    fill = data.draw(st.sampled_from([0.0, 0.5, 1.0]))
    _, _, model, image, target = case
    before, grid, drop = dull(model, image, target, side, stride, fill)
    found = list(occlusion(case.graph, image, target, side=side, stride=stride, fill=fill))
    assert [(s.done, s.total) for s in found] == [(n + 1, grid.size) for n in range(grid.size)]
    close(found[-1].before, before)
    close([s.probability for s in found], grid.ravel())
    close(found[-1].grid, grid)
    close(found[-1].drop, drop)


def test_the_map_grows_square_by_square():
    graph, _, _, image, target = case(LINE, (1, 5, 7))
    known = np.zeros((5, 7), bool)
    for number, square in enumerate(occlusion(graph, image, target, side=3, stride=2)):
        box = square.box
        known[box.row : box.row + box.height, box.col : box.col + box.width] = True
        assert_array_equal(np.isfinite(square.drop), known)
        assert np.isfinite(square.grid).sum() == number + 1
        assert square.grid.ravel()[number] == square.probability
    assert known.all()


def test_states_already_shown_do_not_change():
    graph, _, _, image, target = case(LINE, (1, 5, 7))
    first, *_, last = occlusion(graph, image, target, side=3, stride=2)
    assert np.isnan(first.drop).any()
    assert not np.isnan(last.drop).any()
    assert np.isnan(first.grid).sum() == last.grid.size - 1


def test_squares_stay_on_the_picture():
    graph, _, _, image, target = case(LINE, (3, 5, 7))
    boxes = [s.box for s in occlusion(graph, image, target, side=4, stride=2)]
    ends = {(b.row + b.height, b.col + b.width) for b in boxes}
    assert max(ends) == (5, 7)
    assert boxes[-1] == Box(2, 4, 3, 3)


def test_a_square_larger_than_the_picture_covers_it_once():
    graph, _, model, image, target = case(LINE, (1, 5, 6))
    (only,) = occlusion(graph, image, target, side=50, stride=1)
    assert only.box == Box(0, 0, 5, 6)
    close(only.probability, probability(model, np.full(image.shape, 0.5), target))


def test_each_colour_can_have_its_own_fill():
    image = np.zeros((3, 2, 2))
    filled = covered(image, Box(0, 1, 2, 1), [1, 2, 3])
    assert_array_equal(filled[:, :, 1], [[1, 1], [2, 2], [3, 3]])
    assert_array_equal(filled[:, :, 0], 0)
    assert_array_equal(image, 0)


@pytest.mark.parametrize(("side", "stride"), [(0, 1), (3, 0), (3, 4)])
def test_a_square_that_leaves_pixels_out_is_refused(side, stride):
    graph, _, _, image, target = case(LINE, (1, 5, 6))
    with pytest.raises(ShapeError, match=f"a square of {side} pixels that moves by {stride}"):
        next(occlusion(graph, image, target, side=side, stride=stride))
