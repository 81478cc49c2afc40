"""What layers are called, what each does in a few words, and one value's sum as a line of text."""

from collections.abc import Iterable, Sequence

import numpy as np

from cnnviz.contracts.network import FormulaPiece, FormulaRole, FormulaText
from cnnviz.text import format_digits, format_number, format_shape
from cnnviz.zoo import Graph, Node, ValueExplanation

TITLES = {
    "Conv": "Convolution",
    "Relu": "ReLU",
    "LeakyRelu": "Leaky ReLU",
    "Elu": "ELU",
    "Gelu": "GELU",
    "MaxPool": "Max pooling",
    "AveragePool": "Average pooling",
    "GlobalAveragePool": "Global average",
    "Gemm": "Fully connected",
    "BatchNormalization": "Batch norm",
    "LRN": "Local response norm",
}
#: Activations: each cell becomes another by itself.
CURVES = {
    "Relu": "what is negative becomes 0",
    "LeakyRelu": "what is negative becomes small",
    "Elu": "what is negative bends towards {alpha}",
    "Gelu": "what is negative is damped",
    "Sigmoid": "every cell is squeezed between 0 and 1",
    "Tanh": "every cell is squeezed between −1 and 1",
    "Softplus": "ReLU with a round corner",
}
SAID = CURVES | {
    "GlobalAveragePool": "each map becomes its mean",
    "BatchNormalization": "each map is scaled and shifted by its own two numbers",
    "Add": "the same cell of each, added",
    "Softmax": "scores become shares of 1",
    "Dropout": "passes everything on, once training is over",
}
COMBINES = {
    "Conv": "sum",
    "Gemm": "sum",
    "BatchNormalization": "sum",
    "Add": "sum",
    "MaxPool": "max",
    "AveragePool": "mean",
    "GlobalAveragePool": "mean",
    "Softmax": "share",
    **dict.fromkeys(CURVES, "map"),
}
#: What hands cells on as they are.
PASSES = {"Flatten", "Reshape", "Concat", "Dropout"}
SHORT = 8  # numbers a mean may have and still be written out
LISTED = 24  # sums of channels written one by one; more are told as what they come to
DIGITS, FLOAT32 = 4, 7  # usually written; all that a float32 knows


def layer(graph: Graph, node: Node) -> str:
    """Say in a few words what a layer does.

    Examples
    --------
    >>> import numpy as np
    >>> walk = {"stride": (1, 1), "padding": ((1, 1), (1, 1)), "dilation": (1, 1), "groups": 1}
    >>> arrays = {"weight": np.zeros((8, 1, 3, 3), "f4"), "bias": np.zeros(8, "f4")}
    >>> conv = Node("conv1", "Conv", ("image",), walk, arrays)
    >>> layer(Graph((1, 8, 8), [conv]), conv)
    '8 kernels of 3 × 3, padding 1'
    """
    says, shapes = node.settings, [graph.shapes[name] for name in node.reads]
    match node.kind:
        case "Conv":
            count, depth, *window = node.arrays["weight"].shape
            filters = f"{count} filters of {depth}" if depth > 1 else str(count)
            return f"{filters} kernels of {format_shape(window)}" + _walk(node)
        case "MaxPool":
            return f"the largest of each {format_shape(says['window'])}" + _walk(node)
        case "AveragePool":
            return f"the mean of each {format_shape(says['window'])}" + _walk(node)
        case "Gemm":
            count, reads = node.arrays["weight"].shape
            return f"{count:,} sums, each of all {reads:,} numbers"
        case "Flatten" | "Reshape":
            return f"{format_shape(shapes[0])} cells in one row"
        case "Concat":
            return f"maps one behind the other: {' + '.join(str(shape[0]) for shape in shapes)}"
        case "LRN":
            return f"each cell is damped by the same cell of {says['size']} maps around it"
    return SAID[node.kind].format(alpha=f"−{format_number(says.get('alpha', 1))}")


def unit(graph: Graph, node: Node, channel: int) -> str:
    """Say in one sentence how one map came to be."""
    read = graph.shapes[node.reads[0]]
    match node.kind:
        case "Conv":
            count = node.arrays["weight"].shape[1]
            maps = "The map read meets its" if count == 1 else f"Each of {count} maps meets its"
            return f"{maps} own kernel; the results and the bias are added."
        case "Gemm":
            return f"Each of {read[0]:,} numbers times its own weight; all added, and the bias."
        case "MaxPool" | "AveragePool" | "GlobalAveragePool":
            return f"Made of one map alone: {layer(graph, node)}."
        case "Softmax":
            return "e to the power of this score, divided by the sum of all such powers."
        case "Flatten" | "Reshape":
            return "One cell of the maps, at its place in the row."
    said = layer(graph, node)
    return f"{said[:1].upper()}{said[1:]}."


