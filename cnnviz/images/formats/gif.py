"""GIF: blocks one after another; the first picture is kept, the others counted (GIF89a)."""

import re
from collections.abc import Iterator
from itertools import islice
from struct import unpack_from

from cnnviz.images.formats.inspected import InspectedFile
from cnnviz.images.limits import TOO_SHORT, ImageError, check_size

MAGIC = re.compile(rb"GIF8[79]a")

EXTENSION, PICTURE, CONTROL = 0x21, 0x2C, 0xF9
MAX_BLOCKS = 10_000


def blocks(data: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield each whole block's kind and bytes; a control extension's kind is `CONTROL`."""
    while data[at : at + 1] in (b"!", b","):
        kind, start = data[at], at
        if kind == PICTURE:
            at += 11 + _palette(data[at + 9])
        else:
            kind, at = data[at + 1], at + 2
        try:
            while size := data[at]:
                at += size + 1
        except IndexError:
            return
        at += 1
        yield kind, data[start:at]


def inspect_file(data: bytes) -> InspectedFile:
    """Keep the screen, the palette, and the first frame with its control block."""
    width, height, flags = unpack_from("<HHB", data, 6)
    body = 13 + _palette(flags)
    parts = list(islice(blocks(data, body), MAX_BLOCKS))
    first = next((i for i, (kind, _) in enumerate(parts) if kind == PICTURE), None)
    if first is None:
        raise ImageError(TOO_SHORT)
    picture = parts[first][1]
    left, top, wide, high = unpack_from("<4H", picture, 1)
    check_size(max(width, left + wide), max(height, top + high))
    control = [block for kind, block in parts[:first] if kind == CONTROL][-1:]
    return InspectedFile(
        data[:body] + b"".join(control) + picture + b";",
        frames=sum(kind == PICTURE for kind, _ in parts),
        many=len(parts) == MAX_BLOCKS,
    )


def _palette(flags: int) -> int:
    """Bytes of the colour table a flag byte announces."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0
