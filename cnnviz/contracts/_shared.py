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


class Watched(TypedDict):
    """Where work that takes a while is watched.

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
    running, finished, known : bool
        Whether it goes on; whether there is no more to come; whether there is anything to show.
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
    known: bool
    round: int
    error: str | None


class JobFrame(TypedDict):
    """What every frame of a job says.

    Attributes
    ----------
    job : JobStatus
    over : str, optional
        Why there will be no more frames.
    note : str, optional
        What the reader should know about the result.
    """

    job: NotRequired[JobStatus]
    over: NotRequired[str]
    note: NotRequired[str]


class JobReport(TypedDict):
    """What the page hears of a job.

    Attributes
    ----------
    rested : str
        Changes each time the job comes to rest.
    """

    rested: str


class JobCall(TypedDict):
    """What the page is asked for.

    Attributes
    ----------
    reopen : bool
        The job is no longer on the server, and is wanted again.
    """

    reopen: bool
