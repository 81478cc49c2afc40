"""The experiments on whole pictures say what a duller computation says."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from cnnviz.geometry import ShapeError
from cnnviz.images.shift_experiment import apply_operation, shift_and_compare, vertical_edges
from cnnviz.ops import ALL

PICTURE = np.random.default_rng(0).integers(0, 256, (20, 31, 3), np.uint8)
MAX = next(operation for operation in ALL if operation.slug == "max_pool2d")
POOL = {**MAX.defaults, "kernel_size": 2, "stride": 2}


def sobel(plane):
    """Upright edges, cell by cell, inside only."""
    kernel = [(-1, 0, 1), (-2, 0, 2), (-1, 0, 1)]
    rows, cols = plane.shape
    return np.array(
        [
            [
                sum(plane[r + i, c + j] * kernel[i][j] for i in range(3) for j in range(3))
                for c in range(cols - 2)
            ]
            for r in range(rows - 2)
        ]
    )


@pytest.mark.parametrize("by", [0, 1, 2, 3])
def test_the_edges_move_along_and_nothing_else_happens_to_them(by):
    grey = PICTURE @ np.array([0.299, 0.587, 0.114])
    whole = sobel(grey)
    found, pooled = shift_and_compare(PICTURE, by, MAX, POOL)
    assert_allclose(found.before, whole[:, 3:], atol=1e-2)
    assert_allclose(found.after, whole[:, 3 - by : 29 - by], atol=1e-2)
    assert_allclose(found.difference, found.after - found.before)
    assert_allclose(found.change, np.abs(found.difference).mean() / np.abs(found.before).mean())
    assert_allclose(pooled.before, apply_operation(MAX, POOL, found.before))
    assert (found.change == 0) == (pooled.change == 0) == (by == 0)


def test_a_flat_picture_changes_by_nothing():
    found, pooled = shift_and_compare(np.full((9, 9, 3), 7, np.uint8), 2, MAX, POOL)
    assert found.change == pooled.change == 0


def test_a_picture_too_small_to_move_is_told_so():
    for size in ((1, 1), (2, 40), (40, 5)):
        with pytest.raises(ShapeError, match="too small to be moved by up to 3 pixels"):
            shift_and_compare(np.zeros((*size, 3), np.uint8), 1, MAX, POOL)


def test_a_large_picture_is_looked_at_in_small():
    assert vertical_edges(np.zeros((600, 900, 3), np.uint8)).shape == (107, 160)
