"""Formulas with the numbers on screen, as Markdown in the colours of the component ``stage``."""

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any

from numpy.typing import NDArray

from cnnviz.geometry import Walk, span
from cnnviz.lessons.classifier_head import Prediction
from cnnviz.ops import Operation
from cnnviz.text import format_digits, format_number, format_shape


def output_size_formula(path: Walk, axis: int) -> str:
    """Write the output size of a window operation along the rows (axis 0) or columns (axis 1).

    Examples
    --------
    >>> from cnnviz.geometry import walk
    >>> output_size_formula(walk((5, 5), (3, 3), stride=2, padding=1), 0)
    '⌊(:blue[**5**] + 1 + 1 − :orange[**3**]) / 2⌋ + 1 = :green[**3**]'
    """
    size, window, stride = path.size[axis], path.window[axis], path.stride[axis]
    (before, after), dilation = path.padding[axis], path.dilation[axis]
    covers = span(window, dilation)
    spread = f" (a window of {window} spread by {dilation} covers {covers})" if dilation > 1 else ""
    return (
        f"⌊(:blue[**{size}**] + {before} + {after} − :orange[**{covers}**]) / {stride}⌋ + 1"
        f" = :green[**{path.output[axis]}**]{spread}"
    )


def transposed_size_formula(path: Walk, cells: int, axis: int) -> str:
    """Write the output size of a transposed convolution along one axis.

    Examples
    --------
    >>> from cnnviz.geometry import Walk
    >>> transposed_size_formula(Walk((5, 5), (3, 3), stride=(2, 2)), 2, 0)
    '(:blue[**2**] − 1) × 2 − 0 + :orange[**3**] + 0 = :green[**5**]'
    """
    stride, (before, after) = path.stride[axis], path.padding[axis]
    covers = span(path.window[axis], path.dilation[axis])
    extra = path.size[axis] - ((cells - 1) * stride - before - after + covers)
    return (
        f"(:blue[**{cells}**] − 1) × {stride} − {before + after} + :orange[**{covers}**] + {extra}"
        f" = :green[**{path.size[axis]}**]"
    )


def softmax_formula(
    logits: NDArray, temperature: float, chosen: int, shares: NDArray, classes: Sequence[str]
) -> str:
    r"""Write the softmax of one class in LaTeX, with its numbers.

    Examples
    --------
    >>> import numpy as np
    >>> logits, shares = np.array([0.0, 1.5]), np.array([0.321, 0.679])
    >>> print(softmax_formula(logits, 2.0, 1, shares, ("Dog", "Cat")))
    p_{\text{Cat}} = \frac{e^{1.5 / 2}}{e^{0 / 2} + e^{1.5 / 2}} = 0.679
    """
    name = rf"p_{{\text{{{classes[chosen]}}}}}"
    return f"{name} = {_share(logits, temperature, chosen)} = {format_number(shares[chosen])}"


def _share(logits: NDArray, temperature: float, chosen: int) -> str:
    """Write one exponential over the sum of all."""
    over = "" if temperature == 1 else f" / {temperature:g}"
    powers = [f"e^{{{format_number(logit)}{over}}}" for logit in logits]
    return rf"\frac{{{powers[chosen]}}}{{{' + '.join(powers)}}}"


def loss_formula(name: str, prediction: Prediction, target: int) -> str:
    r"""Write a loss of `cnnviz.lessons.classifier_head.LOSSES` in LaTeX, with its numbers.

    Examples
    --------
    >>> import numpy as np
    >>> found = Prediction(np.array([0.0, 1.5]), np.array([0.2, 0.8]), 0.04)
    >>> print(loss_formula("Total error", found, 1))
    E = \tfrac{1}{2} \left( (0.2 - 0)^2 + (0.8 - 1)^2 \right) = 0.04
    """
    if name == "Cross-entropy":
        written = rf"-\ln {_share(prediction.logits, 1, target)}"
    elif name == "Hinge":
        wrong = [score for k, score in enumerate(prediction.logits) if k != target]
        right = _signed(prediction.logits[target])
        written = " + ".join(rf"\max(0, 1 + {_signed(score)} - {right})" for score in wrong)
    else:
        squares = [
            f"({format_number(p)} - {int(k == target)})^2"
            for k, p in enumerate(prediction.probabilities)
        ]
        written = rf"\tfrac{{1}}{{2}} \left( {' + '.join(squares)} \right)"
    return f"E = {written} = {format_number(prediction.error)}"


def _signed(value: float) -> str:
    return format_number(value) if value >= 0 else f"({format_number(value)})"


def update_formula(
    before: float, rate: float, gradient: float, after: float, count: int = 7
) -> str:
    """Write the update of a weight by gradient descent, with `figures` significant digits.

    Examples
    --------
    >>> update_formula(0.12, 0.001, -1.5, 0.1215)
    ':orange[**0.12**] − 0.001 × (−1.5) = :orange[**0.1215**]'
    """
    start, slope, end = (format_digits(value, count) for value in (before, gradient, after))
    slope = f"({slope})" if gradient < 0 else slope
    return f":orange[**{start}**] − {rate:g} × {slope} = :orange[**{end}**]"


def activation_formula(operation: Operation, settings: Mapping[str, Any]) -> str:
    r"""Write an activation of one number in LaTeX, with its settings.

    Examples
    --------
    >>> from cnnviz.ops.softplus import OPERATION
    >>> activation_formula(OPERATION, {"beta": 2})
    'y = \\frac{1}{2} \\ln(1 + e^{2 x})'
    """
    formula = operation.formula
    for name, value in settings.items():
        formula = formula.replace(f"<{name}>", f"{value}")
    return formula


def reduction_sentence(before: tuple[int, ...], after: tuple[int, ...]) -> str:
    """Write how many numbers an operation reads and how many it returns.

    Examples
    --------
    >>> reduction_sentence((2, 4, 4), (2, 2, 2))
    '2 × 4 × 4 = :blue[**32**] numbers become 2 × 2 × 2 = :green[**8**]: 25% are left.'
    """
    (many, first), (few, last) = ((prod(shape), format_shape(shape)) for shape in (before, after))
    share = f"{few / many:.0%} are left."
    return f"{first} = :blue[**{many}**] numbers become {last} = :green[**{few}**]: {share}"
