"""Count the fields of a protobuf message on its bytes, before a library parses them.

A field of two bytes can become hundreds of bytes in memory. A network needs few fields: most of
its bytes are weights.
"""

from typing import Any

MOST = 200_000
VARINT, EIGHT, BYTES, FOUR = 0, 1, 2, 5  # Protocol Buffers: Encoding, "Message structure"
FIXED = {EIGHT: 8, FOUR: 4}


def too_many(data: bytes, message: Any) -> bool:
    """Whether a file has more than `MOST` fields, nested messages included.

    Parameters
    ----------
    data : bytes
        Damage is not reported here: the library finds it.
    message : protobuf descriptor
        The type of the message.
    """
    waiting, count = [(0, len(data), message)], 0
    while waiting:
        at, end, message = waiting.pop()
        while 0 <= at < end:
            count += 1
            if count > MOST:
                return True
            key, at = varint(data, at, end)
            if key & 7 == BYTES:
                size, at = varint(data, at, end)
                field = message.fields_by_number.get(key >> 3)
                if field is not None and field.message_type is not None:
                    waiting.append((at, min(at + size, end), field.message_type))
                at += size
            else:
                at = skipped(data, at, end, key & 7)
    return False


def skipped(data: bytes, at: int, end: int, kind: int) -> int:
    """Return the end of a varint; -1 if it is too long or cut off."""
    if kind == VARINT:
        return varint(data, at, end)[1]
    return at + FIXED[kind] if kind in FIXED else -1


def varint(data: bytes, at: int, end: int) -> tuple[int, int]:
    """Read a varint (seven bits per byte) and the position after it, -1 if it is cut off.

    >>> varint(bytes([0xAC, 0x02]), 0, 2)
    (300, 2)
    """
    value = 0
    for place, byte in enumerate(data[at : min(at + 10, end)]):
        value |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            return value, at + place + 1
    return 0, -1
