"""A network as a directed acyclic graph of nodes, run on images."""

from collections.abc import Iterable, Mapping
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnviz.geometry import ShapeError
from cnnviz.trace import Box
from cnnviz.zoo import explain
from cnnviz.zoo.explanation import MapExplanation, ValueExplanation
from cnnviz.zoo.node import IMAGE, ModelError, Node, Shape
from cnnviz.zoo.operators import ALL
from cnnviz.zoo.order import in_order
from cnnviz.zoo.shapes import shape_of

Values = dict[str, NDArray[np.float32]]
Rule = Literal["plain", "guided"]


class Graph:
    """A trained network: nodes, each of which reads other nodes or the image.

    Parameters
    ----------
    input_shape : tuple of int
        Of one image: (C, H, W).
    nodes : iterable of Node
        In any order; exactly one is read by no other: the output.

    Attributes
    ----------
    input_shape, nodes
        The nodes in topological order: each after those it reads.
    output : str
        The name of the last node.
    shapes : dict of tuple of int
        Output shape of each node for one image, (C, H, W) or (D,); includes `IMAGE`.

    Raises
    ------
    ModelError
        When the input shapes do not fit a node; the message names it and the shapes.

    Examples
    --------
    >>> relu, row = Node("relu1", "Relu", (IMAGE,)), Node("row", "Flatten", ("relu1",))
    >>> net = Graph((1, 2, 2), [relu, row])
    >>> net.output, net.shapes
    ('row', {'image': (1, 2, 2), 'relu1': (1, 2, 2), 'row': (4,)})
    >>> net.run([[[[1, -2], [3, -4]]]])["row"]
    array([[1., 0., 3., 0.]], dtype=float32)
    """

    def __init__(self, input_shape: Shape, nodes: Iterable[Node]) -> None:
        self.input_shape = tuple(map(int, input_shape))
        if len(self.input_shape) != 3 or min(self.input_shape) < 1:
            raise ModelError(f"a network reads pictures (C, H, W), not {self.input_shape}")
        self.nodes = in_order(nodes)
        self.output = self.nodes[-1].name
        self.shapes: dict[str, Shape] = {IMAGE: self.input_shape}
        for node in self.nodes:
            self.shapes[node.name] = shape_of(node, [self.shapes[name] for name in node.reads])
        self._named = {node.name: node for node in self.nodes}

    def __getitem__(self, name: str) -> Node:
        return self._named[name]

    @property
    def scores(self) -> str:
        """The node with the logits: the input of the last softmax, or else the output."""
        last = self.nodes[-1]
        return last.reads[0] if last.kind == "Softmax" else last.name

    def run(self, images: ArrayLike) -> Values:
        """Compute the output of every node for a batch of images (forward pass).

        Parameters
        ----------
        images : array of shape (N, C, H, W)

        Returns
        -------
        dict of ndarray of float32, shape (N, ...)
            By node name; the images themselves under `IMAGE`.
        """
        x = np.asarray(images, np.float32)
        if x.ndim != 4 or x.shape[1:] != self.input_shape:
            raise ShapeError(f"this network reads pictures {self.input_shape}, not {x.shape[1:]}")
        values = {IMAGE: x}
        with np.errstate(over="ignore", invalid="ignore"):
            for node in self.nodes:
                reads = [values[name] for name in node.reads]
                made = ALL[node.kind].forward(node, reads)
                values[node.name] = made.astype(np.float32, copy=False)
        return values

    def backward(
        self, values: Values, arrives: Mapping[str, NDArray], *, relu: Rule = "plain"
    ) -> Values:
        """Backpropagate gradients from some nodes through the network.

        Parameters
        ----------
        values : dict of ndarray
            The result of `run`.
        arrives : mapping of ndarray
            Gradients with respect to the outputs of these nodes, shapes as in `values`.
        relu : {"plain", "guided"}
            "plain": the gradient of ReLU. "guided" [1]_: only its positive values pass.

        Returns
        -------
        dict of ndarray
            Gradients with respect to the output of every node, and to the images (`IMAGE`).

        References
        ----------
        .. [1] Springenberg et al. (2015), Striving for simplicity, arXiv:1412.6806, figure 1.
        """
        back = {name: np.zeros_like(array) for name, array in values.items()}
        for name, array in arrives.items():
            back[name] += array
        for node in reversed(self.nodes):
            here = back[node.name]
            if not here.any():
                continue
            if relu == "guided" and node.kind == "Relu":
                here = np.maximum(here, 0)
            reads = [values[name] for name in node.reads]
            parts = ALL[node.kind].backward(node, here, reads)
            for name, part in zip(node.reads, parts, strict=True):
                back[name] += part
        return back

    def reading(self, values: Values, name: str, cell: tuple[int, ...]) -> ValueExplanation:
        """Explain how one value for the first image is computed.

        Parameters
        ----------
        values : dict of ndarray
            The result of `run`.
        name : str
        cell : tuple of int
            Index in the node's output: (channel, row, col), or (d,).
        """
        return explain.reading(self[name], values, cell)

    def unit(self, values: Values, name: str, channel: int) -> MapExplanation:
        """Explain how one map, or one number of a vector, for the first image is computed."""
        node = self[name]
        reads = (
            [self._behind(source) for source in node.reads] if node.kind == "Gemm" else node.reads
        )
        return explain.unit(node, reads, values, channel)

    def seen(self, name: str, cell: tuple[int, ...] | None = None) -> Box:
        """Find the receptive field: the rows and columns of the image a value can depend on.

        Parameters
        ----------
        name : str
        cell : tuple of int, optional
            As for `reading`; by default the whole output of the node.

        Returns
        -------
        Box
            The bounding box, clipped to the image; empty if the value depends on no pixel.
        """
        return explain.seen(self.nodes, self.shapes, name, cell)

    def work(self) -> int:
        """Return the largest number of temporary values any node needs at once for one image."""
        reads = ([self.shapes[name] for name in node.reads] for node in self.nodes)
        pairs = zip(self.nodes, reads, strict=True)
        return max(ALL[node.kind].work(node, shapes) for node, shapes in pairs)

    def parameters(self, name: str) -> int:
        """Count the learned parameters of a node: weights, biases, scales."""
        return ALL[self[name].kind].parameters(self[name])

    def multiplies(self, name: str) -> int:
        """Count the multiplications of a node for one image."""
        return ALL[self[name].kind].multiplies(self[name], self.shapes[name])

    def _behind(self, name: str) -> str:
        """Follow nodes that only move numbers (Flatten) back to the node that computed them."""
        while name != IMAGE and ALL[self[name].kind].moves:
            name = self[name].reads[0]
        return name
