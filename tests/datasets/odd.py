"""Every kind of data a class may upload; ``python -m tests.datasets.odd`` prints the answers."""

from functools import cache
from time import perf_counter
from zipfile import ZIP_BZIP2, ZIP_STORED

import numpy as np
from PIL import Image

from cnnviz.datasets import DataError, open_upload
from tests.datasets.making import (
    encrypted,
    folders,
    gz,
    idx,
    images,
    marks,
    npy,
    npz,
    overlapping,
    picture,
    promising,
    with_link,
    zipped,
)
from tests.images.making import png_header, save

X, Y = images(), marks()
DECIMALS = X / 127.5 - 1
HOLES = np.where(X == 255, np.nan, X)
ANIMALS = folders()
BLACK = save(Image.new("RGB", (1700, 1700)), "BMP")


def one(name, data):
    return [(name, data)]


def pair(x, y):
    return [("images-idx3-ubyte", x), ("labels-idx1-ubyte", y)]


def arrays(**named):
    return one("data.npz", npz(**named))


#: Name: how to make the files.
GOOD = {
    "zip of two folders": lambda: one("pets.zip", zipped(ANIMALS)),
    "zip, nothing packed": lambda: one("pets.zip", zipped(ANIMALS, ZIP_STORED)),
    "folders in a folder": lambda: one("pets.zip", zipped(folders(prefix="pets/train/"))),
    "train and test": lambda: one(
        "pets.zip", zipped(folders(prefix="a/train/") | folders(prefix="a/test/"))
    ),
    "zip made on Windows": lambda: one(
        "pets.zip", zipped({name.replace("/", "\\"): ANIMALS[name] for name in ANIMALS})
    ),
    "zip made on a Mac": lambda: one(
        "pets.zip",
        zipped(ANIMALS | {".DS_Store": b"x", "__MACOSX/cat/._0.png": b"x", "cat/Thumbs.db": b"x"}),
    ),
    "pictures of different sizes": lambda: one(
        "pets.zip",
        zipped(ANIMALS | {"cat/big.png": picture(60, 90), "dog/tiny.png": picture(2, 3)}),
    ),
    "texts, films and a half picture among them": lambda: one(
        "pets.zip",
        zipped(
            ANIMALS
            | {"cat/notes.txt": b"meow", "dog/film.mp4": b"\0\0\0\x18ftypmp42", "dog/e.png": b""}
            | {"cat/half.png": picture()[:200], "dog/inner.zip": zipped(ANIMALS)}
        ),
    ),
    "a picture of 4 terapixels among them": lambda: one(
        "pets.zip", zipped(ANIMALS | {"cat/bomb.png": png_header(2_000_000, 2_000_000)})
    ),
    "a folder without pictures": lambda: one("pets.zip", zipped(ANIMALS | {"doc/a.txt": b"Hi"})),
    "loose and buried pictures among them": lambda: one(
        "pets.zip",
        zipped(ANIMALS | dict.fromkeys(("a.png", "cat/b/a.png", "cat/c/d/e/f/g/a.png"), picture())),
    ),
    "a file without a name among them": lambda: one(
        "pets.zip", zipped(ANIMALS | {"@@@": b"x"}).replace(b"@@@", b"\0@@")
    ),
    "a link among them": lambda: one("pets.zip", with_link(ANIMALS, "cat/link.png")),
    "IDX": lambda: pair(idx(X), idx(Y)),
    "IDX, packed": lambda: pair(gz(idx(X)), gz(idx(Y))),
    "IDX, labels first": lambda: pair(idx(Y), idx(X)),
    "IDX of 30,000": lambda: pair(idx(images(30_000)), idx(np.sort(marks(30_000)))),
    "NPZ": lambda: arrays(images=X, labels=Y),
    "NPZ, nothing packed": lambda: arrays(packed=False, x=X, y=Y),
    "NPZ, train and test": lambda: arrays(x_train=X, y_train=Y, x_test=X, y_test=Y),
    "NPZ without names": lambda: arrays(arr_0=X, arr_1=Y),
    "NPZ, channels last": lambda: arrays(x=np.stack([X] * 3, axis=3), y=Y),
    "NPZ, rows of pixels": lambda: arrays(x=images(12, 4, 4).reshape(12, 16), y=Y),
    "NPZ, -1 to 1": lambda: arrays(x=DECIMALS, y=Y),
    "NPZ, 0 to 16": lambda: arrays(x=X // 16 + X // 255, y=Y),
    "NPZ, column-major, big-endian": lambda: arrays(x=np.asfortranarray(X).astype(">f8"), y=Y),
    "NPZ, a column of labels": lambda: arrays(x=X, y=Y[:, None]),
    "NPZ, labels as strings": lambda: arrays(x=X, y=np.array(["fox", "owl", "elk"])[Y]),
    "NPZ, one-hot labels": lambda: arrays(x=X, y=np.eye(3)[Y]),
    "NPZ, labels with gaps": lambda: arrays(x=X, y=1000.0 * Y),
}
BAD = {
    "nothing": lambda: [],
    "empty file": lambda: one("pets.zip", b""),
    "a table": lambda: one("digits.csv", b"label,pixel0,pixel1\n7,0,255\n"),
    "one picture": lambda: one("cat.png", picture()),
    "several pictures": lambda: one("cat.png", picture()) * 3,
    "one picture a class": lambda: one("pets.zip", zipped(folders(each=1))),
    "two zips": lambda: one("cat.zip", zipped(ANIMALS)) + one("dog.zip", zipped(ANIMALS)),
    "a packed text": lambda: one("notes.gz", gz(b"Not an IDX file")),
    "a single array": lambda: one("x.npy", npy(X)),
    "over 60 MB": lambda: one("pets.zip", b"PK\3\4" + bytes(63_000_000)),
    "half a zip": lambda: one("pets.zip", zipped(ANIMALS)[:1500]),
    "empty zip": lambda: one("pets.zip", zipped({})),
    "encrypted zip": lambda: one("pets.zip", encrypted(zipped(ANIMALS))),
    "zip, a name with ..": lambda: one("a.zip", zipped(ANIMALS | {"cat/../../x.png": picture()})),
    "zip, an absolute name": lambda: one("a.zip", zipped(ANIMALS | {"/etc/x.png": picture()})),
    "zip, a name with a drive": lambda: one("a.zip", zipped(ANIMALS | {"C:\\x.png": picture()})),
    "zip, unprintable class": lambda: one("a.zip", zipped(ANIMALS | {"b\x07d/x.png": picture()})),
    "zip of links": lambda: one("pets.zip", with_link({}, "cat/link.png")),
    "zip of 100,000 files": lambda: one(
        "pets.zip", zipped({f"{number % 9}/{number}": b"" for number in range(100_000)}, ZIP_STORED)
    ),
    "zip of 10,000 classes": lambda: one(
        "pets.zip", zipped({f"{number}/a.png": b"" for number in range(10_000)})
    ),
    "zip of one class": lambda: one("pets.zip", zipped(folders(["cat"]))),
    "zip without folders": lambda: one(
        "pets.zip", zipped({"1.png": picture(), "2.png": picture()})
    ),
    "zip of texts": lambda: one("pets.zip", zipped({"a/1.txt": b"Hello", "b/2.txt": b"there"})),
    "zip, one class readable": lambda: one(
        "pets.zip", zipped(folders(["cat"]) | {"dog/1.txt": b"Woof"})
    ),
    "zip, packed by bzip2": lambda: one("pets.zip", zipped(ANIMALS, ZIP_BZIP2)),
    "zip bomb, packed 1000 times": lambda: one(
        "pets.zip", zipped({f"{number}/0.bmp": BLACK for number in range(5)})
    ),
    "zip bomb, files listed 999 times": lambda: one(
        "pets.zip", overlapping({"cat/0.bmp": BLACK, "dog/0.bmp": BLACK}, 999)
    ),
    "zip bomb that promises 5 GB": lambda: one("a.zip", promising(zipped(ANIMALS), 900_000_000)),
    "zip bomb that promises little": lambda: one("a.zip", promising(zipped(ANIMALS), 9)),
    "one IDX": lambda: one("images-idx3-ubyte", idx(X)),
    "four IDX": lambda: pair(idx(X), idx(Y)) * 2,
    "IDX, both images": lambda: pair(idx(X), idx(X)),
    "IDX, both labels": lambda: pair(idx(Y), idx(Y)),
    "IDX, header says more": lambda: pair(idx(X, shape=(60_000, 6, 5)), idx(Y)),
    "IDX, header says less": lambda: pair(idx(X, shape=(9, 6, 5)), idx(Y)),
    "IDX, header says 4 billion": lambda: pair(idx(X, shape=(2**32 - 1, 28, 28)), idx(Y)),
    "IDX, packed, header says more": lambda: pair(gz(idx(X, shape=(60_000, 6, 5))), idx(Y)),
    "IDX of no images": lambda: pair(idx(X[:0]), idx(Y[:0])),
    "IDX of decimals": lambda: pair(idx(X, kind=0x0D), idx(Y)),
    "IDX of 9 axes": lambda: pair(idx(X, shape=(1,) * 9), idx(Y)),
    "IDX, half a header": lambda: pair(idx(X)[:9], idx(Y)),
    "IDX, half packed": lambda: pair(gz(idx(X))[:200], idx(Y)),
    "IDX, packed, damaged": lambda: pair(gz(idx(X))[:60] + b"\xff" * 200, idx(Y)),
    "IDX bomb": lambda: pair(gz(idx(X) + bytes(60_000_000)), idx(Y)),
    "IDX, 12 images, 10 labels": lambda: pair(idx(X), idx(Y[:10])),
    "IDX of one class": lambda: pair(idx(X), idx(Y * 0 + 7)),
    "NPZ of other names": lambda: arrays(pixels=X, names=Y),
    "NPZ, objects": lambda: arrays(x=X, y=np.array([None, *Y[1:]], object)),
    "NPZ, huge shape": lambda: one(
        "data.npz", zipped({"x.npy": npy(X, shape=(10**9, 10**9)), "y.npy": npy(Y)})
    ),
    "NPZ, huge shape of nothing": lambda: one(
        "data.npz", zipped({"x.npy": npy(X[:0], (10**12,), "|S0"), "y.npy": npy(Y)})
    ),
    "NPZ, negative shape": lambda: one(
        "data.npz", zipped({"x.npy": npy(X, shape=(-12, -30)), "y.npy": npy(Y)})
    ),
    "NPZ, 40 axes": lambda: one(
        "data.npz", zipped({"x.npy": npy(X[:1, :1, :1], (1,) * 70), "y.npy": npy(Y)})
    ),
    "NPZ, header of nonsense": lambda: one(
        "data.npz", zipped({"x.npy": b"\x93NUMPY\1\0\x20\0" + b"(" * 32, "y.npy": npy(Y)})
    ),
    "NPZ that unpacks to 210 MB": lambda: arrays(x=np.zeros((220, 1000, 1000), np.uint8), y=Y),
    "NPZ, NaN": lambda: arrays(x=HOLES, y=Y),
    "NPZ, infinite": lambda: arrays(x=np.where(X == 255, 1e300, X), y=Y),
    "NPZ, complex": lambda: arrays(x=X * 1j, y=Y),
    "NPZ, images are strings": lambda: arrays(x=X.astype(str), y=Y),
    "NPZ, all pixels the same": lambda: arrays(x=X * 0 + 3, y=Y),
    "NPZ, 500 x 400 pixels": lambda: arrays(x=np.zeros((12, 500, 400), np.uint8), y=Y),
    "NPZ, 5 channels": lambda: arrays(x=np.stack([X] * 5, axis=1), y=Y),
    "NPZ, one number": lambda: arrays(x=7, y=7),
    "NPZ, 12 images, 1 label": lambda: arrays(x=X, y=3),
    "NPZ, label -1": lambda: arrays(x=X, y=Y - 1.0),
    "NPZ, label 2.5": lambda: arrays(x=X, y=Y + 0.5),
    "NPZ, label NaN": lambda: arrays(x=X, y=Y + np.nan),
    "NPZ, label dates": lambda: arrays(x=X, y=Y.astype("M8[D]")),
    "NPZ, two-hot labels": lambda: arrays(x=X, y=np.ones((12, 2))),
    "NPZ, 10,000 classes": lambda: arrays(x=images(10_000), y=np.arange(10_000)),
    "NPZ, names that are no text": lambda: one(
        "data.npz",
        zipped({"x.npy": npy(X), "y.npy": npy(np.arange(12, dtype="<i4") << 26, (12,), "<U1")}),
    ),
    "NPZ, empty names": lambda: arrays(x=X, y=np.array(["a", ""])[Y % 2]),
}


@cache
def files(name):
    """The files of an odd upload, made once."""
    return {**GOOD, **BAD}[name]()


def answer(upload):
    """What the reader is told."""
    try:
        data = open_upload(upload)
    except DataError as error:
        return "refused", str(error)
    shape = "{} x ({}, {}, {})".format(*data.images.shape)
    said = " ".join((*data.notes, *data.refused))
    return f"{shape}, {', '.join(data.classes)}", said or "Read as it is."


if __name__ == "__main__":
    print("| Upload | Taken | Said | s |\n|---|---|---|---|")
    for name in (*GOOD, *BAD):
        upload, start = files(name), perf_counter()
        print(f"| {name} | {' | '.join(answer(upload))} | {perf_counter() - start:.2f} |")
