"""The activation of one unit for an image, and its gradient with respect to the image."""

from collections.abc import Mapping
from math import prod
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from cnnviz.insight.scores import send_back
from cnnviz.insight.units import check_unit, graph_up_to
from cnnviz.zoo import IMAGE, Graph

At = Literal["mean", "centre"]


class UnitGradient:
    """One unit of a network, and the part of the network it depends on.

    Parameters
    ----------
    graph, name, channel
        The unit: a map of a node, or a number of its row.
    at : {"mean", "centre"}
        Of a map: the mean of its cells, or its middle cell.
    """

    def __init__(self, graph: Graph, name: str, channel: int, at: At) -> None:
        self.part, self.name = graph_up_to(graph, name), name
        check_unit(graph, name, channel)
        channels, *sides = graph.shapes[name]
        middle = [side // 2 for side in sides] if at == "centre" else [...]
        self.cells: tuple[Any, ...] = (0, channel, *middle)
        self.counts = np.zeros((1, channels, *sides), np.float32)
        self.counts[self.cells] = 1 if at == "centre" else 1 / prod(sides)

    def look(self, image: NDArray, move: NDArray) -> tuple[float, NDArray]:
        """Compute the activation for an image, and the gradient for a shifted copy of it.

        Parameters
        ----------
        image : ndarray of shape (C, H, W)
        move : ndarray of 2 ints
            How far the picture lies down and to the right, round the edge, for the gradient.

        Returns
        -------
        float
            The answer to the picture where it is.
        ndarray of shape (C, H, W)
            The gradient of the answer to the moved picture, moved back.
        """
        moved = [np.roll(image, move, axis=(1, 2))] if move.any() else []
        values = self.part.run(np.stack([image, *moved]))
        with np.errstate(over="ignore", invalid="ignore"):
            answer = float(values[self.name][self.cells].mean())
        last = {name: array[-1:] for name, array in values.items()}
        return answer, np.roll(self._gradient(last), -move, axis=(1, 2))

    def _gradient(self, values: Mapping[str, NDArray]) -> NDArray:
        """Differentiate the unit by the picture, past ReLUs that let nothing back."""
        found = send_back(self.part, values, {self.name: self.counts})
        for node in reversed(self.part.nodes):
            if node.kind == "Relu" and not found[IMAGE].any():
                below, arrives = node.reads[0], found[node.name]
                if arrives.any() and not found[below].any():
                    found = send_back(self.part, values, {below: arrives})
        return found[IMAGE][0]
