"""Comparison of learned filters with preset kernels, and writing a preset into a filter."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from cnnviz.contracts.training import NearestKernel
from cnnviz.kernels import PRESETS, Kernel, named, resized

TRIED, HARDLY = 1000, 0.95  # random filters; quantile of their largest likenesses
FAINT = 0.01  # of the norm of the strongest filter: below it, no match


def nearest_kernels(filters: NDArray) -> list[NearestKernel | None]:
    """Find the preset kernel most similar to each filter, if more than by chance.

    Likeness is the absolute cosine similarity of the two as vectors of weights: 1 is the same
    pattern at any strength, 0 orthogonal. A filter with several channels is compared by their
    sum: its response to a grey image.

    Parameters
    ----------
    filters : ndarray of shape (F, C, KH, KW)

    Returns
    -------
    list of dict or None
        ``kernel``, ``likeness`` from 0 to 1, and ``sign``: -1 when the filter is the
        negative. None at or below `chance_similarity`, and for filters of very small norm.

    Examples
    --------
    >>> sobel, noise = [[2, 0, -2], [4, 0, -4], [2, 0, -2]], [[1, -2, 0], [3, 1, -1], [0, 1, -1]]
    >>> nearest_kernels(np.array([[sobel], [noise]]))
    [{'kernel': 'Sobel x', 'likeness': 1.0, 'sign': -1}, None]
    """
    rows, cols = filters.shape[2:]
    names, classics = _classics(rows, cols)
    if not names:
        return [None] * len(filters)
    flat = np.nan_to_num(filters.sum(axis=1).reshape(len(filters), -1).astype(np.float64))
    sizes = np.linalg.norm(flat, axis=1)
    cosines = flat @ classics.T / np.where(sizes > 0, sizes, 1)[:, None]
    named = np.abs(cosines).max(axis=1) > chance_similarity(rows, cols)
    return [
        {
            "kernel": names[best],
            "likeness": round(float(abs(row[best])), 3),
            "sign": int(np.sign(row[best])),
        }
        if is_named
        else None
        for best, row, is_named in zip(
            np.abs(cosines).argmax(axis=1),
            cosines,
            named & (sizes > FAINT * sizes.max()),
            strict=True,
        )
    ]


@cache
def chance_similarity(rows: int, cols: int) -> float:
    """Return the likeness of random filters to their most similar preset: the 95 % quantile.

    Estimated from 1,000 filters with normally distributed weights.

    Examples
    --------
    >>> [round(chance_similarity(side, side), 2) for side in (3, 5, 7)]
    [0.83, 0.57, 0.42]
    """
    _, classics = _classics(rows, cols)
    chance = np.random.default_rng(0).normal(size=(TRIED, rows * cols))
    chance /= np.linalg.norm(chance, axis=1, keepdims=True)
    return float(np.quantile(np.abs(chance @ classics.T).max(axis=1), HARDLY))


def kernels_that_fit(rows: int, cols: int) -> list[str]:
    """Return the names of the preset kernels that fit a filter of so many rows and columns.

    >>> kernels_that_fit(2, 3)
    ['Roberts falling', 'Roberts rising']
    """
    return [kernel.name for kernel in PRESETS if _fits(kernel, rows, cols)]


def fit_kernel(name: str, channels: int, rows: int, cols: int) -> NDArray[np.float32]:
    """Make filter weights from a preset kernel, divided evenly among the channels.

    Parameters
    ----------
    name : str
        Name of a preset.
    channels, rows, cols : int
        Size of the filter.

    Raises
    ------
    ValueError
        When there is no such preset, or it is larger than the filter.

    Returns
    -------
    ndarray of shape (C, KH, KW), float32

    Examples
    --------
    >>> fit_kernel("Sobel x", 2, 3, 3)[1]
    array([[-0.5,  0. ,  0.5],
           [-1. ,  0. ,  1. ],
           [-0.5,  0. ,  0.5]], dtype=float32)
    """
    try:
        kernel = named(name)
    except KeyError:
        raise ValueError(f"There is no classic kernel called {name[:40]!r}.") from None
    high, wide = kernel.weights.shape
    if not _fits(kernel, rows, cols):
        raise ValueError(f"{name} is {high}x{wide}: it does not fit a filter of {rows}x{cols}.")
    plane = np.float32(resized(kernel.weights, rows, cols) / channels)
    return np.broadcast_to(plane, (channels, rows, cols)).copy()


@cache
def _classics(rows: int, cols: int) -> tuple[list[str], NDArray[np.float64]]:
    """Return names and flattened weights of the presets that fit, each of norm 1."""
    kernels = [kernel for kernel in PRESETS if _fits(kernel, rows, cols)]
    flat = [resized(kernel.weights, rows, cols).ravel() for kernel in kernels]
    table = np.array(flat).reshape(len(kernels), rows * cols)
    return [kernel.name for kernel in kernels], table / np.linalg.norm(table, axis=1, keepdims=True)


def _fits(kernel: Kernel, rows: int, cols: int) -> bool:
    high, wide = kernel.weights.shape
    return high <= rows and wide <= cols
