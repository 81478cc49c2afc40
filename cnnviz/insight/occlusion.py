"""Occlusion: cover a square of the picture, see how far the class falls, move on."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnviz.geometry import ShapeError
from cnnviz.insight.progress import Progress
from cnnviz.insight.scores import Target, batch_limit, batch_of_one, score_weights
from cnnviz.trace import Box
from cnnviz.zoo import Graph

GREY = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class OcclusionProgress(Progress):
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
) -> Iterator[OcclusionProgress]:
    """Cover a square of the image at every position, and compute the class probability.

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
    OcclusionProgress
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

    Examples
    --------
    Three pixels, and the score is the middle one; each square covers two with zeros:

    >>> from cnnviz.zoo import IMAGE, Node
    >>> graph = Graph((1, 1, 3), [Node("row", "Flatten", (IMAGE,))])
    >>> for square in occlusion(graph, np.array([[[5, 8, 7]]]), 1, side=2, stride=2, fill=0):
    ...     print(square.box.cols, square.probability, square.drop)
    range(0, 2) 0.0 [[ 8.  8. nan]]
    range(2, 3) 8.0 [[8. 8. 0.]]
    """
    if not 1 <= stride <= side:
        raise ShapeError(
            f"a square of {side} pixels that moves by {stride} does not cover every pixel: "
            "move it by at least 1, and at most by its side"
        )
    picture = batch_of_one(graph, image)
    boxes = _places(picture.shape[2:], side, stride)
    before = _probabilities(graph, picture, target)[0]
    grid = np.full((len({b.row for b in boxes}), len({b.col for b in boxes})), np.nan)
    drops, times = np.zeros(picture.shape[2:]), np.zeros(picture.shape[2:])
    asked = _ask(graph, picture[0], boxes, fill, target)
    for done, (box, found) in enumerate(zip(boxes, asked, strict=True), 1):
        grid.flat[done - 1] = found
        drops[_cells(box)] += before - found
        times[_cells(box)] += 1
        drop = np.divide(drops, times, out=np.full_like(drops, np.nan), where=times > 0)
        yield OcclusionProgress(done, len(boxes), box, before, found, grid.copy(), drop)


def covered(image: NDArray, box: Box, fill: ArrayLike = GREY) -> NDArray:
    """Copy a picture (C, H, W) and cover a box of it.

    >>> covered(np.zeros((1, 2, 3)), Box(row=0, col=1, height=1, width=2), 9.0)
    array([[[0., 9., 9.],
            [0., 0., 0.]]])
    """
    copy = np.array(image)
    rows, cols = _cells(box)
    copy[:, rows, cols] = np.reshape(fill, (-1, 1, 1))
    return copy


def _places(size: tuple[int, ...], side: int, stride: int) -> list[Box]:
    """Lay squares over a picture row by row, cut where they hang over it."""
    (tops, height), (lefts, width) = ((_stops(n, side, stride), n) for n in size)
    return [
        Box(top, left, min(side, height - top), min(side, width - left))
        for top, left in product(tops, lefts)
    ]


def _stops(size: int, side: int, stride: int) -> range:
    """Say where squares start along an axis so that the last one reaches its end.

    >>> list(_stops(7, 3, 2)), list(_stops(8, 3, 2)), list(_stops(2, 3, 2))
    ([0, 2, 4], [0, 2, 4, 6], [0])
    """
    return range(0, max(size - side, 0) + stride, stride)


def _ask(
    graph: Graph, image: NDArray, boxes: list[Box], fill: ArrayLike, target: Target
) -> Iterator[float]:
    """Give the probability with each box covered, in their order."""
    some = batch_limit(graph)
    for first in range(0, len(boxes), some):
        copies = [covered(image, box, fill) for box in boxes[first : first + some]]
        yield from _probabilities(graph, np.stack(copies), target)


def _probabilities(graph: Graph, images: NDArray, target: Target) -> list[float]:
    """Ask the network's last node for the class, once a picture."""
    found = graph.run(images)[graph.output]
    counted: NDArray = (
        (found * score_weights(found.shape[1:], target)).reshape(len(found), -1).sum(axis=1)
    )
    return counted.tolist()


def _cells(box: Box) -> tuple[slice, slice]:
    """Index rows and columns where the box lies."""
    return slice(box.row, box.row + box.height), slice(box.col, box.col + box.width)
