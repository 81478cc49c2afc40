"""Saliency: which pixels would move the score of a class if they moved a little."""

import numpy as np
from numpy.typing import NDArray

from cnnviz.insight.scores import Target, batch_of_one, gradient
from cnnviz.zoo import Graph


def saliency(graph: Graph, image: NDArray, target: Target) -> NDArray:
    """Differentiate the score of a class by every pixel of one picture.

    Parameters
    ----------
    graph : Graph
    image : ndarray of shape (C, H, W)
        From 0 to 1.
    target : int or ndarray of shape (K,)
        The class, counted from 0; or how much each score counts, e.g. ``[1, -1, 0]`` for
        what tells class 0 from class 1.

    Returns
    -------
    ndarray of shape (C, H, W)
        ``d score[target] / d image``, signed, where the score is that before softmax [1]_.

    Raises
    ------
    ShapeError
        When the picture does not fit the network, or it has no such class.

    References
    ----------
    .. [1] Simonyan, Vedaldi and Zisserman (2013), Deep inside convolutional networks,
       arXiv:1312.6034, section 3.

    Examples
    --------
    Two pixels, a ReLU on each, and what is left is the scores: the dark one moves nothing.

    >>> from cnnviz.zoo import IMAGE, Node
    >>> nodes = Node("relu1", "Relu", (IMAGE,)), Node("row", "Flatten", ("relu1",))
    >>> graph = Graph((1, 1, 2), nodes)
    >>> saliency(graph, np.array([[[3, -2]]]), 0), saliency(graph, np.array([[[3, -2]]]), [5, 1])
    (array([[[1., 0.]]], dtype=float32), array([[[5., 0.]]], dtype=float32))
    """
    return gradient(graph, batch_of_one(graph, image), target)[0]


def times_input(graph: Graph, image: NDArray, target: Target) -> NDArray:
    """Multiply saliency with the picture: what each pixel, as it is, adds to the score.

    Parameters
    ----------
    graph, image, target
        As for `saliency`.

    Returns
    -------
    ndarray of shape (C, H, W)
        ``image * d score[target] / d image`` [1]_. For a network of convolutions, pooling and
        ReLU without biases its sum is the score.

    References
    ----------
    .. [1] Shrikumar et al. (2016), Not just a black box, arXiv:1605.01713, section 3.

    Examples
    --------
    >>> from cnnviz.zoo import IMAGE, Node
    >>> graph = Graph((1, 1, 2), [Node("row", "Flatten", (IMAGE,))])
    >>> times_input(graph, np.array([[[3, -2]]]), [10, 100])
    array([[[  30., -200.]]], dtype=float32)
    """
    return batch_of_one(graph, image)[0] * saliency(graph, image, target)


def strength(gradient: NDArray) -> NDArray:
    """Make one map of a gradient, to be shown: the largest of the colours, without its sign.

    Parameters
    ----------
    gradient : ndarray of shape (C, H, W)

    Returns
    -------
    ndarray of shape (H, W)
        ``max over c of |gradient[c]|``, as Simonyan et al. show it.

    Examples
    --------
    >>> strength(np.array([[[1, -2]], [[-3, 1]]]))
    array([[3, 2]])
    """
    return np.abs(gradient).max(axis=0)
