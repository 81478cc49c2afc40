"""The effective receptive field: the size of the gradient by pixel, for random weights."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import Walk
from cnnviz.receptive_field.theoretical import Field, WindowLayer

Floats = NDArray[np.float32]
WIDTH = 4  # maps of every convolution
LEAST = 1 - 0.9545  # of the strongest, as in the paper: 2 sigma of a normal curve


@dataclass(frozen=True, eq=False)
class RandomNetworks:
    """Random networks of one build, and what each made of the same picture.

    Attributes
    ----------
    layers, paths
        A window and its path for every layer.
    weights : list of ndarray of shape (S, F, C, KH, KW) or None
        Of S networks; None for a pooling.
    maps : list of ndarray of shape (S, C, H, W)
        The picture, and what every layer made of it, before ReLU.
    """

    layers: Sequence[WindowLayer]
    paths: Sequence[Walk]
    weights: Sequence[Floats | None]
    maps: Sequence[Floats]

    def influence(self, row: int, col: int) -> Floats:
        """Compute the mean absolute gradient of one cell of the last map, by pixel.

        Returns
        -------
        ndarray of shape (H, W)
            The mean size of the gradient over channels and networks [1]_.

        References
        ----------
        .. [1] Luo, Li, Urtasun and Zemel (2016), Understanding the effective receptive field
           in deep convolutional neural networks, arXiv:1701.04128.
        """
        arrives = np.zeros_like(self.maps[-1])
        arrives[:, 0, row, col] = 1
        for at in range(len(self.layers) - 1, -1, -1):
            if at < len(self.layers) - 1 and self.layers[at].kind == "conv":
                arrives = arrives * (self.maps[at + 1] > 0)
            spread = self._spread(at, arrives)
            arrives = self.paths[at].unpad(self.paths[at].fold(spread))
        return np.abs(arrives).mean(axis=(0, 1))

    def _spread(self, at: int, arrives: Floats) -> Floats:
        """Hand what arrives at every cell to the window it came from, (S, C, OH, OW, KH, KW)."""
        path, weight = self.paths[at], self.weights[at]
        if weight is not None:
            return np.einsum("sfhw,sfcij->schwij", arrives, weight, optimize=True)
        if self.layers[at].kind == "avg":
            share = arrives[..., None, None] / np.prod(path.window, dtype=np.float32)
            return np.broadcast_to(share, (*arrives.shape, *path.window))
        stops = _rows(path.windows(_bent(self.layers, at, self.maps[at]), -np.inf))
        largest = stops.argmax(axis=-1)[..., None] == np.arange(stops.shape[-1])
        return (arrives[..., None] * largest).reshape(*arrives.shape, *path.window)


def random_networks(
    layers: Sequence[WindowLayer],
    paths: Sequence[Walk],
    image: NDArray,
    *,
    rng: np.random.Generator,
    count: int = 40,
) -> RandomNetworks:
    """Draw weights by He's rule and let a picture pass, with ReLU between the layers.

    Parameters
    ----------
    layers, paths : sequence
        From `cnnviz.receptive_field.theoretical.stack_views`, for the size of the picture.
    image : ndarray of shape (C, H, W)
    rng : numpy.random.Generator
    count : int
        How many networks.

    Examples
    --------
    >>> from cnnviz.receptive_field.theoretical import stack_views
    >>> layers, rng = [WindowLayer("conv", 3)] * 2, np.random.default_rng(0)
    >>> made = random_networks(layers, stack_views(layers, (5, 7)), rng.random((1, 5, 7)), rng=rng)
    >>> (made.influence(0, 2)[4] > 0).astype(int)
    array([0, 0, 1, 1, 1, 1, 1])
    """
    start = image.astype(np.float32) - np.float32(image.mean())
    maps = [np.broadcast_to(start, (count, *start.shape))]
    weights: list[Floats | None] = []
    for at, (layer, path) in enumerate(zip(layers, paths, strict=True)):
        before = _bent(layers, at, maps[-1])
        weight = _drawn(before.shape[1], path, rng, count) if layer.kind == "conv" else None
        weights.append(weight)
        maps.append(_forward(layer, path, before, weight))
    return RandomNetworks(layers, paths, weights, maps)


def share_inside(influence: NDArray, field: Field, row: int, col: int, part: float = 0.5) -> float:
    """Say which share of all influence lies in the middle of a view.

    Parameters
    ----------
    influence : ndarray of shape (H, W)
    field : Field
    row, col : int
        The cell of the last map.
    part : float
        The middle's sides, as a share of the view's.

    Returns
    -------
    float
        0 to 1; a pixel half inside counts half. NaN when nothing moves the unit.

    Examples
    --------
    >>> even = np.ones((4, 4))
    >>> share_inside(even, Field((4, 4), (1, 1), (0, 0)), 0, 0)
    0.25
    """
    box = field.box(row, col)
    rows = _covered(influence.shape[0], box.row, box.height, part)
    cols = _covered(influence.shape[1], box.col, box.width, part)
    total = float(influence.sum())
    return float(rows @ influence @ cols) / total if total else float("nan")


def effective_pixels(influence: NDArray) -> int:
    """Count the pixels that count: more than 4.55 % of the strongest."""
    return int(np.count_nonzero(influence > LEAST * influence.max()))


def _covered(size: int, start: int, length: int, part: float) -> NDArray:
    """Give the share of each cell of an axis that lies in the middle of a stretch."""
    middle, half = start + length / 2, length * part / 2
    cells = np.arange(size)
    return np.clip(np.minimum(cells + 1, middle + half) - np.maximum(cells, middle - half), 0, 1)


def _drawn(channels: int, path: Walk, rng: np.random.Generator, count: int) -> Floats:
    """Draw weights so that a map is about as strong as the one before."""
    shape = (count, WIDTH, channels, *path.window)
    deviation = np.sqrt(2 / np.prod(shape[2:]))
    return rng.standard_normal(shape, np.float32) * np.float32(deviation)


def _forward(layer: WindowLayer, path: Walk, before: Floats, weight: Floats | None) -> Floats:
    """Let maps (S, C, H, W) pass one layer."""
    if weight is not None:
        return np.einsum("schwij,sfcij->sfhw", path.windows(before), weight, optimize=True)
    if layer.kind == "avg":
        return path.windows(before).mean(axis=(-2, -1))
    largest = path.windows(before, -np.inf).max(axis=(-2, -1))
    return np.nan_to_num(largest, copy=False, neginf=0)  # a window that lies on padding alone


def _bent(layers: Sequence[WindowLayer], at: int, maps: Floats) -> Floats:
    """Return the input of a layer: ReLU is applied after a convolution."""
    return np.maximum(maps, 0) if at and layers[at - 1].kind == "conv" else maps


def _rows(windows: NDArray) -> NDArray:
    """Lay the cells of every window in a row."""
    return windows.reshape(*windows.shape[:-2], -1)
