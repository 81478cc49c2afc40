"""What the component ``weights``, the kernel editor, is given and reports."""

from typing import TypedDict

from cnnviz.contracts._shared import WeightsMoved


class WeightsMessage(TypedDict):
    """A kernel to be changed by hand.

    Attributes
    ----------
    weights : list of list of float
        The kernel, row by row.
    version : int
        Another one replaces what the hand made.
    seq : int
        The last change by hand that Python has heard of.
    editable : bool
        Whether the weights may be changed.
    label : str
        Its title.
    limit : float
        No weight may be larger.
    step : float
        What one step of the wheel, of an arrow key or of eight dragged pixels adds.
    """

    weights: list[list[float]]
    version: int
    seq: int
    editable: bool
    label: str
    limit: float
    step: float


class WeightsReport(WeightsMoved):
    """Weights made by hand.

    Attributes
    ----------
    version, seq, values
        As in `WeightsMoved`.
    rest : bool
        False while the hand is still moving.
    """

    rest: bool


class WeightsState(TypedDict):
    """What the kernel editor reports."""

    weights: WeightsReport
