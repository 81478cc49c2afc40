"""Parse the bytes of an ONNX file into plain data; sizes are checked first."""

from collections.abc import Iterable
from itertools import islice
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.text import format_shape, printable
from cnnviz.zoo import limits
from cnnviz.zoo.node import ModelError
from cnnviz.zoo.onnx_import.ir import OnnxGraph, OnnxNode
from cnnviz.zoo.onnx_import.protobuf_guard import too_many

if TYPE_CHECKING:
    import onnx

OLDEST = 7  # since then Dropout and BatchNormalization have their present meaning
NUMBERS = ("FLOAT", "DOUBLE", "FLOAT16", "INT64", "INT32", "INT8", "UINT8", "BOOL")
MOST = 64  # inputs, attributes, or numbers of an attribute
OWN = ("", "ai.onnx")  # the domain of ONNX's own operators


def parse_model(data: bytes) -> OnnxGraph:
    """Parse a file, or raise a `ModelError` that says why not; no code in it is executed."""
    model = _parsed(data)
    graph = model.graph
    limits.check_lines(len(graph.node))
    opset = next((o.version for o in model.opset_import if o.domain in OWN), 0)
    if opset < OLDEST:
        raise ModelError(f"This file is written in opset {opset}; {OLDEST} and later are read.")
    if graph.sparse_initializer:
        raise ModelError("This file holds sparse weights, which are not supported.")
    tensors = {text(tensor.name): tensor for tensor in graph.initializer}
    _check_sizes(tensors.values())
    constants = {name: array(tensor) for name, tensor in tensors.items()}
    return OnnxGraph(
        nodes=[_node(node) for node in graph.node],
        constants=constants,
        inputs={text(i.name): _sides(i) for i in graph.input if text(i.name) not in constants},
        outputs=[text(output.name) for output in graph.output],
        opset=opset,
        notes={text(entry.key): text(entry.value) for entry in model.metadata_props},
    )


def array(tensor: "onnx.TensorProto") -> NDArray:
    """Read the values of a tensor stored in the file itself."""
    from onnx import TensorProto, numpy_helper

    name = printable(text(tensor.name)) or "A constant"
    if tensor.data_location == TensorProto.EXTERNAL:
        raise ModelError(f"{name} lies in another file: save the network as one file.")
    kinds = {TensorProto.DataType.Value(kind): kind for kind in NUMBERS}
    if tensor.data_type not in kinds:
        raise ModelError(f"{name} does not hold numbers that can be read here.")
    try:
        return np.array(numpy_helper.to_array(tensor))
    except Exception as cause:  # NumPy and onnx raise many kinds on damaged tensors
        sides = format_shape(tensor.dims[:8], "x")
        raise ModelError(f"{name} promises {sides} numbers, and holds others.") from cause


def _parsed(data: bytes) -> "onnx.ModelProto":
    """Parse the bytes with the onnx library."""
    try:
        import onnx
    except ImportError:
        raise ModelError("Reading ONNX needs the onnx package: pip install onnx") from None
    if too_many(data, onnx.ModelProto.DESCRIPTOR):
        raise ModelError("This file has too many small parts to be a network.")
    try:
        model = onnx.ModelProto.FromString(data)
    except Exception as cause:  # a DecodeError, which protobuf defines
        raise ModelError("This is no ONNX file, or it is damaged.") from cause
    if not model.HasField("graph") or not model.graph.node:
        raise ModelError("This ONNX file holds no network.")
    return model


def _check_sizes(tensors: Iterable["onnx.TensorProto"]) -> None:
    """Raise for too many weights before any is read."""
    total = 0
    for tensor in tensors:
        if min(tensor.dims, default=0) < 0:
            raise ModelError(f"{printable(text(tensor.name))} promises a negative size.")
        total += prod(tensor.dims)
    limits.check_parameters(total)


def _node(node: "onnx.NodeProto") -> OnnxNode:
    """Convert one node."""
    own = node.domain in OWN
    operator = text(node.op_type) if own else f"{text(node.domain)}.{text(node.op_type)}"
    if max(len(node.input), len(node.output), len(node.attribute)) > MOST:
        raise ModelError(f"{printable(operator)} has more than {MOST} inputs, outputs or settings.")
    attributes = {text(entry.name): _attribute(entry) for entry in node.attribute}
    return OnnxNode(printable(operator), _texts(node.input), _texts(node.output), attributes)


def text(letters: str | bytes) -> str:
    """Return text; where a file is damaged, the library gives bytes instead."""
    return letters if isinstance(letters, str) else letters.decode("utf-8", "replace")


def _texts(names: Iterable[str | bytes]) -> tuple[str, ...]:
    """Read the names of inputs or outputs, at most `MOST`."""
    return tuple(text(name) for name in islice(names, MOST))


def _attribute(entry: "onnx.AttributeProto") -> Any:
    """Read an attribute: numbers, texts, lists of them, tensors as arrays, subgraphs."""
    kinds = type(entry)
    match entry.type:
        case kinds.FLOAT:
            return entry.f
        case kinds.INT:
            return entry.i
        case kinds.STRING:
            return entry.s.decode("utf-8", "replace")
        case kinds.FLOATS:
            return tuple(entry.floats[:MOST])
        case kinds.INTS:
            return tuple(entry.ints[:MOST])
        case kinds.TENSOR:
            _check_sizes([entry.t])
            return array(entry.t)
        case kinds.GRAPH:
            inner = entry.g.node[:MOST]
            return [OnnxNode(text(n.op_type), _texts(n.input), _texts(n.output)) for n in inner]
    return None


def _sides(value: "onnx.ValueInfoProto") -> list[int | None]:
    """Read the dimensions of an input; None where one is dynamic."""
    from onnx import TensorProto

    tensor = value.type.tensor_type
    kinds = (TensorProto.FLOAT, TensorProto.DOUBLE, TensorProto.FLOAT16)
    if tensor.elem_type not in kinds:
        raise ModelError(
            f"{printable(text(value.name))}, which it reads, is not made of real numbers."
        )
    return [d.dim_value if d.HasField("dim_value") else None for d in tensor.shape.dim]
