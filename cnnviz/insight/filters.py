"""The filters of the first layer as pictures: the only ones that lie on pixels."""

from dataclasses import dataclass

from numpy.typing import NDArray

from cnnviz.zoo import Graph


@dataclass(frozen=True, slots=True, eq=False)
class Filters:
    """What the first layer with weights looks for.

    Attributes
    ----------
    name : str
        The layer.
    weights : ndarray of shape (F, C, KH, KW)
        As learned. Of a fully connected first layer: laid out like the picture.
    colour : bool
        Whether the three channels are red, green and blue and shown as one colour.
    pictures : ndarray of shape (F, KH, KW, 3) or (F, C, KH, KW)
        In colour: ``0.5 + w / (2 * max(|w|))``, each filter by itself, from 0 to 1, so grey
        is a weight of 0. Otherwise signed: ``w / max(|w|)``, from -1 to 1.
    dead : tuple of int
        The filters that are all zeros.
    """

    name: str
    weights: NDArray
    colour: bool
    pictures: NDArray
    dead: tuple[int, ...] = ()


def filters(graph: Graph) -> Filters:
    """Find the first layer with weights that reads the picture, and make pictures of them.

    Raises
    ------
    ShapeError
        When no layer reads pixels with weights of its own.

    References
    ----------
    .. [1] Krizhevsky, Sutskever and Hinton (2012), ImageNet classification with deep
       convolutional neural networks, figure 3.
    """
    raise NotImplementedError
