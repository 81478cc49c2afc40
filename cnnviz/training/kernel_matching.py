"""Classic kernels beside learned filters: which is nearest, and how to put one in."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from cnnviz.contracts.training import NearestKernel
from cnnviz.kernels import PRESETS, Kernel, named, resized

TRIED, HARDLY = 1000, 0.95  # random filters; so many of them resemble no kernel more than that
FAINT = 0.01  # of the strongest filter: drawn as neutral


def nearest_kernels(filters: NDArray) -> list[NearestKernel | None]:
    """Name the classic kernel that each filter resembles most, if it does so more than noise.

    Likeness is the cosine of the angle between the two, seen as lists of weights, without its
    sign: 1 is the same pattern at any strength, 0 nothing in common. A filter that reads
    several channels is judged by their sum: its answer to a grey picture.

    Parameters
    ----------
    filters : ndarray of shape (F, C, KH, KW)

    Returns
    -------
    list of dict or None
        ``kernel``, ``likeness`` from 0 to 1, and ``sign``: -1 when light and dark are swapped.
        None for what may be noise (see `chance_similarity`), and for a filter of hardly any weight.

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
    """Say how alike a random filter is to the kernel it happens to resemble most, hardly ever more.

    With so many kernels to choose from, and so few weights, that is much: of 1,000 random
    filters, 95 in 100 stay below.

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
    """Name the classic kernels that fit a filter of so many rows and columns.

    >>> kernels_that_fit(2, 3)
    ['Roberts falling', 'Roberts rising']
    """
    return [kernel.name for kernel in PRESETS if _fits(kernel, rows, cols)]


def fit_kernel(name: str, channels: int, rows: int, cols: int) -> NDArray[np.float32]:
    """Make a filter of a classic kernel: a grey picture is answered with the kernel's numbers.

    Parameters
    ----------
    name : str
        Of a preset.
    channels, rows, cols : int
        Of the filter; the kernel is shared out evenly among the channels.

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
    """Lay out the presets that fit, one a line, each of length 1."""
    kernels = [kernel for kernel in PRESETS if _fits(kernel, rows, cols)]
    lines = [resized(kernel.weights, rows, cols).ravel() for kernel in kernels]
    table = np.array(lines).reshape(len(kernels), rows * cols)
    return [kernel.name for kernel in kernels], table / np.linalg.norm(table, axis=1, keepdims=True)


def _fits(kernel: Kernel, rows: int, cols: int) -> bool:
    high, wide = kernel.weights.shape
    return high <= rows and wide <= cols
