"""The filters of the first layer with weights, as images."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError
from cnnviz.zoo import Graph


@dataclass(frozen=True, slots=True, eq=False)
class FirstFilters:
    """What the first layer with weights looks for.

    Attributes
    ----------
    name : str
        The layer.
    weights : ndarray of shape (F, C, KH, KW)
        As learned. Of a fully connected first layer: laid out like the picture.
    colour : bool
        Whether the three channels are red, green and blue and shown as one colour.
    pictures : ndarray of shape (F, KH, KW, 3) or (F, C, KH, KW)
        In colour: ``0.5 + w / (2 * max(|w|))``, each filter by itself, from 0 to 1, so grey
        is a weight of 0. Otherwise signed: ``w / max(|w|)``, from -1 to 1.
    dead : tuple of int
        The filters that are all zeros.
    """

    name: str
    weights: NDArray
    colour: bool
    pictures: NDArray
    dead: tuple[int, ...] = ()


def first_filters(graph: Graph) -> FirstFilters:
    """Find the first layer with weights that reads the picture, and make pictures of them.

    Raises
    ------
    ShapeError
        When no layer reads pixels with weights of its own.

    References
    ----------
    .. [1] Krizhevsky, Sutskever and Hinton (2012), ImageNet classification with deep
       convolutional neural networks, figure 3.

    Examples
    --------
    >>> from cnnviz.nn import Flatten, Linear, Sequential
    >>> from cnnviz.zoo import from_sequential
    >>> net = Sequential([Flatten(), Linear(1)], (1, 1, 2))
    >>> net.load({"1.weight": [[3, -6]], "1.bias": [0]})
    >>> first_filters(from_sequential(net)).pictures
    array([[[[ 0.5, -1. ]]]], dtype=float32)
    """
    name, weights = _first(graph)
    largest = np.abs(weights).max(axis=(1, 2, 3), keepdims=True)
    signed = weights / np.where(largest > 0, largest, 1)
    colour = weights.shape[1] == graph.input_shape[0] == 3
    pictures = (0.5 + signed / 2).transpose(0, 2, 3, 1) if colour else signed
    return FirstFilters(
        name, weights, colour, pictures, tuple(np.flatnonzero(largest == 0).tolist())
    )


def _first(graph: Graph) -> tuple[str, NDArray]:
    """Find the first layer with weights, laid out as (F, C, KH, KW)."""
    for node in graph.nodes:
        if node.kind == "Conv":
            return node.name, node.arrays["weight"]
        if node.kind == "Gemm":
            return node.name, node.arrays["weight"].reshape(-1, *_maps(graph, node.reads[0]))
    raise ShapeError("no layer of this network has filters: nothing in it was learned from pixels")


def _maps(graph: Graph, name: str) -> tuple[int, ...]:
    """Walk back from a row of numbers to the maps it was laid out from."""
    reads = {node.name: node.reads[0] for node in graph.nodes}
    while len(graph.shapes[name]) != 3:
        name = reads[name]
    return graph.shapes[name]
