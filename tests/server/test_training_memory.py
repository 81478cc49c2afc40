"""The memory two processes share: the box for frames, and data laid out once."""

import gc
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from cnnviz.datasets import Dataset, digits
from cnnviz.server.workers.dataset import SharedDatasets
from cnnviz.server.workers.memory import FrameBuffer, SharedBytes

both = pytest.mark.parametrize("shared", [True, False], ids=["shared", "local"])


def exists(name):
    return Path("/dev/shm", name).exists()


@both
def test_what_one_side_writes_the_other_reads(shared):
    ours = SharedBytes.make(100, shared=shared)
    theirs = SharedBytes(ours.name)
    FrameBuffer(theirs.buffer).put(b"a frame")
    assert FrameBuffer(ours.buffer).take() == b"a frame"
    theirs.close()
    ours.free()
    with pytest.raises(FileNotFoundError):
        SharedBytes(ours.name)


def test_a_frame_is_never_half_of_two():
    box = FrameBuffer(bytearray(FrameBuffer.room(50_000)))
    frames = [bytes([letter]) * 50_000 for letter in b"abc"]
    stop = threading.Event()

    def write():
        while not stop.is_set():
            for frame in frames:
                box.put(frame)

    writer = threading.Thread(target=write)
    writer.start()
    whole, end = [], time.monotonic() + 60
    while len(whole) < 200 and time.monotonic() < end:
        time.sleep(0)  # let the other thread write
        whole += filter(None, [box.take()])
    stop.set()
    writer.join()
    assert len(whole) == 200
    assert all(len(set(frame)) == 1 for frame in whole)


def test_a_frame_that_is_being_written_is_not_there_yet():
    box = FrameBuffer(bytearray(FrameBuffer.room(10)))
    box.put(b"old")
    number, length = box.HEAD.unpack_from(box.buffer)
    box.HEAD.pack_into(box.buffer, 0, number + 1, length)
    assert box.take() is None


class Racing(bytearray):
    """Memory in which the other side writes while we read."""

    def __getitem__(self, place):
        found = super().__getitem__(place)
        if isinstance(place, slice):
            FrameBuffer(self).put(b"newer")
        return found


def test_a_frame_written_over_while_it_is_read_is_not_taken():
    box = FrameBuffer(Racing(FrameBuffer.room(10)))
    box.put(b"older")
    assert box.take() is None


def test_a_frame_too_large_is_refused_and_the_one_before_stays():
    box = FrameBuffer(bytearray(FrameBuffer.room(4)))
    box.put(b"good")
    with pytest.raises(ValueError, match="does not fit"):
        box.put(b"large")
    assert box.take() == b"good"


@both
def test_the_same_data_is_laid_out_once_and_freed_with_the_last_user(shared):
    shelf = SharedDatasets()
    first = shelf.take(digits(), 0.2, shared=shared)
    second = shelf.take(digits(), 0.2, shared=shared)
    other = shelf.take(digits(), 0.3, shared=shared)
    assert first.name == second.name != other.name
    assert not shelf.give_back(first.name)
    assert shelf.give_back(first.name)
    assert shelf.give_back(other.name)
    assert not exists(first.name)
    assert not exists(other.name)


def test_data_looks_the_same_from_the_other_side():
    dataset, shelf = digits(), SharedDatasets()
    laid = shelf.take(dataset, 0.2, shared=True)
    data = laid.open()
    images = np.concatenate([data.x_train, data.x_val])
    labels = np.concatenate([data.y_train, data.y_val])
    assert len(data.x_val) == pytest.approx(0.2 * len(dataset), rel=0.02)
    assert_array_equal(np.bincount(labels), dataset.counts())
    assert np.isclose(images.sum(), dataset.images.sum(), rtol=1e-5)
    assert laid.open() is data
    del data
    gc.collect()
    assert laid.close()
    shelf.give_back(laid.name)


def test_data_in_use_cannot_be_let_go_of_yet():
    shelf = SharedDatasets()
    laid = shelf.take(digits(), 0.2, shared=True)
    data = laid.open()
    assert not laid.close()
    del data
    gc.collect()
    assert laid.close()
    shelf.give_back(laid.name)


def test_data_with_nothing_to_judge_by_is_refused():
    lonely = Dataset("One each", np.zeros((2, 1, 2, 2), np.float32), np.arange(2), ("a", "b"))
    with pytest.raises(ValueError, match="every class has only one"):
        SharedDatasets().take(lonely, 0.2, shared=False)
