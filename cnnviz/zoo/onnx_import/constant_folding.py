"""Small sums on shapes that files carry along, done once when a file is read.

Exporters write how a shape is computed, number by number, where a network needs only the
result: ``x.view(x.size(0), -1)`` becomes five lines. A side left open counts as -1.
"""

from collections.abc import Callable, Mapping, Sequence
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.zoo.node import Shape
from cnnviz.zoo.onnx_import.ir import OnnxNode

SMALL = 64  # numbers; shapes have fewer
OPEN = -1  # the number of pictures
Arrays = Sequence[NDArray]


def shape(line: OnnxNode, of: Shape) -> NDArray:
    """Answer the operator Shape for pictures that each have this shape."""
    return np.array([OPEN, *of])[line.attributes.get("start", 0) : line.attributes.get("end")]


def constant(line: OnnxNode, known: Mapping[str, NDArray]) -> NDArray | None:
    """Compute a line all of whose inputs are known; None if it is no small sum.

    Examples
    --------
    >>> sizes = {"sizes": np.array([-1, 8, 3, 3]), "first": np.array(0)}
    >>> constant(OnnxNode("Gather", ("sizes", "first"), ("batch",)), sizes)
    array(-1)
    """
    if line.operator not in SUMS or not all(name in known for name in line.reads if name):
        return None
    reads = [known[name] for name in line.reads if name]
    if line.operator not in ANY_SIZE and any(read.size > SMALL for read in reads):
        return None
    try:
        made = np.asarray(SUMS[line.operator](reads, line.attributes))
    except (ValueError, IndexError, TypeError, KeyError, OverflowError):
        return None
    return made if made.size <= SMALL or line.operator in ANY_SIZE else None


def _constant(reads: Arrays, says: Mapping[str, Any]) -> Any:
    """Read a number kept in a line of its own, however it is written."""
    if "value" in says:
        return says["value"]
    floats = [says[name] for name in ("value_float", "value_floats") if name in says]
    if floats:
        return np.array(floats[0], np.float32)
    return np.array(says["value_int"] if "value_int" in says else says["value_ints"], np.int64)


def _filled(reads: Arrays, says: Mapping[str, Any]) -> NDArray:
    """Lay out the same number."""
    sides = [int(side) for side in reads[0]]
    if not 0 <= prod(sides) <= SMALL:
        raise ValueError("no shape has so many numbers")
    return np.full(sides, np.ravel(says.get("value", 0))[0])


def _unsqueezed(reads: Arrays, says: Mapping[str, Any]) -> NDArray:
    """Put in sides of 1."""
    return np.expand_dims(reads[0], _axes(reads, says, 1))


def _squeezed(reads: Arrays, says: Mapping[str, Any]) -> NDArray:
    """Take out sides of 1."""
    return np.squeeze(reads[0], _axes(reads, says, 1) or None)


def _axes(reads: Arrays, says: Mapping[str, Any], place: int) -> tuple[int, ...]:
    """Read whole numbers, given as an input or as a setting."""
    given = reads[place] if len(reads) > place else says.get("axes", ())
    return tuple(int(axis) for axis in np.ravel(given))


def _sliced(reads: Arrays, says: Mapping[str, Any]) -> NDArray:
    """Cut along some axes."""
    starts, ends, axes = (_axes(reads, {}, place) for place in (1, 2, 3))
    steps = _axes(reads, {}, 4) or (1,) * len(starts)
    found = reads[0]
    for axis, *cut in zip(axes or range(len(starts)), starts, ends, steps, strict=True):
        # the end far below zero is how a file says "to the very first"
        start, end, step = cut
        stop = None if step < 0 and end < -found.shape[axis] else end
        index = [slice(None)] * found.ndim
        index[axis] = slice(start, stop, step)
        found = found[tuple(index)]
    return found


def _reshaped(reads: Arrays, says: Mapping[str, Any]) -> NDArray:
    """Lay out anew."""
    return reads[0].reshape([int(side) for side in reads[1]])


def _multiplied(reads: Arrays, says: Mapping[str, Any]) -> NDArray:
    """Multiply, number by number."""
    if np.broadcast(*reads).size > SMALL:
        raise ValueError("no shape has so many numbers")
    return reads[0] * reads[1]


SUMS: dict[str, Callable[[Arrays, Mapping[str, Any]], Any]] = {
    "Constant": _constant,
    "Identity": lambda reads, says: reads[0],
    "Cast": lambda reads, says: reads[0],  # shapes stay whole numbers here
    "Reshape": _reshaped,
    "Transpose": lambda reads, says: np.transpose(reads[0], says.get("perm")),
    "Gather": lambda reads, says: np.take(reads[0], reads[1].astype(int), says.get("axis", 0)),
    "Unsqueeze": _unsqueezed,
    "Squeeze": _squeezed,
    "Concat": lambda reads, says: np.concatenate(reads, says["axis"]),
    "Slice": _sliced,
    "ConstantOfShape": _filled,
    "Mul": _multiplied,
}
#: These make no number that was not there: weights may pass through them.
ANY_SIZE = {"Constant", "Identity", "Reshape", "Transpose", "Unsqueeze", "Squeeze"}
