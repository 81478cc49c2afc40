"""What the network's component asks: about one map, one value, or with a drawing; checked."""

import json
import struct
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.message import LENGTH
from cnnviz.training.commands import MOST_DRAWN
from cnnviz.zoo import IMAGE, Graph


@dataclass(frozen=True, eq=False)
class NetworkRequest:
    """A question of the browser.

    Attributes
    ----------
    ask : {"unit", "value", "draw"}
    seq : int
        The picture it is about.
    node : str
    channel : int
    cell : tuple of int
        Into the layer's array.
    plane : ndarray of shape (H, W), uint8
        What is drawn.
    """

    ask: str
    seq: int
    node: str = ""
    channel: int = 0
    cell: tuple[int, ...] = ()
    plane: NDArray[np.uint8] = field(default_factory=lambda: np.zeros((1, 1), np.uint8))


def parse_request(question: bytes, graph: Graph) -> NetworkRequest | None:
    """Read a question about a network.

    Parameters
    ----------
    question : bytes
        JSON; or a drawing: the length of its header, JSON padded to 8 bytes, the plane.
    graph : Graph
        What may be asked about.

    Returns
    -------
    Asked or None
        None for whatever makes no sense here.
    """
    try:
        if question[1:4] == bytes(3):  # JSON has no zeros
            return _drawing(question)
        said = json.loads(question)
        return _about(said, graph) if isinstance(said, dict) else None
    except (ValueError, KeyError, TypeError, RecursionError, struct.error):
        return None


def exists_in(graph: Graph, node: Any, channel: Any, cell: Any) -> bool:
    """Tell whether a layer, one of its maps, and a cell of it exist; None is the whole map."""
    if not isinstance(node, str) or node not in graph.shapes:
        return False
    shape = graph.shapes[node]
    if cell is None:
        return node != IMAGE and _below(channel, shape[0])
    return (
        isinstance(cell, list | tuple)
        and len(cell) == len(shape)
        and all(map(_below, cell, shape))
        and cell[0] == channel
    )


def _about(said: dict[str, Any], graph: Graph) -> NetworkRequest | None:
    """Read a question about a map or a value."""
    ask, node, seq = said["ask"], said["node"], _whole(said["seq"])
    if ask == "unit" and exists_in(graph, node, said["channel"], None):
        return NetworkRequest(ask, seq, node, said["channel"])
    cell = said.get("cell")
    if ask == "value" and cell and node != IMAGE and exists_in(graph, node, cell[0], cell):
        return NetworkRequest(ask, seq, node, cell[0], tuple(cell))
    return None


def _drawing(question: bytes) -> NetworkRequest | None:
    """Read a drawing."""
    start = LENGTH.size + LENGTH.unpack_from(question)[0]
    said = json.loads(question[LENGTH.size : start])
    height, width = _whole(said["height"]), _whole(said["width"])
    sides = 0 < height <= MOST_DRAWN and 0 < width <= MOST_DRAWN
    if said["ask"] != "draw" or not sides or len(question) != start + height * width:
        return None
    plane = np.frombuffer(question, np.uint8, offset=start).reshape(height, width)
    return NetworkRequest("draw", _whole(said["seq"]), plane=plane)


def _whole(value: Any) -> int:
    """Take a whole number; anything else is a TypeError."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(value)
    return value


def _below(value: Any, count: int) -> bool:
    """Tell whether a value counts one of so many things, from 0."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < count
