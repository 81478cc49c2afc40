"""What one node makes of many images, a row each: features to compare them by."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from cnnviz.insight.progress import Progress
from cnnviz.insight.scores import batch_limit
from cnnviz.insight.units import graph_up_to
from cnnviz.zoo import Graph


@dataclass(frozen=True, slots=True, eq=False)
class Features(Progress):
    """What a node makes of the images looked at so far (`done` of `total` images).

    Attributes
    ----------
    name : str
        The node.
    features : ndarray of shape (done, D)
        Its output, a row an image.
    """

    name: str
    features: NDArray


def collect_features(graph: Graph, images: NDArray, name: str | None = None) -> Iterator[Features]:
    """Collect what a node makes of many images, a row each.

    Parameters
    ----------
    graph : Graph
    images : ndarray of shape (N, C, H, W)
    name : str, optional
        A node, or "image" for the pixels; by default `before_scores`.

    Yields
    ------
    Features
        After every few images.

    Examples
    --------
    >>> from cnnviz.zoo import IMAGE, Node
    >>> graph = Graph((1, 1, 2), [Node("row", "Flatten", (IMAGE,))])
    >>> images = np.array([[[[1, 2]]], [[[3, 4]]]])
    >>> [stage.features.tolist() for stage in collect_features(graph, images)]
    [[[1.0, 2.0], [3.0, 4.0]]]
    """
    name = before_scores(graph) if name is None else name
    some, rows = batch_limit(graph), np.empty((len(images), prod(graph.shapes[name])), np.float32)
    for first in range(0, len(images), some):
        batch = np.asarray(images[first : first + some], np.float32)
        done = first + len(batch)
        rows[first:done] = graph.run(batch)[name].reshape(len(batch), -1)
        yield Features(done, len(images), name, rows[:done])


def before_scores(graph: Graph) -> str:
    """Name what the scores are made of: the node that the last layer with weights reads.

    >>> from cnnviz.zoo import IMAGE, Node
    >>> last = Node("linear1", "Gemm", ("row",), {}, {"weight": np.eye(2), "bias": np.zeros(2)})
    >>> before_scores(Graph((1, 1, 2), [Node("row", "Flatten", (IMAGE,)), last]))
    'row'
    """
    for node in reversed(graph_up_to(graph, graph.scores).nodes):
        if "weight" in node.arrays:
            return node.reads[0]
    return graph.scores
