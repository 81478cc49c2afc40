import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from cnnviz.datasets import DataError, Dataset
from cnnviz.datasets.subsample import spread_evenly, subsample_classes

labelled = st.lists(st.integers(0, 5), min_size=2, max_size=200).map(np.array)


def dataset(labels, classes=6):
    images = np.arange(len(labels), dtype=np.float32).reshape(-1, 1, 1, 1)
    return Dataset("Test", images, labels, tuple("abcdef"[:classes]))


@given(labelled, st.floats(0.01, 0.99), st.integers(0, 9))
def test_a_split_holds_every_image_once_and_every_class_on_both_sides(labels, share, seed):
    train, validation = dataset(labels).split(np.random.default_rng(seed), share)
    assert_array_equal(np.sort(np.concatenate([train, validation])), np.arange(len(labels)))
    for number in set(labels.tolist()):
        count, held = (labels == number).sum(), (labels[validation] == number).sum()
        assert 1 <= held < count if count > 1 else held == 0
        assert abs(held - share * count) <= 1


def test_a_split_is_repeated_by_its_seed_and_differs_with_another():
    data = dataset(np.arange(100) % 6)
    first, again, other = (data.split(np.random.default_rng(seed))[1] for seed in (1, 1, 2))
    assert_array_equal(first, again)
    assert list(first) != list(other)
    assert len(first) == 18  # a fifth of 17 and of 16, rounded


@pytest.mark.parametrize("share", [0, 1, -0.5, float("nan")])
def test_a_share_that_leaves_one_side_empty_is_refused(share):
    with pytest.raises(DataError, match=rf"A share of {share:g} cannot be held back"):
        dataset(np.array([0, 1])).split(np.random.default_rng(0), share)


def test_counts_have_a_number_for_every_class():
    assert_array_equal(dataset(np.array([1, 1, 3])).counts(), [0, 2, 0, 1, 0, 0])


@given(labelled, st.integers(1, 9))
def test_a_row_of_the_grid_shows_its_class_only_and_as_many_as_there_are(labels, per_class):
    grid = dataset(labels).grid(per_class)
    assert grid.shape == (6, per_class)
    for number, row in enumerate(grid):
        shown = row[row >= 0]
        assert len(set(shown)) == len(shown) == min(per_class, (labels == number).sum())
        assert_array_equal(labels[shown], number)
        assert_array_equal(row[len(shown) :], -1)


@given(labelled, st.integers(6, 250))
def test_thinning_keeps_small_classes_whole_and_large_ones_equal(labels, limit):
    kept = subsample_classes(labels, limit)
    before, after = np.bincount(labels, minlength=6), np.bincount(labels[kept], minlength=6)
    assert len(set(kept)) == len(kept) <= limit
    assert_array_equal(np.sort(kept), kept)
    assert_array_equal(after, np.minimum(before, after.max()))
    assert len(kept) == len(labels) or len(kept) + 6 > limit


@given(st.integers(1, 99), st.integers(1, 99))
def test_what_is_taken_evenly_has_equal_gaps(length, count):
    taken = spread_evenly(np.arange(length), count)
    assert len(taken) == min(length, count)
    if len(taken) > 1:
        assert np.ptp(np.diff(taken)) <= 1


def test_the_arrays_of_a_data_set_cannot_be_written_to():
    data = dataset(np.array([0, 1]))
    with pytest.raises(ValueError, match="read-only"):
        data.images[0] = 1
    with pytest.raises(ValueError, match="read-only"):
        data.labels[0] = 1
