"""Small Markdown tables of classes and of layers."""

from collections.abc import Sequence

from numpy.typing import NDArray

from cnnviz.nn import LayerSummary
from cnnviz.text import format_number, format_probability, format_shape


def prediction_table(classes: Sequence[str], logits: NDArray, shares: NDArray, target: int) -> str:
    """Return a table of scores, probabilities and the right answer, a column for each class.

    Examples
    --------
    >>> import numpy as np
    >>> print(prediction_table(("Dog", "Cat"), np.array([0, 1]), np.array([0.25, 0.75]), 1))
    | Class | Dog | Cat |
    |---|---:|---:|
    | Score | 0 | 1 |
    | Probability | 0.25 | **0.75** |
    | Right answer | 0 | 1 |
    """
    most = int(shares.argmax())
    return _table(
        classes,
        {
            "Score": [format_number(logit) for logit in logits],
            "Probability": [
                _bold(format_number(share), k == most) for k, share in enumerate(shares)
            ],
            "Right answer": [str(int(k == target)) for k in range(len(classes))],
        },
    )


def before_after_table(classes: Sequence[str], before: NDArray, after: NDArray, target: int) -> str:
    """Return a table of the probabilities before and after an update, a column for each class.

    Examples
    --------
    >>> import numpy as np
    >>> print(before_after_table(("Dog", "Cat"), np.array([0.5, 0.5]), np.array([0.4, 0.6]), 1))
    | Class | Dog | Cat |
    |---|---:|---:|
    | Before | 0.5 | **0.5** |
    | After | 0.4 | **0.6** |
    | Right answer | 0 | 1 |
    """
    rows = {
        name: [_bold(format_probability(share), k == target) for k, share in enumerate(shares)]
        for name, shares in (("Before", before), ("After", after))
    }
    right = [str(int(k == target)) for k in range(len(classes))]
    return _table(classes, {**rows, "Right answer": right})


def network_table(shape: Sequence[int], rows: Sequence[LayerSummary]) -> str:
    """Return a table of the layers of a network: output shape for one image, and cost.

    Examples
    --------
    >>> from cnnviz import nn
    >>> print(network_table((1, 2, 2), nn.summarize([nn.Flatten(), nn.Linear(3)], (1, 2, 2))))
    | Layer | Makes | Parameters | Multiplies | Sees |
    |---|---:|---:|---:|---:|
    | Image | 1 × 2 × 2 |  |  |  |
    | Flatten | 4 | 0 | 0 | 1 × 1 |
    | Linear | 3 | 15 | 12 | 2 × 2 |
    | **Together** |  | **15** | **12** |  |
    """
    lines = {"Image": [format_shape(shape), "", "", ""]}
    body = [
        [row.name, format_shape(row.output_shape), f"{row.parameters:,}", f"{row.multiplies:,}",
         format_shape(row.receptive_field)]
        for row in rows
    ]  # fmt: skip
    parameters = sum(row.parameters for row in rows)
    multiplies = sum(row.multiplies for row in rows)
    total = ["**Together**", "", f"**{parameters:,}**", f"**{multiplies:,}**", ""]
    table = _table(("Makes", "Parameters", "Multiplies", "Sees"), lines, first="Layer")
    return "\n".join([table, *(f"| {' | '.join(line)} |" for line in [*body, total])])


def _bold(text: str, is_bold: bool) -> str:
    return f"**{text}**" if is_bold else text


def _table(columns: Sequence[str], rows: dict[str, list[str]], first: str = "Class") -> str:
    """Write a Markdown table with named rows."""
    lines = [[first, *columns], ["---", *["---:"] * len(columns)]]
    lines += [[name, *cells] for name, cells in rows.items()]
    head, rule, *body = lines
    text = [f"| {' | '.join(line)} |" for line in (head, *body)]
    return "\n".join([text[0], f"|{'|'.join(rule)}|", *text[1:]])
