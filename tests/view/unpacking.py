"""Takes a message apart as `_shared/message.js` does."""

import json
import struct

import numpy as np


def unpack(message):
    """Give the header and the arrays by name."""
    (length,) = struct.unpack("<I", message[:4])
    header = json.loads(message[4 : 4 + length])

    def array(about):
        if about is None or isinstance(about, list):
            return about and [array(one) for one in about]
        count = int(np.prod(about["shape"]))
        start = 4 + length + about["offset"]
        values = np.frombuffer(message, f"<{about['dtype']}", count, start)
        return values.reshape(about["shape"])

    return header, {name: array(about) for name, about in header.pop("arrays").items()}
