"""Constant folding: computations on shapes, evaluated once when a file is loaded.

Exporters write how a shape is computed, number by number, where a network needs only the
result: ``x.view(x.size(0), -1)`` becomes five nodes. A dynamic dimension counts as -1.
"""

from collections.abc import Callable, Mapping, Sequence
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.zoo.node import Shape
from cnnviz.zoo.onnx_import.ir import OnnxNode

SMALL = 64  # numbers; shapes have fewer
OPEN = -1  # the batch size
Arrays = Sequence[NDArray]


def shape(node: OnnxNode, of: Shape) -> NDArray:
    """Evaluate the operator Shape for a batch of images of this shape."""
    return np.array([OPEN, *of])[node.attributes.get("start", 0) : node.attributes.get("end")]


def constant(node: OnnxNode, known: Mapping[str, NDArray]) -> NDArray | None:
    """Evaluate a node all of whose inputs are known; None if it cannot be folded.

    Examples
    --------
    >>> sizes = {"sizes": np.array([-1, 8, 3, 3]), "first": np.array(0)}
    >>> constant(OnnxNode("Gather", ("sizes", "first"), ("batch",)), sizes)
    array(-1)
    """
    if node.operator not in SUMS or not all(name in known for name in node.reads if name):
        return None
    reads = [known[name] for name in node.reads if name]
    if node.operator not in ANY_SIZE and any(read.size > SMALL for read in reads):
        return None
    try:
        made = np.asarray(SUMS[node.operator](reads, node.attributes))
    except (ValueError, IndexError, TypeError, KeyError, OverflowError):
        return None
    return made if made.size <= SMALL or node.operator in ANY_SIZE else None


def _constant(reads: Arrays, attributes: Mapping[str, Any]) -> Any:
    """Evaluate Constant, for any of its value attributes."""
    if "value" in attributes:
        return attributes["value"]
    floats = [attributes[name] for name in ("value_float", "value_floats") if name in attributes]
    if floats:
        return np.array(floats[0], np.float32)
    return np.array(
        attributes["value_int"] if "value_int" in attributes else attributes["value_ints"], np.int64
    )


def _filled(reads: Arrays, attributes: Mapping[str, Any]) -> NDArray:
    """Evaluate ConstantOfShape: an array filled with one number."""
    sides = [int(side) for side in reads[0]]
    if not 0 <= prod(sides) <= SMALL:
        raise ValueError("no shape has so many numbers")
    return np.full(sides, np.ravel(attributes.get("value", 0))[0])


def _unsqueezed(reads: Arrays, attributes: Mapping[str, Any]) -> NDArray:
    """Evaluate Unsqueeze: insert axes of length 1."""
    return np.expand_dims(reads[0], _axes(reads, attributes, 1))


def _squeezed(reads: Arrays, attributes: Mapping[str, Any]) -> NDArray:
    """Evaluate Squeeze: remove axes of length 1."""
    return np.squeeze(reads[0], _axes(reads, attributes, 1) or None)


def _axes(reads: Arrays, attributes: Mapping[str, Any], place: int) -> tuple[int, ...]:
    """Read axes, given as an input (newer opsets) or as an attribute."""
    given = reads[place] if len(reads) > place else attributes.get("axes", ())
    return tuple(int(axis) for axis in np.ravel(given))


def _sliced(reads: Arrays, attributes: Mapping[str, Any]) -> NDArray:
    """Evaluate Slice along some axes."""
    starts, ends, axes = (_axes(reads, {}, place) for place in (1, 2, 3))
    steps = _axes(reads, {}, 4) or (1,) * len(starts)
    found = reads[0]
    for axis, *cut in zip(axes or range(len(starts)), starts, ends, steps, strict=True):
        # files write an end far below zero for "up to and including the first"
        start, end, step = cut
        stop = None if step < 0 and end < -found.shape[axis] else end
        index = [slice(None)] * found.ndim
        index[axis] = slice(start, stop, step)
        found = found[tuple(index)]
    return found


def _reshaped(reads: Arrays, attributes: Mapping[str, Any]) -> NDArray:
    """Evaluate Reshape."""
    return reads[0].reshape([int(side) for side in reads[1]])


def _multiplied(reads: Arrays, attributes: Mapping[str, Any]) -> NDArray:
    """Evaluate Mul, elementwise."""
    if np.broadcast(*reads).size > SMALL:
        raise ValueError("no shape has so many numbers")
    return reads[0] * reads[1]


SUMS: dict[str, Callable[[Arrays, Mapping[str, Any]], Any]] = {
    "Constant": _constant,
    "Identity": lambda reads, attributes: reads[0],
    "Cast": lambda reads, attributes: reads[0],  # shapes stay integers here
    "Reshape": _reshaped,
    "Transpose": lambda reads, attributes: np.transpose(reads[0], attributes.get("perm")),
    "Gather": lambda reads, attributes: np.take(
        reads[0], reads[1].astype(int), attributes.get("axis", 0)
    ),
    "Unsqueeze": _unsqueezed,
    "Squeeze": _squeezed,
    "Concat": lambda reads, attributes: np.concatenate(reads, attributes["axis"]),
    "Slice": _sliced,
    "ConstantOfShape": _filled,
    "Mul": _multiplied,
}
#: These only copy or move numbers: weights may pass through them.
ANY_SIZE = {"Constant", "Identity", "Reshape", "Transpose", "Unsqueeze", "Squeeze"}
