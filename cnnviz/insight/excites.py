"""The images a unit answers most to, and the patch of each that did it."""

from collections.abc import Iterator
from dataclasses import dataclass

from numpy.typing import NDArray

from cnnviz.insight.progress import Progress
from cnnviz.trace import Box
from cnnviz.zoo import Graph


@dataclass(frozen=True, slots=True)
class Patch:
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
class Excited(Progress):
    """The best of the images looked at so far (`done` of `total` images).

    Attributes
    ----------
    best : tuple of Patch
        Falling by value, among equals the earlier image first; at most one an image.
    low, high : float
        The smallest and largest cell of the unit so far.
    note : str
        A sentence if the unit is dead (0 for every cell of every image so far), answers
        everything alike, or gave what is no number; "" otherwise.
    """

    best: tuple[Patch, ...]
    low: float
    high: float
    note: str = ""


def excites(
    graph: Graph, images: NDArray, name: str, channel: int, *, count: int = 9
) -> Iterator[Excited]:
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
    Excited
        After every few images [1]_.

    Raises
    ------
    ShapeError
        When there is no such node or channel, or the images do not fit.

    References
    ----------
    .. [1] Zeiler and Fergus (2013), Visualizing and understanding convolutional networks,
       arXiv:1311.2901, figure 2; Girshick et al. (2014), Rich feature hierarchies for accurate
       object detection and semantic segmentation, arXiv:1311.2524, section 3.1.
    """
    raise NotImplementedError
