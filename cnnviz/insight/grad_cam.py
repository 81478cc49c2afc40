"""Grad-CAM: the feature maps of a layer, weighted by the gradient of a class score."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError
from cnnviz.insight.scores import Target, batch_of_one, score_weights, send_back
from cnnviz.insight.units import graph_up_to
from cnnviz.insight.upsample import upsample
from cnnviz.zoo import IMAGE, Graph


@dataclass(frozen=True, slots=True, eq=False)
class GradCam:
    """The Grad-CAM map of a class at one node.

    Attributes
    ----------
    name : str
        The node whose maps were weighed.
    score : float
        Of the class, before softmax.
    weights : ndarray of shape (K,)
        One a map: the mean of ``d score / d map`` over its cells.
    before : ndarray of shape (h, w)
        The sum of the weighted maps: what speaks for the class is positive, against negative.
    after : ndarray of shape (h, w)
        The same after ReLU: only what speaks for it.
    upscaled : ndarray of shape (H, W)
        `after`, as large as the picture, bilinear between the middles of its cells.
    note : str
        A sentence if there is nothing to see, e.g. no gradient arrives; "" otherwise.
    """

    name: str
    score: float
    weights: NDArray
    before: NDArray
    after: NDArray
    upscaled: NDArray
    note: str = ""


def grad_cam(graph: Graph, image: NDArray, target: Target, name: str | None = None) -> GradCam:
    """Weigh the maps of a node by the gradient of a class, add them up, keep what is positive.

    Parameters
    ----------
    graph, image, target
        As for `cnnviz.insight.saliency`.
    name : str, optional
        A node with maps, or "image"; by default the last whose maps have more than one cell.

    Returns
    -------
    GradCam
        ``weights[k] = mean over r, c of d score / d maps[k, r, c]`` and
        ``after = max(0, sum over k of weights[k] * maps[k])`` [1]_.

    Raises
    ------
    ShapeError
        When the network has no maps, no such node, or the node has none.

    References
    ----------
    .. [1] Selvaraju et al. (2017), Grad-CAM: visual explanations from deep networks via
       gradient-based localization, arXiv:1610.02391, equations 1 and 2.

    Examples
    --------
    The score is the left pixel plus the right one, so the one map counts half of each:

    >>> from cnnviz.zoo import Node
    >>> nodes = Node("relu1", "Relu", (IMAGE,)), Node("row", "Flatten", ("relu1",))
    >>> cam = grad_cam(Graph((1, 1, 2), nodes), np.array([[[4, 6]]]), [1, 0])
    >>> cam.name, cam.score, cam.weights, cam.after
    ('relu1', 4.0, array([0.5], dtype=float32), array([[2., 3.]], dtype=float32))
    """
    name = _with_maps(graph, name)
    return _cams(graph, image, target, [name])[name]


def grad_cams(graph: Graph, image: NDArray, target: Target) -> dict[str, GradCam]:
    """Weigh the maps of every node of `cam_nodes`, in one forward and one backward pass.

    Parameters
    ----------
    graph, image, target
        As for `grad_cam`.

    Raises
    ------
    ShapeError
        When the network has no maps.

    Examples
    --------
    >>> from cnnviz.zoo import Node
    >>> nodes = Node("relu1", "Relu", (IMAGE,)), Node("row", "Flatten", ("relu1",))
    >>> cams = grad_cams(Graph((1, 1, 2), nodes), np.array([[[4, 6]]]), [1, 0])
    >>> {name: cam.after for name, cam in cams.items()}
    {'relu1': array([[2., 3.]], dtype=float32)}
    """
    _with_maps(graph, None)
    return _cams(graph, image, target, cam_nodes(graph))


def cam_nodes(graph: Graph) -> tuple[str, ...]:
    """Name the nodes `grad_cam` can weigh, in order: those with maps the scores depend on.

    >>> from cnnviz.zoo import Node
    >>> nodes = Node("relu1", "Relu", (IMAGE,)), Node("row", "Flatten", ("relu1",))
    >>> cam_nodes(Graph((1, 1, 2), nodes))
    ('relu1',)
    """
    nodes = graph_up_to(graph, graph.scores).nodes
    return tuple(node.name for node in nodes if len(graph.shapes[node.name]) == 3)


def _cams(graph: Graph, image: NDArray, target: Target, names: Sequence[str]) -> dict[str, GradCam]:
    """Run a picture through the network, go back from the class, and weigh the maps of nodes."""
    values = graph.run(batch_of_one(graph, image))
    scores = values[graph.scores]
    counts = score_weights(scores.shape[1:], target)
    arrives = send_back(graph, values, {graph.scores: counts[None]})
    score = float((scores[0] * counts).sum())
    size = graph.input_shape[1:]
    return {name: _weighed(name, score, values[name][0], arrives[name][0], size) for name in names}


def _weighed(
    name: str, score: float, maps: NDArray, arrives: NDArray, size: tuple[int, ...]
) -> GradCam:
    """Add up maps, each times the mean of its gradient."""
    weights = arrives.mean(axis=(1, 2))
    with np.errstate(over="ignore", invalid="ignore"):
        before = np.tensordot(weights, maps, 1)
    after = np.maximum(before, 0)
    upscaled = upsample(after, *size)
    return GradCam(name, score, weights, before, after, upscaled, _note(name, weights, before))


def _with_maps(graph: Graph, name: str | None) -> str:
    """Settle which node is meant."""
    nodes = cam_nodes(graph)
    if not nodes:
        raise ShapeError("Grad-CAM needs feature maps, and this network has none")
    if name is None:
        wide = [node for node in nodes if max(graph.shapes[node][1:]) > 1]
        return [*nodes[:1], *wide][-1]
    if name not in (IMAGE, *nodes):
        raise ShapeError(f"Grad-CAM can weigh the maps of {', '.join(nodes)}, not of {name}")
    return name


def _note(name: str, weights: NDArray, before: NDArray) -> str:
    """Say why there is nothing to see, if so."""
    if not np.isfinite(before).all():
        return f"What {name} answers is no number: the network has diverged."
    if not weights.any():
        return f"The score does not move with any map of {name}."
    if before.max() <= 0:
        return f"Nothing in {name} speaks for this class; what there is speaks against it."
    return ""
