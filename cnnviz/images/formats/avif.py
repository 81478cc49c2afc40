"""AVIF: boxes in boxes; pictures are items made of AV1 streams (ISO/IEC 23008-12)."""

import re
from collections.abc import Iterator
from struct import unpack_from

from cnnviz.images.formats.av1 import sequence_sizes
from cnnviz.images.formats.inspected import InspectedFile
from cnnviz.images.limits import TOO_SHORT, ImageError, check_size

MAGIC = re.compile(rb"....ftyp(avif|avis|mif1|msf1)", re.DOTALL)
AV1_ITEM = re.compile(rb"(?:\x02...(?P<short>..)..|\x03...(?P<long>....)..)av01", re.DOTALL)
MAX_EXTENTS = 1000

Span = tuple[int, int]


def boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the boxes from `at` to `end`: name, where the body starts, where it ends."""
    while at + 8 <= end:
        size, name = unpack_from(">I4s", data, at)
        head = 8
        if size == 1:
            (size,), head = unpack_from(">Q", data, at + 8), 16
        stop = end if size == 0 else at + max(size, head)
        yield name, at + head, min(stop, end)
        at = stop


def inspect_file(data: bytes) -> InspectedFile:
    """Check the size of every AV1 picture itself, and have the still one decoded.

    The boxes may promise 64x64 where the stream inside is 16384x16384.
    """
    top = {name: (start, end) for name, start, end in boxes(data, 0, len(data))}
    start, end = top.get(b"meta", (0, 0))
    meta = {name: (start, end) for name, start, end in boxes(data, start + 4, end)}
    if not {b"iinf", b"iloc"} <= meta.keys():
        raise ImageError(TOO_SHORT)
    pictures = set(_pictures(data, *meta[b"iinf"]))
    if not pictures:
        raise ImageError("This file holds no AV1 picture; it may be a HEIC photograph.")
    for item, method, spans in _places(data, meta[b"iloc"][0]):
        if item in pictures:
            base = meta.get(b"idat", (0, 0))[0] if method == 1 else 0
            _check([data[base + at : base + at + length] for at, length in spans], spans)
    return InspectedFile(data[:8] + b"avif" + data[12:], frames=_frames(data))


def _check(parts: list[bytes], spans: list[Span]) -> None:
    """Refuse a stream that is cut short, or decoded at more than the limit."""
    if any(len(part) < length for part, (_, length) in zip(parts, spans, strict=True)):
        raise ImageError(TOO_SHORT)
    for width, height in sequence_sizes(b"".join(parts)):
        check_size(width, height)


def _pictures(data: bytes, start: int, end: int) -> Iterator[int]:
    """Yield the numbers of the items that are AV1 pictures."""
    skip = 8 if data[start] else 6
    for name, at, stop in boxes(data, start + skip, end):
        found = AV1_ITEM.match(data, at, stop) if name == b"infe" else None
        if found:
            yield int.from_bytes(found["short"] or found["long"], "big")


def _places(data: bytes, at: int) -> Iterator[tuple[int, int, list[Span]]]:
    """Yield for every item its number, the kind of place, and its spans (8.11.3)."""
    version, widths = data[at], data[at + 4 : at + 6]
    offset, length, base, index = (widths[0] >> 4, widths[0] & 15, widths[1] >> 4, widths[1] & 15)
    wide, at, budget = (4 if version == 2 else 2), at + 6, MAX_EXTENTS

    def number(size: int) -> int:
        nonlocal at
        at += size
        return int.from_bytes(data[at - size : at], "big")

    for _ in range(min(number(wide), MAX_EXTENTS)):
        item, method = number(wide), number(2) & 15 if version else 0
        number(2)
        start, spans = number(base), []
        for _ in range(number(2)):
            number(index if version else 0)
            spans.append((start + number(offset), number(length)))
            budget -= 1
            if budget < 0:
                raise IndexError
        yield item, method, spans


def _frames(data: bytes) -> int:
    """Read the number of pictures of an animation; 1 where there is none."""
    at = data.find(b"stsz")
    return int(unpack_from(">I", data, at + 12)[0]) if 0 < at < len(data) - 16 else 1
