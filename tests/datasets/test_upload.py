"""Every odd upload by name: those that are read, and what is said of those that are not."""

import tracemalloc
from pathlib import PurePath
from time import process_time

import pytest

from cnnviz.datasets import DataError, open_upload
from tests.datasets.odd import BAD, GOOD, files
from tests.datasets.test_damage import check_dataset, check_sentence

WANTED = "upload one zip of folders, one NPZ file, or two IDX files."
NO_PICTURE = "No picture in this archive could be read; for one, "
#: Name: what must be said, as far as it matters.
SAID = {
    "nothing": "There is no file",
    "empty file": f"'pets.zip' is empty: {WANTED}",
    "a table": "'digits.csv' is of a kind we cannot read",
    "one picture": "Pictures need a class",
    "one picture a class": "There are 2 images of 2 classes, one each; one class or more needs",
    "several pictures": "Pictures need a class",
    "two zips": "There are 2 files, 'cat.zip', 'dog.zip'",
    "a packed text": "'notes.gz' is a gzip file without IDX",
    "a single array": "'x.npy' is a single NumPy array",
    "over 60 MB": "This file has 60.1 MB; the limit is 60 MB.",
    "half a zip": "damaged or incomplete",
    "empty zip": "it is empty.",
    "encrypted zip": "This archive is encrypted",
    "zip, a name with ..": "'cat/../../x.png', which points out of it.",
    "zip, an absolute name": "'/etc/x.png', which points out of it.",
    "zip, a name with a drive": "'C:/x.png', which points out of it.",
    "zip, unprintable class": "The class name 'b?d' cannot be shown",
    "zip of links": "cat/link.png: This is a link to a file",
    "zip of 100,000 files": "This archive holds 100,000 files; the limit is 50,000.",
    "zip of 10,000 classes": "There are 10,000 classes; the limit is 50.",
    "zip of one class": "There is one class only, the folder cat with 3 files",
    "zip without folders": "The 2 files of this archive lie in no folder",
    "zip of texts": NO_PICTURE + "a/1.txt: This file is not a picture",
    "zip, one class readable": "Pictures of one class only could be read, cat;",
    "zip, packed by bzip2": NO_PICTURE + "cat/0.png: It is packed by a rare method",
    "zip bomb, packed 1000 times": "would unpack to 41.4 MB, more than 100 times as much",
    "zip bomb, files listed 999 times": "would unpack to 16,520.3 MB; the limit is 200 MB.",
    "zip bomb that promises 5 GB": "would unpack to 5,149.9 MB; the limit is 200 MB.",
    "zip bomb that promises little": NO_PICTURE + "cat/0.png: It is damaged in the archive.",
    "one IDX": "This upload has 1 IDX file: upload two",
    "four IDX": "This upload has 4 IDX files: upload two",
    "IDX, both images": "The labels have the shape 12 x 6 x 5; one for each image is needed.",
    "IDX, both labels": "The images have the shape 12;",
    "IDX, header says more": "promises 1,800,000 bytes, and holds 360.",
    "IDX, header says less": "promises 270 bytes, and holds more.",
    "IDX, header says 4 billion": "promises 3,211,264 MB; the limit is 200 MB.",
    "IDX, packed, header says more": "promises 1,800,000 bytes, and holds 360.",
    "IDX of no images": "There are no images in this file.",
    "IDX of decimals": "This IDX file holds 32-bit decimals",
    "IDX of 9 axes": "This IDX file has 9 axes; the limit is 4.",
    "IDX, half a header": "This IDX file ends within its header.",
    "IDX, half packed": "promises 360 bytes, and holds ",
    "IDX, packed, damaged": "promises 360 bytes, and holds ",
    "IDX bomb": "promises 360 bytes, and holds more.",
    "IDX, 12 images, 10 labels": "There are 12 images and 10 labels; each image needs one.",
    "IDX of one class": "There is one class only, 7, for 12 images",
    "NPZ of other names": "This NPZ file holds pixels, names;",
    "NPZ, objects": "y.npy holds Python objects",
    "NPZ, huge shape": "promises 1,000,000,000 x 1,000,000,000 values of 1 byte, and holds 360",
    "NPZ, huge shape of nothing": "promises 1,000,000,000,000 values of 0 bytes",
    "NPZ, negative shape": "x.npy promises a negative size.",
    "NPZ, 40 axes": "x.npy has 70 axes; the limit is 4.",
    "NPZ, header of nonsense": "x.npy is no array, or its header is damaged.",
    "NPZ that unpacks to 210 MB": "would unpack to 209.9 MB; the limit is 200 MB.",
    "NPZ, NaN": "There is NaN, infinity or a value beyond 1e30 in 12 of 12 images.",
    "NPZ, infinite": "There is NaN, infinity or a value beyond 1e30 in 12 of 12 images.",
    "NPZ, complex": "x.npy is of the type complex128",
    "NPZ, images are strings": "The images are of the type <U3, not numbers.",
    "NPZ, all pixels the same": "Every pixel of every image has the value 3.",
    "NPZ, 500 x 400 pixels": "The images have 500 x 400 pixels; the limit is 128 a side.",
    "NPZ, 5 channels": "The images have the shape 12 x 5 x 6 x 5;",
    "NPZ, one number": "The images have the shape of one number;",
    "NPZ, 12 images, 1 label": "There are 12 images and 1 label; each image needs one.",
    "NPZ, label -1": "The label -1 is negative",
    "NPZ, label 2.5": "The label 0.5 is not a whole number.",
    "NPZ, label NaN": "The label nan is not a whole number.",
    "NPZ, label dates": "y.npy is of the type datetime64[D]",
    "NPZ, two-hot labels": "The labels have the shape 12 x 2, but not one 1 in each row.",
    "NPZ, 10,000 classes": "There are 10,000 classes; the limit is 50.",
    "NPZ, names that are no text": "The names of the classes are not readable text.",
    "NPZ, empty names": "The class name '' cannot be shown",
}


def test_there_is_a_sentence_for_every_bad_upload():
    assert set(SAID) == set(BAD)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_upload_is_refused_with_its_own_numbers_fast_and_in_little_memory(name):
    upload = files(name)
    start = process_time()
    with pytest.raises(DataError) as caught:
        open_upload(upload)
    assert process_time() - start < 3
    assert SAID[name] in str(caught.value)
    check_sentence(str(caught.value))
    tracemalloc.start()
    with pytest.raises(DataError):
        open_upload(upload)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20 * 2**20


@pytest.mark.parametrize("name", GOOD)
def test_a_good_upload_is_read(name):
    data = open_upload(files(name))
    check_dataset(data)
    assert data.name in {PurePath(title).stem for title, _ in files(name)}


@pytest.mark.parametrize("channels", [1, 3])
def test_pictures_come_in_the_size_asked_for(channels):
    assert open_upload(files("zip of two folders"), 20, channels).images.shape == (
        (6, channels, 20, 20)
    )


def test_names_serve_to_be_shown_only():
    data = open_upload([("../<b>\x07.png.npz", files("NPZ")[0][1])])
    assert data.name == "<b>?.png"
