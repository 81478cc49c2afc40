"""Cross-correlation of a whole image, in bands of rows that fit in the processor's cache.

A band is padded, then cut into tiles. A tile is stacked: ``KW`` copies of every row, each
shifted by one more cell to the left. In the stack every window is one column, so one matrix
product computes all of them; the colour channels are additional columns::

    row   a b c d        stack, KW = 2   a b c        (p q) @ stack = pa+qb  pb+qc  pc+qd
                                         b c d

`bench/filtering.py` measures the gain. Calls share no state, so threads can filter in parallel.
"""

import math
import os
from collections.abc import Iterator

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from cnnviz.geometry import Walk

Floats = NDArray[np.float32]

# Output rows one product answers for, and how wide a tile may be, in numbers: what the
# products read should lie in the first-level cache (NEAR), but a tile under NARROW spends
# its time starting products, so one that cannot have both takes WIDE. OpenBLAS's AVX-512
# kernels, asked for by this name, prefer several rows, though some weights are then zeros.
if os.environ.get("OPENBLAS_CORETYPE") == "SkylakeX":
    ROWS, NEAR, NARROW, WIDE = 4, 0, 1, 768
else:
    ROWS, NEAR, NARROW, WIDE = 1, 9500, 192, 384
HEIGHT = 64  # output rows of a band: with more, a stack does not fit in the second-level cache
LINE = 16  # numbers in a cache line: rows aligned to one are read 1.2 times as fast


def correlate(image: NDArray, kernel: NDArray, path: Walk, bias: float = 0.0) -> Floats:
    """Cross-correlate (H, W, C) with (KH, KW) at every position of the path: (OH, OW, C).

    >>> from cnnviz.geometry import walk
    >>> image = np.arange(12).reshape(3, 4, 1)
    >>> correlate(image, np.ones((2, 2)), walk((3, 4), (2, 2)))[..., 0]
    array([[10., 14., 18.],
           [26., 30., 34.]], dtype=float32)
    """
    (rows, cols), down, channels = path.output, path.stride[0], image.shape[2]
    tall = min(ROWS, rows)
    height, width = share(rows, HEIGHT) // tall * tall, tile_width(cols, kernel.size, channels)
    weights = banded(kernel, tall, down)
    padded = Padded(image, path, height)
    stack = aligned((*padded.shifted.shape[:2], width, channels))
    windows = blocks(stack, height // tall, tall * down, weights.shape[1])
    output = np.empty((rows, cols * channels), np.float32)
    for top in starts(rows, height):
        padded.read(top * down)
        band = output[top : top + height].reshape(-1, tall, cols * channels)
        for left in starts(cols, width):
            np.copyto(stack, padded.shifted[:, :, left : left + width])
            answers = slice(left * channels, (left + width) * channels)
            np.matmul(weights, windows, out=band[..., answers])
        if bias:
            band += bias
    return output.reshape(rows, cols, channels)


class Padded:
    """The padded rows of the image under one band of output rows.

    Attributes
    ----------
    shifted : ndarray of shape (rows, KW, OW, C)
        A view of those cells for every column of the kernel.
    """

    def __init__(self, image: NDArray, path: Walk, height: int) -> None:
        (high, wide), (down, right), border = path.window, path.stride, path.border
        self.image, self.rows = image, border.rows
        self.middle = slice(border.left, border.left + image.shape[1])
        copies = border.cols >= 0
        copies[self.middle] = False
        self.ring, self.copied = np.flatnonzero(copies), border.left + border.cols[copies]
        channels = image.shape[2]
        self.cells = aligned(((height - 1) * down + high, len(border.cols), channels))
        self.cells[:] = 0
        line, cell, number = self.cells.strides
        seen = (len(self.cells), wide, path.output[1], channels)
        self.shifted = as_strided(self.cells, seen, (line, cell, right * cell, number))

    def read(self, top: int) -> None:
        """Copy the image's rows from padded row `top` on; consecutive rows in one piece."""
        rows = self.rows[top : top + len(self.cells)]
        if rows[0] >= 0 and rows[-1] - rows[0] == len(rows) - 1:
            self.cells[:, self.middle] = self.image[rows[0] : rows[-1] + 1]
        else:
            self.cells[:, self.middle] = self.image[rows]
            self.cells[rows < 0] = 0
        if self.ring.size:
            self.cells[:, self.ring] = self.cells[:, self.copied]


def starts(size: int, step: int) -> Iterator[int]:
    """Return the starts of steps along an axis; the last step ends with the axis.

    >>> list(starts(10, 4))
    [0, 4, 6]
    """
    return (min(start, size - step) for start in range(0, size, step))


def share(size: int, most: int) -> int:
    """Return the length of equal pieces of an axis, as few as possible.

    >>> share(100, most=64)
    50
    """
    return -(-size // -(-size // most))


def tile_width(cols: int, weights: int, channels: int) -> int:
    """Return the width of a tile in cells: whole cache lines, or the whole row."""
    near = NEAR // weights
    most = max((near if near >= NARROW else WIDE) // channels // LINE * LINE, LINE)
    return min(-(-share(cols, most) // LINE) * LINE, cols)


def banded(kernel: NDArray, tall: int, down: int) -> Floats:
    """Repeat the kernel along a diagonal: one row of weights for every output row.

    >>> banded(np.array([[1], [2]]), tall=2, down=1)
    array([[1., 2., 0.],
           [0., 1., 2.]], dtype=float32)
    """
    high, wide = kernel.shape
    band = np.zeros((tall, (tall - 1) * down + high, wide), np.float32)
    for row in range(tall):
        band[row, row * down : row * down + high] = kernel
    return band.reshape(tall, -1)


def blocks(stack: Floats, count: int, step: int, weights: int) -> Floats:
    """Return the stack as a view with a matrix per product: (count, weights, row length)."""
    line, copy, _, number = stack.strides
    seen = (count, weights, stack.shape[2] * stack.shape[3])
    return as_strided(stack, seen, (step * line, copy, number))


def aligned(shape: tuple[int, ...]) -> Floats:
    """Return an uninitialized array that starts on a cache line."""
    room = np.empty(math.prod(shape) + LINE, np.float32)
    first = -room.ctypes.data // room.itemsize % LINE
    return room[first:][: room.size - LINE].reshape(shape)
