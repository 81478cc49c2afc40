"""Writes data files by hand, where the libraries would not write them, or not so oddly."""

from gzip import compress
from io import BytesIO
from struct import pack, pack_into, unpack_from
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np
from PIL import Image

from tests.images.making import colours, save

LINK = 0o120777 << 16


def picture(height=12, width=12, seed=0, kind="PNG"):
    return save(Image.fromarray(colours(height, width, seed=seed)), kind)


def zipped(files, method=ZIP_DEFLATED):
    """Write a zip of names and contents; `files` may be pairs, to write a name twice."""
    file = BytesIO()
    with ZipFile(file, "w", method) as archive:
        for name, data in files.items() if isinstance(files, dict) else files:
            info = ZipInfo(name)
            info.compress_type = method
            archive.writestr(info, data)
    return file.getvalue()


def folders(classes=("cat", "dog"), each=3, prefix="", **looks):
    """Name pictures as in a zip of folders."""
    return {
        f"{prefix}{name}/{number}.png": picture(seed=10 * at + number, **looks)
        for at, name in enumerate(classes)
        for number in range(each)
    }


def with_link(files, name):
    file = BytesIO(zipped(files))
    with ZipFile(file, "a") as archive:
        info = ZipInfo(name)
        info.external_attr = LINK
        archive.writestr(info, "/etc/passwd")
    return file.getvalue()


def contents(data):
    """Where the table of contents begins, its length and its end record."""
    end = data.rindex(b"PK\5\6")
    length, start = unpack_from("<II", data, end + 12)
    return start, length, end


def entries(data):
    """Where each line of the table of contents begins."""
    at, length, _ = contents(data)
    end = at + length
    while at < end:
        yield at
        at += 46 + sum(unpack_from("<HHH", data, at + 28))


def encrypted(data):
    """Mark every file as encrypted, as a password would."""
    data = bytearray(data)
    for at in entries(data):
        local = unpack_from("<I", data, at + 42)[0]
        data[at + 8] |= 1
        data[local + 6] |= 1
    return bytes(data)


def promising(data, size):
    """Have the contents promise another unpacked size of every file."""
    data = bytearray(data)
    for at in entries(data):
        pack_into("<I", data, at + 24, size)
    return bytes(data)


def overlapping(files, count):
    """A zip whose contents list the same packed files again and again."""
    data = zipped(files)
    start, length, end = contents(data)
    line, tail = data[start : start + length], bytearray(data[end:])
    listed = len(files) * count
    pack_into("<HHII", tail, 8, listed, listed, length * count, start)
    return data[:start] + line * count + bytes(tail)


def idx(values, *, kind=8, shape=None):
    shape = values.shape if shape is None else shape
    head = bytes([0, 0, kind, len(shape)]) + pack(f">{len(shape)}I", *shape)
    return head + values.astype(np.uint8).tobytes()


def gz(data):
    return compress(data, mtime=0)


def npz(packed=True, **arrays):
    file = BytesIO()
    (np.savez_compressed if packed else np.savez)(file, **arrays)
    return file.getvalue()


def npy(values, shape=None, descr=None):
    """Write an array whose header may say what it likes."""
    header = {
        "descr": descr or values.dtype.str,
        "fortran_order": False,
        "shape": values.shape if shape is None else shape,
    }
    file = BytesIO()
    np.lib.format.write_array_header_1_0(file, header)
    return file.getvalue() + values.tobytes()


def images(count=12, height=6, width=5, seed=0):
    """Bytes with a 255 and a 0 in every image."""
    values = np.random.default_rng(seed).integers(1, 255, (count, height, width), np.uint8)
    values[:, 0, 0], values[:, -1, -1] = 255, 0
    return values


def marks(count=12, classes=3):
    return (np.arange(count) % classes).astype(np.uint8)
