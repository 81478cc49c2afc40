"""Message types of the component ``pictures``: originals beside results."""

from typing import Literal, NotRequired, TypedDict

import numpy as np
from numpy.typing import NDArray

from cnnviz.contracts._shared import Region, WeightsMoved, WeightsStamp


class Rim(TypedDict):
    """Number of rows and columns of a result that depend on padding."""

    top: int
    bottom: int
    left: int
    right: int


class CountedRange(TypedDict):
    """The values between which a histogram counts."""

    low: float
    high: float


class PicturePanel(TypedDict):
    """One picture.

    Attributes
    ----------
    title, caption : str
    width, height : int
        In pixels.
    stamp : int
        Changes whenever a pixel does.
    format : str
        How its bytes are encoded; "keep" when the browser has them.
    rim : Rim
    histogram : CountedRange
    """

    title: str
    caption: str
    width: int
    height: int
    stamp: int
    format: Literal["png", "jpeg", "keep"]
    rim: Rim
    histogram: CountedRange


class PixelSum(TypedDict):
    """How one pixel of a result is computed.

    Attributes
    ----------
    row, col : int
        Of the result, counted from 0.
    channel : str
        The colour explained; empty for a grey picture.
    region : Region
        What was read, on the picture before.
    total, bias, result : float
        The sum of the products, what is added, what comes out.
    shown : int or None
        The brightness on screen; None where colours stand for values.
    sum : str
        The sentence in place of a sum where no kernel was applied.
    """

    row: int
    col: int
    channel: str
    region: Region
    total: float
    bias: float
    result: float
    shown: int | None
    sum: str


class PixelInspection(PixelSum):
    """The pixel pointed at, explained.

    Attributes
    ----------
    panel : int
        On which it lies.
    title : str
        The name of the panel, and the place in words.
    """

    panel: int
    title: str


class PicturesHeader(TypedDict):
    """Pictures side by side, or wiped over the original.

    Attributes
    ----------
    version : int
        Changes whenever any picture does.
    panels : list of PicturePanel
        The original first.
    wipe, show_rim : bool
        Whether results lie over the original; whether the border's reach is outlined.
    window : (int, int)
        Rows and columns of the largest kernel: room for its grids is kept.
    inspect : PixelInspection or None
    hand : WeightsStamp or None
        The weights shown, where a kernel editor makes them.
    live : str or None
        Where to ask for the pictures of weights that move.
    """

    version: int
    panels: list[PicturePanel]
    wipe: bool
    show_rim: bool
    window: tuple[int, int]
    inspect: PixelInspection | None
    hand: WeightsStamp | None
    live: str | None


class PixelGrids(TypedDict):
    """What explains a pixel, shape (KH, KW) each; without a kernel only what was read."""

    neighbourhood: NotRequired[NDArray[np.float32]]
    kernel: NotRequired[NDArray[np.float32]]
    products: NotRequired[NDArray[np.float32]]


class PicturesArrays(PixelGrids):
    """The arrays of the message.

    Attributes
    ----------
    pictures : list of ndarray or None
        A panel's encoded bytes; None when the browser has them.
    histograms : list of ndarray
        A panel's counts.
    """

    pictures: list[NDArray[np.uint8] | None]
    histograms: list[NDArray[np.int32]]


class PicturePlace(TypedDict):
    """A pixel of a panel, counted from 0."""

    panel: int
    row: int
    col: int


class PointerReport(TypedDict):
    """The pixel under the user's pointer, if any, and the version on screen.

    ``have`` is None when the browser lacks a picture that a panel told it to keep.
    """

    panel: NotRequired[int]
    row: NotRequired[int]
    col: NotRequired[int]
    have: int | None


class PicturesState(TypedDict):
    """What the pictures report."""

    pointer: PointerReport


class PicturesQuestion(WeightsMoved):
    """What the component asks the server for while weights move.

    Attributes
    ----------
    version, seq, values
        As in `WeightsMoved`.
    place : PicturePlace or None
        Where the reader points.
    have : list of int
        The stamps of the pictures that are here.
    """

    place: PicturePlace | None
    have: list[int]
