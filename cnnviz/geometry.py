"""Positions of sliding windows: index arithmetic shared by all operations."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from cnnviz.text import count_of
from cnnviz.trace import Border, Box

Pair = int | tuple[int, int]
Padding = Pair | Literal["valid", "same", "full"]
PaddingMode = Literal["zeros", "reflect", "replicate", "circular"]
NUMPY_MODES: dict[str, Literal["reflect", "edge", "wrap"]] = {
    "reflect": "reflect",
    "replicate": "edge",
    "circular": "wrap",
}
NEUTRAL = {"max": -np.inf, "min": np.inf}  # padding values that never affect the result; else 0


class ShapeError(ValueError):
    """Sizes that do not fit; the message says which one to change."""


def pair(value: Pair, name: str, low: int = 1) -> tuple[int, int]:
    """Return a pair from one number or a pair; raise for numbers below `low`.

    >>> pair(2, "stride"), pair((1, 3), "stride")
    ((2, 2), (1, 3))
    """
    both = value if isinstance(value, tuple) else (value, value)
    if len(both) != 2 or not all(isinstance(side, int | np.integer) for side in both):
        raise ShapeError(f"{name} takes whole numbers, one for both axes or one each, not {value}")
    if min(both) < low:
        raise ShapeError(f"{name} must be at least {low}, not {min(both)}")
    return int(both[0]), int(both[1])


def span(window: int, dilation: int = 1) -> int:
    """Return the number of cells a dilated window covers.

    >>> span(3, dilation=2)
    5
    """
    return dilation * (window - 1) + 1


def output_size(
    size: int,
    window: int,
    *,
    stride: int = 1,
    padding: tuple[int, int] = (0, 0),
    dilation: int = 1,
    ceil: bool = False,
) -> int:
    """Return the number of positions of a window along one axis.

    Parameters
    ----------
    size, window : int
        Cells of the image and of the window along this axis.
    stride, dilation : int
        Cells between two positions, and between two neighbours inside the window.
    padding : tuple of int
        Cells added before and after.
    ceil : bool
        Whether a last window may hang over the end, as long as it starts before it.

    Returns
    -------
    int
        ``(size + before + after - dilation * (window - 1) - 1) // stride + 1`` [1]_; with
        `ceil` the division is rounded up, and a position that would start past the last
        real cell is dropped, as in PyTorch.

    Raises
    ------
    ShapeError
        When the window does not fit even once.

    References
    ----------
    .. [1] Dumoulin and Visin (2016), A guide to convolution arithmetic, arXiv:1603.07285.

    Examples
    --------
    >>> output_size(5, 3, stride=2, padding=(1, 1))
    3
    >>> output_size(6, 3, stride=2), output_size(6, 3, stride=2, ceil=True)
    (2, 3)
    >>> output_size(3, 5)
    Traceback (most recent call last):
    cnnviz.geometry.ShapeError: a window of 5 does not fit 3 cells with padding 0
    """
    room = size + sum(padding) - span(window, dilation) + (stride - 1 if ceil else 0)
    if room < 0:
        spread = (
            ""
            if dilation == 1
            else f" with dilation {dilation} covers {span(window, dilation)} cells and"
        )
        rings = str(padding[0]) if padding[0] == padding[1] else f"{padding[0]} + {padding[1]}"
        raise ShapeError(
            f"a window of {window}{spread} does not fit {count_of(size, 'cell')} "
            f"with padding {rings}"
        )
    last = room // stride
    return last if ceil and last * stride >= size + padding[0] else last + 1


def stretched(
    size: int, window: int, *, stride: int = 1, padding: tuple[int, int] = (0, 0), dilation: int = 1
) -> tuple[int, int]:
    """Return the padding after an axis, increased until a last, overhanging window fits.

    >>> stretched(6, 3, stride=2), stretched(7, 3, stride=2)
    ((0, 1), (0, 0))
    """
    before, after = padding
    stops = output_size(size, window, stride=stride, padding=padding, dilation=dilation, ceil=True)
    end = (stops - 1) * stride + span(window, dilation)
    return before, max(after, end - before - size)


def border_indices(size: int, before: int, after: int, mode: PaddingMode) -> NDArray[np.intp]:
    """Return the index of the real cell every cell of a padded axis copies; -1 is a zero.

    >>> border_indices(3, 1, 1, "zeros"), border_indices(3, 2, 1, "reflect")
    (array([-1,  0,  1,  2, -1]), array([2, 1, 0, 1, 2, 1]))
    >>> border_indices(3, 2, 0, "replicate"), border_indices(3, 2, 0, "circular")
    (array([0, 0, 0, 1, 2]), array([1, 2, 0, 1, 2]))
    """
    if mode not in get_args(PaddingMode):
        raise ShapeError(f"padding mode {mode!r} is not one of {', '.join(get_args(PaddingMode))}")
    cells, widths, ring = np.arange(size), (before, after), max(before, after)
    if mode == "zeros":
        return np.pad(cells, widths, constant_values=-1)
    if mode == "reflect" and ring >= size:
        raise ShapeError(
            f"reflect can add at most {count_of(size - 1, 'cell')} to {size}, not {ring}"
        )
    if mode == "circular" and ring > size:
        raise ShapeError(f"circular can add at most {count_of(size, 'cell')} to {size}, not {ring}")
    return np.pad(cells, widths, mode=NUMPY_MODES[mode])


@dataclass(frozen=True)
class Walk:
    """The positions of a sliding window on an image.

    Attributes
    ----------
    size, window, stride, dilation : tuple of int
        Rows and columns: of the image, of the window, between positions, inside the window.
    padding : tuple of tuple of int
        ``((top, bottom), (left, right))``.
    mode : str
        Padding mode.
    """

    size: tuple[int, int]
    window: tuple[int, int]
    stride: tuple[int, int] = (1, 1)
    padding: tuple[tuple[int, int], tuple[int, int]] = ((0, 0), (0, 0))
    dilation: tuple[int, int] = (1, 1)
    mode: PaddingMode = "zeros"

    @cached_property
    def output(self) -> tuple[int, int]:
        """Number of positions along the rows and along the columns."""
        rows, cols = (
            output_size(size, window, stride=stride, padding=padding, dilation=dilation)
            for size, window, stride, padding, dilation in zip(
                self.size, self.window, self.stride, self.padding, self.dilation, strict=True
            )
        )
        return rows, cols

    @cached_property
    def border(self) -> Border:
        """The padding around the image and the real cells it copies."""
        (top, bottom), (left, right) = self.padding
        rows = border_indices(self.size[0], top, bottom, self.mode)
        cols = border_indices(self.size[1], left, right, self.mode)
        return Border(top, left, rows, cols)

    def box(self, row: int, col: int, channel: int = 0, depth: int = 1) -> Box:
        """Return the cells under the window at one position."""
        top, left = row * self.stride[0] - self.border.top, col * self.stride[1] - self.border.left
        return Box(top, left, *self.window, channel, depth, *self.dilation)

    def pad(self, image: NDArray, fill: float = 0) -> NDArray:
        """Pad the last two axes; cells that copy no real cell have the value `fill`."""
        rows, cols = self.border.rows, self.border.cols
        padded = image.take(rows, axis=-2).take(cols, axis=-1)
        padded[..., rows < 0, :] = fill
        padded[..., cols < 0] = fill
        return padded

    def unpad(self, padded: NDArray) -> NDArray:
        """Add every padded cell to the real cell it copies (adjoint of `pad`)."""
        rows = np.arange(self.size[0])[:, None] == self.border.rows
        cols = np.arange(self.size[1])[:, None] == self.border.cols
        return rows.astype(padded.dtype) @ padded @ cols.T.astype(padded.dtype)

    def windows(self, image: NDArray, fill: float = 0) -> NDArray:
        """Return a view of every window of the padded image, shape (..., OH, OW, KH, KW)."""
        self.output  # noqa: B018  refuses a window that does not fit
        spans = tuple(span(k, d) for k, d in zip(self.window, self.dilation, strict=True))
        (sh, sw), (dh, dw) = self.stride, self.dilation
        views = sliding_window_view(self.pad(image, fill), spans, axis=(-2, -1))
        return views[..., ::sh, ::sw, ::dh, ::dw]

    def fold(self, windows: NDArray) -> NDArray:
        """Add every window to the padded image, overlaps summed (adjoint of `windows`)."""
        *lead, rows, cols, _, _ = windows.shape
        padded = np.zeros((*lead, len(self.border.rows), len(self.border.cols)), windows.dtype)
        for i, j in np.ndindex(self.window):
            top, left = i * self.dilation[0], j * self.dilation[1]
            under = padded[..., top :: self.stride[0], left :: self.stride[1]]
            under[..., :rows, :cols] += windows[..., i, j]
        return padded


def touched(path: Walk, axis: int, before: NDArray | None = None) -> NDArray:
    """Return which positions along one axis read padding, or cells that depend on padding.

    Parameters
    ----------
    path : Walk
        The window's path.
    axis : int
        0 for rows, 1 for columns.
    before : ndarray of bool, optional
        Cells of the image that an earlier operation's padding already reached.

    Returns
    -------
    ndarray of bool, one a stop

    Examples
    --------
    >>> touched(walk((5, 5), (3, 3), padding="same"), 0)
    array([ True, False, False, False,  True])
    """
    real = np.zeros(path.size[axis], bool) if before is None else before
    padded = np.pad(real, path.padding[axis], constant_values=True)
    views = sliding_window_view(padded, span(path.window[axis], path.dilation[axis]))
    return np.any(views[:: path.stride[axis], :: path.dilation[axis]], axis=1)


def walk(
    size: tuple[int, int],
    window: tuple[int, int],
    *,
    stride: Pair = 1,
    padding: Padding = 0,
    dilation: Pair = 1,
    padding_mode: PaddingMode = "zeros",
    ceil: bool = False,
) -> Walk:
    """Return the positions of a window on an image, or raise a ShapeError.

    Parameters
    ----------
    size, window : tuple of int
        Rows and columns of the image and of the window.
    stride, dilation : int or pair of int
        For both axes, or rows and columns apart.
    padding : int, pair of int, "valid", "same" or "full"
        Rings on both sides; none; as many as keep the size (the odd one after, as in
        PyTorch); as many as let one cell of overlap count.
    padding_mode : str
        "zeros", "reflect", "replicate" or "circular".
    ceil : bool
        Whether a last window may hang over the end; the padding there grows to hold it.

    Raises
    ------
    ShapeError
        When a number cannot work; the message carries it.

    Examples
    --------
    >>> walk((6, 7), (3, 2), padding="same").padding
    ((1, 1), (0, 1))
    >>> walk((6, 7), (3, 2), padding="same").output
    (6, 7)
    """
    strides, dilations = pair(stride, "stride"), pair(dilation, "dilation")
    if min(*size, *window) < 1:
        raise ShapeError(
            f"an image of {size[0]} x {size[1]} and a window of {window[0]} x {window[1]}: "
            "every side needs at least 1 cell"
        )
    reach = [span(k, d) - 1 for k, d in zip(window, dilations, strict=True)]
    sides: list[tuple[int, int]]
    if padding == "valid":
        sides = [(0, 0), (0, 0)]
    elif padding == "full":
        sides = [(extra, extra) for extra in reach]
    elif padding == "same":
        if strides != (1, 1):
            raise ShapeError(
                f"padding 'same' keeps the size, so the stride must be 1, not {max(strides)}"
            )
        sides = [(extra // 2, extra - extra // 2) for extra in reach]
    elif isinstance(padding, str):
        raise ShapeError(f"padding {padding!r} is not 'valid', 'same', 'full' or a number")
    else:
        sides = [(rings, rings) for rings in pair(padding, "padding", low=0)]
    if ceil:
        sides = [
            stretched(cells, k, stride=s, padding=rings, dilation=d)
            for cells, k, s, rings, d in zip(size, window, strides, sides, dilations, strict=True)
        ]
    found = Walk(size, window, strides, (sides[0], sides[1]), dilations, padding_mode)
    found.output, found.border  # noqa: B018  refuse what does not fit before anything is drawn
    return found
