"""What several components are told or report."""

from typing import NotRequired, TypedDict


class Region(TypedDict):
    """A rectangle of cells, counted from 0.

    Attributes
    ----------
    row, col : int
        Its first row and column.
    rows, cols : int
        How many it has.
    """

    row: int
    col: int
    rows: int
    cols: int


class PlaceReport(TypedDict):
    """The cell a reader points at.

    Attributes
    ----------
    row, col : int
        Counted from 0.
    rows, cols : int
        Of the picture or map it lies on.
    held : bool
        Whether the reader pinned it.
    jump : int
        As the message said: a report of before the last jump is out of date.
    have : int or None, optional
        The stamp of the picture the browser has; None when it lacks the one it should keep.
    """

    row: int
    col: int
    rows: int
    cols: int
    held: bool
    jump: int
    have: NotRequired[int | None]


class WeightsStamp(TypedDict):
    """Which weights of the kernel editor are meant.

    Attributes
    ----------
    version : int
        Rises when the page replaces what the hand made.
    seq : int
        Rises with every change by hand.
    """

    version: int
    seq: int


class WeightsMoved(WeightsStamp):
    """Weights as the hand moves them; the event ``cnnviz:weights`` carries them.

    Attributes
    ----------
    version, seq : int
        As in `WeightsStamp`.
    values : list of list of float
        The kernel, row by row.
    """

    values: list[list[float]]
