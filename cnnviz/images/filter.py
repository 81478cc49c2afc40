"""Fast filters for whole images, with the result of `cnnviz.ops.conv2d`."""

from dataclasses import replace
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import PaddingMode, Pair, ShapeError, Walk, pair, walk
from cnnviz.images import _bands


def filter_image(
    image: NDArray,
    kernel: NDArray,
    *,
    bias: float = 0.0,
    stride: Pair = 1,
    padding: Literal["same", "valid"] = "same",
    padding_mode: PaddingMode = "zeros",
) -> NDArray[np.float32]:
    """Apply one kernel to an image, to each colour channel by itself.

    Parameters
    ----------
    image : ndarray of shape (H, W) or (H, W, C)
        Integers, bools or floats, all finite; the output has their unit.
    kernel : ndarray of shape (KH, KW)
        Weights, without unit; not flipped (cross-correlation).
    bias : float
        Added to every output.
    stride : int or pair of int
        Cells between two windows, for both axes or for rows and columns.
    padding : {"same", "valid"}
        "same" adds ``KH - 1`` rows and ``KW - 1`` columns, an odd one below and on the right
        as in PyTorch, and keeps the size if the stride is 1. "valid" adds none.
    padding_mode : {"zeros", "reflect", "replicate", "circular"}
        Values of the added cells.

    Returns
    -------
    ndarray of float32, shape (OH, OW) or (OH, OW, C)
        ``out[i, j] = bias + sum(kernel[u, v] * padded[i*stride + u, j*stride + v])``.
        Negative values are not clipped.

    Raises
    ------
    ShapeError
        If the kernel or the border does not fit the image; the message says by how much.

    Examples
    --------
    >>> filter_image(np.array([[0, 0, 9, 9]]), np.array([[-1, 1]]), padding="valid")
    array([[0., 9., 0.]], dtype=float32)
    """
    if image.ndim not in (2, 3) or kernel.ndim != 2 or image.size == 0:
        raise ShapeError(
            "a picture is rows, columns and perhaps colours, and a kernel rows and columns, "
            f"not shapes {image.shape} and {kernel.shape}"
        )
    path = _path(image.shape[:2], kernel.shape, pair(stride, "stride"), padding, padding_mode)
    pixels = image if image.ndim == 3 else image[..., None]
    output = _bands.correlate(pixels, kernel, path, bias)
    return output if image.ndim == 3 else output[..., 0]


@lru_cache(maxsize=32)
def _path(
    size: tuple[int, int],
    window: tuple[int, int],
    stride: tuple[int, int],
    padding: Literal["same", "valid"],
    mode: PaddingMode,
) -> Walk:
    """Return the window positions; cached while a weight is dragged."""
    return replace(walk(size, window, padding=padding, padding_mode=mode), stride=stride)
