"""Message types of the component ``occlusion``."""

from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from cnnviz.contracts._shared import JobCall, JobFrame, JobReport, Watched


class OcclusionMessage(Watched):
    """The WebSocket of the map."""


class OcclusionFrameHeader(JobFrame):
    """A map as far as it is built; all is missing until the first square is known.

    Attributes
    ----------
    done, total : int
        Places known; places in all.
    side, stride : int
        Of the square, and how far it moves.
    name : str
        Of the class.
    share : bool
        Whether the network's answers are probabilities, written in percent.
    before : float
        The answer for the whole picture.
    full : float
        The size of a fall or rise in full colour.
    running : bool
        Whether more places are to come.
    """

    done: int
    total: int
    side: int
    stride: int
    name: str
    share: bool
    before: float
    full: float
    running: bool


class OcclusionFrameArrays(TypedDict):
    """The arrays of a frame.

    Attributes
    ----------
    picture : ndarray of shape (H, W, 3)
    hole : ndarray of shape (3,)
        The colour of the square.
    probability, drop : ndarray of shape (R, S)
        The answer at each place; how far it fell.
    colours : ndarray of shape (R, S, 3)
    """

    picture: NDArray[np.uint8]
    hole: NDArray[np.uint8]
    probability: NDArray[np.float32]
    drop: NDArray[np.float32]
    colours: NDArray[np.uint8]


class OcclusionState(JobReport):
    """What it reports."""


class OcclusionTriggers(JobCall):
    """What it asks for."""
