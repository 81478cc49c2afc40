"""Limits on the size of a network, and checks that raise a `ModelError` beyond them."""

from collections.abc import Iterable
from math import prod

from cnnviz.text import format_mb, format_shape
from cnnviz.zoo.graph import Graph
from cnnviz.zoo.node import ModelError, Shape, shape_text

MAX_BYTES = 10 * 2**20
MAX_NODES = 200
#: Nodes of a file, before patterns of several operators are merged into one.
MAX_LINES = 2000
MAX_PARAMETERS = 5_000_000
#: Bytes of all outputs for one image, as float32.
MAX_MAP_BYTES = 64 * 2**20
#: Bytes of all windows of one node for one image, as float32.
MAX_WORK_BYTES = 256 * 2**20
MAX_MULTIPLIES = 2_000_000_000
MAX_CLASSES = 2000
MAX_SIDE = 256
CHANNELS = (1, 3)  # an image is grey, or red, green and blue


def check_bytes(data: bytes) -> None:
    """Raise for an empty file and for one that is too large."""
    if not data:
        raise ModelError("This file is empty.")
    if len(data) > MAX_BYTES:
        limit = format_mb(MAX_BYTES)
        raise ModelError(f"This file has {format_mb(len(data))}; the limit is {limit}.")


def check_input(shape: Shape) -> None:
    """Raise for an input shape that no image can be converted to.

    >>> check_input((4, 8, 8))
    Traceback (most recent call last):
    cnnviz.zoo.node.ModelError: This network reads 4 channels; a picture has 1 or 3.
    """
    if len(shape) != 3:
        raise ModelError(f"This network reads {shape_text(shape)}; a picture is (C, H, W).")
    if shape[0] not in CHANNELS:
        raise ModelError(f"This network reads {shape[0]} channels; a picture has 1 or 3.")
    if not 1 <= min(shape[1:]) <= max(shape[1:]) <= MAX_SIDE:
        sides = format_shape(shape[1:], "x")
        raise ModelError(f"This network reads pictures of {sides}; the limit is {MAX_SIDE} a side.")


def check_nodes(count: int) -> None:
    """Raise for a network with too many nodes."""
    if count > MAX_NODES:
        raise ModelError(f"This network has {count:,} nodes; the limit is {MAX_NODES}.")


def check_lines(count: int) -> None:
    """Raise for a file with too many nodes to read."""
    if count > MAX_LINES:
        raise ModelError(f"This file has {count:,} nodes; the limit is {MAX_LINES:,}.")


def check_parameters(count: int) -> None:
    """Raise for a network with too many weights."""
    if count > MAX_PARAMETERS:
        raise ModelError(f"This network has {count:,} weights; the limit is {MAX_PARAMETERS:,}.")


def check_graph(graph: Graph) -> None:
    """Raise for a network that needs too much time or memory for one image."""
    check_maps(graph.shapes.values())
    work, multiplies = 4 * graph.work(), sum(graph.multiplies(n.name) for n in graph.nodes)
    if work > MAX_WORK_BYTES:
        most = format_mb(MAX_WORK_BYTES)
        raise ModelError(f"One of its nodes would need {format_mb(work)}; the limit is {most}.")
    if multiplies > MAX_MULTIPLIES:
        raise ModelError(
            f"One picture would take {multiplies:,} multiplications; "
            f"the limit is {MAX_MULTIPLIES:,}."
        )
    classes = graph.shapes[graph.output][0]
    if classes > MAX_CLASSES:
        raise ModelError(f"This network has {classes:,} classes; the limit is {MAX_CLASSES:,}.")


def check_maps(shapes: Iterable[Shape]) -> None:
    """Raise if all outputs for one image need too much memory."""
    count = 4 * sum(map(prod, shapes))
    if count > MAX_MAP_BYTES:
        raise ModelError(
            f"The maps of one picture would take {format_mb(count)}; "
            f"the limit is {format_mb(MAX_MAP_BYTES)}."
        )
