"""What the components that show a job are given and report: ``job``, ``figures`` and others."""

from typing import NotRequired, TypedDict

import numpy as np
from numpy.typing import NDArray


class JobMessage(TypedDict):
    """Where the work is watched.

    Attributes
    ----------
    url : str
        Of the WebSocket.
    """

    url: str


class JobStatus(TypedDict):
    """How far a job is, and what its button does now.

    Attributes
    ----------
    share : float
        How much is done, 0 to 1.
    text : str
        The same in words.
    label : str
        Of the button.
    command : str
        What the button asks for: "cancel", "go_on" or "again".
    running, finished : bool
        Whether it goes on; whether there is no more to come.
    round : int
        Rises each time it is begun again.
    error : str or None
        Why it ended before its time.
    """

    share: float
    text: str
    label: str
    command: str
    running: bool
    finished: bool
    round: int
    error: str | None


class Said(TypedDict):
    """A piece of a sentence.

    Attributes
    ----------
    text : str
    strong : bool
        Whether it is written bold.
    """

    text: str
    strong: bool


class TableCells(TypedDict):
    """A table.

    Attributes
    ----------
    head : list of str
    rows : list of list of Said
    """

    head: list[str]
    rows: list[list[Said]]


class JobHeader(TypedDict):
    """A frame of a job: how far it is, and what there is of it so far.

    Attributes
    ----------
    job : JobStatus
    over : str, optional
        Why there will be no more frames.
    note : str, optional
        What the reader should know about the result.
    table : TableCells, optional
    """

    job: JobStatus
    over: NotRequired[str]
    note: NotRequired[str]
    table: NotRequired[TableCells]


class JobArrays(TypedDict):
    """A frame of a job has no arrays of its own."""


class JobState(TypedDict):
    """What is reported when a job comes to rest.

    Attributes
    ----------
    rested : str
        Changes with every rest.
    """

    rested: str


class JobTriggers(TypedDict):
    """What is reported when the job is no longer on the server and is wanted again."""

    gone: bool
