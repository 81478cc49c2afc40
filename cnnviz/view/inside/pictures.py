"""Images of maps and weights: sharp pixels, red is negative, violet positive."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnviz.images import Poles, luminance
from cnnviz.text import format_number
from cnnviz.trace import Box

BLACK, WHITE = 0, 255
SPEAKS = 0.85  # opacity of the colour at the largest value, so that the image below stays visible
BAR = 0.14  # of a figure's height

Pixels = NDArray[np.uint8]


def to_pixels(image: ArrayLike, low: float = 0.0, high: float = 1.0) -> Pixels:
    """Convert an image (C, H, W) to pixels.

    Parameters
    ----------
    image : array of shape (C, H, W)
        Three channels are red, green and blue; of any other number the mean is shown in grey.
    low, high : float
        The values shown as black and as white.

    Returns
    -------
    ndarray of shape (H, W, 3), uint8

    Examples
    --------
    >>> to_pixels([[[-1.0, 0.0, 1.0]]], -1, 1)[0, :, 0]
    array([  0, 128, 255], dtype=uint8)
    """
    planes = np.asarray(image, np.float64)
    planes = planes if len(planes) == 3 else planes.mean(axis=0, keepdims=True)
    level = np.rint(np.clip((planes - low) / (high - low), 0, 1) * WHITE).astype(np.uint8)
    return np.repeat(np.moveaxis(level, 0, -1), 3 // len(level), axis=2)


def largest_size(values: ArrayLike) -> float:
    """Return the largest finite absolute value, 1 if there is none.

    >>> largest_size([-3.0, 2.0, np.nan])
    3.0
    """
    sizes = np.abs(np.asarray(values, np.float64))
    return float(sizes[np.isfinite(sizes)].max(initial=0)) or 1.0


def paint_signed(values: ArrayLike, poles: Poles, full: float | None = None) -> Pixels:
    """Colour signed values: neutral at zero, full colour at the largest absolute value.

    Parameters
    ----------
    values : array of any shape
        NaN is neutral.
    poles : Poles
    full : float, optional
        The absolute value with the full colour; by default the largest of all.

    Returns
    -------
    ndarray of shape ``values.shape + (3,)``, uint8

    Examples
    --------
    >>> poles = Poles((255, 0, 0), (255, 255, 255), (0, 0, 255))
    >>> paint_signed([-2.0, 0.0, 1.0], poles).tolist()
    [[255, 0, 0], [255, 255, 255], [128, 128, 255]]
    """
    share = np.nan_to_num(np.asarray(values, np.float64) / (full or largest_size(values)))[
        ..., None
    ]
    zero = np.array(poles.zero, np.float64)
    pole = np.where(share < 0, poles.negative, poles.positive)
    return np.rint(zero + np.clip(np.abs(share), 0, 1) * (pole - zero)).astype(np.uint8)


def enlarge_pixels(pixels: Pixels, side: int) -> Pixels:
    """Repeat pixels until the longer side is at least `side` long.

    >>> enlarge_pixels(np.zeros((2, 3, 3), np.uint8), 7).shape
    (6, 9, 3)
    """
    return repeat_pixels(pixels, -(-side // max(pixels.shape[:2])))


def repeat_pixels(pixels: Pixels, times: int) -> Pixels:
    """Repeat every pixel down and across."""
    return pixels.repeat(times, axis=0).repeat(times, axis=1)


def cut_patch(pixels: Pixels, box: Box) -> Pixels:
    """Crop a patch of an image.

    >>> cut_patch(np.arange(12, dtype=np.uint8).reshape(2, 2, 3), Box(row=1, col=0, width=2)).shape
    (1, 2, 3)
    """
    return pixels[box.row : box.row + box.height, box.col : box.col + box.width]


def outline_patch(pixels: Pixels, box: Box, side: int) -> Pixels:
    """Enlarge an image and outline a patch in white and black, visible on any colour.

    Parameters
    ----------
    pixels : ndarray of shape (H, W, 3), uint8
    box : Box
        In pixels of the image, inside it.
    side : int
        As for `enlarge_pixels`.

    Examples
    --------
    >>> grey = np.full((4, 4, 3), 99, np.uint8)
    >>> outline_patch(grey, Box(row=1, col=1, height=2, width=2), 24)[6:12, 12, 0]
    array([255,   0,  99,  99,  99,  99], dtype=uint8)
    """
    large = enlarge_pixels(pixels, side)
    times, thick = len(large) // len(pixels), max(side // 64, 1)
    for ring, level in enumerate((WHITE, BLACK)):
        first = (box.row * times + ring * thick, box.col * times + ring * thick)
        last = (
            (box.row + box.height) * times - ring * thick,
            (box.col + box.width) * times - ring * thick,
        )
        large = _outlined(large, first, last, thick, level)
    return large


def _outlined(
    pixels: Pixels, first: tuple[int, int], last: tuple[int, int], thick: int, level: int
) -> Pixels:
    """Draw the outline of a box, inside it."""
    (top, left), (bottom, right) = first, last
    inner = np.s_[top + thick : max(bottom - thick, top), left + thick : max(right - thick, left)]
    ringed = pixels.copy()
    ringed[top:bottom, left:right] = level
    ringed[inner] = pixels[inner]
    return ringed


def overlay_map(pixels: Pixels, shares: ArrayLike, poles: Poles) -> Pixels:
    """Overlay a map of 0 to 1 on an image in grey: 1 is the most violet.

    Parameters
    ----------
    pixels : ndarray of shape (H, W, 3), uint8
    shares : array of shape (H, W)
    poles : Poles

    Examples
    --------
    >>> poles = Poles((255, 0, 0), (255, 255, 255), (0, 0, 200))
    >>> overlay_map(np.full((1, 2, 3), 90, np.uint8), [[0, 1]], poles).tolist()
    [[[90, 90, 90], [14, 14, 184]]]
    """
    grey = np.repeat(luminance(pixels)[..., None], 3, axis=2)
    share = SPEAKS * np.clip(np.asarray(shares, np.float64), 0, 1)[..., None]
    return np.rint(grey + share * (np.array(poles.positive) - grey)).astype(np.uint8)


def add_bar(pixels: Pixels, share: float, poles: Poles) -> Pixels:
    """Add a bar below an image: from the middle to the right for positive, left for negative.

    Parameters
    ----------
    pixels : ndarray of shape (H, W, 3), uint8
    share : float
        Signed length of the bar, -1 to 1.
    poles : Poles

    Examples
    --------
    >>> poles = Poles((255, 0, 0), (255, 255, 255), (0, 0, 255))
    >>> add_bar(np.zeros((8, 4, 3), np.uint8), -1, poles)[-1].tolist()
    [[255, 0, 0], [255, 0, 0], [255, 255, 255], [255, 255, 255]]
    """
    height, width = pixels.shape[:2]
    bar = np.full((max(round(BAR * height), 1), width, 3), poles.zero, np.uint8)
    middle, reach = width // 2, round(abs(share) * (width // 2))
    span = slice(middle, middle + reach) if share > 0 else slice(middle - reach, middle)
    bar[:, span] = poles.positive if share > 0 else poles.negative
    gap = np.full((max(len(bar) // 3, 1), width, 3), poles.zero, np.uint8)
    return np.concatenate([pixels, gap, bar])


def numbers_table(plane: NDArray) -> str:
    """Write a matrix as a Markdown table.

    Parameters
    ----------
    plane : ndarray of shape (H, W)

    Examples
    --------
    >>> print(numbers_table(np.array([[0.125, -2.0]])))
    | Row | 1 | 2 |
    |---|---:|---:|
    | 1 | 0.125 | -2 |
    """
    lines = [["Row", *range(1, plane.shape[1] + 1)]]
    lines += [[at, *map(format_number, values)] for at, values in enumerate(plane, 1)]
    head, *body = [f"| {' | '.join(map(str, line))} |" for line in lines]
    return "\n".join([head, f"|---|{'---:|' * plane.shape[1]}", *body])
