"""Message types of the component ``dream``."""

from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from cnnviz.contracts._shared import JobCall, JobFrame, JobReport, Watched


class DreamMessage(Watched):
    """The WebSocket of the film."""


class DreamFrameHeader(JobFrame):
    """A film; while the job runs, only its newest image.

    Attributes
    ----------
    title : str
        Of the unit.
    answer : str
        What the values are: "its middle cell".
    total : int
        Steps in all.
    running : bool
        Whether more steps are to come.
    steps : list of int
        At which the frames were taken.
    """

    title: str
    answer: str
    total: int
    running: bool
    steps: list[int]


class DreamFrameArrays(TypedDict):
    """The arrays of a frame.

    Attributes
    ----------
    frames : ndarray of shape (T, H, W, 3)
    values : ndarray
        The unit's answer after every step, beginning with the noise.
    """

    frames: NDArray[np.uint8]
    values: NDArray[np.float32]


class DreamState(JobReport):
    """What it reports."""


class DreamTriggers(JobCall):
    """What it asks for."""
