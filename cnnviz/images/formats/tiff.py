"""TIFF: a chain of directories of tags (TIFF 6.0, and BigTIFF's wider numbers)."""

import re
from struct import calcsize, unpack_from

from cnnviz.images.formats.inspected import InspectedFile
from cnnviz.images.limits import ImageError, check_size

MAGIC = re.compile(rb"II[\x2a\x2b]\x00|MM\x00[\x2a\x2b]")

WIDTH, HEIGHT, PACKING, TURN, TILE_WIDTH, TILE_HEIGHT = 256, 257, 259, 274, 322, 323
#: Raw, CCITT, LZW, JPEG, Deflate, PackBits, LZMA, Zstandard, WebP. The rest hold no plain values.
PACKINGS = frozenset({1, 2, 3, 4, 5, 6, 7, 8, 32771, 32773, 32946, 34925, 50000, 50001})
KINDS = {1: "B", 3: "H", 4: "I", 16: "Q"}
MAX_TAGS, MAX_PAGES = 4096, 1000


def inspect_file(data: bytes) -> InspectedFile:
    """Read the first directory, refuse oversized tiles too, and count the pages."""
    tags, pages = _tags(data), _pages(data)
    check_size(tags.get(WIDTH, 0), tags.get(HEIGHT, 0))
    check_size(tags.get(TILE_WIDTH, 1), tags.get(TILE_HEIGHT, 1))
    if tags.get(PACKING, 1) not in PACKINGS:
        raise ImageError(f"This TIFF is packed in a way we cannot read (number {tags[PACKING]}).")
    many = pages > MAX_PAGES
    return InspectedFile(data, frames=pages - many, many=many, turned=tags.get(TURN) in range(2, 9))


def _layout(data: bytes) -> tuple[str, str, int, str]:
    """Name the byte order, the count of a directory, the place of the first, an offset."""
    order = "<" if data[:1] == b"I" else ">"
    return (order, "Q", 8, "Q") if 43 in data[2:4] else (order, "H", 4, "I")


def _tags(data: bytes) -> dict[int, int]:
    """Read the first directory's whole numbers, the first of each tag."""
    order, counter, at, offset = _layout(data)
    (at,) = unpack_from(order + offset, data, at)
    (count,) = unpack_from(order + counter, data, at)
    head = order + "HH" + offset
    start, step = at + calcsize(counter), calcsize(head) + calcsize(offset)
    tags: dict[int, int] = {}
    for entry in range(start, start + step * min(count, MAX_TAGS), step):
        tag, kind, _ = unpack_from(head, data, entry)
        if kind in KINDS and tag not in tags:
            (tags[tag],) = unpack_from(order + KINDS[kind], data, entry + calcsize(head))
    return tags


def _pages(data: bytes) -> int:
    """Follow the chain of directories, but not for ever: it may be a ring."""
    order, counter, at, offset = _layout(data)
    step = calcsize("=HH" + offset * 2)
    pages = 0
    while pages <= MAX_PAGES:
        (at,) = unpack_from(order + offset, data, at)
        if not 0 < at < len(data):
            break
        pages += 1
        (count,) = unpack_from(order + counter, data, at)
        at += calcsize(counter) + step * count
        if at + calcsize(offset) > len(data):
            break
    return pages
