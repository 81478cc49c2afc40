"""An image as matrices of red, green, blue and grey, with histograms."""

import zlib
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnnviz.contracts.pixels import PixelsArrays, PixelsHeader
from cnnviz.images import histogram, luminance
from cnnviz.images.measure import LUMA, RGB
from cnnviz.message import pack

BINS = 64
WRITTEN_OUT = 16  # pixels per side up to which every number fits on screen
WHOLE = [str(value) for value in range(256)]
SHARES = [f"{value / 255:.2f}" for value in range(256)]
TIGHT = ["0", *(f"{value / 255:.2f}"[1:] for value in range(1, 255)), "1"]  # .56 in small cells
CLOSER = [f"{value / 255:.3f}" for value in range(256)]


class PixelPlace(NamedTuple):
    """The index of a pixel, from 0, and whether the user pinned it."""

    row: int
    col: int
    held: bool = False


class PixelLook(NamedTuple):
    """Display options: cells per side around a pixel; values as 0 to 1; planes in their colour."""

    reach: int
    shares: bool
    tinted: bool


@dataclass(frozen=True, eq=False)
class PixelPlanes:
    """An image on screen, its grey values and its histograms.

    Attributes
    ----------
    pixels : ndarray of shape (H, W, 3), uint8
        Red, green and blue.
    """

    pixels: NDArray[np.uint8]

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.pixels.shape[0], self.pixels.shape[1]

    @cached_property
    def grey(self) -> NDArray[np.uint8]:
        """The rounded luminance, shape (H, W)."""
        return np.rint(luminance(self.pixels)).astype(np.uint8)

    @cached_property
    def counts(self) -> NDArray[np.int32]:
        """Histograms with 64 bins of four values, for red, green, blue and grey."""
        planes = [*np.moveaxis(self.pixels, -1, 0), self.grey]
        return np.array([histogram(plane, BINS, 0, 255)[0] for plane in planes], np.int32)

    @cached_property
    def stamp(self) -> int:
        """A checksum that differs for other images."""
        return zlib.crc32(np.ascontiguousarray(self.pixels).data, len(self.pixels))

    @property
    def written_out(self) -> bool:
        """Whether every number fits on screen."""
        return max(self.size) <= WRITTEN_OUT


def pixels_message(
    planes: PixelPlanes, place: PixelPlace, look: PixelLook, *, jump: int, have: int | None
) -> bytes:
    """Pack a picture for the component ``pixels``.

    Parameters
    ----------
    planes : PixelPlanes
    place : PixelPlace
        The pixel to select first; later the browser keeps its own.
    look : PixelLook
    jump : int
        A different number moves the browser to `place`.
    have : int or None
        The stamp of the image that the browser has: its pixels are not sent again.

    Returns
    -------
    bytes
        A message with a `PixelsHeader` and `PixelsArrays`.
    """
    header: PixelsHeader = {
        "stamp": planes.stamp,
        "size": planes.size,
        "at": (place.row, place.col),
        "held": place.held,
        "jump": jump,
        "planes": [*RGB, "Grey"],
        "reach": None if planes.written_out else look.reach,
        "tinted": look.tinted,
        "cells": SHARES if look.shares else WHOLE,
        "tight": TIGHT if look.shares else WHOLE,
        "exact": CLOSER if look.shares else WHOLE,
        "high": 1 if look.shares else 255,
        "weights": [f"{weight:.3f}" for weight in LUMA],
        "look": " ".join(map(str, look)),
    }
    arrays: PixelsArrays = {"counts": planes.counts}
    if have != planes.stamp:
        arrays |= {"pixels": planes.pixels, "grey": planes.grey}
    return pack(header, **arrays)


def middle_pixel(size: tuple[int, int]) -> PixelPlace:
    """Return the pixel in the middle.

    >>> middle_pixel((5, 8))
    PixelPlace(row=2, col=4, held=False)
    """
    return PixelPlace(size[0] // 2, size[1] // 2)


def same_place(place: PixelPlace, before: tuple[int, int], after: tuple[int, int]) -> PixelPlace:
    """Return the corresponding pixel of an image of another size.

    >>> same_place(PixelPlace(150, 225), (300, 450), (10, 15))
    PixelPlace(row=5, col=7, held=False)
    """
    row, col = (
        (2 * index + 1) * new // (2 * old)
        for index, old, new in zip(place[:2], before, after, strict=True)
    )
    return PixelPlace(row, col, place.held)
