import tracemalloc
from zipfile import ZIP_DEFLATED, ZIP_STORED

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from cnnviz.datasets import DataError, archive, folders, limits, open_zip
from tests.datasets.making import colours, picture, promising, zipped
from tests.datasets.making import folders as made
from tests.datasets.odd import files


def opened(name, **options):
    ((_, data),) = files(name)
    return open_zip(data, **options)


def test_pictures_of_the_right_size_are_kept_to_the_last_bit():
    data = open_zip(zipped(made(each=2, height=12, width=12)), size=12)
    assert data.classes == ("cat", "dog")
    assert_array_equal(data.labels, [0, 1, 0, 1])
    for place, seed in enumerate((0, 10, 1, 11)):
        pixels = colours(12, 12, seed=seed).transpose(2, 0, 1)
        assert_array_equal(data.images[place], pixels.astype(np.float32) / np.float32(255))
    assert data.notes == data.refused == ()


def test_one_channel_is_the_luminance():
    data = open_zip(zipped(made()), size=12, channels=1)
    red, green, blue = colours(12, 12).transpose(2, 0, 1)
    expected = (0.299 * red + 0.587 * green + 0.114 * blue) / 255
    assert data.images.shape == (6, 1, 12, 12)
    assert_allclose(data.images[0, 0], expected, rtol=1e-5)


def test_a_larger_picture_is_cut_square_and_averaged():
    many = made() | {"cat/wide.png": picture(24, 40)}
    data = open_zip(zipped(many), size=12)
    middle = colours(24, 40)[:, 8:32].astype(float).reshape(12, 2, 12, 2, 3).mean(axis=(1, 3))
    assert_allclose(data.images[-1].transpose(1, 2, 0) * 255, middle, atol=1.01)
    assert data.notes == (
        "Pictures of 2 sizes, 12 x 12 to 24 x 40 pixels, were cut square and brought to 12 x 12.",
    )


@pytest.mark.parametrize(
    "name",
    [
        "folders in a folder",
        "zip made on Windows",
        "zip made on a Mac",
        "a file without a name among them",
    ],
)
def test_other_ways_to_pack_the_same_folders_give_the_same(name):
    data, plain = opened(name), opened("zip of two folders")
    assert_array_equal(data.images, plain.images)
    assert_array_equal(data.labels, plain.labels)
    assert (data.classes, data.refused) == (("cat", "dog"), ())


def test_train_and_test_are_joined_and_it_is_said():
    data = opened("train and test")
    assert_array_equal(data.counts(), [6, 6])
    assert data.notes[0] == "Folders of one name were joined, a/train/cat and a/test/cat for one."


def test_what_is_no_picture_is_listed_and_the_rest_kept():
    data = opened("texts, films and a half picture among them")
    assert_array_equal(data.images, opened("zip of two folders").images)
    names = [sentence.split(":")[0] for sentence in data.refused]
    assert names == [
        "cat/notes.txt",
        "dog/film.mp4",
        "cat/half.png",
        "dog/e.png",
        "dog/inner.zip",
    ]
    assert data.refused[1].startswith("dog/film.mp4: This file is a video")


def test_a_link_is_refused_and_never_followed():
    assert opened("a link among them").refused == (
        "cat/link.png: This is a link to a file, not a file.",
    )


def test_a_folder_without_pictures_is_no_class():
    data = opened("a folder without pictures")
    assert data.classes == ("cat", "dog")
    assert data.refused[-1] == "doc: No picture in this folder could be read."
    assert set(data.labels) == {0, 1}


def test_what_lies_elsewhere_is_refused():
    assert opened("loose and buried pictures among them").refused == (
        "cat/c/d/e/f/g/a.png: It lies 6 folders deep; the limit is 5.",
        "a.png: It lies in no folder, most files 1 folder deep.",
        "cat/b/a.png: It lies 2 folders deep, most files 1 folder deep.",
    )


def test_only_some_refusals_are_written_out():
    texts = {f"cat/{number}.txt": b"meow" for number in range(500)}
    refused = open_zip(zipped(made() | texts)).refused
    assert len(refused) == 21
    assert refused[-1] == "480 more files were refused."


def test_too_many_pictures_are_thinned_with_some_of_every_class(monkeypatch):
    monkeypatch.setattr(limits, "MAX_IMAGES", 8)
    data = open_zip(zipped(made(["ant"], 2) | made(["bee"], 30) | made(["cow"], 30)))
    assert_array_equal(data.counts(), [2, 3, 3])
    assert data.notes[0] == (
        "8 pictures of all classes were read, and 54 more left out: there is no room for all."
    )


def test_a_picture_takes_the_place_of_one_that_cannot_be_read(monkeypatch):
    monkeypatch.setattr(limits, "MAX_IMAGES", 8)
    texts = {f"cat/{number}.txt": b"meow" for number in range(50)}
    data = open_zip(zipped(texts | made(each=6)))
    assert_array_equal(data.counts(), [4, 4])


def test_reading_ends_in_time_and_every_class_has_had_its_turn(monkeypatch):
    clock = iter(range(100))
    monkeypatch.setattr(folders, "monotonic", lambda: next(clock))
    monkeypatch.setattr(limits, "MAX_SECONDS", 5)
    data = open_zip(zipped(made(each=30)))
    assert_array_equal(data.counts(), [3, 2])
    assert data.notes[0] == "Reading ended after 5 seconds, with 5 of 60 files opened."


def test_a_huge_file_among_pictures_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(folders, "MAX_PICTURE", 10_000)
    data = open_zip(zipped(made() | {"cat/big.bmp": bytes(30_000)}))
    assert data.refused == ("cat/big.bmp: It has 0.1 MB; the limit is 0.1 MB.",)


def test_an_archive_with_as_many_files_as_allowed_is_read_and_with_one_more_is_not(monkeypatch):
    monkeypatch.setattr(archive, "MAX_FILES", 506)
    texts = {f"cat/{number}.txt": b"" for number in range(500)}
    assert_array_equal(open_zip(zipped(texts | made())).counts(), [3, 3])
    with pytest.raises(DataError, match="This archive holds 507 files; the limit is 506"):
        open_zip(zipped(texts | made() | {"dog/note.txt": b""}))


def test_a_file_is_never_unpacked_beyond_what_its_line_promises():
    lying = archive.Archive(promising(zipped({"cat/a": bytes(60_000_000)}), 10))
    tracemalloc.start()
    with pytest.raises(DataError, match="damaged in the archive"):
        lying.read(lying.members[0])
    assert tracemalloc.get_traced_memory()[1] < 2**20
    tracemalloc.stop()


@pytest.mark.parametrize("method", [ZIP_STORED, ZIP_DEFLATED])
def test_a_file_that_is_shorter_than_its_line_promises_is_refused(method):
    lying = archive.Archive(promising(zipped({"cat/a": b"meow"}, method), 10))
    with pytest.raises(DataError, match="damaged in the archive"):
        lying.read(lying.members[0])


@pytest.mark.parametrize(("size", "channels"), [(7, 3), (129, 3), (32, 2)])
def test_a_size_that_cannot_be_had_is_refused(size, channels):
    with pytest.raises(DataError, match=f"{channels} channels and {size} x {size} pixels"):
        open_zip(zipped(made()), size, channels)
