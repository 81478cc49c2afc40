"""Message types of the component ``figures``."""

from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from cnnviz.contracts._shared import JobCall, JobFrame, JobReport, Watched


class FiguresMessage(Watched):
    """The WebSocket of the figures."""


class FigurePicture(TypedDict):
    """A picture of a figure.

    Attributes
    ----------
    alt : str
    width : int
        On screen, in CSS pixels.
    """

    alt: str
    width: int


class Figure(TypedDict):
    """Images below each other, with text.

    Attributes
    ----------
    title : str
        Above them.
    pictures : list of FigurePicture
    caption : str
        Below the first.
    told : str
        Below all.
    width : int
        Of the whole, in CSS pixels.
    """

    title: str
    pictures: list[FigurePicture]
    caption: str
    told: str
    width: int


class SentencePart(TypedDict):
    """A piece of a sentence.

    Attributes
    ----------
    text : str
    strong : bool
        Whether it is written bold.
    """

    text: str
    strong: bool


class FiguresFrameHeader(JobFrame):
    """Figures side by side.

    Attributes
    ----------
    sentence : list of SentencePart
        Above them.
    figures : list of Figure
    """

    sentence: list[SentencePart]
    figures: list[Figure]


class FiguresFrameArrays(TypedDict):
    """The arrays of a frame.

    Attributes
    ----------
    files : list of ndarray
        A PNG file for each picture, in order.
    """

    files: list[NDArray[np.uint8]]


class FiguresState(JobReport):
    """What it reports."""


class FiguresTriggers(JobCall):
    """What it asks for."""
