"""Guided backpropagation: the gradient without negative parts at every ReLU."""

from numpy.typing import NDArray

from cnnviz.insight.scores import Target, batch_of_one, gradient
from cnnviz.zoo import Graph


def guided_backprop(graph: Graph, image: NDArray, target: Target) -> NDArray:
    """Go back from the score of a class to the pixels, dropping what is negative at every ReLU.

    Parameters
    ----------
    graph, image, target
        As for `cnnviz.insight.saliency`.

    Returns
    -------
    ndarray of shape (C, H, W)
        As the gradient, but a ReLU passes ``max(arrives, 0)`` where its input was positive
        and 0 elsewhere [1]_. Sharper than the gradient, and not a gradient any more: much of
        it depends on the picture's edges rather than on the class [2]_.

    References
    ----------
    .. [1] Springenberg et al. (2014), Striving for simplicity, arXiv:1412.6806, figure 1.
    .. [2] Adebayo et al. (2018), Sanity checks for saliency maps, arXiv:1810.03292.

    Examples
    --------
    Two pixels, both lit, the second counting against: the gradient is 1 and -1, but

    >>> from cnnviz.zoo import IMAGE, Node
    >>> nodes = Node("relu1", "Relu", (IMAGE,)), Node("row", "Flatten", ("relu1",))
    >>> guided_backprop(Graph((1, 1, 2), nodes), [[[3, 2]]], [1, -1])
    array([[[1., 0.]]], dtype=float32)
    """
    return gradient(graph, batch_of_one(graph, image), target, relu="guided")[0]
