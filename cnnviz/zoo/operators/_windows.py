"""Sliding windows of convolution and pooling, with padding that may differ by side."""

from collections.abc import Sequence
from math import prod
from typing import Any

import numpy as np

from cnnviz.geometry import ShapeError, Walk, pair, span, stretched
from cnnviz.ops._grid import PoolingGrid
from cnnviz.text import format_shape
from cnnviz.zoo.dialects import Dialect
from cnnviz.zoo.node import Node, Shape
from cnnviz.zoo.operators._operator import OnnxInputs

WIDEST = 512  # cells of padding per side
Sides = tuple[tuple[int, int], tuple[int, int]]


def path(node: Node, shape: Shape, window: tuple[int, int]) -> Walk:
    """Return the positions of the windows on maps (C, H, W), or raise a ShapeError."""
    if len(shape) != 3:
        raise ShapeError(f"it needs maps (C, H, W), but a row of {shape[0]} numbers arrives")
    padding, dilation = node.settings["padding"], node.settings["dilation"]
    for rings, side, apart in zip(padding, window, dilation, strict=True):
        if max(rings) > min(span(side, apart), WIDEST):
            wide = f"its window of {side}" if span(side, apart) < WIDEST else f"{WIDEST} cells"
            raise ShapeError(f"padding {max(rings)} is wider than {wide}")
    found = Walk(shape[1:], window, node.settings["stride"], padding, dilation)
    found.output  # noqa: B018  refuses a window that does not fit
    return found


def padded_size(walk: Walk) -> tuple[int, int]:
    """Return rows and columns, padding included."""
    (top, bottom), (left, right) = walk.padding
    return top + walk.size[0] + bottom, left + walk.size[1] + right


def cells(walk: Walk, shape: Shape) -> int:
    """Count the cells of padded maps (C, H, W), or those under all windows, if more."""
    return shape[0] * max(prod(padded_size(walk)), prod(walk.output) * prod(walk.window))


def pooling_path(node: Node, shape: Shape) -> Walk:
    """Return the same for a pooling, where each window needs a cell that is not padding."""
    found = path(node, shape, node.settings["window"])
    for cells, size in zip(PoolingGrid(found).cells, found.size, strict=True):
        if not ((cells >= 0) & (cells < size)).any(axis=1).all():
            raise ShapeError(f"a window would hold only padding: there are {size} cells")
    return found


def read_walk(inputs: OnnxInputs, window: tuple[int, int], *, ceil: bool = False) -> dict[str, Any]:
    """Read stride, dilation and padding from ONNX attributes."""
    attributes = inputs.attributes
    stride = two(attributes.get("strides", (1, 1)), "strides")
    dilation = two(attributes.get("dilations", (1, 1)), "dilations")
    shape = inputs.shapes[0]
    if len(shape) != 3:
        raise ShapeError(f"it needs maps (C, H, W), but a row of {shape[0]} numbers arrives")
    padding = _padding(inputs, shape[1:], window, stride, dilation)
    if ceil:
        sizes = zip(shape[1:], window, stride, padding, dilation, strict=True)
        rows, cols = (
            stretched(n, k, stride=s, padding=rings, dilation=d) for n, k, s, rings, d in sizes
        )
        padding = rows, cols
    return {"stride": stride, "padding": padding, "dilation": dilation}


def read_window(inputs: OnnxInputs) -> tuple[int, int]:
    """Read the window size of a pooling."""
    return two(inputs.attributes.get("kernel_shape", ()), "kernel_shape")


def two(numbers: Any, name: str) -> tuple[int, int]:
    """Read a pair, rows and columns, each at least 1."""
    sides = tuple(numbers)
    if len(sides) != 2:
        raise ShapeError(f"its {name} has {len(sides)} numbers; pictures have 2 sides")
    return pair(sides, name)


def _padding(
    inputs: OnnxInputs,
    size: Shape,
    window: tuple[int, int],
    stride: tuple[int, int],
    dilation: tuple[int, int],
) -> Sides:
    """Read the padding, given as ``pads`` or by ``auto_pad``."""
    auto_pad = inputs.attributes.get("auto_pad", "NOTSET")
    if auto_pad == "NOTSET":
        pads = tuple(int(ring) for ring in inputs.attributes.get("pads", (0, 0, 0, 0)))
        if len(pads) != 4 or min(pads) < 0:
            raise ShapeError(f"its pads must be 4 numbers of at least 0, not {list(pads)}")
        return (pads[0], pads[2]), (pads[1], pads[3])
    if auto_pad == "VALID":
        return (0, 0), (0, 0)
    if auto_pad not in ("SAME_UPPER", "SAME_LOWER"):
        raise ShapeError(f"its auto_pad says {auto_pad!r}, which ONNX does not know")
    rows, cols = (
        _kept(*axis, before=auto_pad == "SAME_LOWER")
        for axis in zip(size, window, stride, dilation, strict=True)
    )
    return rows, cols


def _kept(size: int, window: int, stride: int, dilation: int, before: bool) -> tuple[int, int]:
    """Return the padding for ``ceil(size / stride)`` windows; an odd cell goes `before` or after.

    >>> _kept(6, 2, 1, 1, before=False), _kept(6, 2, 1, 1, before=True)
    ((0, 1), (1, 0))
    """
    stops = int(np.ceil(size / stride))
    rings = max((stops - 1) * stride + span(window, dilation) - size, 0)
    small, large = rings // 2, rings - rings // 2
    return (large, small) if before else (small, large)


def describe_walk(node: Node, usual: tuple[int, int]) -> str:
    """Describe stride, padding, dilation and groups where they differ from the usual.

    >>> walk = {"stride": (2, 2), "padding": ((1, 1), (1, 1)), "dilation": (1, 1)}
    >>> describe_walk(Node("conv1", "Conv", ("image",), walk), (1, 1))
    ', stride 2, padding 1'
    """
    settings = node.settings
    parts = [
        f"stride {_equal(settings['stride'])}" if settings["stride"] != usual else "",
        f"padding {_rings(settings['padding'])}" if any(map(any, settings["padding"])) else "",
        f"dilation {_equal(settings['dilation'])}" if settings["dilation"] != (1, 1) else "",
        f"{settings['groups']} groups" if settings.get("groups", 1) > 1 else "",
    ]
    return "".join(f", {part}" for part in parts if part)


def ringed(node: Node, x: str, to: Dialect, value: str) -> tuple[str, tuple[int, int]]:
    """Write a layer's input and padding; padding that differs by side is a separate call."""
    (top, bottom), (left, right) = padding = node.settings["padding"]
    if top == bottom and left == right:
        return x, (top, left)
    return to.padded(x, ((0, 0), *padding), value), (0, 0)


def _equal(sides: Sequence[int]) -> str:
    """Write one number for a pair of equal numbers."""
    return str(sides[0]) if len(set(sides)) == 1 else format_shape(sides)


def _rings(padding: Sequence[Sequence[int]]) -> str:
    """Write padding that is the same on all sides once; else top, bottom, left and right."""
    sides = [ring for axis in padding for ring in axis]
    return str(sides[0]) if len(set(sides)) == 1 else "/".join(map(str, sides))
