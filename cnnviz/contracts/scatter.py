"""Message types of the component ``scatter``: images as points in a plane."""

from typing import TypedDict

import numpy as np
from numpy.typing import NDArray


class ScatterClass(TypedDict):
    """A class, and how its points are drawn.

    Attributes
    ----------
    name : str
    colours : (str, str)
        On a light page, on a dark one.
    mark : str
        The shape of its points.
    """

    name: str
    colours: tuple[str, str]
    mark: str


class ScatterHeader(TypedDict):
    """Points in a plane.

    Attributes
    ----------
    stamp : int
        Another one for other points.
    classes : list of ScatterClass
    explained : list of float
        The share of the differences that lies along either axis.
    here : list of float or None
        Position of the user's own image.
    url : str
        Where to ask for an image.
    """

    stamp: int
    classes: list[ScatterClass]
    explained: list[float]
    here: list[float] | None
    url: str


class ScatterArrays(TypedDict):
    """The arrays of the message.

    Attributes
    ----------
    points : ndarray of shape (N, 2)
    labels, guesses : ndarray of shape (N,)
        The right class, and the predicted class.
    """

    points: NDArray[np.float32]
    labels: NDArray[np.int16]
    guesses: NDArray[np.int16]


class ScatterImageHeader(TypedDict):
    """The answer to a question for an image."""

    index: int


class ScatterImageArrays(TypedDict):
    """Its pixels (H, W, 3)."""

    pixels: NDArray[np.uint8]
