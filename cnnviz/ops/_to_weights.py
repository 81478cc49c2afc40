"""The gradient of a filter, computed as a convolution with the output's gradient."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import Walk
from cnnviz.ops._operation import weighted
from cnnviz.trace import Box, Step, Trace


def swapped(path: Walk, window: tuple[int, int]) -> Walk:
    """Let another window walk the same padded image, stride and dilation changing places."""
    return replace(path, window=window, stride=path.dilation, dilation=path.stride)


def collect(
    slug: str, image: NDArray, channels: range, kernel: NDArray, path: Walk, size: tuple[int, int]
) -> Trace:
    """Trace one kernel on each of some channels.

    Parameters
    ----------
    slug : str
        The operation of the filter.
    image : ndarray of shape (C, H, W)
        The input of the kernel.
    channels : range
        The channels that belong to the filter.
    kernel : ndarray of shape (KH, KW)
        The weights that multiply every window.
    path : Walk
        The kernel's positions; `size` is how many of them count, rows and columns.

    Returns
    -------
    Trace
        Its output, of shape ``(len(channels), *size)``, is the gradient of the filter.

    Examples
    --------
    >>> image, kernel, path = np.array([[[1, 2, 3]]]), np.array([[4, 1]]), Walk((1, 3), (1, 2))
    >>> collect("conv2d", image, range(1), kernel, path, (1, 2)).output
    array([[[ 6, 11]]])
    """
    maps = image[channels.start : channels.stop]
    stops = path.windows(maps)[:, : size[0], : size[1]]
    output = np.einsum("khwij,ij->khw", stops, kernel)

    def step(channel: int, row: int, col: int) -> Step:
        reads, writes = path.box(row, col, channels[channel]), Box(row, col, channel=channel)
        return weighted(reads, writes, stops[channel : channel + 1, row, col], kernel[None])

    steps = tuple(step(*index) for index in np.ndindex(output.shape))
    start = np.zeros(len(channels), output.dtype)
    return Trace(slug, image, output, path.border, start, steps, kernel[None, None])
