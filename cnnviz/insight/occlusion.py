"""Occlusion: cover a square of the picture, see how far the class falls, move on."""

from collections.abc import Iterator
from dataclasses import dataclass

from numpy.typing import ArrayLike, NDArray

from cnnviz.insight.progress import Progress
from cnnviz.insight.scores import Target
from cnnviz.trace import Box
from cnnviz.zoo import Graph

GREY = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Square(Progress):
    """One place of the square, and all that is known since (`done` of `total` places).

    Attributes
    ----------
    box : Box
        The pixels covered; at the right and lower border only as far as the picture goes.
    before, probability : float
        Of the class, for the picture as it is and with these pixels covered.
    grid : ndarray of shape (R, S)
        The probability at every place of the square; NaN where it has not been yet. Places
        go row by row.
    drop : ndarray of shape (H, W)
        The mean of ``before - probability`` over the squares that covered a pixel so far:
        positive where the class needs what is there; NaN where no square has been yet.
    """

    box: Box
    before: float
    probability: float
    grid: NDArray
    drop: NDArray


def occlusion(
    graph: Graph,
    image: NDArray,
    target: Target,
    *,
    side: int,
    stride: int,
    fill: ArrayLike = GREY,
) -> Iterator[Square]:
    """Slide a plain square over a picture and ask the network at every place.

    Parameters
    ----------
    graph, image, target
        As for `cnnviz.insight.saliency`.
    side, stride : int
        Of the square, and how far it moves; ``1 <= stride <= side``, so that every pixel is
        covered. Where the last stop would leave a rest, one more hangs over the border.
    fill : float or ndarray of shape (C,)
        What the square holds, grey by default; one number for each channel if you like.

    Yields
    ------
    Square
        One for each of ``(ceil((H - side) / stride) + 1) * (ceil((W - side) / stride) + 1)``
        places, row by row [1]_. "Probability" is the network's last node: if that is no
        softmax, the score.

    Raises
    ------
    ShapeError
        When the square has no pixel or jumps over some.

    References
    ----------
    .. [1] Zeiler and Fergus (2013), Visualizing and understanding convolutional networks,
       arXiv:1311.2901, section 4.2.
    """
    raise NotImplementedError


def covered(image: NDArray, box: Box, fill: ArrayLike = GREY) -> NDArray:
    """Copy a picture (C, H, W) and cover a box of it.

    >>> import numpy as np
    >>> covered(np.zeros((1, 2, 3)), Box(row=0, col=1, height=1, width=2), 9.0)
    array([[[0., 9., 9.],
            [0., 0., 0.]]])
    """
    raise NotImplementedError
