"""Writes picture files by hand, where Pillow would not write them, or not so oddly."""

import zlib
from io import BytesIO
from struct import pack

import numpy as np
from PIL import Image, ImageCms

#: The extended header of a WebP of 16384x16384.
CANVAS = b"\x0a\0\0\0" + bytes(4) + b"\xff\x3f\0" * 2


def save(image, kind, **options):
    file = BytesIO()
    image.copy().save(file, kind, **options)  # Pillow leaves notes on what it saves
    return file.getvalue()


def colours(height=31, width=47, channels=3, seed=0):
    """Smooth in one direction, noisy in the other: nothing a decoder could get right by luck."""
    noise = np.random.default_rng(seed).integers(0, 60, (height, width, channels))
    return (np.linspace(0, 195, width).astype(int)[:, None] + noise).astype(np.uint8)


def png_chunk(name, body):
    return pack(">I", len(body)) + name + body + pack(">I", zlib.crc32(name + body))


def png(values, *, depth, colour, extra=b""):
    """Write (H, W) or (H, W, C) values; colour 0 is grey, 2 RGB, 3 palette, 4 LA, 6 RGBA."""
    height, width = values.shape[:2]
    rows = values.reshape(height, -1)
    if depth == 16:
        packed = rows.astype(">u2").view(np.uint8)
    elif depth == 8:
        packed = rows.astype(np.uint8)
    else:
        bits = rows[..., None] >> np.arange(depth)[::-1] & 1
        packed = np.packbits(bits.reshape(height, -1), axis=1)
    lines = b"".join(b"\0" + row.tobytes() for row in np.ascontiguousarray(packed))
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
        + extra
        + png_chunk(b"IDAT", zlib.compress(lines))
        + png_chunk(b"IEND", b"")
    )


def tiff(values, *, photometric=1, kind=1, order="<", tags=None):
    """Write a plain TIFF of one strip; `kind` is 1 unsigned, 2 signed, 3 decimal."""
    height, width = values.shape
    data = values.astype(values.dtype.newbyteorder(order)).tobytes()
    entries = {256: width, 257: height, 258: values.itemsize * 8, 259: 1, 262: photometric}
    entries |= {277: 1, 278: height, 279: len(data), 339: kind, **(tags or {})}
    entries[273] = 8 + 2 + 12 * (len(entries) + 1) + 4
    listed = b"".join(pack(order + "HHII", tag, 4, 1, entries[tag]) for tag in sorted(entries))
    mark = b"II" if order == "<" else b"MM"
    return mark + pack(order + "HIH", 42, 8, len(entries)) + listed + bytes(4) + data


def exif(orientation, order=">"):
    mark = b"II" if order == "<" else b"MM"
    entry = pack(order + "HHIHH", 274, 3, 1, orientation, 0)
    return b"Exif\0\0" + mark + pack(order + "HIH", 42, 8, 1) + entry + bytes(4)


def png_header(width, height):
    """A PNG that promises a size and holds next to nothing."""
    head = png_chunk(b"IHDR", pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    body = png_chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + head + body + png_chunk(b"IEND", b"")


def many_scans(count):
    """A progressive JPEG whose last scan is written again and again."""
    whole = save(Image.fromarray(colours(64, 64)), "JPEG", progressive=True)
    last = whole[whole.rindex(b"\xff\xda") : -2]
    return whole[:-2] + last * count + whole[-2:]


def lying_avif(promised, real):
    """An AVIF whose boxes say one size and whose stream is another."""
    data = save(Image.new("RGB", real), "AVIF", quality=30, speed=10)
    at = data.index(b"ispe") + 8
    return data[:at] + pack(">II", *promised) + data[at + 8 :]


def profile():
    """The bytes of a small RGB profile that is not sRGB: its red and green primaries swapped."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = data.index(b"rXYZ"), data.index(b"gXYZ")
    data[red : red + 4], data[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(data).replace("sRGB".encode("utf-16-be"), "swap".encode("utf-16-be"))
