"""The lines of an ONNX file made a graph, node by node."""

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

NAMED = ("classes", "names", "labels")  # how files call the names of their classes
LOGARITHM = "Its LogSoftmax is read as Softmax: the same probabilities, without the logarithm."


def open_onnx(data: bytes, title: str) -> Model:
    """Read a network of another program; see `cnnviz.zoo.open_model`."""
    sheet = parse_model(data)
    build = Builder(sheet)
    graph = Graph(build.shapes[build.picture], build.nodes())
    limits.check_graph(graph)
    text = next((sheet.notes[name] for name in NAMED if name in sheet.notes), "")
    return Model(graph, title, class_names(text, graph.shapes[graph.output][0]), build.note)


class Builder:
    """A graph in the making.

    Attributes
    ----------
    picture, output : str
        What the file calls what goes in and what comes out.
    shapes : dict of tuple of int
        Of one picture, by the file's names.
    """

    def __init__(self, sheet: OnnxGraph) -> None:
        self.sheet, self.constants = sheet, dict(sheet.constants)
        if len(sheet.outputs) != 1:
            outputs = printable(", ".join(sheet.outputs)) or "none"
            raise ModelError(f"A network with one output can be shown; its outputs are: {outputs}.")
        (self.output,) = sheet.outputs
        lines = in_turn(sheet.lines, {*sheet.inputs, *self.constants, ""})
        self.weigh(lines)
        self.lines = needed(rewritten(lines, self.constants), self.output)
        self.picture, self.batch, shape = picture(sheet, self.lines)
        self.shapes = {self.picture: shape}
        self.names, self.called = NodeNames(), {self.picture: IMAGE}
        self.note = ""

    def nodes(self) -> list[Node]:
        """Make every node, in turn."""
        self.check_supported()
        made = [node for line in self.lines if (node := self.node(line)) is not None]
        limits.check_nodes(len(made))
        if not made or self.output not in self.called:
            raise ModelError(f"Nothing in this file makes its output, {printable(self.output)}.")
        return self.ended(made)

    def weigh(self, lines: list[OnnxNode]) -> None:
        """Compute what depends on no picture: small sums, and weights under other names."""
        total = sum(array.size for array in self.constants.values())
        for line in lines:
            found = constant_folding.constant(line, self.constants)
            if found is not None:
                total += found.size
                limits.check_parameters(total)
                self.constants[line.made] = found

    def check_supported(self) -> None:
        """Name every operator that cannot be read."""
        moving, strange = {self.picture}, Counter[str]()
        for line in self.lines:
            if moving.intersection(depends(line)) and line.operator != "Shape":
                moving.update(line.makes)
                last = line.made == self.output
                known = SPELLINGS if last else SPELLINGS.keys() - {"LogSoftmax"}
                strange[line.operator] += line.operator not in known
            else:
                known_sum = line.operator == "Shape" or line.operator in constant_folding.SUMS
                strange[f"{line.operator} of constants"] += not known_sum
        if found := [f"{name} ({count})" for name, count in strange.items() if count]:
            names = ", ".join(found[:12]) + (" and others" if len(found) > 12 else "")
            raise ModelError(f"This network has nodes that are not supported: {names}.")

    def node(self, line: OnnxNode) -> Node | None:
        """Make one node, or compute a small sum on shapes."""
        moving = [name for name in line.reads if name in self.shapes]
        if line.operator == "Shape" and moving:
            self.constants[line.made] = constant_folding.shape(line, self.shapes[moving[0]])
            return None
        if not moving:
            found = constant_folding.constant(line, self.constants)
            if found is None:
                raise ModelError(f"{printable(line.made)} ({line.operator}) cannot be computed.")
            self.constants[line.made] = found
            return None
        operator = SPELLINGS[line.operator]
        name = self.names.next(operator)
        try:
            spoken = self.spoken(line, operator)
            settings, arrays = operator.read(spoken)
        except ShapeError as error:
            raise ModelError(f"{name} ({line.operator}) cannot be read: {error}") from None
        except (ValueError, TypeError, OverflowError):
            raise ModelError(f"The settings of {name} ({line.operator}) are damaged.") from None
        node = Node(name, operator.kind, tuple(self.called[m] for m in moving), settings, arrays)
        self.shapes[line.made] = shape_of(node, [self.shapes[m] for m in moving])
        limits.check_maps(self.shapes.values())
        self.called[line.made] = name
        if line.operator == "LogSoftmax":
            self.note = LOGARITHM
        return node

    def spoken(self, line: OnnxNode, operator: Operator) -> OnnxInputs:
        """Sort what a line reads: what other nodes compute, and constants."""
        for place, name in enumerate(line.reads):
            first = operator.most is None or place == 0
            if name and name not in self.shapes and (first or name not in self.constants):
                what = "is a constant" if name in self.constants else "is made by nothing"
                raise ShapeError(f"{printable(name)}, which it reads, {what}")
            if name in self.shapes and not first:
                raise ShapeError(
                    f"{printable(name)} changes with the picture; it must be a constant"
                )
        constants = tuple(self.constants.get(name) for name in line.reads)
        shapes = tuple(self.shapes[name] for name in line.reads if name in self.shapes)
        return OnnxInputs(line.attributes, constants, shapes, self.sheet.opset, self.batch)

    def ended(self, nodes: list[Node]) -> list[Node]:
        """See that a row of shares comes out."""
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


def picture(sheet: OnnxGraph, lines: list[OnnxNode]) -> tuple[str, int | None, Shape]:
    """Find the one input that is read: its name, how many pictures at once, and their shape."""
    read_ = {name for line in lines for name in depends(line)}
    names = [name for name in sheet.inputs if name in read_]
    if len(names) != 1:
        found = printable(", ".join(names)) or "none"
        raise ModelError(f"A network that reads one picture can be shown; its inputs are: {found}.")
    batch, *sides = sheet.inputs[names[0]] or [None]
    if None in sides:
        raise ModelError(
            "The size of the pictures it reads is left open: export it for one size, for example "
            "with a picture of 64 x 64 as the example input and no dynamic height and width."
        )
    shape = tuple(side for side in sides if side is not None)
    limits.check_input(shape)
    return names[0], batch, shape
