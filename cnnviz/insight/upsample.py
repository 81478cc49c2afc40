"""Bilinear upsampling of a map to the size of the image."""

import numpy as np
from numpy.typing import NDArray


def upsample(plane: NDArray, height: int, width: int) -> NDArray:
    """Stretch a map over a picture, bilinear between the middles of its cells.

    Parameters
    ----------
    plane : ndarray of shape (h, w)
    height, width : int
        Of the picture.

    Returns
    -------
    ndarray of shape (height, width)
        ``rows @ plane @ cols.T``: pixel ``i`` of the picture lies at
        ``(i + 0.5) * h / height - 0.5`` of the map, and is a mean of the two cells beside it;
        beyond the middle of the outermost cell there is only that cell. As
        ``torch.nn.functional.interpolate(mode="bilinear", align_corners=False)``.

    Examples
    --------
    >>> upsample(np.array([[0.0, 4.0]]), 1, 4)
    array([[0., 1., 3., 4.]])
    """
    rows, cols = _shares(plane.shape[0], height), _shares(plane.shape[1], width)
    return rows @ plane @ cols.T


def _shares(small: int, large: int) -> NDArray:
    """Say how much of each cell each pixel of an axis takes: (large, small).

    >>> _shares(2, 4).tolist()
    [[1.0, 0.0], [0.75, 0.25], [0.25, 0.75], [0.0, 1.0]]
    """
    at = np.clip((np.arange(large) + 0.5) * small / large - 0.5, 0, small - 1)
    return np.maximum(0, 1 - np.abs(at[:, None] - np.arange(small)))
