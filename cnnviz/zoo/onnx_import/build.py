"""Build a graph from the nodes of an ONNX file."""

from collections import Counter

from cnnviz.geometry import ShapeError
from cnnviz.text import printable
from cnnviz.zoo import limits
from cnnviz.zoo.classes import class_names
from cnnviz.zoo.graph import Graph
from cnnviz.zoo.model import Model
from cnnviz.zoo.node import IMAGE, ModelError, Node, Shape, shape_text
from cnnviz.zoo.onnx_import import constant_folding
from cnnviz.zoo.onnx_import.ir import OnnxGraph, OnnxNode, depends, in_turn, needed
from cnnviz.zoo.onnx_import.parse import parse_model
from cnnviz.zoo.onnx_import.patterns import rewritten
from cnnviz.zoo.operators import SPELLINGS, OnnxInputs, Operator
from cnnviz.zoo.sequential import NodeNames, with_softmax
from cnnviz.zoo.shapes import shape_of

NAMED = ("classes", "names", "labels")  # metadata keys under which files store class names
LOGARITHM = "Its LogSoftmax is read as Softmax: the same probabilities, without the logarithm."


def open_onnx(data: bytes, title: str) -> Model:
    """Load an ONNX file; see `cnnviz.zoo.open_model`."""
    source = parse_model(data)
    build = Builder(source)
    graph = Graph(build.shapes[build.picture], build.nodes())
    limits.check_graph(graph)
    text = next((source.notes[name] for name in NAMED if name in source.notes), "")
    return Model(graph, title, class_names(text, graph.shapes[graph.output][0]), build.note)


