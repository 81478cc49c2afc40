"""Images resized to one size in one array, with a maximum number per class."""

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from cnnviz.images import luminance, shrink_to
from cnnviz.text import count_of, format_shape


class ResizedImages:
    """Collects images of one size.

    Parameters
    ----------
    most : ndarray of shape (K,), int64
        Maximum number of images per class.
    size : int
        The side of the images, in pixels.
    channels : {1, 3}
        1 for the luminance.

    Examples
    --------
    >>> album = ResizedImages(np.array([1, 0]), size=8, channels=1)
    >>> album.wants(0), album.wants(1)
    (True, False)
    >>> album.add(0, np.full((20, 30, 3), 255, np.uint8))
    >>> album.wants(0), album.images[0, 0, 0, :3].round()
    (False, array([1., 1., 1.], dtype=float32))
    >>> album.fitting()
    ['Pictures of 20 x 30 pixels were cut square and brought to 8 x 8.']
    """

    def __init__(self, most: NDArray[np.int64], size: int, channels: int) -> None:
        self._images = np.empty((most.sum(), channels, size, size), np.float32)
        self._labels: list[int] = []
        self._left = most.tolist()
        self._sizes: Counter[tuple[int, int]] = Counter()

    @property
    def images(self) -> NDArray[np.float32]:
        """The images added, shape (N, C, size, size), 0 to 1."""
        return self._images[: len(self._labels)]

    @property
    def labels(self) -> NDArray[np.int64]:
        """The class of each image."""
        return np.array(self._labels, np.int64)

    def wants(self, label: int) -> bool:
        """Whether one more image of a class can be added."""
        return self._left[label] > 0

    def add(self, label: int, pixels: NDArray[np.uint8]) -> None:
        """Add an image of shape (H, W, 3): crop the largest centred square and downsample it."""
        _, channels, size, _ = self._images.shape
        small = shrink_to(pixels, size, size)
        planes = luminance(small)[None] if channels == 1 else np.moveaxis(small, 2, 0)
        self._images[len(self._labels)] = planes / np.float32(255)
        self._sizes[pixels.shape[0], pixels.shape[1]] += 1
        self._labels.append(label)
        self._left[label] -= 1

    def fitting(self) -> list[str]:
        """Return a note about how images of other sizes were resized."""
        side, sizes = self._images.shape[2], self._sizes
        if set(sizes) <= {(side, side)}:
            return []
        low, high = (
            format_shape(most(sizes, key=lambda size: size[0] * size[1]), "x")
            for most in (min, max)
        )
        which = (
            f"{low} pixels" if len(sizes) == 1 else f"{len(sizes):,} sizes, {low} to {high} pixels,"
        )
        cut = "" if all(height == width for height, width in sizes) else "cut square and "
        return [f"Pictures of {which} were {cut}brought to {format_shape((side, side), 'x')}."]

    def full(self, unopened: int) -> list[str]:
        """Return a note that files were not opened because of the limit."""
        if not unopened:
            return []
        read = f"{count_of(len(self._labels), 'picture')} of all classes"
        return [f"{read} were read, and {unopened:,} more left out: there is no room for all."]
