"""Grad-CAM: the feature maps of one layer, each weighted by how much the class listens to it."""

from dataclasses import dataclass

from numpy.typing import NDArray

from cnnviz.insight.scores import Target
from cnnviz.zoo import Graph


@dataclass(frozen=True, slots=True, eq=False)
class Cam:
    """Where a class was seen.

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


def grad_cam(graph: Graph, image: NDArray, target: Target, name: str | None = None) -> Cam:
    """Weigh the maps of a node by the gradient of a class, add them up, keep what is positive.

    Parameters
    ----------
    graph, image, target
        As for `cnnviz.insight.saliency`.
    name : str, optional
        A node with maps, or "image"; by default the last whose maps have more than one cell.

    Returns
    -------
    Cam
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
    """
    raise NotImplementedError


def cam_nodes(graph: Graph) -> tuple[str, ...]:
    """Name the nodes `grad_cam` can weigh, in order: those with maps the scores depend on."""
    raise NotImplementedError
