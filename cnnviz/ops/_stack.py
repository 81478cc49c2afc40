"""Windows across channels: neighbouring feature maps at one position."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError
from cnnviz.trace import Border, Box


@dataclass(frozen=True)
class Stack:
    """`maps` neighbouring feature maps of an image (H, W), pooled at every place."""

    size: tuple[int, int]
    maps: int

    @property
    def border(self) -> Border:
        """No padding."""
        return Border(0, 0, np.arange(self.size[0]), np.arange(self.size[1]))

    @property
    def counted(self) -> NDArray:
        """Mark the cells that count: all."""
        return np.ones((1, 1, 1, 1, 1), bool)

    @property
    def count(self) -> NDArray:
        """Count them."""
        return np.array([[self.maps]])

    def windows(self, x: NDArray, fill: float) -> NDArray:
        """View the cells that lie on each other, shape (N, C / maps, H, W, maps, 1, 1)."""
        return np.moveaxis(
            x.reshape(len(x), x.shape[1] // self.maps, self.maps, *self.size), 2, -1
        )[..., None, None]

    def back(self, windows: NDArray) -> NDArray:
        """Give every cell back to its map."""
        return np.moveaxis(windows[..., 0, 0], -1, 2).reshape(len(windows), -1, *self.size)

    def box(self, channel: int, row: int, col: int) -> Box:
        """Find the cells at one place."""
        return Box(row, col, channel=channel * self.maps, depth=self.maps)


def stack(shape: tuple[int, ...], maps: int = 0) -> Stack:
    """Group the maps of images (N, C, H, W), or raise if the number is no multiple."""
    channels = shape[1]
    together = channels if maps == 0 else maps
    if together < 1 or channels % together:
        raise ShapeError(f"{channels} feature maps cannot be shared out {maps} at a time")
    return Stack((shape[2], shape[3]), together)
