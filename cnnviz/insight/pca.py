"""Many features in two dimensions: principal components by singular values."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnviz.geometry import ShapeError

ROUNDING = 1e-12  # an axis this short beside the largest feature is a point, computed in floats
THIN = 1e-6  # and one this short beside the longest


@dataclass(frozen=True, slots=True, eq=False)
class PrincipalPlane:
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


def pca(features: ArrayLike) -> PrincipalPlane:
    """Find the two directions in which points differ most, and lay the points out along them.

    Parameters
    ----------
    features : array of shape (N, D)
        At least one point; finite.

    Returns
    -------
    PrincipalPlane
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

    Examples
    --------
    >>> plane = pca([[0, 0], [4, 0], [4, 3], [0, 3]])
    >>> plane.points
    array([[-2. , -1.5],
           [ 2. , -1.5],
           [ 2. ,  1.5],
           [-2. ,  1.5]])
    >>> plane.explained
    array([0.64, 0.36])
    """
    points = np.asarray(features, float)
    if points.ndim != 2 or not points.size:
        raise ShapeError(f"points are rows of at least one number, not shape {points.shape}")
    if not np.isfinite(points).all():
        raise ShapeError("some features are no numbers: the network has diverged")
    mean = points.mean(axis=0)
    centred = points - mean
    sizes, rows = _directions(centred)
    nothing = max(ROUNDING * np.abs(points).max() * len(points), THIN * sizes[0])
    real = min(2, int((sizes > nothing).sum()))
    axes, explained = np.zeros((2, points.shape[1])), np.zeros(2)
    axes[:real] = _turned(rows[:real])
    explained[:real] = sizes[:real] ** 2 / max((sizes**2).sum(), ROUNDING)
    return PrincipalPlane(centred @ axes.T, explained, axes, mean, _note(points, real))


def _directions(centred: NDArray) -> tuple[NDArray, NDArray]:
    """Find the singular values and the first axes; of few long rows by their products.

    ``X @ X.T = U @ diag(S**2) @ U.T`` is as large as there are points, and ``U.T @ X`` points
    along the axes: the same answer, many times sooner.
    """
    count, depth = centred.shape
    if count >= depth:
        _, sizes, rows = np.linalg.svd(centred, full_matrices=False)
        return sizes, rows[:2]
    left, squares, _ = np.linalg.svd(centred @ centred.T, hermitian=True)
    axes, _ = np.linalg.qr((left[:, :2].T @ centred).T)
    return np.sqrt(squares), axes.T


def _turned(axes: NDArray) -> NDArray:
    """Turn each axis so that its largest entry is positive: either way is as good."""
    largest = np.take_along_axis(axes, np.abs(axes).argmax(axis=1)[:, None], axis=1)
    return axes * np.where(largest < 0, -1, 1)


def _note(points: NDArray, directions: int) -> str:
    """Say why there is no plane, if so."""
    count = len(points)
    if directions == 0:
        return "There is a single point." if count == 1 else f"All {count:,} points are equal."
    return f"The {count:,} points lie on one line." if directions == 1 else ""
