"""Generated images of shapes, with adjustable noise, rotation, scale and shift."""

from collections.abc import Callable
from math import pi, radians, sqrt

import numpy as np
from numpy.typing import NDArray

from cnnviz.datasets.dataset import Dataset
from cnnviz.datasets.limits import MAX_SIDE, DataError, image_capacity
from cnnviz.text import format_shape

Distance = Callable[[NDArray, NDArray], NDArray]

#: The circle's radius as a share of the image; even a rotated triangle fits inside.
RADIUS = 0.28
#: Half a side, inradius and half an arm that give each the area of a circle of radius 1, so that
#: mean brightness does not depend on the class.
SQUARE = sqrt(pi / 4)
TRIANGLE = sqrt(pi / sqrt(27))
CROSS = sqrt(pi * 9 / 20)


def _circle(row: NDArray, col: NDArray) -> NDArray:
    """Return the signed distance to a circle; negative is inside."""
    return np.hypot(row, col) - 1


def _square(row: NDArray, col: NDArray) -> NDArray:
    """Return the signed distance to a square."""
    return np.maximum(abs(row), abs(col)) - SQUARE


def _triangle(row: NDArray, col: NDArray) -> NDArray:
    """Return the signed distance to a triangle with a horizontal base."""
    return np.maximum(row, (sqrt(3) * abs(col) - row) / 2) - TRIANGLE


def _cross(row: NDArray, col: NDArray) -> NDArray:
    """Return the signed distance to two crossed bars, three times as long as wide."""
    long, short = np.maximum(abs(row), abs(col)), np.minimum(abs(row), abs(col))
    return np.maximum(long - CROSS, short - CROSS / 3)


SHAPES: dict[str, Distance] = {
    "circle": _circle,
    "square": _square,
    "triangle": _triangle,
    "cross": _cross,
}
#: Range of each setting.
KNOBS = {"noise": (0, 1), "rotation": (0, 180), "scale": (0, 0.9), "shift": (0, 0.5)}


def shapes(
    count: int = 800,
    size: int = 16,
    channels: int = 1,
    *,
    noise: float = 0.1,
    rotation: float = 15,
    scale: float = 0.2,
    shift: float = 0.1,
    rng: np.random.Generator,
) -> Dataset:
    """Draw circles, squares, triangles and crosses with smooth edges, all of equal area.

    The same seed gives the same images; changing one setting does not change the other
    random choices.

    Parameters
    ----------
    count : int
        Number of images, 4 or more; the classes alternate.
    size : int
        The side of an image, 8 to 128 pixels.
    channels : {1, 3}
        1: white on black. 3: a random light colour on a random dark one for each image.
    noise : float
        Standard deviation of the normal noise added to every pixel, 0 to 1.
    rotation : float
        Largest rotation of a shape in either direction, 0 to 180 degrees.
    scale : float
        Largest reduction of a shape's size, as a share, 0 to 0.9.
    shift : float
        Largest shift along each axis, as a share of the side, 0 to 0.5.
    rng : numpy.random.Generator

    Returns
    -------
    Dataset
        Images of shape (count, channels, size, size).

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> plain = shapes(4, 8, noise=0, rotation=0, scale=0, shift=0, rng=rng)
    >>> np.rint(plain.images[3, 0]).astype(int)
    array([[0, 0, 0, 0, 0, 0, 0, 0],
           [0, 0, 0, 1, 1, 0, 0, 0],
           [0, 0, 0, 1, 1, 0, 0, 0],
           [0, 1, 1, 1, 1, 1, 1, 0],
           [0, 1, 1, 1, 1, 1, 1, 0],
           [0, 0, 0, 1, 1, 0, 0, 0],
           [0, 0, 0, 1, 1, 0, 0, 0],
           [0, 0, 0, 0, 0, 0, 0, 0]])
    """
    _check(count, size, channels, noise=noise, rotation=rotation, scale=scale, shift=shift)
    labels = np.arange(count) % len(SHAPES)
    turn, smaller, down, across = rng.random((4, count), np.float32)
    angle = radians(rotation) * (2 * turn - 1)
    radius = RADIUS * size * (1 - scale * smaller)
    centre = size * (0.5 + shift * (2 * np.stack([down, across]) - 1))
    cover = np.empty((count, 1, size, size), np.float32)
    for number, distance in enumerate(SHAPES.values()):
        own = labels == number
        cover[own, 0] = _cover(distance, size, angle[own], radius[own], centre[:, own])
    images = _coloured(cover, channels, rng)
    images += np.float32(noise) * rng.standard_normal(images.shape, np.float32)
    return Dataset("Shapes", np.clip(images, 0, 1, out=images), labels, tuple(SHAPES))


def _cover(
    distance: Distance, size: int, angle: NDArray, radius: NDArray, centre: NDArray
) -> NDArray:
    """Return the coverage of each pixel: 1 half a pixel inside, 0 half a pixel outside."""
    middle = np.arange(size, dtype=np.float32) + 0.5
    angle, radius, (down, across) = (part[..., None, None] for part in (angle, radius, centre))
    row, col = middle[:, None] - down, middle - across
    cos, sin = np.cos(angle) / radius, np.sin(angle) / radius
    return np.clip(0.5 - radius * distance(cos * row - sin * col, sin * row + cos * col), 0, 1)


def _coloured(cover: NDArray, channels: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """Colour light shapes on dark backgrounds; with one channel, white on black."""
    light, dark = rng.random((2, len(cover), 3, 1, 1), np.float32) / 2
    return cover.copy() if channels == 1 else dark + (0.5 + light - dark) * cover


def _check(count: int, size: int, channels: int, **settings: float) -> None:
    """Raise for settings out of range, and for more images than the limit."""
    for name, value in settings.items():
        low, high = KNOBS[name]
        if not low <= value <= high:
            raise DataError(f"The {name} of shapes lies between {low} and {high}, not {value:g}.")
    if channels not in (1, 3):
        raise DataError(f"Shapes have 1 or 3 channels, not {channels}.")
    if not 8 <= size <= MAX_SIDE:
        raise DataError(f"Shapes are drawn 8 to {MAX_SIDE} pixels large, not {size}.")
    most = image_capacity(channels, size, size)
    if not len(SHAPES) <= count <= most:
        fit = f"of {format_shape((size, size), 'x')} pixels in {channels} channels"
        raise DataError(f"{count:,} shapes {fit} cannot be drawn; {len(SHAPES)} to {most:,} can.")
