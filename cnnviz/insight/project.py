"""Many features in two dimensions: principal components by singular values."""

from collections.abc import Iterator
from dataclasses import dataclass

from numpy.typing import ArrayLike, NDArray

from cnnviz.insight.progress import Progress
from cnnviz.zoo import Graph


@dataclass(frozen=True, slots=True, eq=False)
class Plane:
    """The plane in which points differ most.

    Attributes
    ----------
    points : ndarray of shape (N, 2)
        ``(features - mean) @ axes.T``.
    explained : ndarray of shape (2,)
        The share of the variance along each axis, from 0 to 1; falling.
    axes : ndarray of shape (2, D)
        Of length 1 and at right angles; zeros where there is no such direction (a single
        feature, fewer than three points, points in line).
    mean : ndarray of shape (D,)
    note : str
        A sentence if fewer than two directions are left; "" otherwise.
    """

    points: NDArray
    explained: NDArray
    axes: NDArray
    mean: NDArray
    note: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Gathered(Progress):
    """What a node makes of the images looked at so far (`done` of `total` images).

    Attributes
    ----------
    name : str
        The node.
    features : ndarray of shape (done, D)
        Its output, a row an image.
    """

    name: str
    features: NDArray


def project(features: ArrayLike) -> Plane:
    """Find the two directions in which points differ most, and lay the points out along them.

    Parameters
    ----------
    features : array of shape (N, D)
        At least one point; finite.

    Returns
    -------
    Plane
        The first rows of ``Vt`` in ``U @ diag(S) @ Vt = features - mean`` [1]_; explained is
        ``S**2 / sum(S**2)``. Each axis is turned so that its largest entry is positive, so
        the same points always give the same picture.

    Raises
    ------
    ShapeError
        When there is no point, or a number that is none.

    References
    ----------
    .. [1] Pearson (1901), On lines and planes of closest fit to systems of points in space,
       Philosophical Magazine 2; Jolliffe (2002), Principal component analysis, section 3.5.
    """
    raise NotImplementedError


def gather(graph: Graph, images: NDArray, name: str | None = None) -> Iterator[Gathered]:
    """Collect what a node makes of many images, a row each.

    Parameters
    ----------
    graph : Graph
    images : ndarray of shape (N, C, H, W)
    name : str, optional
        By default what the scores are made of: the node the last layer reads.

    Yields
    ------
    Gathered
        After every few images.
    """
    raise NotImplementedError
