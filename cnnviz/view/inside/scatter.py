"""Scatter plot of images by principal components, a colour and a marker for each class."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cnnviz.contracts.scatter import (
    ScatterArrays,
    ScatterClass,
    ScatterHeader,
    ScatterImageArrays,
    ScatterImageHeader,
)
from cnnviz.datasets import Dataset
from cnnviz.insight import PrincipalPlane, Progress, pca
from cnnviz.insight.scores import batch_limit
from cnnviz.message import pack
from cnnviz.view.inside.pictures import to_pixels
from cnnviz.zoo import Graph

MARKS = (
    "circle", "square", "triangle", "diamond", "cross", "plus", "star", "down", "bar", "box",
)  # fmt: skip
#: Found by search: contrast 3 with the page, and the largest distance between ten colours for
#: every kind of colour vision (OKLab; Machado, Oliveira & Fernandes 2009).
ON_LIGHT = (
    "#0066aa", "#aa2266", "#00aa44", "#886600", "#660088",
    "#8888aa", "#0000cc", "#cc66ff", "#004400", "#8800ff",
)  # fmt: skip
ON_DARK = (
    "#66ccff", "#ff0000", "#00aa88", "#ccaa00", "#aa00ff",
    "#ffccaa", "#4466aa", "#aa88ff", "#aaee00", "#aa4466",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class PlaneState(Progress):
    """The images processed so far, and the plane once all are.

    Attributes
    ----------
    name : str
        The node whose outputs are projected.
    guesses : ndarray of shape (done,)
        The predicted class of each image.
    plane : PrincipalPlane or None
    """

    name: str
    guesses: NDArray[np.int64]
    plane: PrincipalPlane | None = None


def project_images(graph: Graph, images: NDArray, name: str) -> Iterator[PlaneState]:
    """Run all images, then project the outputs of a node to two principal components.

    Parameters
    ----------
    graph : Graph
    images : ndarray of shape (N, C, H, W)
    name : str
        The node, or "image" for the pixels themselves.
    """
    features, guesses = [], []
    total, some = len(images), batch_limit(graph)
    for start in range(0, total, some):
        values = graph.run(images[start : start + some])
        features.append(values[name].reshape(len(values[name]), -1))
        guesses.append(values[graph.scores].reshape(len(values[name]), -1).argmax(axis=1))
        if start + some < total:
            yield PlaneState(start + some, total, name, np.concatenate(guesses))
    plane = pca(np.concatenate(features))
    yield PlaneState(total, total, name, np.concatenate(guesses), plane)


def scatter_message(
    state: PlaneState, data: Dataset, classes: Sequence[str], *, url: str, here: NDArray | None
) -> bytes:
    """Pack the plane for the component ``scatter``.

    Parameters
    ----------
    state : PlaneState
        With ``plane`` set.
    data : Dataset
        The images, for their labels.
    classes : sequence of str
    url : str
        Where the component requests an image.
    here : ndarray of shape (2,) or None
        Position of the user's own image.

    Returns
    -------
    bytes
        Header: ``classes``, each with ``name``, ``colours`` for the light and the dark theme,
        and ``mark``; ``explained``, the explained variance of each axis as a share;
        ``stamp``, different for other points; ``here``, ``url``.
        Arrays: ``points`` (N, 2), ``labels`` and ``guesses``.
    """
    assert state.plane
    named: list[ScatterClass] = [
        {"name": name, "colours": (ON_LIGHT[k % 10], ON_DARK[k % 10]), "mark": MARKS[k % 10]}
        for k, name in enumerate(classes)
    ]
    points = state.plane.points.astype(np.float32)
    header: ScatterHeader = {
        "stamp": zlib.crc32(points.data),
        "classes": named,
        "explained": [float(share) for share in state.plane.explained],
        "here": None if here is None else [float(part) for part in here],
        "url": url,
    }
    arrays: ScatterArrays = {
        "points": points,
        "labels": data.labels.astype(np.int16),
        "guesses": state.guesses.astype(np.int16),
    }
    return pack(header, **arrays)


def image_message(data: Dataset, index: int) -> bytes:
    """Pack one image of the data, as requested by the component."""
    header: ScatterImageHeader = {"index": index}
    arrays: ScatterImageArrays = {"pixels": to_pixels(data.images[index])}
    return pack(header, **arrays)
