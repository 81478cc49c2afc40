"""Arrays from IDX and NPZ files: what is in them, and in which layout, comes out the same."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from cnnviz.datasets import DataError, limits, open_idx, open_npz
from cnnviz.datasets.idx import read_idx
from tests.datasets.making import gz, idx, images, marks, npy, npz, zipped
from tests.datasets.odd import X, Y, files

PLAIN = (X / np.float32(255))[:, None]
PLANES = np.stack([images(seed=seed) for seed in range(3)], axis=1)


def opened(name):
    ((_, data),) = files(name)
    return open_npz(data)


@pytest.mark.parametrize("pack", [bytes, gz])
def test_idx_is_read_as_the_duller_reader_reads_it(pack):
    data = open_idx(pack(idx(X)), pack(idx(Y)))
    raw = idx(X)
    assert list(raw[:4]) == [0, 0, 8, 3]
    for number in range(12):
        for row in range(6):
            for col in range(5):
                value = raw[16 + number * 30 + row * 5 + col]
                assert data.images[number, 0, row, col] == np.float32(value) / np.float32(255)
    assert_array_equal(data.labels, Y)
    assert data.classes == ("0", "1", "2")


def test_what_follows_a_packed_idx_does_not_matter():
    assert_array_equal(read_idx(gz(idx(X)) + b"more"), X)


def test_idx_of_thirty_thousand_is_thinned_evenly_and_each_keeps_its_label():
    x, y = (
        np.frombuffer(data, np.uint8)[skip:]
        for (_, data), skip in zip(files("IDX of 30,000"), (16, 8), strict=True)
    )
    data = open_idx(*(data for _, data in files("IDX of 30,000")))
    assert_array_equal(data.counts(), [6666] * 3)
    known = {image.tobytes(): label for image, label in zip(x.reshape(-1, 30), y, strict=True)}
    for image, label in list(zip(data.images, data.labels, strict=True))[::500]:
        assert known[np.rint(image * 255).astype(np.uint8).tobytes()] == label


@pytest.mark.parametrize(
    "name",
    ["NPZ", "NPZ, nothing packed", "NPZ, train and test", "NPZ without names",
     "NPZ, column-major, big-endian", "NPZ, a column of labels", "NPZ, one-hot labels",
     "NPZ, labels as strings", "NPZ, labels with gaps"],
)  # fmt: skip
def test_other_ways_to_keep_the_same_arrays_give_the_same(name):
    data = opened(name)
    assert_array_equal(data.images, PLAIN)
    assert data.images.dtype == np.float32
    assert data.labels.dtype == np.int64
    names = {"NPZ, labels as strings": "fox owl elk", "NPZ, labels with gaps": "0 1000 2000"}
    written = names.get(name, "0 1 2").split()
    assert [data.classes[label] for label in data.labels] == [written[label] for label in Y]


@pytest.mark.parametrize("layout", ["NCHW", "NHWC"])
def test_channels_may_stand_before_or_after(layout):
    x = PLANES if layout == "NCHW" else PLANES.transpose(0, 2, 3, 1)
    data = open_npz(npz(images=x, labels=Y))
    assert_array_equal(data.images, PLANES / np.float32(255))


def test_rows_of_pixels_become_squares():
    square = images(12, 4, 4)
    assert_array_equal(opened("NPZ, rows of pixels").images[:, 0] * 255, square.astype(np.float32))


def test_values_of_any_range_are_brought_to_zero_to_one():
    assert_allclose(opened("NPZ, -1 to 1").images, PLAIN, atol=1e-6)
    sixteen = opened("NPZ, 0 to 16")
    assert sixteen.notes == ("Values from 0 to 16 were brought to 0 to 1.",)
    assert_array_equal(np.unique(sixteen.images * 16), np.arange(17))


def test_values_from_zero_to_one_are_left_alone():
    x = (X / 600).astype(np.float32)
    data = open_npz(npz(images=x, labels=Y))
    assert_array_equal(data.images[:, 0], x)
    assert data.notes == ()


def test_true_and_false_are_one_and_zero():
    data = open_npz(npz(images=X > 99, labels=Y > 0))
    assert_array_equal(data.images[:, 0], (X > 99).astype(np.float32))
    assert data.classes == ("0", "1")


def test_arrays_left_out_are_named():
    assert opened("NPZ, train and test").notes == (
        "x_train and y_train were read; x_test, y_test left out.",
    )


def test_images_of_many_floats_are_thinned_to_what_fits(monkeypatch):
    monkeypatch.setattr(limits, "MAX_FLOAT_BYTES", 4 * 30 * 7)
    data = open_npz(npz(x=X, y=Y))
    assert_array_equal(data.counts(), [2, 2, 2])
    assert data.notes == ("12 images were thinned to 6, evenly, with some of every class.",)


def test_a_huge_shape_is_refused_before_there_is_an_array_of_it():
    huge = npy(X, shape=(10**6, 10**6))
    with pytest.raises(DataError, match="promises 1,000,000 x 1,000,000 values of 1 byte"):
        open_npz(zipped({"x.npy": huge, "y.npy": npy(Y)}))


def test_nothing_is_unpickled():
    class Trap:
        def __reduce__(self):
            return pytest.fail, ("it was unpickled",)

    trapped = npz(x=X, y=np.array([Trap() for _ in Y]))
    with pytest.raises(DataError, match=r"y\.npy holds Python objects"):
        open_npz(trapped)


def test_labels_of_one_class_or_ten_thousand_are_refused_and_fifty_are_not():
    x = images(10_000, 4, 4)
    assert len(open_npz(npz(x=x, y=marks(10_000, 50))).classes) == 50
    for count, said in ((1, "one class only, 0, for 10,000 images"), (51, "There are 51 classes")):
        with pytest.raises(DataError, match=said):
            open_npz(npz(x=x, y=np.arange(10_000) % count))
