"""Import of uploaded files; the format is detected by content, not by name."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from cnnviz.datasets.archive import Archive
from cnnviz.datasets.dataset import Dataset
from cnnviz.datasets.folders import open_zip
from cnnviz.datasets.idx import GZIP, count_axes, header_bytes, open_idx
from cnnviz.datasets.limits import DataError
from cnnviz.datasets.npz import open_npz
from cnnviz.images.formats import FORMATS
from cnnviz.text import count_of, printable

WANTED = "one zip of folders, one NPZ file, or two IDX files"
ZIP = b"PK\3\4", b"PK\5\6"


def open_upload(files: Sequence[tuple[str, bytes]], size: int = 32, channels: int = 3) -> Dataset:
    """Load uploaded files: a zip of folders, an NPZ file, or two IDX files in either order.

    Parameters
    ----------
    files : sequence of (str, bytes)
        File names, used in messages only, and contents.
    size, channels : int
        For images from a zip, as for `open_zip`.

    Returns
    -------
    Dataset
        Named after the file, or after that of the images.

    Raises
    ------
    DataError
        One sentence that names the user's numbers.

    Examples
    --------
    >>> open_upload([("cat.csv", b"1, 2, 3")])
    Traceback (most recent call last):
    cnnviz.datasets.limits.DataError: 'cat.csv' is of a kind we cannot read: upload one zip of \
folders, one NPZ file, or two IDX files.
    """
    if not files:
        raise DataError(f"There is no file: upload {WANTED}.")
    kinds = [detect_format(data) for _, data in files]
    if kinds == ["a zip archive"]:
        (name, data), *_ = files
        read = open_npz(data) if _is_npz(data) else open_zip(data, size, channels)
        return _named(name, read)
    if kinds == ["IDX"] * 2:
        (_, labels), (name, images) = sorted(
            files, key=lambda file: count_axes(header_bytes(file[1]))
        )
        return _named(name, open_idx(images, labels))
    raise DataError(_instead([name for name, _ in files], kinds))


def detect_format(data: bytes) -> str:
    """Detect the format of a file by its content.

    Examples
    --------
    >>> detect_format(b"PK and so on"), detect_format(bytes([0, 0, 8, 1])), detect_format(b"GIF89a")
    ('of a kind we cannot read', 'IDX', 'a picture')
    """
    if not data:
        return "empty"
    if data.startswith(ZIP):
        return "a zip archive"
    if count_axes(header_bytes(data)):
        return "IDX"
    if data.startswith(GZIP):
        return "a gzip file without IDX in it"
    if data.startswith(b"\x93NUMPY"):
        return "a single NumPy array"
    if any(module.MAGIC.match(data) for module in FORMATS.values()):
        return "a picture"
    return "of a kind we cannot read"


def _is_npz(data: bytes) -> bool:
    """Whether an archive holds arrays, not folders."""
    return any(
        member.path[-1:] and member.path[-1].endswith(".npy") for member in Archive(data).members
    )


def _named(name: str, data: Dataset) -> Dataset:
    """Name a data set after its file; raise if it is too small to split."""
    if data.counts().max() < 2:
        several = f"There are {len(data)} images of {len(data)} classes, one each"
        raise DataError(f"{several}; one class or more needs a second, to be judged by.")
    return replace(data, name=printable(PurePath(name).stem) or data.name)


def _instead(names: Sequence[str], kinds: Sequence[str]) -> str:
    """Write what was found, and what to upload instead."""
    if set(kinds) == {"a picture"}:
        return "Pictures need a class: put each class into a folder with its name, and zip those."
    if set(kinds) == {"IDX"}:
        has = count_of(len(names), "IDX file")
        return f"This upload has {has}: upload two, one of images and one of labels."
    if len(names) == 1:
        return f"'{printable(names[0])}' is {kinds[0]}: upload {WANTED}."
    found = printable(", ".join(f"'{name}'" for name in names))
    return f"There are {count_of(len(names), 'file')}, {found}: upload {WANTED}."
