"""Conversion of a `cnnviz.nn.Sequential` to a graph."""

from collections import Counter

from cnnviz.nn import Sequential
from cnnviz.nn.export import onnx_operator
from cnnviz.zoo.graph import Graph
from cnnviz.zoo.node import IMAGE, Node
from cnnviz.zoo.operators import SPELLINGS, OnnxInputs, Operator
from cnnviz.zoo.shapes import shape_of


def from_sequential(net: Sequential) -> Graph:
    """Convert a network to a graph, with a softmax after its scores.

    Every layer is written as an ONNX node and read from that, so that a network and its ONNX
    file give the same graph. The weights are copied: the network can be trained further.

    Parameters
    ----------
    net : Sequential
        Its last layer returns scores, shape (N, K).

    Returns
    -------
    Graph
        Nodes named conv1, relu1, pool1, conv2, ..., flatten, linear1, softmax.

    Examples
    --------
    >>> from cnnviz.nn import Conv2d, Flatten, Linear, MaxPool2d, ReLU
    >>> net = Sequential([Conv2d(8, 3), ReLU(), MaxPool2d(2), Flatten(), Linear(10)], (1, 8, 8))
    >>> [node.name for node in from_sequential(net).nodes]
    ['conv1', 'relu1', 'pool1', 'flatten', 'linear1', 'softmax']
    """
    names, last, shape = NodeNames(), IMAGE, net.input_shape
    nodes, state = list[Node](), net.state()
    for place, layer in enumerate(net.layers):
        kind, attributes = onnx_operator(layer, shape)
        arrays = [array for name, array in state.items() if name.startswith(f"{place}.")]
        operator = SPELLINGS[kind]
        settings, own = operator.read(OnnxInputs(attributes, (None, *arrays), (shape,)))
        nodes.append(Node(names.next(operator), operator.kind, (last,), settings, own))
        last, shape = nodes[-1].name, shape_of(nodes[-1], [shape])
    return Graph(net.input_shape, with_softmax(nodes, last, names))


class NodeNames:
    """Generates unique node names: conv1, conv2, flatten, flatten2."""

    def __init__(self) -> None:
        self.given = Counter[str]()

    def next(self, operator: Operator) -> str:
        """Return the next name for a node of this operator."""
        self.given[operator.word] += 1
        number = self.given[operator.word]
        return operator.word + (str(number) if operator.counted or number > 1 else "")


def with_softmax(nodes: list[Node], last: str, names: NodeNames) -> list[Node]:
    """Append a softmax after the node `last`."""
    softmax = SPELLINGS["Softmax"]
    return [*nodes, Node(names.next(softmax), softmax.kind, (last,))]
