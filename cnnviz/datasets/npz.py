"""NPZ, NumPy's archive of arrays; headers are checked first, and nothing is unpickled."""

from dataclasses import replace
from io import BytesIO
from math import prod

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from cnnviz.datasets.archive import Archive, Member
from cnnviz.datasets.arrays import from_arrays
from cnnviz.datasets.dataset import Dataset
from cnnviz.datasets.idx import MAX_AXES
from cnnviz.datasets.limits import DataError
from cnnviz.text import count_of, format_shape, printable

#: Names of the arrays of images and labels; the first pair found is used.
PAIRS = (
    ("x_train", "y_train"),
    ("train_images", "train_labels"),
    ("images", "labels"),
    ("x", "y"),
    ("data", "target"),
    ("data", "labels"),
    ("arr_0", "arr_1"),
)
READERS = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}


def open_npz(data: bytes) -> Dataset:
    """Load an NPZ file with an array of images and one of labels.

    Their names are x and y, images and labels, x_train and y_train, or another of `PAIRS`,
    in lower or upper case.

    Parameters
    ----------
    data : bytes
        The whole file.

    Returns
    -------
    Dataset

    Raises
    ------
    DataError
        One sentence that names the user's numbers.

    Examples
    --------
    >>> file = BytesIO()
    >>> np.savez(file, x=np.eye(4).reshape(2, 2, 4), y=["top", "bottom"])
    >>> open_npz(file.getvalue()).classes
    ('bottom', 'top')
    """
    archive = Archive(data)
    found = {member.path[-1].lower(): member for member in archive.members if member.path}
    arrays = {name.removesuffix(".npy"): found[name] for name in found if name.endswith(".npy")}
    images, labels = _pair(arrays)
    archive.check_unpacked([arrays[images], arrays[labels]], ratio=False)
    marks = read_array(archive, arrays[labels])
    result = from_arrays("Your images", read_array(archive, arrays[images]), marks)
    left = sorted(arrays.keys() - {images, labels})
    others = f"{images} and {labels} were read; {printable(', '.join(left))} left out."
    return replace(result, notes=(others, *result.notes)) if left else result


def _pair(arrays: dict[str, Member]) -> tuple[str, str]:
    """Find the images and the labels by their names."""
    for images, labels in PAIRS:
        if images in arrays and labels in arrays:
            return images, labels
    has = printable(", ".join(arrays)) or "no array"
    raise DataError(f"This NPZ file holds {has}; call the arrays images and labels.")


def read_array(archive: Archive, member: Member) -> NDArray:
    """Read one array; raise if its header is damaged or does not match its size."""
    data = archive.read(member)
    shape, fortran, dtype, start = _header(data, member.name)
    if dtype.hasobject:
        raise DataError(
            f"{member.name} holds Python objects, which could run code: save plain numbers."
        )
    if dtype.kind not in "buifUS":
        raise DataError(
            f"{member.name} is of the type {printable(str(dtype))}, not numbers or names."
        )
    count = prod(shape)
    promised, holds = count * dtype.itemsize, len(data) - start
    if promised != holds or not dtype.itemsize:
        sides = printable(format_shape(shape, "x"))
        each = count_of(dtype.itemsize, "byte")
        what = f"{sides} values" if shape else "one value"
        raise DataError(
            f"{member.name} promises {what} of {each}, and holds {count_of(holds, 'byte')}."
        )
    values = np.frombuffer(data, dtype, count, start)
    return values.reshape(shape, order="F" if fortran else "C")


def _header(data: bytes, name: str) -> tuple[tuple[int, ...], bool, np.dtype, int]:
    """Read shape, order and type of an array, and the offset of its values."""
    file = BytesIO(data)
    try:
        shape, fortran, dtype = READERS[npy.read_magic(file)](file)
    except Exception as cause:  # NumPy raises many kinds on a damaged header
        raise DataError(f"{name} is no array, or its header is damaged.") from cause
    if min(shape, default=0) < 0:
        raise DataError(f"{name} promises a negative size.")
    if len(shape) > MAX_AXES:
        raise DataError(f"{name} has {len(shape)} axes; the limit is {MAX_AXES}.")
    return shape, fortran, dtype, file.tell()
