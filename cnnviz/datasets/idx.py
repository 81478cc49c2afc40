"""IDX, the format of MNIST and Fashion-MNIST: a header of big-endian numbers, then bytes."""

import zlib
from math import prod
from struct import unpack_from

import numpy as np
from numpy.typing import NDArray

from cnnviz.datasets.arrays import from_arrays
from cnnviz.datasets.dataset import Dataset
from cnnviz.datasets.limits import MAX_UNPACKED, DataError, check_bytes
from cnnviz.text import count_of, format_mb, format_shape

GZIP = b"\x1f\x8b"
#: zlib's wbits for the gzip format.
GZIP_BITS = 31
#: The types an IDX file may hold (LeCun, Cortes and Burges, The MNIST database).
TYPES = {
    0x08: "unsigned bytes",
    0x09: "signed bytes",
    0x0B: "16-bit whole numbers",
    0x0C: "32-bit whole numbers",
    0x0D: "32-bit decimals",
    0x0E: "64-bit decimals",
}
BYTES = 0x08
MAX_AXES = 4
LONGEST_HEADER = 4 + 4 * MAX_AXES


def open_idx(images: bytes, labels: bytes) -> Dataset:
    """Load a pair of IDX files, plain or compressed by gzip.

    Parameters
    ----------
    images : bytes
        The whole file, ``train-images-idx3-ubyte.gz`` for example.
    labels : bytes
        The whole file, ``train-labels-idx1-ubyte.gz`` for example.

    Returns
    -------
    Dataset
        At most 20,000 images, evenly chosen from larger files.

    Raises
    ------
    DataError
        One sentence that names the user's numbers.

    Examples
    --------
    >>> images = bytes([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 255, 0])
    >>> data = open_idx(images, labels=bytes([0, 0, 8, 1, 0, 0, 0, 2, 7, 3]))
    >>> data.images[:, 0].tolist(), data.labels, data.classes
    ([[[0.0, 1.0]], [[1.0, 0.0]]], array([1, 0]), ('3', '7'))
    """
    marks = read_idx(labels)
    if marks.ndim != 1:
        sides = format_shape(marks.shape, "x")
        raise DataError(f"The labels have the shape {sides}; one for each image is needed.")
    return from_arrays("Your images", read_idx(images), marks)


def read_idx(data: bytes) -> NDArray[np.uint8]:
    """Read one IDX file of unsigned bytes; its size must match its header exactly.

    Parameters
    ----------
    data : bytes

    Returns
    -------
    ndarray of uint8
        Of the shape in the header.

    Examples
    --------
    >>> read_idx(bytes([0, 0, 8, 1, 0, 0, 0, 9, 7, 3]))
    Traceback (most recent call last):
    cnnviz.datasets.limits.DataError: This IDX file promises 9 bytes, and holds 2.
    """
    check_bytes(data)
    shape = _shape(header_bytes(data))
    start, size = 4 + 4 * len(shape), prod(shape)
    if size > MAX_UNPACKED:
        limit = format_mb(MAX_UNPACKED)
        raise DataError(f"This IDX file promises {format_mb(size)}; the limit is {limit}.")
    body = _inflate(data, start + size + 1)[start:]
    if len(body) != size:
        holds = f"{len(body):,}" if len(body) < size else "more"
        raise DataError(f"This IDX file promises {count_of(size, 'byte')}, and holds {holds}.")
    return np.frombuffer(body, np.uint8).reshape(shape)


def header_bytes(data: bytes) -> bytes:
    """Return the first bytes, decompressed, enough for any header; b"" if gzip is damaged."""
    try:
        return _inflate(data, LONGEST_HEADER)
    except DataError:
        return b""


def count_axes(start: bytes) -> int:
    """Return the number of axes from the first bytes of an IDX file; 0 if it is none.

    Examples
    --------
    >>> count_axes(bytes([0, 0, 8, 3])), count_axes(b"PK and so on")
    (3, 0)
    """
    known = len(start) >= 4 and start[:2] == b"\0\0" and start[2] in TYPES
    return start[3] if known else 0


def _shape(start: bytes) -> tuple[int, ...]:
    """Read the shape in the header."""
    count = count_axes(start)
    if not count:
        raise DataError("This is not an IDX file: it begins otherwise.")
    if start[2] != BYTES:
        raise DataError(f"This IDX file holds {TYPES[start[2]]}; unsigned bytes can be read.")
    if count > MAX_AXES:
        raise DataError(f"This IDX file has {count} axes; the limit is {MAX_AXES}.")
    if len(start) < 4 + 4 * count:
        raise DataError("This IDX file ends within its header.")
    return unpack_from(f">{count}I", start, 4)


def _inflate(data: bytes, most: int) -> bytes:
    """Return the first `most` bytes of a file, decompressed if it is gzip."""
    if not data.startswith(GZIP):
        return data[:most]
    try:
        return zlib.decompressobj(GZIP_BITS).decompress(data, most)
    except zlib.error as cause:
        raise DataError("This gzip file is damaged.") from cause
