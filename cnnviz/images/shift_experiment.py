"""Experiments on a whole image: an operation on its edges, before and after a shift."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnnviz import kernels
from cnnviz.geometry import ShapeError
from cnnviz.images.filter import filter_image
from cnnviz.images.measure import luminance
from cnnviz.images.scale import shrink_to_fit
from cnnviz.ops import Operation

SIDE = 160  # pixels: large enough to recognise the image, small enough to be quick
FARTHEST = 3  # pixels, the largest shift
KERNEL = kernels.named("Sobel x").weights


class ShiftResult(NamedTuple):
    """A map before and after a shift of the image.

    Attributes
    ----------
    before, after, difference : ndarray of shape (H, W)
    change : float
        Mean absolute difference over the mean absolute value before.
    """

    before: NDArray
    after: NDArray
    difference: NDArray
    change: float


def vertical_edges(pixels: NDArray) -> NDArray:
    """Return the vertical edges of an image (H, W, 3), as a map with both signs (H', W').

    Examples
    --------
    >>> vertical_edges(np.zeros((5, 4, 3), np.uint8)).shape
    (5, 4)
    """
    return filter_image(_small(pixels), KERNEL, padding_mode="replicate")


def apply_operation(operation: Operation, settings: dict[str, Any], plane: NDArray) -> NDArray:
    """Apply an operation without a kernel to one map (H, W)."""
    made: NDArray = operation.forward(plane[None, None], **settings)[0, 0]
    return made


def shift_and_compare(
    pixels: NDArray, by: int, operation: Operation, settings: dict[str, Any]
) -> tuple[ShiftResult, ShiftResult]:
    """Shift an image to the right and compare its edges, and its pooled edges, before and after.

    Both views are crops of the same image, so padding has no influence.

    Parameters
    ----------
    pixels : ndarray of shape (H, W, 3)
    by : int
        Pixels, 0 to `FARTHEST`.
    operation, settings
        The pooling.

    Returns
    -------
    ShiftResult, ShiftResult
        Results for the edges and for the pooled edges.

    Raises
    ------
    ShapeError
        If the image is too narrow for the shift, or too small for the window.

    Examples
    --------
    >>> from cnnviz.ops.max_pool2d import OPERATION
    >>> ramp = np.arange(8 * 16 * 3, dtype=np.uint8).reshape(8, 16, 3)
    >>> edges_moved, pooled_moved = shift_and_compare(ramp, 0, OPERATION, {"kernel_size": 2})
    >>> edges_moved.change, pooled_moved.before.shape
    (0.0, (3, 5))
    """
    plane = _small(pixels)
    width = plane.shape[1] - FARTHEST
    if width < KERNEL.shape[1] or plane.shape[0] < KERNEL.shape[0]:
        raise ShapeError(
            f"a picture of {plane.shape[0]} x {plane.shape[1]} is too small to be moved "
            f"by up to {FARTHEST} pixels"
        )
    views = (plane[:, FARTHEST:], plane[:, FARTHEST - by : FARTHEST - by + width])
    found = [filter_image(np.ascontiguousarray(view), KERNEL, padding="valid") for view in views]
    pooled = [apply_operation(operation, settings, view) for view in found]
    return _moved(*found), _moved(*pooled)


def _moved(before: NDArray, after: NDArray) -> ShiftResult:
    size = float(np.abs(before).mean())
    difference = after - before
    return ShiftResult(before, after, difference, float(np.abs(difference).mean()) / (size or 1.0))


def _small(pixels: NDArray) -> NDArray:
    """Return the luminance, downsampled to at most `SIDE` pixels per side."""
    return luminance(shrink_to_fit(pixels, SIDE))
