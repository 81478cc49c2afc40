"""What exporters write as several operators and a reader knows as one."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.zoo.onnx_import.ir import OnnxNode, blocks

Constants = dict[str, NDArray]
Makers = Mapping[str, OnnxNode]
#: What only lays numbers out anew between the operators of a pattern.
LAYOUT = {"Reshape", "Squeeze", "Unsqueeze", "Identity", "If"}


def rewritten(lines: list[OnnxNode], constants: Constants) -> list[OnnxNode]:
    """Say every pattern in one operator; what it was made of is left behind, read by nobody."""
    makers = {name: line for line in lines for name in line.makes}
    for pattern in PATTERNS:
        lines = [new for line in lines for new in pattern(line, makers, constants)]
        makers = {name: line for line in lines for name in line.makes}
    return lines


def bias(line: OnnxNode, makers: Makers, constants: Constants) -> list[OnnxNode]:
    """Read a constant added behind MatMul or Conv as its bias."""
    if line.operator != "Add" or len(line.reads) != 2:
        return [line]
    for source, added in (line.reads, line.reads[::-1]):
        before = makers.get(source)
        if before is None or added not in constants:
            continue
        if before.operator in ("MatMul", "Gemm") and len(before.reads) == 2:
            return [OnnxNode("Gemm", (*before.reads, added), line.makes, before.attributes)]
        if before.operator == "Conv" and _by_channel(constants[added]):
            own = np.ravel(constants.get(before.reads[2], 0) if len(before.reads) > 2 else 0)
            if own.size not in (1, constants[added].size):
                continue
            constants[f"{line.made} bias"] = constants[added].ravel() + own
            reads = (*before.reads[:2], f"{line.made} bias")
            return [OnnxNode("Conv", reads, line.makes, before.attributes)]
    return [line]


def _by_channel(array: NDArray) -> bool:
    """Say whether a constant has one number a channel of maps: (C, 1, 1) or (1, C, 1, 1)."""
    return array.ndim in (3, 4) and array.size == array.shape[-3] > 0


def mean(line: OnnxNode, makers: Makers, constants: Constants) -> list[OnnxNode]:
    """Read the mean over rows and columns as global average pooling, in a row if asked."""
    if line.operator != "ReduceMean":
        return [line]
    given: Any = line.attributes.get("axes", ())
    if len(line.reads) > 1:
        given = constants.get(line.reads[1], ())
    if sorted(int(axis) % 4 for axis in np.ravel(given)) != [2, 3]:
        return [line]
    if line.attributes.get("keepdims", 1):
        return [OnnxNode("GlobalAveragePool", line.reads[:1], line.makes)]
    between = f"{line.made} as maps"
    pool = OnnxNode("GlobalAveragePool", line.reads[:1], (between,))
    return [pool, OnnxNode("Flatten", (between,), line.makes)]


def softplus(line: OnnxNode, makers: Makers, constants: Constants) -> list[OnnxNode]:
    """Read Softplus that leaves large numbers as they are as Softplus; ours does so too."""
    if line.operator != "Where" or len(line.reads) != 3:
        return [line]
    condition, whole, bent = line.reads
    asks, bends = makers.get(condition), makers.get(bent)
    fits = asks and bends and asks.operator == "Greater" and bends.operator == "Softplus"
    if not fits or not asks or not bends or asks.reads[1] not in constants:
        return [line]
    if not (asks.reads[0] == bends.reads[0] == whole) or constants[asks.reads[1]].min() < 10:
        return [line]
    return [OnnxNode("Softplus", (whole,), line.makes)]


def lrn(line: OnnxNode, makers: Makers, constants: Constants) -> list[OnnxNode]:
    """Read ``x / (k + alpha * mean of x * x over channels) ** beta``, as PyTorch writes LRN."""
    try:
        x, power = line.reads
        beta, rest = _split(makers[power], "Pow", constants)
        k, rest = _split(makers[rest], "Add", constants)
        alpha, rest = _split(makers[rest], "Mul", constants)
        size, before = _averaged(x, _behind(rest, makers), makers, constants)
    except (KeyError, ValueError, IndexError):
        return [line]
    if line.operator != "Div":
        return [line]
    numbers = {"alpha": alpha, "beta": beta, "bias": k, "size": size, "before": before}
    return [OnnxNode("LRN", (x,), line.makes, numbers)]


def _averaged(x: str, pool: OnnxNode, makers: Makers, constants: Constants) -> tuple[int, int]:
    """Say over how many channels the squares of x are averaged, and how many before its own."""
    pad = makers[pool.reads[0]]
    square = _behind(pad.reads[0], makers)
    rings = [int(ring) for ring in constants[pad.reads[1]]]  # of (N, 1, C, H, W), before and after
    size, *others = pool.attributes["kernel_shape"]
    fits = (
        (pool.operator, pad.operator, square.operator) == ("AveragePool", "Pad", "Mul"),
        square.reads == (x, x),
        others == [1, 1] and set(pool.attributes.get("strides", ())) <= {1},
        not any(pool.attributes.get("pads", ())) and pool.attributes["count_include_pad"] == 1,
        pad.attributes.get("mode", "constant") == "constant",
        len(rings) == 10 and rings[2] + rings[7] == sum(rings) == size - 1,
    )
    if not all(fits):
        raise ValueError("this is no mean over channels")
    return size, rings[2]


def _split(line: OnnxNode, operator: str, constants: Constants) -> tuple[float, str]:
    """Take an operator with one constant number apart: the number, and what else it reads."""
    if line.operator != operator:
        raise ValueError(f"{line.operator} is not {operator}")
    (number,) = (name for name in line.reads if name in constants)
    (rest,) = (name for name in line.reads if name not in constants)
    if operator == "Pow" and number != line.reads[1]:
        raise ValueError("the power is not the constant")
    return constants[number].item(), rest


def _behind(name: str, makers: Makers) -> OnnxNode:
    """Find what makes the numbers that are only laid out anew before they come here."""
    line = makers[name]
    while line.operator in LAYOUT:
        inner = [part.reads[0] for lines in blocks(line) for part in lines if part.reads]
        line = makers[inner[0] if line.operator == "If" else line.reads[0]]
    return line


PATTERNS: tuple[Callable[[OnnxNode, Makers, Constants], list[OnnxNode]], ...] = (
    bias, mean, softplus, lrn,
)  # fmt: skip