def formula(reading: ValueExplanation) -> list[FormulaPiece]:
    """Write what comes to a value, with its numbers, as pieces of one line.

    A sum is written channel by channel; where they are many, as what they come to.
    """
    step = reading.parts[0].step
    if reading.kind in PASSES:
        return [_number("word", step.window.flat[0]), _text("word", ", as it is")]
    match step.combine if len(reading.parts) == 1 else "sum":
        case "sum":
            return _sum(reading)
        case "max":
            return _listed("max(", step.terms.ravel(), ", ", ")")
        case "mean":
            terms = step.terms.ravel() if step.terms.size <= SHORT else step.partials.ravel()
            return [
                _text("partial", "("),
                *_added(terms),
                _text("partial", ") / "),
                _number("partial", step.divisor),
            ]
        case "share" | "log_share":
            part, whole = step.terms.flat[step.filter], step.partials.sum()
            digits = _telling(part, whole)
            return [
                _number("partial", part, digits),
                _text("partial", " / "),
                _number("whole", whole, digits),
                _text("word", " (sum of all)"),
            ]
    name = TITLES.get(reading.kind, reading.kind)
    return _listed(f"{name}(", step.window.ravel()[:1], "", ")")


def result_digits(reading: ValueExplanation) -> int | None:
    """Say how many digits of a value are written: a share needs as many as tell it from 1.

    None are where the formula is the value itself.
    """
    step = reading.parts[0].step
    if reading.kind in PASSES:
        return None
    if len(reading.parts) > 1 or step.combine not in ("share", "log_share"):
        return DIGITS
    digits = _telling(step.terms.flat[step.filter], step.partials.sum())
    return max(digits - 1, DIGITS)  # below 1, the same digits say ten times as much


def _telling(part: float, whole: float) -> int:
    """Find with how many digits, four or more, two numbers are told apart."""
    told = (
        digits
        for digits in range(DIGITS, FLOAT32)
        if format_digits(part, digits) != format_digits(whole, digits)
    )
    return next(told, FLOAT32)


def _sum(reading: ValueExplanation) -> list[FormulaPiece]:
    """Write the sum of each channel, and the bias."""
    sums = [one for part in reading.parts for one in part.step.partials.ravel()]
    if len(sums) <= LISTED:
        terms = [_number("partial", one, channel=i, is_term=i > 0) for i, one in enumerate(sums)]
        pieces = _joined(terms, _text("sign", " + "))
    else:
        results = [one for part in reading.parts for one in part.step.result.ravel()]
        terms = [_number("partial", one, is_term=i > 0) for i, one in enumerate(results)]
        many = _text("word", f" ({len(sums):,} added)")
        pieces = [*_joined(terms, _text("sign", " + ")), many]
    if reading.start:
        bias = _number("kernel", reading.start, is_term=True)
        pieces += [_text("sign", " + "), bias, _text("word", " bias")]
    return pieces


def _listed(opened: str, numbers: Iterable[float], between: str, closed: str) -> list[FormulaPiece]:
    """Write numbers between parentheses."""
    terms = [_number("partial", one) for one in numbers]
    inside = _joined(terms, _text("partial", between))
    return [_text("partial", opened), *inside, _text("partial", closed)]


def _added(numbers: Iterable[float]) -> list[FormulaPiece]:
    """Write a sum; what is negative is taken away."""
    first, *rest = numbers
    pieces: list[FormulaPiece] = [_number("partial", first)]
    for one in rest:
        pieces += [_text("partial", " − " if one < 0 else " + "), _number("partial", abs(one))]
    return pieces


def _joined(terms: Sequence[FormulaPiece], sign: FormulaText) -> list[FormulaPiece]:
    return [piece for i, term in enumerate(terms) for piece in ([sign, term] if i else [term])]


def _text(role: FormulaRole, text: str) -> FormulaText:
    return {"role": role, "text": text}


def _number(
    role: FormulaRole,
    value: float,
    digits: int = DIGITS,
    *,
    is_term: bool = False,
    channel: int | None = None,
) -> FormulaPiece:
    if not np.isfinite(value):  # which JSON cannot say
        return _text(role, format_digits(value))
    return {
        "role": role,
        "value": float(value),
        "digits": digits,
        "is_term": is_term,
        "channel": channel,
    }


def _walk(node: Node) -> str:
    """Say how a window walks, as far as it is not side by side, or cell by cell."""
    says = node.settings
    usual = (1, 1) if node.kind == "Conv" else says["window"]
    parts = [
        f"stride {pair(says['stride'])}" if says["stride"] != usual else "",
        f"padding {_rings(says['padding'])}" if any(map(any, says["padding"])) else "",
        f"dilation {pair(says['dilation'])}" if says["dilation"] != (1, 1) else "",
        f"{says['groups']} groups" if says.get("groups", 1) > 1 else "",
    ]
    return "".join(f", {part}" for part in parts if part)


def pair(sides: Sequence[int]) -> str:
    """Write equal sides once.

    >>> pair((2, 2)), pair((1, 2))
    ('2', '1 × 2')
    """
    return str(sides[0]) if len(set(sides)) == 1 else format_shape(sides)


def _rings(padding: Sequence[Sequence[int]]) -> str:
    """Write rings that are the same on all sides once; else above, below, left and right."""
    sides = [ring for axis in padding for ring in axis]
    return str(sides[0]) if len(set(sides)) == 1 else "/".join(map(str, sides))
