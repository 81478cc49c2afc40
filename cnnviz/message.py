"""Binary messages to browser components: a JSON header, then the raw arrays."""

import json
import struct
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

LENGTH = struct.Struct("<I")
ALIGNED = 8  # bytes: every array begins at a multiple, so that the browser can view it in place

Arrays = NDArray | Sequence[NDArray | None]


def pack(header: Mapping[str, object], **arrays: Arrays) -> bytes:
    """Serialize a header and arrays; ``_shared/message.js`` reads them.

    Parameters
    ----------
    header : mapping
        Anything that JSON can represent, so no NaN or infinity.
    **arrays : ndarray, or sequence of ndarray and None
        uint8, int16, int32 or float32; sent as they are, little-endian.

    Returns
    -------
    bytes
        ``[u32 header length][header, padded to 8 bytes][array][array]...``, each array
        padded to 8 bytes.

    Examples
    --------
    >>> message = pack({"at": 3}, values=np.array([1, 2], np.uint8))
    >>> message[4:].split(b"}}")[0]
    b'{"at": 3, "arrays": {"values": {"dtype": "u1", "shape": [2], "offset": 0'
    """
    blocks = _Blocks()
    described = {name: blocks.describe(values) for name, values in arrays.items()}
    return b"".join((_head({**header, "arrays": described}), *blocks.written))


class _Blocks:
    """The bytes of all arrays, and their total length so far."""

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.length = 0

    def describe(self, values: Arrays | None) -> Any:
        """Add an array, or several; return the offset, type and shape of each."""
        if values is None:
            return None
        if not isinstance(values, np.ndarray):
            return [self.describe(one) for one in values]
        array = np.ascontiguousarray(values)
        array = array.astype(array.dtype.newbyteorder("<"), copy=False)
        block = array.tobytes()
        offset, padding = self.length, -len(block) % ALIGNED
        self.written.append(block + b"\0" * padding)
        self.length += len(block) + padding
        return {"dtype": array.dtype.str[1:], "shape": list(array.shape), "offset": offset}


def amend(message: bytes, **changes: Any) -> bytes:
    r"""Change entries of a message's header; its arrays stay.

    Examples
    --------
    >>> message = amend(pack({"at": 3, "of": 9}, values=np.array([1, 2], np.uint8)), at=4)
    >>> message[4:].split(b', "arrays"')[0], message[-8:-6]
    (b'{"at": 4, "of": 9', b'\x01\x02')
    """
    start = LENGTH.size + LENGTH.unpack_from(message)[0]
    header = json.loads(message[LENGTH.size : start])
    return _head({**header, **changes}) + message[start:]


def _head(header: Mapping[str, object]) -> bytes:
    """Write the header and its length, so that what follows begins at a multiple of 8."""
    text = json.dumps(header, allow_nan=False).encode()
    text += b" " * (-(len(text) + LENGTH.size) % ALIGNED)
    return LENGTH.pack(len(text)) + text
