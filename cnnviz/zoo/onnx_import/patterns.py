"""Patterns of several operators that exporters write for one layer, merged into one."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.zoo.onnx_import.ir import OnnxNode, blocks

Constants = dict[str, NDArray]
Makers = Mapping[str, OnnxNode]
#: Operators that only change the layout between the operators of a pattern.
LAYOUT = {"Reshape", "Squeeze", "Unsqueeze", "Identity", "If"}


def rewritten(nodes: list[OnnxNode], constants: Constants) -> list[OnnxNode]:
    """Replace every pattern by one operator; the replaced nodes stay, but nothing reads them."""
    makers = {name: node for node in nodes for name in node.makes}
    for pattern in PATTERNS:
        nodes = [new for node in nodes for new in pattern(node, makers, constants)]
        makers = {name: node for node in nodes for name in node.makes}
    return nodes


def bias(node: OnnxNode, makers: Makers, constants: Constants) -> list[OnnxNode]:
    """Merge a constant added after MatMul or Conv as its bias."""
    if node.operator != "Add" or len(node.reads) != 2:
        return [node]
    for source, added in (node.reads, node.reads[::-1]):
        before = makers.get(source)
        if before is None or added not in constants:
            continue
        if before.operator in ("MatMul", "Gemm") and len(before.reads) == 2:
            return [OnnxNode("Gemm", (*before.reads, added), node.makes, before.attributes)]
        if before.operator == "Conv" and _by_channel(constants[added]):
            own = np.ravel(constants.get(before.reads[2], 0) if len(before.reads) > 2 else 0)
            if own.size not in (1, constants[added].size):
                continue
            constants[f"{node.made} bias"] = constants[added].ravel() + own
            reads = (*before.reads[:2], f"{node.made} bias")
            return [OnnxNode("Conv", reads, node.makes, before.attributes)]
    return [node]


def _by_channel(array: NDArray) -> bool:
    """Whether a constant has one number per channel: shape (C, 1, 1) or (1, C, 1, 1)."""
    return array.ndim in (3, 4) and array.size == array.shape[-3] > 0


def mean(node: OnnxNode, makers: Makers, constants: Constants) -> list[OnnxNode]:
    """Replace ReduceMean over rows and columns by GlobalAveragePool, and Flatten if needed."""
    if node.operator != "ReduceMean":
        return [node]
    given: Any = node.attributes.get("axes", ())
    if len(node.reads) > 1:
        given = constants.get(node.reads[1], ())
    if sorted(int(axis) % 4 for axis in np.ravel(given)) != [2, 3]:
        return [node]
    if node.attributes.get("keepdims", 1):
        return [OnnxNode("GlobalAveragePool", node.reads[:1], node.makes)]
    between = f"{node.made} as maps"
    pool = OnnxNode("GlobalAveragePool", node.reads[:1], (between,))
    return [pool, OnnxNode("Flatten", (between,), node.makes)]


def softplus(node: OnnxNode, makers: Makers, constants: Constants) -> list[OnnxNode]:
    """Replace Softplus with a linear part for large inputs by Softplus, here equal to it."""
    if node.operator != "Where" or len(node.reads) != 3:
        return [node]
    condition, whole, bent = node.reads
    asks, bends = makers.get(condition), makers.get(bent)
    fits = asks and bends and asks.operator == "Greater" and bends.operator == "Softplus"
    if not fits or not asks or not bends or asks.reads[1] not in constants:
        return [node]
    if not (asks.reads[0] == bends.reads[0] == whole) or constants[asks.reads[1]].min() < 10:
        return [node]
    return [OnnxNode("Softplus", (whole,), node.makes)]


def lrn(node: OnnxNode, makers: Makers, constants: Constants) -> list[OnnxNode]:
    """Replace ``x / (k + alpha * mean of x * x over channels) ** beta``, PyTorch's LRN."""
    try:
        x, power = node.reads
        beta, rest = _split(makers[power], "Pow", constants)
        k, rest = _split(makers[rest], "Add", constants)
        alpha, rest = _split(makers[rest], "Mul", constants)
        size, before = _averaged(x, _behind(rest, makers), makers, constants)
    except (KeyError, ValueError, IndexError):
        return [node]
    if node.operator != "Div":
        return [node]
    numbers = {"alpha": alpha, "beta": beta, "bias": k, "size": size, "before": before}
    return [OnnxNode("LRN", (x,), node.makes, numbers)]


def _averaged(x: str, pool: OnnxNode, makers: Makers, constants: Constants) -> tuple[int, int]:
    """Return the number of channels the squares of x are averaged over, and how many precede."""
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


def _split(node: OnnxNode, operator: str, constants: Constants) -> tuple[float, str]:
    """Split the inputs of a binary operator into a constant number and the name of the other."""
    if node.operator != operator:
        raise ValueError(f"{node.operator} is not {operator}")
    (number,) = (name for name in node.reads if name in constants)
    (rest,) = (name for name in node.reads if name not in constants)
    if operator == "Pow" and number != node.reads[1]:
        raise ValueError("the power is not the constant")
    return constants[number].item(), rest


def _behind(name: str, makers: Makers) -> OnnxNode:
    """Follow layout changes back to the node that computed the numbers."""
    node = makers[name]
    while node.operator in LAYOUT:
        inner = [part.reads[0] for nodes in blocks(node) for part in nodes if part.reads]
        node = makers[inner[0] if node.operator == "If" else node.reads[0]]
    return node


PATTERNS: tuple[Callable[[OnnxNode, Makers, Constants], list[OnnxNode]], ...] = (
    bias, mean, softplus, lrn,
)  # fmt: skip
