"""Requests of the network component: for one map, one value, or with a drawing; validated."""

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
    """A request from the browser.

    Attributes
    ----------
    ask : {"unit", "value", "draw"}
    seq : int
        The sequence number of the picture it is about.
    node : str
    channel : int
    cell : tuple of int
        Index into the layer's output.
    plane : ndarray of shape (H, W), uint8
        The drawing.
    """

    ask: str
    seq: int
    node: str = ""
    channel: int = 0
    cell: tuple[int, ...] = ()
    plane: NDArray[np.uint8] = field(default_factory=lambda: np.zeros((1, 1), np.uint8))


def parse_request(question: bytes, graph: Graph) -> NetworkRequest | None:
    """Parse a request about a network.

    Parameters
    ----------
    question : bytes
        JSON; or a drawing: the length of its header, JSON padded to 8 bytes, the plane.
    graph : Graph
        The network that is shown.

    Returns
    -------
    NetworkRequest or None
        None for an invalid request.
    """
    try:
        if question[1:4] == bytes(3):  # JSON has no zeros
            return _drawing(question)
        fields = json.loads(question)
        return _map_or_value(fields, graph) if isinstance(fields, dict) else None
    except (ValueError, KeyError, TypeError, RecursionError, struct.error):
        return None


def exists_in(graph: Graph, node: Any, channel: Any, cell: Any) -> bool:
    """Tell whether a node, a channel of it, and a cell exist; without a cell, a whole map."""
    if not isinstance(node, str) or node not in graph.shapes:
        return False
    shape = graph.shapes[node]
    if cell is None:
        return node != IMAGE and _is_index(channel, shape[0])
    return (
        isinstance(cell, list | tuple)
        and len(cell) == len(shape)
        and all(map(_is_index, cell, shape))
        and cell[0] == channel
    )


def _map_or_value(fields: dict[str, Any], graph: Graph) -> NetworkRequest | None:
    """Parse a request for a map or a value."""
    ask, node, seq = fields["ask"], fields["node"], _integer(fields["seq"])
    if ask == "unit" and exists_in(graph, node, fields["channel"], None):
        return NetworkRequest(ask, seq, node, fields["channel"])
    cell = fields.get("cell")
    if ask == "value" and cell and node != IMAGE and exists_in(graph, node, cell[0], cell):
        return NetworkRequest(ask, seq, node, cell[0], tuple(cell))
    return None


def _drawing(question: bytes) -> NetworkRequest | None:
    """Parse a request with a drawing."""
    start = LENGTH.size + LENGTH.unpack_from(question)[0]
    fields = json.loads(question[LENGTH.size : start])
    height, width = _integer(fields["height"]), _integer(fields["width"])
    sides = 0 < height <= MOST_DRAWN and 0 < width <= MOST_DRAWN
    if fields["ask"] != "draw" or not sides or len(question) != start + height * width:
        return None
    plane = np.frombuffer(question, np.uint8, offset=start).reshape(height, width)
    return NetworkRequest("draw", _integer(fields["seq"]), plane=plane)


def _integer(value: Any) -> int:
    """Return a whole number; anything else raises TypeError."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(value)
    return value


def _is_index(value: Any, count: int) -> bool:
    """Tell whether a value is an index below `count`."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < count
