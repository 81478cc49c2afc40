"""The images a unit answers most to, and the patch of each that did it."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError
from cnnviz.insight.progress import Progress
from cnnviz.insight.scores import batch_limit
from cnnviz.insight.units import check_unit, graph_up_to
from cnnviz.trace import Box
from cnnviz.zoo import Graph


@dataclass(frozen=True, slots=True)
class TopImage:
    """One image, and what of it excites the unit most.

    Attributes
    ----------
    image : int
        Its number in the data.
    value : float
        The largest cell of the unit's map on this image.
    cell : tuple of int
        Where that is, as an index into the node's output: (channel, row, col), or (channel,).
    box : Box
        The pixels the cell depends on, all channels, cut at the border of the picture.
    """

    image: int
    value: float
    cell: tuple[int, ...]
    box: Box


@dataclass(frozen=True, slots=True, eq=False)
class TopImages(Progress):
    """The best of the images looked at so far (`done` of `total` images).

    Attributes
    ----------
    best : tuple of TopImage
        Falling by value, among equals the earlier image first; at most one an image. None
        while there is a note.
    low, high : float
        The smallest and largest cell of the unit so far.
    note : str
        A sentence if the unit is dead (0 for every cell of every image so far), answers
        everything alike, or gave what is no number; "" otherwise.
    """

    best: tuple[TopImage, ...]
    low: float
    high: float
    note: str = ""


def top_images(
    graph: Graph, images: NDArray, name: str, channel: int, *, count: int = 9
) -> Iterator[TopImages]:
    """Look through images for those that excite one unit most.

    Parameters
    ----------
    graph : Graph
    images : ndarray of shape (N, C, H, W)
    name : str
        The unit's node.
    channel : int
        Which of its maps, or which of its numbers.
    count : int
        How many images to keep.

    Yields
    ------
    TopImages
        After every few images [1]_.

    Raises
    ------
    ShapeError
        When there is no such node or channel, or nothing to look at or to keep.

    References
    ----------
    .. [1] Zeiler and Fergus (2013), Visualizing and understanding convolutional networks,
       arXiv:1311.2901, figure 2; Girshick et al. (2014), Rich feature hierarchies for accurate
       object detection and semantic segmentation, arXiv:1311.2524, section 3.1.

    Examples
    --------
    >>> from cnnviz.zoo import IMAGE, Node
    >>> graph = Graph((1, 1, 2), [Node("relu1", "Relu", (IMAGE,))])
    >>> images = np.array([[[[1, 2]]], [[[9, 3]]], [[[-4, -5]]]])
    >>> *_, last = top_images(graph, images, "relu1", 0, count=2)
    >>> [(patch.image, patch.value, patch.cell) for patch in last.best]
    [(1, 9.0, (0, 0, 0)), (0, 2.0, (0, 0, 1))]
    """
    part = graph_up_to(graph, name)
    some = batch_limit(part)
    check_unit(graph, name, channel)
    if count < 1 or not len(images):
        raise ShapeError(f"the best {count} of {len(images)} images cannot be found")
    best: list[TopImage] = []
    low, high = np.inf, -np.inf
    for first in range(0, len(images), some):
        maps = part.run(np.asarray(images[first : first + some], np.float32))[name][:, channel]
        answers = np.where(np.isfinite(maps), maps, np.nan)
        numbers = answers[~np.isnan(answers)]
        low, high = numbers.min(initial=low), numbers.max(initial=high)
        best = _best([*best, *_peaks(graph, name, channel, answers, first, count)], count)
        done = first + len(maps)
        note = _note(done, low, high)
        chosen = () if note else tuple(best)
        yield TopImages(done, len(images), chosen, float(low), float(high), note)


def _best(patches: list[TopImage], count: int) -> list[TopImage]:
    """Keep the largest; among equals the earlier image."""
    return sorted(patches, key=lambda patch: (-patch.value, patch.image))[:count]


def _peaks(
    graph: Graph, name: str, channel: int, answers: NDArray, first: int, count: int
) -> list[TopImage]:
    """Find the largest cell on every image, and make patches of the best of them."""
    cells = np.nan_to_num(answers, nan=-np.inf).reshape(len(answers), -1)
    peaks, places = cells.max(axis=1), cells.argmax(axis=1)
    found = []
    for number in np.argsort(-peaks, kind="stable")[:count]:
        if peaks[number] > -np.inf:
            cell = (channel, *map(int, np.unravel_index(places[number], answers.shape[1:])))
            box = graph.seen(name, cell)
            found.append(TopImage(first + int(number), float(peaks[number]), cell, box))
    return found


def _note(done: int, low: float, high: float) -> str:
    """Say what is odd about the answers so far, if anything is."""
    if low > high:
        return "No answer of this unit is a number: the network has diverged."
    if low == high == 0:
        return f"This unit is dead: it answers 0 everywhere, on each of {done:,} images."
    if low == high:
        return f"This unit answers {low:.4g} everywhere, on each of {done:,} images."
    return ""
