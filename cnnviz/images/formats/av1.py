"""The size an AV1 stream is decoded at: what its file says of it may be a lie."""

from collections.abc import Iterator

SEQUENCE_HEADER = 1
MAX_UNITS = 1000


class Bits:
    r"""Read numbers from bytes, bit by bit, the highest first.

    >>> bits = Bits(b"\xa5")
    >>> bits.take(3), bits.take(5)
    (5, 5)
    """

    def __init__(self, data: bytes) -> None:
        self.value, self.left = int.from_bytes(data, "big"), 8 * len(data)

    def take(self, count: int) -> int:
        """Read the next `count` bits; IndexError past the end."""
        self.left -= count
        if self.left < 0:
            raise IndexError
        return self.value >> self.left & ((1 << count) - 1)


def sequence_sizes(stream: bytes) -> Iterator[tuple[int, int]]:
    """Yield width and height of every sequence header (AV1 specification, 5.3.1 and 5.5.1)."""
    at = 0
    for _ in range(MAX_UNITS):
        if at >= len(stream):
            return
        head = stream[at]
        at += 2 if head & 4 else 1
        length, at = _leb128(stream, at) if head & 2 else (len(stream) - at, at)
        if head >> 3 & 15 == SEQUENCE_HEADER:
            yield _frame_size(Bits(stream[at : at + min(length, 1024)]))
        at += length
    raise IndexError


def _leb128(data: bytes, at: int) -> tuple[int, int]:
    """Read a number in groups of seven bits, the lowest first; return it and what follows."""
    value = 0
    for shift in range(0, 56, 7):
        value |= (data[at] & 127) << shift
        at += 1
        if not data[at - 1] & 128:
            break
    return value, at


def _frame_size(bits: Bits) -> tuple[int, int]:
    """Read the largest frame a sequence header allows, past all that may stand before it."""
    bits.take(4)  # profile, still picture
    if bits.take(1):  # reduced header: a still picture
        bits.take(5)
    else:
        _skip_operating_points(bits)
    wide, high = bits.take(4) + 1, bits.take(4) + 1
    return bits.take(wide) + 1, bits.take(high) + 1


def _skip_operating_points(bits: Bits) -> None:
    """Step over timing and the operating points."""
    delay_bits, model = 0, 0
    if bits.take(1):  # timing information
        bits.take(64)
        if bits.take(1):
            zeros = next(count for count in range(33) if bits.take(1) or count == 32)
            bits.take(zeros % 32)
        if model := bits.take(1):
            delay_bits = bits.take(5) + 1
            bits.take(42)
    display_delay = bits.take(1)
    for _ in range(bits.take(5) + 1):
        bits.take(12)
        if bits.take(5) > 7:
            bits.take(1)
        if model and bits.take(1):
            bits.take(2 * delay_bits + 1)
        if display_delay and bits.take(1):
            bits.take(4)
