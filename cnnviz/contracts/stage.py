"""Message types of the component ``stage``, which animates a trace."""

from typing import Literal, NotRequired, TypedDict

import numpy as np
from numpy.typing import NDArray

from cnnviz.trace import Combine

Hue = Literal["input", "kernel", "output"]


class GridColors(TypedDict):
    """How the values of a grid become colours.

    Attributes
    ----------
    scale : str
        "grey" as in a picture, "signed" from red over neutral to violet.
    low, high : float
        The values with the strongest colours.
    """

    scale: Literal["grey", "signed"]
    low: float
    high: float


class PlainInput(GridColors):
    """The input: a name for every channel, and its size without the border.

    Attributes
    ----------
    labels : list of str
    rows, cols : int
    top, left : int
        How many rows and columns of the border come first.
    """

    labels: list[str]
    rows: int
    cols: int
    top: int
    left: int


class StageInput(PlainInput):
    """The input; ``editable`` says whether the reader may change its numbers."""

    editable: bool


class PlainKernel(TypedDict):
    """The filters.

    Attributes
    ----------
    filters, channels, rows, cols : int
        The shape of the weights.
    labels : list of str
        A name for every filter.
    limit : float
        The size of a weight with the strongest colour.
    flipped : bool
        Whether they are shown turned by 180 degrees.
    """

    filters: int
    channels: int
    rows: int
    cols: int
    labels: list[str]
    limit: float
    flipped: bool


class StageKernel(PlainKernel):
    """The filters; whether the reader may change them, and whether a bias belongs to each."""

    editable: bool
    bias: bool


class StageOutput(GridColors):
    """The output: a name for every plane."""

    labels: list[str]


class StageCurve(TypedDict):
    """The curve of a function, drawn where a kernel would stand, between two ends."""

    name: str
    low: float
    high: float


class GridNames(TypedDict):
    """Names of the cells of a row vector; empty where it has none."""

    input: NotRequired[list[str]]
    output: NotRequired[list[str]]


class GridHues(TypedDict):
    """The colour each grid takes, by what it means."""

    input: Hue
    kernel: Hue
    output: Hue


class StageHeader(TypedDict):
    """A trace, and how it looks.

    Attributes
    ----------
    operation : str
        Its slug.
    combine : str
        How the terms of a step become its result.
    at, jump : int
        The step to open on; another number when the stage must go there.
    input, kernel, output, curve
        The grids, and the curve between them.
    columns : GridNames or None
    roles : GridHues
    backward : bool
        Whether gradients run back.
    message : str or None
        A sentence in place of the output.
    note : str
        A sentence below.
    limit : float
        No number that the reader types may be larger.
    """

    operation: str
    combine: Combine
    at: int
    jump: int
    input: StageInput
    kernel: StageKernel | None
    output: StageOutput
    curve: StageCurve | None
    columns: GridNames | None
    roles: GridHues
    backward: bool
    message: str | None
    note: str
    limit: float


class CurveArrays(TypedDict):
    """The points of a curve.

    Attributes
    ----------
    curve_x, curve_y, curve_slope : ndarray
        Sampled from one end to the other.
    curve_at : ndarray of shape (S,)
        Where on it every step is.
    """

    curve_x: NDArray[np.float32]
    curve_y: NDArray[np.float32]
    curve_slope: NDArray[np.float32]
    curve_at: NotRequired[NDArray[np.float32]]


class TraceArrays(TypedDict):
    """The numbers of a trace of S steps.

    What differs in size from step to step lies end to end; ``<name>_at`` says where each
    step's part begins and the last ends.

    Attributes
    ----------
    input : ndarray of shape (C, PH, PW)
        With its border.
    source : ndarray of shape (PH, PW)
        Which real cell each padded cell copies, in reading order; -1 is none.
    bias, output : ndarray
    weight : ndarray of shape (F, C, KH, KW), optional
    reads, writes : ndarray of shape (S, 8)
        Boxes: row, col, height, width, channel, depth, row step, column step.
    filter : ndarray of shape (S,)
    unread : ndarray of shape (H, W), optional
        1 for the cells that no step reads.
    divisor : ndarray of shape (S,), optional
        For a mean what the sum is divided by, for a norm which root is taken.
    terms, window, partial, after : ndarray
        What is combined, what was read, the sum of each channel, the output cells after.
    slope, chosen : ndarray, optional
        What the value is multiplied with; the places of the terms that were chosen.
    """

    input: NDArray[np.float32]
    source: NDArray[np.int32]
    bias: NDArray[np.float32]
    output: NDArray[np.float32]
    weight: NotRequired[NDArray[np.float32]]
    reads: NDArray[np.int16]
    writes: NDArray[np.int16]
    filter: NDArray[np.int16]
    unread: NotRequired[NDArray[np.int16]]
    divisor: NotRequired[NDArray[np.float32]]
    terms: NDArray[np.float32]
    terms_at: NDArray[np.int32]
    window: NDArray[np.float32]
    window_at: NDArray[np.int32]
    partial: NDArray[np.float32]
    partial_at: NDArray[np.int32]
    after: NDArray[np.float32]
    after_at: NDArray[np.int32]
    slope: NotRequired[NDArray[np.float32]]
    slope_at: NotRequired[NDArray[np.int32]]
    chosen: NotRequired[NDArray[np.float32]]
    chosen_at: NotRequired[NDArray[np.int32]]


class StageArrays(TraceArrays):
    """The numbers of the trace, and of the curve if there is one."""

    curve_x: NotRequired[NDArray[np.float32]]
    curve_y: NotRequired[NDArray[np.float32]]
    curve_slope: NotRequired[NDArray[np.float32]]
    curve_at: NotRequired[NDArray[np.float32]]


class StageState(TypedDict):
    """The step at which the user stopped."""

    at: int


class EditableCell(TypedDict):
    """A cell the reader may change.

    Attributes
    ----------
    grid : str
    plane, channel, row, col : int
        The filter, or the channel of the input; what the kernel reads; the place.
    """

    grid: Literal["input", "kernel", "bias"]
    plane: int
    channel: int
    row: int
    col: int


class CellEdit(EditableCell):
    """A number the reader typed into a cell."""

    value: float


class StageTriggers(TypedDict):
    """What the stage reports once."""

    edit: CellEdit
