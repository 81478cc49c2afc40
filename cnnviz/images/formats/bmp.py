"""BMP: a header of two ages, then rows (Microsoft, BITMAPINFOHEADER)."""

import re
from struct import unpack_from

from cnnviz.images.formats.inspected import InspectedFile
from cnnviz.images.limits import ImageError, check_size

MAGIC = re.compile(rb"BM.{12}[\x0c\x10\x28\x34\x38\x40\x6c\x7c]\x00\x00\x00", re.DOTALL)

OLD_HEADER, RUN_LENGTH = 12, (1, 2)
MAX_PACKED_BYTES = 2**20


def inspect_file(data: bytes) -> InspectedFile:
    """Read the size; run-length packed files are held to 1 MB (Pillow unpacks them in Python)."""
    if data[14] == OLD_HEADER:
        width, height = unpack_from("<HH", data, 18)
        packing = 0
    else:
        width, height, packing = unpack_from("<ii4xI", data, 18)
    check_size(width, abs(height))
    if packing in RUN_LENGTH and len(data) > MAX_PACKED_BYTES:
        size = f"{len(data) / 2**20:.1f}"
        raise ImageError(f"This run-length packed BMP has {size} MB; the limit for those is 1 MB.")
    return InspectedFile(data)
