"""Two lines that share a batch learn what one line learns, on however many cores."""

import warnings

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from cnnviz import nn
from cnnviz.nn import parallel
from tests.nn.twins import LENET, SMALLEST, TINY_VGG, samples

LARGE = (1, 28, 28)


@pytest.fixture(autouse=True)
def one_thread():
    yield
    nn.set_num_threads(1)


def run_of(layers=LENET, shape=LARGE, **settings):
    x, y = samples(shape, 80)
    return nn.Trainer(layers, nn.Data(x, y, x[:8], y[:8], tuple("0123456789")), **settings)


@pytest.mark.parametrize("loss", nn.LOSSES)
@pytest.mark.parametrize("batch", [32, 33])
def test_the_number_of_threads_changes_no_bit(batch, loss):
    ends = []
    for threads in (1, 2):
        nn.set_num_threads(threads)
        assert nn.get_num_threads() == threads
        run = run_of(batch_size=batch, loss=loss)
        assert parallel.is_shared(run.net, batch)
        ends.append(([run.step() for _ in range(6)], run.net.flat.copy()))
    assert ends[0][0] == ends[1][0]
    assert_array_equal(ends[0][1], ends[1][1])


@pytest.mark.parametrize("loss", nn.LOSSES)
@pytest.mark.parametrize("batch", [2, 5, 32, 33])
def test_two_halves_make_the_whole(monkeypatch, batch, loss):
    found = []
    for worth in (0, np.inf):
        monkeypatch.setattr(parallel, "WORTH", worth)
        run = run_of(batch_size=batch, loss=loss)
        assert parallel.is_shared(run.net, batch) == (worth == 0)
        found.append((run.step(), run.net.flat_gradients.copy()))
    assert_allclose(found[0][0], found[1][0], rtol=1e-6)
    assert_allclose(found[0][1], found[1][1], atol=1e-6 * np.abs(found[0][1]).max())


@pytest.mark.parametrize("layer", [nn.BatchNorm2d(), nn.Dropout(0.5)])
def test_who_needs_the_whole_batch_keeps_it(layer):
    assert parallel.is_shared(nn.Sequential(LENET, LARGE), 64)
    assert not parallel.is_shared(nn.Sequential([layer, *LENET], LARGE), 64)


def test_little_work_is_not_shared():
    assert not parallel.is_shared(nn.Sequential(SMALLEST, (1, 8, 8)), 64)
    wide = nn.Sequential([nn.Conv2d(64, 7), nn.Conv2d(64, 7), nn.Flatten(), nn.Linear(10)], LARGE)
    assert not parallel.is_shared(wide, 1)
    assert parallel.is_shared(wide, 2)


def test_a_batch_that_changes_its_size_is_shared_anew():
    nn.set_num_threads(2)
    run, other = run_of(batch_size=40), run_of(batch_size=40)
    for size in (40, 3, 17, 200):
        run.set(batch_size=size)
        other.set(batch_size=size)
        assert run.step() == other.step()
        assert run.samples == other.samples
    assert_array_equal(run.net.flat, other.net.flat)


def test_a_shared_batch_that_overflows_says_so_and_warns_nobody():
    nn.set_num_threads(2)
    run = run_of(TINY_VGG, (3, 32, 32), optimizer=nn.SGD(1e30))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(nn.Diverged, match="became"):
            run.epoch()


def test_what_goes_wrong_in_the_second_half_is_heard():
    nn.set_num_threads(2)
    run = run_of()
    run.data.y_train[run.sampler.order[31]] = 10
    with pytest.raises(IndexError):
        run.step()


def test_at_least_one_thread_and_never_more_than_two():
    with pytest.raises(ValueError, match="at least 1 thread is needed, not 0"):
        nn.set_num_threads(0)
    nn.set_num_threads(64)
    assert nn.get_num_threads() == 2