class Builder:
    """Builds a graph from an ONNX file.

    Attributes
    ----------
    picture, output : str
        The file's names of the input and the output.
    shapes : dict of tuple of int
        Output shapes for one image, by the file's names.
    """

    def __init__(self, source: OnnxGraph) -> None:
        self.source, self.constants = source, dict(source.constants)
        if len(source.outputs) != 1:
            outputs = printable(", ".join(source.outputs)) or "none"
            raise ModelError(f"A network with one output can be shown; its outputs are: {outputs}.")
        (self.output,) = source.outputs
        onnx_nodes = in_turn(source.nodes, {*source.inputs, *self.constants, ""})
        self.weigh(onnx_nodes)
        self.onnx_nodes = needed(rewritten(onnx_nodes, self.constants), self.output)
        self.picture, self.batch, shape = picture(source, self.onnx_nodes)
        self.shapes = {self.picture: shape}
        self.names, self.called = NodeNames(), {self.picture: IMAGE}
        self.note = ""

    def nodes(self) -> list[Node]:
        """Build all nodes, in topological order."""
        self.check_supported()
        made = [node for onnx_node in self.onnx_nodes if (node := self.node(onnx_node)) is not None]
        limits.check_nodes(len(made))
        if not made or self.output not in self.called:
            raise ModelError(f"Nothing in this file makes its output, {printable(self.output)}.")
        return self.ended(made)

    def weigh(self, onnx_nodes: list[OnnxNode]) -> None:
        """Fold constants: compute all nodes that do not depend on the image."""
        total = sum(array.size for array in self.constants.values())
        for onnx_node in onnx_nodes:
            found = constant_folding.constant(onnx_node, self.constants)
            if found is not None:
                total += found.size
                limits.check_parameters(total)
                self.constants[onnx_node.made] = found

    def check_supported(self) -> None:
        """Raise with the names of all operators that are not supported."""
        moving, strange = {self.picture}, Counter[str]()
        for onnx_node in self.onnx_nodes:
            if moving.intersection(depends(onnx_node)) and onnx_node.operator != "Shape":
                moving.update(onnx_node.makes)
                last = onnx_node.made == self.output
                known = SPELLINGS if last else SPELLINGS.keys() - {"LogSoftmax"}
                strange[onnx_node.operator] += onnx_node.operator not in known
            else:
                known_sum = (
                    onnx_node.operator == "Shape" or onnx_node.operator in constant_folding.SUMS
                )
                strange[f"{onnx_node.operator} of constants"] += not known_sum
        if found := [f"{name} ({count})" for name, count in strange.items() if count]:
            names = ", ".join(found[:12]) + (" and others" if len(found) > 12 else "")
            raise ModelError(f"This network has nodes that are not supported: {names}.")

    def node(self, onnx_node: OnnxNode) -> Node | None:
        """Build one node, or fold it if it only computes with shapes."""
        moving = [name for name in onnx_node.reads if name in self.shapes]
        if onnx_node.operator == "Shape" and moving:
            self.constants[onnx_node.made] = constant_folding.shape(
                onnx_node, self.shapes[moving[0]]
            )
            return None
        if not moving:
            found = constant_folding.constant(onnx_node, self.constants)
            if found is None:
                raise ModelError(
                    f"{printable(onnx_node.made)} ({onnx_node.operator}) cannot be computed."
                )
            self.constants[onnx_node.made] = found
            return None
        operator = SPELLINGS[onnx_node.operator]
        name = self.names.next(operator)
        try:
            inputs = self.onnx_inputs(onnx_node, operator)
            settings, arrays = operator.read(inputs)
        except ShapeError as error:
            raise ModelError(f"{name} ({onnx_node.operator}) cannot be read: {error}") from None
        except (ValueError, TypeError, OverflowError):
            raise ModelError(
                f"The settings of {name} ({onnx_node.operator}) are damaged."
            ) from None
        node = Node(name, operator.kind, tuple(self.called[m] for m in moving), settings, arrays)
        self.shapes[onnx_node.made] = shape_of(node, [self.shapes[m] for m in moving])
        limits.check_maps(self.shapes.values())
        self.called[onnx_node.made] = name
        if onnx_node.operator == "LogSoftmax":
            self.note = LOGARITHM
        return node

    def onnx_inputs(self, onnx_node: OnnxNode, operator: Operator) -> OnnxInputs:
        """Separate the inputs of a node into outputs of other nodes and constants."""
        for place, name in enumerate(onnx_node.reads):
            first = operator.most is None or place == 0
            if name and name not in self.shapes and (first or name not in self.constants):
                what = "is a constant" if name in self.constants else "is made by nothing"
                raise ShapeError(f"{printable(name)}, which it reads, {what}")
            if name in self.shapes and not first:
                raise ShapeError(
                    f"{printable(name)} changes with the picture; it must be a constant"
                )
        constants = tuple(self.constants.get(name) for name in onnx_node.reads)
        shapes = tuple(self.shapes[name] for name in onnx_node.reads if name in self.shapes)
        return OnnxInputs(onnx_node.attributes, constants, shapes, self.source.opset, self.batch)

    def ended(self, nodes: list[Node]) -> list[Node]:
        """Append a softmax if the output is scores; raise if it is no vector."""
        shape, last = self.shapes[self.output], nodes[-1]
        if len(shape) == 3 and shape[1:] == (1, 1):
            flatten = SPELLINGS["Flatten"]
            last = Node(self.names.next(flatten), flatten.kind, (last.name,))
            nodes, shape = [*nodes, last], shape[:1]
        if len(shape) != 1:
            raise ModelError(f"This network makes {shape_text(shape)}, not a row of scores.")
        if last.kind in ("Softmax", "Sigmoid") or shape == (1,):
            return nodes
        return with_softmax(nodes, last.name, self.names)


def picture(source: OnnxGraph, onnx_nodes: list[OnnxNode]) -> tuple[str, int | None, Shape]:
    """Find the one input that is used: its name, its batch size, and the shape of an image."""
    read_ = {name for onnx_node in onnx_nodes for name in depends(onnx_node)}
    names = [name for name in source.inputs if name in read_]
    if len(names) != 1:
        found = printable(", ".join(names)) or "none"
        raise ModelError(f"A network that reads one picture can be shown; its inputs are: {found}.")
    batch, *sides = source.inputs[names[0]] or [None]
    if None in sides:
        raise ModelError(
            "The size of the pictures it reads is left open: export it for one size, for example "
            "with a picture of 64 x 64 as the example input and no dynamic height and width."
        )
    shape = tuple(side for side in sides if side is not None)
    limits.check_input(shape)
    return names[0], batch, shape
