"""Takes a message apart as `_shared/message.js` does."""

import json
import struct

import numpy as np


def unpack(message):
    """Give the header and the arrays by name."""
    (length,) = struct.unpack("<I", message[:4])
    header = json.loads(message[4 : 4 + length])
    arrays = {}
    for name, about in header.pop("arrays").items():
        count = int(np.prod(about["shape"]))
        start = 4 + length + about["offset"]
        values = np.frombuffer(message, f"<{about['dtype']}", count, start)
        arrays[name] = values.reshape(about["shape"])
    return header, arrays
