"""Local response normalisation: a cell is damped by the same cell of the neighbouring maps."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError
from cnnviz.nn.layers.conv2d import image
from cnnviz.zoo.node import Node, Shape
from cnnviz.zoo.operators._operator import Arrays, Operator, Spoken


class LRN(Operator):
    """``y[c] = x[c] / (bias + alpha / size * sum of x[k]**2)**beta`` over `size` maps around c.

    References
    ----------
    Krizhevsky, Sutskever and Hinton (2012), ImageNet classification with deep convolutional
    neural networks, section 3.3; numbers as ``torch.nn.LocalResponseNorm``.
    """

    kind, word = "LRN", "lrn"

    def read(self, spoken: Spoken) -> tuple[dict[str, Any], Arrays]:
        """Take its four numbers."""
        says = spoken.attributes
        size = int(says.get("size", 0))
        if size < 1:
            raise ShapeError(f"it needs a size of at least 1 map, not {size}")
        numbers = {"alpha": 1e-4, "beta": 0.75, "bias": 1.0}
        given = {name: float(says.get(name, default)) for name, default in numbers.items()}
        return {"size": size} | given, {}

    def shape(self, node: Node, shapes: Sequence[Shape]) -> Shape:
        """Keep the shape."""
        return image(shapes[0])

    def forward(self, node: Node, inputs: Sequence[NDArray]) -> NDArray:
        """Divide every cell."""
        (x,) = inputs
        return x / damping(node, x) ** node.settings["beta"]


def neighbours(node: Node) -> tuple[int, int]:
    """Count the maps before and after that take part.

    >>> neighbours(Node("lrn1", "LRN", ("image",), {"size": 4}))
    (1, 2)
    """
    others = node.settings["size"] - 1
    return others // 2, others - others // 2


def damping(node: Node, x: NDArray) -> NDArray:
    """Compute ``bias + alpha / size * sum of squares`` for every cell of (N, C, H, W)."""
    says = node.settings
    before, after = (min(side, x.shape[1]) for side in neighbours(node))
    squares = np.pad(x * x, ((0, 0), (before, after), (0, 0), (0, 0)))
    sums = sliding_window_view(squares, before + after + 1, axis=1).sum(axis=-1)
    return says["bias"] + says["alpha"] / says["size"] * sums


OPERATOR = LRN()
