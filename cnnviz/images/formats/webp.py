"""WebP: three kinds of first chunk, each with the size at its own place (RFC 9649)."""

import re
from struct import unpack_from

from cnnviz.images.formats.inspected import InspectedFile
from cnnviz.images.limits import TOO_SHORT, ImageError, check_size

MAGIC = re.compile(rb"RIFF....WEBP", re.DOTALL)


def inspect_file(data: bytes) -> InspectedFile:
    """Read the canvas; libwebp holds every frame to it, and decodes the first alone."""
    check_size(*_size(data))
    if unpack_from("<I", data, 4)[0] > len(data) - 8:
        raise ImageError(TOO_SHORT)
    return InspectedFile(data)


def _size(data: bytes) -> tuple[int, int]:
    """Read width and height: 14 bits each, 24 for the extended kind."""
    if data[12:16] == b"VP8X":
        wide, high = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
        return wide, high
    if data[12:16] == b"VP8L":
        (bits,) = unpack_from("<I", data, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    wide, high = unpack_from("<HH", data, 26)
    return wide & 0x3FFF, high & 0x3FFF
