"""Descriptions of layers, and the formula of one value as pieces of a line."""

from collections.abc import Iterable, Sequence

import numpy as np

from cnnviz.contracts.network import FormulaPiece, FormulaRole, FormulaText
from cnnviz.text import format_digits
from cnnviz.zoo import Graph, Node, ValueExplanation
from cnnviz.zoo.operators import ALL

SHORT = 8  # a mean of more numbers is not written out
LISTED = 24  # sums of more channels are written as one total
DIGITS, FLOAT32 = 4, 7  # significant digits: usual, and of a float32


def describe_layer(graph: Graph, node: Node) -> str:
    """Describe in a few words what a layer does.

    Examples
    --------
    >>> import numpy as np
    >>> walk = {"stride": (1, 1), "padding": ((1, 1), (1, 1)), "dilation": (1, 1), "groups": 1}
    >>> arrays = {"weight": np.zeros((8, 1, 3, 3), "f4"), "bias": np.zeros(8, "f4")}
    >>> conv = Node("conv1", "Conv", ("image",), walk, arrays)
    >>> describe_layer(Graph((1, 8, 8), [conv]), conv)
    '8 kernels of 3 × 3, padding 1'
    """
    return ALL[node.kind].describe(node, [graph.shapes[name] for name in node.reads])


def describe_map(graph: Graph, node: Node) -> str:
    """Describe in one sentence how one map is computed."""
    return ALL[node.kind].describe_map(node, [graph.shapes[name] for name in node.reads])


def formula(reading: ValueExplanation) -> list[FormulaPiece]:
    """Write the formula of a value, with its numbers, as pieces of one line.

    A sum is written channel by channel; if there are more than `LISTED`, as one total.
    """
    step = reading.parts[0].step
    if ALL[reading.kind].passes:
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
    return _listed(f"{ALL[reading.kind].title}(", step.window.ravel()[:1], "", ")")


def result_digits(reading: ValueExplanation) -> int | None:
    """Return the digits a value is written with: a share needs enough to differ from 1.

    None are where the formula is the value itself.
    """
    step = reading.parts[0].step
    if ALL[reading.kind].passes:
        return None
    if len(reading.parts) > 1 or step.combine not in ("share", "log_share"):
        return DIGITS
    digits = _telling(step.terms.flat[step.filter], step.partials.sum())
    return max(digits - 1, DIGITS)  # below 1, the same digits are ten times as precise


def _telling(part: float, whole: float) -> int:
    """Return the number of digits, four or more, with which two numbers differ."""
    distinct = (
        digits
        for digits in range(DIGITS, FLOAT32)
        if format_digits(part, digits) != format_digits(whole, digits)
    )
    return next(distinct, FLOAT32)


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
    """Write a sum; negative numbers are subtracted."""
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
    if not np.isfinite(value):  # JSON has no such number
        return _text(role, format_digits(value))
    return {
        "role": role,
        "value": float(value),
        "digits": digits,
        "is_term": is_term,
        "channel": channel,
    }
