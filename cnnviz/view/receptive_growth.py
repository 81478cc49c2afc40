"""Growth of the receptive field: formula, table, and comparison with simpler stacks."""

from collections.abc import Sequence
from dataclasses import replace
from math import isnan

from cnnviz.geometry import Walk
from cnnviz.receptive_field.theoretical import WindowLayer, receptive_field, stack_views
from cnnviz.text import count_of, format_shape
from cnnviz.view.receptive_field import Pair, layer_title


def growth_formula(layers: Sequence[WindowLayer], paths: Sequence[Walk]) -> str:
    """Write the formula of the receptive field's size with its numbers.

    Examples
    --------
    >>> layers = [WindowLayer("conv", 3), WindowLayer("max", 2, 2), WindowLayer("conv", 3, dilation=2)]
    >>> print(growth_formula(layers, stack_views(layers, (16, 16))))
    1 + (:orange[**3**] − 1) × 1 × 1 + (:orange[**2**] − 1) × 1 × 1 + (:orange[**3**] − 1) × 2 × 2 = :green[**12**]
    """  # noqa: E501
    steps = _steps(paths)
    terms = [
        f"(:orange[**{layer.window}**] − 1) × {layer.dilation} × {step}"
        for layer, step in zip(layers, steps, strict=True)
    ]
    return " + ".join(["1", *terms]) + f" = :green[**{receptive_field(paths).size[0]}**]"


def distance_sentence(paths: Sequence[Walk]) -> str:
    """Write the distance of two neighbouring receptive fields, and where the first begins.

    Examples
    --------
    >>> distance_sentence(stack_views([WindowLayer("conv", 3, padding=1), WindowLayer("max", 2, 2)], (16, 16)))
    'The next unit looks 2 pixels further: the product of all strides. The first view begins 1 pixel outside the picture: each padding × strides before it, added up.'
    """  # noqa: E501
    field = receptive_field(paths)
    jump, out = field.jump[0], -field.start[0]
    begins = (
        f"{count_of(out, 'pixel')} outside the picture: each padding × strides before it, added up"
    )
    where = begins if out else "at the picture's first pixel: there is no padding"
    return (
        f"The next unit looks {count_of(jump, 'pixel')} further: the product of all strides. "
        f"The first view begins {where}."
    )


def growth_table(layers: Sequence[WindowLayer], paths: Sequence[Walk]) -> str:
    """Return a Markdown table of the receptive field, a row for each layer.

    Examples
    --------
    >>> layers = [WindowLayer("conv", 3), WindowLayer("max", 2, 2)]
    >>> print(growth_table(layers, stack_views(layers, (16, 16))))
    | Layer | Makes | Strides before | Adds | Sees of the picture |
    |---|---:|---:|---:|---:|
    | 1 · Convolution 3 × 3 | 14 × 14 | 1 | (3 − 1) × 1 × 1 = 2 | 3 × 3 |
    | 2 · Max pooling 2 × 2, stride 2 | 7 × 7 | 1 | (2 − 1) × 1 × 1 = 1 | 4 × 4 |
    """
    lines = ["| Layer | Makes | Strides before | Adds | Sees of the picture |"]
    lines.append("|---|---:|---:|---:|---:|")
    for at, (layer, path, step) in enumerate(zip(layers, paths, _steps(paths), strict=True)):
        adds = (layer.window - 1) * layer.dilation * step
        sum_ = f"({layer.window} − 1) × {layer.dilation} × {step} = {adds}"
        sees, name = receptive_field(paths[: at + 1]).size, " ".join(layer_title(at + 1, layer))
        lines.append(
            f"| {name} | {format_shape(path.output)} | {step} | {sum_} | {format_shape(sees)} |"
        )
    return "\n".join(lines)


def growth_compared(layers: Sequence[WindowLayer], size: Pair) -> list[str]:
    """Compare the receptive field with that of the stack without dilation, pooling or stride.

    Examples
    --------
    >>> growth_compared([WindowLayer("conv", 3), WindowLayer("max", 2, 2), WindowLayer("conv", 3)], (16, 16))
    ['**Pooling:** without it this stack would see 5 × 5 instead of **8 × 8**. A pooling adds little by itself, but every window after it takes larger steps.']
    """  # noqa: E501
    without = {
        "**Dilation:** without it": (
            [replace(layer, dilation=1) for layer in layers],
            "The weights are as many; they stand further apart.",
        ),
        "**Pooling:** without it": (
            [layer for layer in layers if layer.kind == "conv"],
            "A pooling adds little by itself, but every window after it takes larger steps.",
        ),
        "**Stride:** with stride 1 in the convolutions": (
            [replace(layer, stride=1) if layer.kind == "conv" else layer for layer in layers],
            "A stride widens the view of all layers after it, not of its own.",
        ),
    }
    now = _seen(layers, size)
    return [
        f"{name} this stack would see {_seen(other, size)} instead of **{now}**. {why}"
        for name, (other, why) in without.items()
        if list(other) != list(layers)
    ]


def influence_sentence(share: float, pixels: int, seen: int) -> str:
    """Write which share of the influence lies in the middle of a receptive field.

    >>> influence_sentence(0.534, 300, 1024)
    'The middle quarter holds 53% of the influence; evenly spread, it would be 25%. 300 of 1,024 pixels count.'
    """  # noqa: E501
    if isnan(share):
        return "Nothing in the picture moves this unit."
    return (
        f"The middle quarter holds {share:.0%} of the influence; evenly spread, it would be 25%. "
        f"{pixels:,} of {seen:,} pixels count."
    )


def _steps(paths: Sequence[Walk]) -> list[int]:
    """Return the product of the strides before every layer."""
    return [receptive_field(paths[:at]).jump[0] for at in range(len(paths))]


def _seen(layers: Sequence[WindowLayer], size: Pair) -> str:
    return format_shape(receptive_field(stack_views(layers, size)).size)
