"""A chain of filters, ReLU and pooling on a photograph, and the computation of one pixel."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import PaddingMode, Walk, pair, touched, walk
from cnnviz.images.filter import filter_image
from cnnviz.ops import Operation
from cnnviz.ops.avg_pool2d import OPERATION as AVERAGE
from cnnviz.ops.conv2d import trace as trace_conv2d
from cnnviz.ops.max_pool2d import OPERATION as MAX
from cnnviz.ops.relu import OPERATION as RELU
from cnnviz.trace import Box, Step

INSIDE = {"padding": "valid"}


class WeightlessTreatment(NamedTuple):
    """A treatment without weights: the operation, its settings, its description."""

    operation: Operation
    settings: dict[str, int]
    shows: str


OTHERS = {
    "ReLU": WeightlessTreatment(
        RELU, {}, "Keeps what is positive and turns every negative answer to 0."
    ),
    "Max pool": WeightlessTreatment(
        MAX, {"kernel_size": 2}, "Keeps the strongest of every 2 x 2 pixels: half the size."
    ),
    "Average pool": WeightlessTreatment(
        AVERAGE, {"kernel_size": 2}, "Averages every 2 x 2 pixels: half the size, softer."
    ),
}


@dataclass(frozen=True, eq=False)
class Treatment:
    """One step of the chain: a kernel, or one of `OTHERS`.

    Attributes
    ----------
    name : str
        The kernel's name, or a name of `OTHERS`.
    weights : ndarray of shape (KH, KW), optional
        The kernel; None for the others.
    bias : float
        Added to every output of a kernel, in units of 0-255.
    stride : int
        Stride of a kernel, in pixels.
    border : str
        Padding mode; "none" is no padding.
    """

    name: str
    weights: NDArray | None = None
    bias: float = 0.0
    stride: int = 1
    border: PaddingMode | Literal["none"] = "zeros"

    def path(self, size: tuple[int, int]) -> Walk:
        """Return the window positions on an image of this many rows and columns.

        Raises
        ------
        ShapeError
            When the window or its border does not fit the picture.
        """
        if self.weights is None:
            window = OTHERS[self.name].settings.get("kernel_size", 1)
            return walk(size, pair(window, "window"), stride=window)
        rows, cols = self.weights.shape
        if self.border == "none":
            return walk(size, (rows, cols), stride=self.stride)
        around = walk(size, (rows, cols), padding="same", padding_mode=self.border)
        return replace(around, stride=pair(self.stride, "stride"))


def apply_treatment(values: NDArray, treatment: Treatment) -> NDArray[np.float32]:
    """Apply a treatment to a whole image, channel by channel.

    Parameters
    ----------
    values : ndarray of shape (H, W) or (H, W, 3)
        In units of 0-255, any sign.
    treatment : Treatment

    Returns
    -------
    ndarray of shape (OH, OW) or (OH, OW, 3), float32

    Raises
    ------
    ShapeError
        When the window or its border does not fit the picture.

    Examples
    --------
    >>> apply_treatment(np.array([[1, 5], [3, -7]]), Treatment("Max pool"))
    array([[5.]], dtype=float32)
    """
    treatment.path((values.shape[0], values.shape[1]))
    if treatment.weights is not None:
        how: dict[str, Any] = {"bias": treatment.bias, "stride": treatment.stride}
        how |= {"padding_mode": treatment.border} if treatment.border != "none" else INSIDE
        return filter_image(values, treatment.weights, **how)
    operation, settings, _ = OTHERS[treatment.name]
    planes = np.moveaxis(np.atleast_3d(values), -1, 0)[None]
    treated = np.moveaxis(operation.forward(planes, **settings)[0], 0, -1)
    return treated.reshape(*treated.shape[:2], *values.shape[2:]).astype(np.float32)


def explain_pixel(values: NDArray, treatment: Treatment, row: int, col: int) -> Step:
    """Return the step that computes one pixel of the result, on one plane (H, W).

    Examples
    --------
    >>> plane = np.array([[1, 5], [3, -7]])
    >>> explain_pixel(plane, Treatment("Max pool"), 0, 0).result.item()
    5
    """
    path = treatment.path((values.shape[0], values.shape[1]))
    box, border = path.box(row, col), path.border
    rows = border.rows[[index + border.top for index in box.rows]][:, None]
    cols = border.cols[[index + border.left for index in box.cols]]
    patch = np.where((rows < 0) | (cols < 0), 0, values[rows, cols])[None]
    if treatment.weights is not None:
        trace = trace_conv2d(patch, treatment.weights[None, None])
    else:
        operation, settings, _ = OTHERS[treatment.name]
        trace = operation.trace(patch, **settings)
    return replace(trace.steps[0], reads=box, writes=Box(row, col))


def border_reach(
    size: tuple[int, int], treatments: Sequence[Treatment]
) -> tuple[int, int, int, int]:
    """Count the rows and columns of a result that depend on padding: top, bottom, left, right.

    Examples
    --------
    >>> blur = Treatment("Box blur", np.ones((3, 3)) / 9)
    >>> border_reach((9, 9), [blur]), border_reach((9, 9), [blur, blur])
    ((1, 1, 1, 1), (2, 2, 2, 2))
    """
    reached = [np.zeros(side, bool) for side in size]
    for treatment in treatments:
        path = treatment.path((len(reached[0]), len(reached[1])))
        reached = [touched(path, axis, before) for axis, before in enumerate(reached)]
    top, bottom, left, right = (
        int(np.logical_and.accumulate(cells).sum())
        for axis in reached
        for cells in (axis, axis[::-1])
    )
    return top, bottom, left, right
