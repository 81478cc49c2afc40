"""Message types of the component ``job``: progress of a job, and optionally a table."""

from typing import NotRequired, TypedDict

from cnnviz.contracts._shared import JobCall, JobFrame, JobReport, Watched


class JobMessage(Watched):
    """The WebSocket of the job."""


class TableCell(TypedDict):
    """A cell of a table.

    Attributes
    ----------
    text : str
    strong : bool
        Whether it is written bold.
    """

    text: str
    strong: bool


class JobFrameHeader(JobFrame):
    """A frame.

    Attributes
    ----------
    head : list of str, optional
        Of a table.
    rows : list of list of TableCell, optional
    """

    head: NotRequired[list[str]]
    rows: NotRequired[list[list[TableCell]]]


class JobFrameArrays(TypedDict):
    """A frame has no arrays."""


class JobState(JobReport):
    """What it reports."""


class JobTriggers(JobCall):
    """What it asks for."""
