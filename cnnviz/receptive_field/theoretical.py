"""The theoretical receptive field: the pixels one cell of the last map depends on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError, Walk, span, walk
from cnnviz.trace import Box

Kind = Literal["conv", "max", "avg"]
TITLES: dict[Kind, str] = {"conv": "convolution", "max": "max pooling", "avg": "average pooling"}
Pair = tuple[int, int]


@dataclass(frozen=True)
class WindowLayer:
    """A convolution or pooling layer, with the same settings for both axes.

    Attributes
    ----------
    kind : {"conv", "max", "avg"}
    window, stride, padding, dilation : int
        Its side, cells between two stops, rings of zeros laid around, cells between
        neighbours inside the window.
    """

    kind: Kind
    window: int
    stride: int = 1
    padding: int = 0
    dilation: int = 1

    @property
    def name(self) -> str:
        """Say it in two words.

        >>> WindowLayer("conv", 3).name
        'convolution 3 × 3'
        """
        return f"{TITLES[self.kind]} {self.window} × {self.window}"

    def path(self, size: Pair) -> Walk:
        """Settle where its windows fall; a pooling's padding is at most half its window."""
        most = self.window // 2
        if self.kind != "conv" and self.padding > most:
            raise ShapeError(f"it takes padding up to {most}, half its window, not {self.padding}")
        return walk(
            size,
            (self.window, self.window),
            stride=self.stride,
            padding=self.padding,
            dilation=self.dilation,
        )


class Field(NamedTuple):
    """What every cell of the last map sees, each a pair for rows and columns.

    Attributes
    ----------
    size : (int, int)
        From the first to the last cell it sees.
    jump : (int, int)
        How far the view moves when you go to the next cell of the last map.
    start : (int, int)
        Where the view of cell (0, 0) begins; negative inside the padding.
    """

    size: Pair
    jump: Pair
    start: Pair

    def box(self, row: int, col: int) -> Box:
        """Find the view of one cell; it may hang over the picture's edge."""
        top, left = self.start[0] + row * self.jump[0], self.start[1] + col * self.jump[1]
        return Box(top, left, *self.size)


def stack_views(layers: Sequence[WindowLayer], size: Pair) -> list[Walk]:
    """Settle the path of every layer's window over the map before it.

    Parameters
    ----------
    layers : sequence of WindowLayer
    size : (int, int)
        Rows and columns of the picture.

    Raises
    ------
    ShapeError
        With the layer, counted from 1, and what does not fit there.

    Examples
    --------
    >>> [path.output for path in stack_views([WindowLayer("conv", 3), WindowLayer("max", 2, 2)], (8, 6))]
    [(6, 4), (3, 2)]
    >>> stack_views([WindowLayer("conv", 3), WindowLayer("conv", 7)], (8, 6))
    Traceback (most recent call last):
    cnnviz.geometry.ShapeError: layer 2, convolution 7 × 7: a window of 7 does not fit 6 cells with padding 0
    """  # noqa: E501
    paths: list[Walk] = []
    for place, layer in enumerate(layers, start=1):
        try:
            path = layer.path(size)
        except ShapeError as error:
            raise ShapeError(f"layer {place}, {layer.name}: {error}") from None
        paths.append(path)
        size = path.output
    return paths


def receptive_field(paths: Sequence[Walk]) -> Field:
    """Work out how large a view is, how far apart two are, and where the first begins.

    Parameters
    ----------
    paths : sequence of Walk
        One a layer, the picture's first.

    Returns
    -------
    Field
        ``size = 1 + sum of (k - 1) * d * (product of the strides before)`` over the layers,
        with a window of k cells spread by the dilation d; ``jump`` is the product of all
        strides, ``start = -sum of padding * (product of the strides before)`` [1]_.

    References
    ----------
    .. [1] Araujo, Norris and Sim (2019), Computing receptive fields of convolutional neural
       networks, Distill.

    Examples
    --------
    >>> three = stack_views([WindowLayer("conv", 3)] * 3, (9, 9))
    >>> receptive_field(three).size
    (7, 7)
    >>> conv, pool = WindowLayer("conv", 3, padding=1), WindowLayer("max", 2, 2)
    >>> pooled = stack_views([conv, pool, WindowLayer("conv", 3)], (8, 8))
    >>> receptive_field(pooled)
    Field(size=(8, 8), jump=(2, 2), start=(-1, -1))
    """
    size, jump, start = [1, 1], [1, 1], [0, 0]
    for path in paths:
        for axis in range(2):
            size[axis] += (span(path.window[axis], path.dilation[axis]) - 1) * jump[axis]
            start[axis] -= path.padding[axis][0] * jump[axis]
            jump[axis] *= path.stride[axis]
    return Field((size[0], size[1]), (jump[0], jump[1]), (start[0], start[1]))


def reads(path: Walk, axis: int) -> NDArray[np.int64]:
    """Write down which cells of an axis every stop reads; padding is left out.

    Returns
    -------
    ndarray of shape (stops, cells), 0 or 1

    Examples
    --------
    >>> reads(walk((4, 4), (3, 3), padding=1, stride=2), 0)
    array([[1, 1, 0, 0],
           [0, 1, 1, 1]])
    """
    stops = np.arange(path.output[axis]) * path.stride[axis] - path.padding[axis][0]
    inside = np.arange(path.window[axis]) * path.dilation[axis]
    cells = stops[:, None] + inside
    return (cells[..., None] == np.arange(path.size[axis])).sum(axis=1)


def ways(paths: Sequence[Walk], axis: int) -> list[NDArray[np.int64]]:
    """Count on how many ways every cell of the last map reaches every cell of each map.

    A window covers all its rows at all its columns, so the axes can be counted apart: a cell
    of the picture is reached on (ways along the rows) x (ways along the columns), and is seen
    where that is not 0. Whoever reads through two layers multiplies their two tables.

    Parameters
    ----------
    paths : sequence of Walk
    axis : int
        0 for rows, 1 for columns.

    Returns
    -------
    list of ndarray of shape (stops of the last map, cells)
        The picture's first, the last map's own at the end.

    Examples
    --------
    >>> ways(stack_views([WindowLayer("conv", 2), WindowLayer("conv", 2)], (4, 4)), 0)[0]
    array([[1, 2, 1, 0],
           [0, 1, 2, 1]])
    """
    found = [np.eye(paths[-1].output[axis], dtype=np.int64)]
    for path in reversed(paths):
        found.append(found[-1] @ reads(path, axis))
    return found[::-1]
