"""Message types of the component ``field``: receptive fields of a stack of layers."""

from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from cnnviz.contracts._shared import PlaceReport


class FieldMap(TypedDict):
    """A map of the stack; the first is the picture.

    Attributes
    ----------
    title, knobs : str
        Its layer; the layer's window and settings that are not default.
    rows, cols : int
    sees : (int, int)
        Rows and columns of this map that a unit of the last one reads.
    """

    title: str
    knobs: str
    rows: int
    cols: int
    sees: tuple[int, int]


class FieldHeader(TypedDict):
    """A stack of maps.

    Attributes
    ----------
    maps : list of FieldMap
    at : (int, int)
        The unit of the last map, row and column.
    note : str
        Text below the influence.
    jump : int
        Another number moves the browser to `at`.
    version : str
        Changes with all of these.
    """

    maps: list[FieldMap]
    at: tuple[int, int]
    note: str
    jump: int
    version: str


class FieldArrays(TypedDict):
    """The arrays of the message.

    Attributes
    ----------
    picture : ndarray of shape (H, W, 3)
    heat : ndarray of shape (H, W)
        How strongly each pixel moves the unit, 0 to 1.
    rows, cols : list of ndarray
        For every map, which of its rows (columns) each row (column) of units reads: 0 or 1.
    top, left : list of ndarray
        For every map, where the receptive field of each row (column) of units begins.
    pixels : ndarray of shape (H, W)
        How many pixels each unit of the last map reads.
    """

    picture: NDArray[np.uint8]
    heat: NDArray[np.float32]
    rows: list[NDArray[np.uint8]]
    cols: list[NDArray[np.uint8]]
    top: list[NDArray[np.int32]]
    left: list[NDArray[np.int32]]
    pixels: NDArray[np.int32]


class FieldState(TypedDict):
    """What the stack reports."""

    place: PlaceReport
