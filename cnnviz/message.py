"""One message to a browser component: a JSON header, then the raw arrays."""

import json
import struct
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

LENGTH = struct.Struct("<I")


def pack(header: dict[str, Any], **arrays: ArrayLike) -> bytes:
    """Lay a header and arrays end to end; ``_shared/message.js`` takes them apart.

    Parameters
    ----------
    header : dict
        Anything JSON can hold; NaN and infinity it cannot.
    **arrays : array_like
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
    described, blocks, offset = {}, [], 0
    for name, values in arrays.items():
        array = np.ascontiguousarray(values)
        array = array.astype(array.dtype.newbyteorder("<"), copy=False)
        block = array.tobytes()
        block += b"\0" * (-len(block) % 8)
        described[name] = {
            "dtype": array.dtype.str[1:],
            "shape": list(array.shape),
            "offset": offset,
        }
        blocks.append(block)
        offset += len(block)
    return b"".join((_head({**header, "arrays": described}), *blocks))


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


def _head(header: dict[str, Any]) -> bytes:
    """Write the header and its length, so that what follows begins at a multiple of 8."""
    text = json.dumps(header, allow_nan=False).encode()
    text += b" " * (-(len(text) + LENGTH.size) % 8)
    return LENGTH.pack(len(text)) + text
