"""JPEG: a row of segments, of which the decoder needs a few (ITU-T T.81, annex B)."""

import re
from collections.abc import Iterator
from itertools import islice

from cnnviz.images.exif import orientation
from cnnviz.images.formats.inspected import InspectedFile
from cnnviz.images.limits import MAX_SCANS, TOO_SHORT, ImageError, check_size

MAGIC = re.compile(rb"\xff\xd8\xff")

MARKER = re.compile(rb"\xff[\x02-\xcf\xd8-\xfe]")  # not a stuffed byte, nor a restart in a scan
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
SCAN, END, EXIF, PROFILE, ADOBE = 0xDA, 0xD9, 0xE1, 0xE2, 0xEE
NOTES = (frozenset(range(0xE1, 0xF0)) | {0xFE}) - {PROFILE, ADOBE}
MAX_PARTS = 10_000

Segment = tuple[int, bytes]


def segments(data: bytes) -> Iterator[Segment]:
    """Yield each marker's code and its bytes; those of a scan run up to the next marker."""
    at = 2
    while found := MARKER.search(data, at):
        start, code = found.start(), data[found.start() + 1]
        if code == END:
            yield code, data[start : start + 2]
            return
        at = start + 2 + int.from_bytes(data[start + 2 : start + 4], "big")
        if code == SCAN:
            following = MARKER.search(data, at)
            at = following.start() if following else len(data)
        yield code, data[start:at]


def inspect_file(data: bytes) -> InspectedFile:
    """Keep the segments that make the picture; learn its size, its turn and its inks."""
    parts = list(islice(segments(data), MAX_PARTS))
    width, height, inks = _frame(parts)
    check_size(width, height)
    _check_scans(parts)
    exif = (body[4:] for code, body in parts if code == EXIF and body[4:10] == b"Exif\0\0")
    adobe = any(code == ADOBE and body[4:9] == b"Adobe" for code, body in parts)
    return InspectedFile(
        b"\xff\xd8" + b"".join(body for code, body in parts if _needed(code, body)),
        orientation=orientation(next(exif, b"")),
        plain_cmyk=inks == 4 and not adobe,
    )


def _frame(parts: list[Segment]) -> tuple[int, int, int]:
    """Read width, height and number of inks from the frame header (T.81, B.2.2)."""
    for code, body in parts:
        if code in FRAMES and len(body) > 9:
            return int.from_bytes(body[7:9], "big"), int.from_bytes(body[5:7], "big"), body[9]
    raise ImageError(TOO_SHORT)


def _check_scans(parts: list[Segment]) -> None:
    """Refuse thousands of scans, each of which would walk the whole picture again."""
    scans = sum(code == SCAN for code, _ in parts)
    if scans > MAX_SCANS:
        raise ImageError(f"This JPEG is drawn in {scans} scans; the limit is {MAX_SCANS}.")
    if len(parts) == MAX_PARTS:
        raise ImageError(f"This JPEG is cut into {MAX_PARTS} parts or more; a hundred are plenty.")


def _needed(code: int, body: bytes) -> bool:
    """Tell what the decoder needs from comments, thumbnails, and notes on further pictures."""
    return code not in NOTES and (code != PROFILE or body[4:15] == b"ICC_PROFILE")
