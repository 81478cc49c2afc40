from pathlib import Path

import numpy as np
from numpy.testing import assert_array_equal
from sklearn.datasets import load_digits

from cnnviz.datasets import digits, fashion, fashion_mnist, has_fashion_mnist
from cnnviz.datasets.digits import FILE
from tests.datasets.making import gz, idx, images, marks

CREDITS = (Path(__file__).parents[2] / "CREDITS.md").read_text(encoding="utf-8")


def test_the_digits_are_those_of_scikit_learn():
    theirs, ours = load_digits(), digits()
    assert_array_equal(ours.images[:, 0] * 16, theirs.images)
    assert_array_equal(ours.labels, theirs.target)


def test_the_digits_are_complete_and_small_on_disk():
    data = digits()
    assert data.images.shape == (1797, 1, 8, 8)
    assert data.images.dtype == np.float32
    assert data.labels.dtype == np.int64
    assert (data.images.min(), data.images.max()) == (0, 1)
    # the counts of the test set, as its authors print them (optdigits.names)
    assert_array_equal(data.counts(), [178, 182, 177, 183, 181, 182, 181, 179, 174, 180])
    assert FILE.stat().st_size <= 60_000


def test_the_first_digit_is_the_round_zero_everybody_knows():
    row = np.array([0, 0, 5, 13, 9, 1, 0, 0])
    assert_array_equal(digits().images[0, 0, 0] * 16, row)


def test_the_digits_are_credited():
    (line,) = [line for line in CREDITS.splitlines() if line.startswith("| Handwritten digits |")]
    assert "E. Alpaydin, C. Kaynak" in line
    assert "CC BY 4.0" in line
    assert "https://archive.ics.uci.edu/dataset/80" in line


def test_without_debians_package_there_is_no_fashion_mnist(monkeypatch, tmp_path):
    monkeypatch.setattr(fashion, "FOLDER", tmp_path)
    assert not has_fashion_mnist()
    assert fashion_mnist() is None


def test_fashion_mnist_is_read_where_it_lies(monkeypatch, tmp_path):
    monkeypatch.setattr(fashion, "FOLDER", tmp_path)
    for name, values in zip(fashion.FILES, (images(20), marks(20, 10)), strict=True):
        (tmp_path / name).write_bytes(gz(idx(values)))
    assert has_fashion_mnist()
    data = fashion_mnist()
    assert data.name == "Fashion-MNIST"
    assert data.classes[data.labels[9]] == "Ankle boot"
    assert_array_equal(data.images[:, 0] * 255, images(20).astype(np.float32))


def test_fashion_mnist_is_thinned_to_two_thousand_a_class(monkeypatch, tmp_path):
    # of the size of Debian's package: 60,000 images of 28 x 28, 6,000 of each class
    labels = np.random.default_rng(0).permutation(marks(60_000, 10))
    pictures = np.broadcast_to(200 + labels[:, None, None], (60_000, 28, 28))
    monkeypatch.setattr(fashion, "FOLDER", tmp_path)
    for name, values in zip(fashion.FILES, (pictures, labels), strict=True):
        (tmp_path / name).write_bytes(gz(idx(values)))
    data = fashion_mnist()
    assert data.images.shape == (20_000, 1, 28, 28)
    assert_array_equal(data.counts(), [2000] * 10)
    assert_array_equal(np.rint(data.images[:, 0, 0, 0] * 255), 200 + data.labels)
    assert data.notes == (
        "60,000 images were thinned to 20,000, evenly, with some of every class.",
    )
