"""PNG: a row of chunks; five of them make the picture (W3C PNG, third edition)."""

import re
import zlib
from collections.abc import Iterator
from struct import pack, unpack_from

from cnnviz.images.exif import orientation
from cnnviz.images.formats.inspected import InspectedFile
from cnnviz.images.limits import check_size

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MAGIC = re.compile(re.escape(SIGNATURE))
ORDER: tuple[bytes, ...] = (b"IHDR", b"iCCP", b"PLTE", b"tRNS", b"IDAT")


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield each chunk's name and body, up to the end of the picture; the last may be cut."""
    at = len(SIGNATURE)
    while at + 8 <= len(data):
        length, name = unpack_from(">I4s", data, at)
        if name == b"IEND":
            return
        yield name, data[at + 8 : at + 8 + length]
        at += 12 + length


def inspect_file(data: bytes) -> InspectedFile:
    """Keep the chunks of the still picture, its pixel data joined into one."""
    parts = list(chunks(data))
    found = {name: body for name, body in reversed(parts)}  # the first of each name
    width, height = unpack_from(">II", found.get(b"IHDR", b""))
    check_size(width, height)
    found[b"IDAT"] = b"".join(body for name, body in parts if name == b"IDAT")
    kept = [_chunk(name, found[name]) for name in ORDER if name in found]
    (frames,) = unpack_from(">I", found.get(b"acTL", b"\0\0\0\1"))
    return InspectedFile(
        SIGNATURE + b"".join(kept) + _chunk(b"IEND", b""),
        frames=frames,
        orientation=orientation(found.get(b"eXIf", b"")),
    )


def _chunk(name: bytes, body: bytes) -> bytes:
    """Wrap a body as a chunk: length, name, body, check sum."""
    return pack(">I", len(body)) + name + body + pack(">I", zlib.crc32(name + body))
