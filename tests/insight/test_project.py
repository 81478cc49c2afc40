"""Principal components against PyTorch and the eigenvectors of the covariance."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from cnnviz import nn
from cnnviz.geometry import ShapeError
from cnnviz.insight import collect_features, pca
from tests.insight.networks import case, close
from tests.nn.twins import torch

features = arrays(
    float, st.tuples(st.integers(1, 9), st.integers(1, 6)), elements=st.integers(-4, 4).map(float)
)


def cloud(count, depth, seed=0):
    """Points spread unlike along every direction, so that the axes are settled."""
    rng = np.random.default_rng(seed)
    return rng.standard_normal((count, depth)) * 2.0 ** -np.arange(depth) @ np.linalg.qr(
        rng.standard_normal((depth, depth))
    )[0] + rng.standard_normal(depth)


@pytest.mark.parametrize(("count", "depth"), [(60, 5), (5, 60), (3, 2), (200, 3)])
def test_axes_are_the_eigenvectors_of_the_covariance(count, depth):
    points = cloud(count, depth)
    plane = pca(points)
    sizes, vectors = np.linalg.eigh(np.cov(points.T))
    for axis, explained, size, vector in zip(
        plane.axes, plane.explained, sizes[::-1], vectors.T[::-1], strict=False
    ):
        assert_allclose(abs(axis @ vector), 1, atol=1e-9)
        assert_allclose(explained, size / sizes.sum(), atol=1e-9)


@pytest.mark.parametrize(("count", "depth"), [(60, 5), (7, 12), (3, 40)])
def test_points_are_those_of_pytorch_up_to_the_turn_of_an_axis(count, depth):
    points = cloud(count, depth, seed=1)
    centred = torch.from_numpy(points - points.mean(axis=0))
    _, _, axes = torch.linalg.svd(centred, full_matrices=False)
    expected = (centred @ axes[:2].T).abs().numpy()
    assert_allclose(np.abs(pca(points).points), expected, atol=1e-9)


@given(features)
def test_no_points_break_the_plane(points):
    """Few points, equal points, points in line: everything stays finite and adds up."""
    plane = pca(points)
    assert plane.points.shape == (len(points), 2)
    assert plane.axes.shape == (2, points.shape[1])
    assert_allclose(plane.points, (points - plane.mean) @ plane.axes.T, atol=1e-9)
    real = plane.explained > 0
    rank = np.linalg.matrix_rank(points - points.mean(axis=0), tol=1e-9)
    assert real.sum() == min(2, rank)
    assert not plane.axes[~real].any()
    assert bool(plane.note) == (rank < 2)
    assert_allclose(plane.axes @ plane.axes.T, np.diag(real.astype(float)), atol=1e-9)
    assert 0 <= plane.explained[1] <= plane.explained[0] <= 1 + 1e-12
    spread = np.square(points - points.mean(axis=0)).sum()
    assert_allclose(np.square(plane.points).sum(axis=0), plane.explained * spread, atol=1e-9)


def test_the_largest_entry_of_an_axis_is_positive_so_mirrored_points_share_their_axes():
    points = cloud(40, 4)
    there, mirrored = pca(points), pca(-points)
    assert_allclose(there.axes, mirrored.axes, atol=1e-9)
    assert_allclose(there.points, -mirrored.points, atol=1e-9)
    for axis in there.axes:
        assert axis[np.abs(axis).argmax()] > 0


@pytest.mark.parametrize("far", [0.1, 1e6])
def test_equal_points_are_said_however_large_they_are(far):
    plane = pca(np.full((7, 3), far))
    assert plane.note == "All 7 points are equal."
    assert_array_equal(plane.points, np.zeros((7, 2)))


def test_a_line_and_a_single_point_are_said():
    assert pca([[1, 2], [3, 4], [5, 6]]).note == "The 3 points lie on one line."
    way = np.random.default_rng(0).standard_normal(200)
    long = pca(np.outer([3, 1, 7, 2.5], way) + 0.1)
    assert long.note == "The 4 points lie on one line."
    assert_allclose(np.abs(long.axes[0]), np.abs(way) / np.linalg.norm(way), atol=1e-9)
    assert pca([[1, 2, 3]]).note == "There is a single point."
    assert pca(np.float32([[1], [4]])).explained.tolist() == [1, 0]


@pytest.mark.parametrize(
    ("points", "says"),
    [
        (np.zeros((0, 3)), r"not shape \(0, 3\)"),
        (np.zeros(3), r"not shape \(3,\)"),
        ([[1, np.nan]], "no numbers"),
        ([[np.inf, 1]], "no numbers"),
    ],
)
def test_what_cannot_be_laid_out_is_refused(points, says):
    with pytest.raises(ShapeError, match=says):
        pca(points)


LINE = [nn.Conv2d(3, 3), nn.ReLU(), nn.Flatten(), nn.Linear(3)]


def test_features_are_what_the_scores_are_made_of():
    graph, net, _, _, _ = case(LINE, (1, 6, 8))
    images = np.random.default_rng(1).random((100, 1, 6, 8), np.float32)
    first, *_, last = collect_features(graph, images)
    assert (last.name, last.done, last.total) == ("flatten", 100, 100)
    close(last.features, net.activations(images)[2])
    assert_array_equal(first.features, last.features[: first.done])


def test_maps_of_any_node_become_rows():
    graph, net, _, _, _ = case(LINE, (1, 6, 8))
    images = np.random.default_rng(1).random((5, 1, 6, 8), np.float32)
    *_, last = collect_features(graph, images, "conv1")
    close(last.features, net.activations(images)[0].reshape(5, -1))
