"""Message types of the component ``pixels``: an image as matrices."""

from typing import NotRequired, TypedDict

import numpy as np
from numpy.typing import NDArray

from cnnviz.contracts._shared import PlaceReport


class PixelsHeader(TypedDict):
    """A picture and how its numbers are written.

    Attributes
    ----------
    stamp : int
        A checksum that differs for other images.
    size, at : (int, int)
        Rows and columns; the pixel to begin at.
    held : bool
        Whether that pixel is pinned.
    jump : int
        Another number moves the browser to `at`.
    planes : list of str
        Their names: the parts of light, then their weighted sum.
    reach : int or None
        Cells a side of the magnifier; None where every number has room.
    tinted : bool
        Whether planes are shown in their own colour.
    cells, tight, exact : list of str
        The texts of all 256 values: in cells, in small cells, in sentences.
    high : int
        The number that white is written as.
    weights : list of str
        What every part of light counts in grey.
    look : str
        Changes with how numbers are shown.
    """

    stamp: int
    size: tuple[int, int]
    at: tuple[int, int]
    held: bool
    jump: int
    planes: list[str]
    reach: int | None
    tinted: bool
    cells: list[str]
    tight: list[str]
    exact: list[str]
    high: int
    weights: list[str]
    look: str


class PixelsArrays(TypedDict):
    """The arrays of the message.

    Attributes
    ----------
    counts : ndarray of shape (4, bins)
        How often values occur in red, green, blue and grey.
    pixels, grey : ndarray of shape (H, W, 3) and (H, W), optional
        Of a new picture.
    """

    counts: NDArray[np.int32]
    pixels: NotRequired[NDArray[np.uint8]]
    grey: NotRequired[NDArray[np.uint8]]


class PixelsState(TypedDict):
    """What the picture reports."""

    place: PlaceReport
