"""Shared by all methods: target classes, gradients of scores, and batch sizes."""

from collections.abc import Mapping
from math import prod
from operator import index
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnviz.geometry import ShapeError
from cnnviz.zoo import IMAGE, Graph

#: A class, counted from 0; or how much each of the K scores counts, an array of shape (K,).
Target = int | ArrayLike
Rule = Literal["plain", "guided"]
PRODUCTS = 24_000_000  # multiplied between two stages: tens of milliseconds
MOST = 64  # images at once


def batch_of_one(graph: Graph, image: NDArray) -> NDArray:
    """Make a batch of one picture (C, H, W) that fits the network: (1, C, H, W), float32."""
    picture = np.asarray(image, np.float32)
    if picture.shape != tuple(graph.input_shape):
        raise ShapeError(f"this network reads pictures {graph.input_shape}, not {picture.shape}")
    return picture[None]


def score_weights(shape: tuple[int, ...], target: Target) -> NDArray:
    """Return the weight of each output of a node in the target; of a map, the mean of its cells.

    Parameters
    ----------
    shape : tuple of int
        Of the node: (K,) or (K, h, w).
    target : int or array of shape (K,)

    Returns
    -------
    ndarray of `shape`

    Examples
    --------
    >>> score_weights((3,), 1), score_weights((2,), [1, -1])
    (array([0., 1., 0.], dtype=float32), array([ 1., -1.], dtype=float32))
    >>> score_weights((2, 1, 2), 0).tolist()
    [[[0.5, 0.5]], [[0.0, 0.0]]]
    """
    counts = np.zeros(shape[0], np.float32)
    if np.ndim(target):
        counts = np.asarray(target, np.float32)
        if counts.shape != shape[:1]:
            raise ShapeError(f"{shape[0]} scores take as many weights, not {counts.shape}")
    elif 0 <= (number := index(target)) < shape[0]:  # type: ignore[arg-type]
        counts[number] = 1
    else:
        raise ShapeError(f"there are {shape[0]} classes, counted from 0, so none is {number}")
    cells = shape[1:]
    return np.broadcast_to(counts.reshape(-1, *[1] * len(cells)) / np.float32(prod(cells)), shape)


def gradient(graph: Graph, images: NDArray, target: Target, relu: Rule = "plain") -> NDArray:
    """Differentiate each picture's score, before softmax, by its pixels: (N, C, H, W)."""
    values = graph.run(images.astype(np.float32, copy=False))
    scores = values[graph.scores]
    arrives = np.broadcast_to(score_weights(scores.shape[1:], target), scores.shape)
    return send_back(graph, values, {graph.scores: arrives}, relu)[IMAGE]


def send_back(
    graph: Graph,
    values: Mapping[str, NDArray],
    arrives: Mapping[str, NDArray],
    relu: Rule = "plain",
) -> Mapping[str, NDArray]:
    """Run the backward pass of a network, without warnings for values that are not finite."""
    with np.errstate(over="ignore", invalid="ignore"):
        return graph.backward(dict(values), arrives, relu=relu)


def batch_limit(graph: Graph, passes: int = 1) -> int:
    """Return the batch size for `passes` passes between two progress reports.

    A backward pass costs about two forward passes.
    """
    products = passes * sum(graph.multiplies(node.name) for node in graph.nodes)
    return int(np.clip(PRODUCTS // max(products, 1), 1, MOST))
