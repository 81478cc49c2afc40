from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from scipy.signal import correlate2d

from cnnviz.images import SAMPLES, ImageError, load_sample
from cnnviz.images.grids import GRIDS
from cnnviz.images.samples import FOLDER

CREDITS = (Path(__file__).parents[2] / "CREDITS.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_sample_opens_needs_no_remark_and_is_small_on_disk(sample):
    picture = load_sample(sample.name)
    assert min(picture.pixels.shape[:2]) >= 300
    assert picture.notes == ()
    assert sample.path.stat().st_size <= 250_000
    assert sample.why.endswith(".")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_sample_is_credited(sample):
    line = f"| {sample.name} | {sample.author} | {sample.licence} | {sample.source} |"
    assert line in CREDITS


def test_every_file_belongs_to_a_sample():
    assert {path.name for path in FOLDER.iterdir()} == {sample.file for sample in SAMPLES}


def test_an_unknown_sample_is_named_and_the_known_ones_are_listed():
    with pytest.raises(ImageError, match="no sample called 'Dog'; there are Cat, Coffee"):
        load_sample("Dog")


@pytest.mark.parametrize("catalogue", [SAMPLES, GRIDS])
def test_names_are_short_plain_and_different_for_links(catalogue):
    names = [entry.name for entry in catalogue]
    assert len(set(names)) == len(names)
    assert all(name.isascii() and len(name) <= 16 for name in names)


@pytest.mark.parametrize("grid", GRIDS, ids=lambda grid: grid.name)
def test_a_grid_holds_whole_numbers_of_one_digit(grid):
    assert grid.values.dtype == np.int64
    assert grid.values.ndim == 2
    assert grid.values.min() >= 0
    assert grid.values.max() <= 9
    assert grid.notice.endswith((".", "?"))


def test_the_textbook_example_gives_the_textbook_answer():
    kernel = [[1, 0, 1], [0, 1, 0], [1, 0, 1]]
    answer = correlate2d(GRIDS[0].values, kernel, "valid")
    assert_array_equal(answer, [[4, 3, 4], [2, 4, 3], [2, 3, 4]])


def test_the_grids_do_what_their_sentences_say():
    of = {grid.name: grid.values for grid in GRIDS}
    vertical = np.array([[-1, 0, 1]] * 3)
    assert not correlate2d(of["Horizontal edge"], vertical, "valid").any()
    assert len(np.unique(correlate2d(of["Gradient 6x7"], vertical, "valid"))) == 1
    assert_array_equal(
        correlate2d(of["Dot"], vertical, "valid")[1:-1, 1:-1], 9 * vertical[::-1, ::-1]
    )
    turned = correlate2d(of["Diagonal edge"], vertical, "valid")
    assert turned.any()
    assert correlate2d(of["Diagonal edge"], vertical.T, "valid").any()
    assert np.abs(turned).max() < correlate2d(of["Vertical edge"], vertical, "valid").max()
