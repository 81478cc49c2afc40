"""A network of ours, layers one after the other, as a graph."""

from collections import Counter

from cnnviz.nn import Sequential
from cnnviz.nn.export import onnx_operator as say
from cnnviz.zoo.graph import Graph
from cnnviz.zoo.node import IMAGE, Node
from cnnviz.zoo.operators import SPELLINGS, OnnxInputs, Operator
from cnnviz.zoo.shapes import shape_of


def from_sequential(net: Sequential) -> Graph:
    """Make a graph of a network, with a softmax behind its scores.

    Every layer is said in ONNX and read from that, so that a network and its file agree. The
    weights are copied: the network can go on learning.

    Parameters
    ----------
    net : Sequential
        Its last layer makes a row of scores.

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
        kind, attributes = say(layer, shape)
        arrays = [array for name, array in state.items() if name.startswith(f"{place}.")]
        operator = SPELLINGS[kind]
        settings, own = operator.read(OnnxInputs(attributes, (None, *arrays), (shape,)))
        nodes.append(Node(names.next(operator), operator.kind, (last,), settings, own))
        last, shape = nodes[-1].name, shape_of(nodes[-1], [shape])
    return Graph(net.input_shape, with_softmax(nodes, last, names))


class NodeNames:
    """Names for nodes: conv1, conv2, flatten, flatten2."""

    def __init__(self) -> None:
        self.given = Counter[str]()

    def next(self, operator: Operator) -> str:
        """Name one more node of a kind."""
        self.given[operator.word] += 1
        number = self.given[operator.word]
        return operator.word + (str(number) if operator.counted or number > 1 else "")


def with_softmax(nodes: list[Node], last: str, names: NodeNames) -> list[Node]:
    """Put a softmax behind the scores."""
    softmax = SPELLINGS["Softmax"]
    return [*nodes, Node(names.next(softmax), softmax.kind, (last,))]
