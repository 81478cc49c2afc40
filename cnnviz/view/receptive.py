"""Views as a message to the browser, and the formula, the table and the sentences beside them."""

from collections.abc import Sequence
from dataclasses import replace
from math import isnan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import Walk
from cnnviz.message import pack
from cnnviz.receptive import TITLES, Layer, receptive_field, stack, ways

Pair = tuple[int, int]


def message(
    layers: Sequence[Layer],
    paths: Sequence[Walk],
    picture: NDArray[np.uint8],
    influence: NDArray,
    *,
    at: Pair,
    note: str,
    jump: int,
) -> bytes:
    """Pack, for every map and every unit of the last one, which cells that unit reads.

    Parameters
    ----------
    layers, paths : sequence
    picture : ndarray of shape (H, W, 3)
    influence : ndarray of shape (H, W)
        Of the unit `at`.
    at : (int, int)
        Row and column in the last map.
    note : str
        What is said below the influence.
    jump : int
        Another number when the browser shall go where `at` says.
    """
    titles = [("Picture", ""), *(titled(at, layer) for at, layer in enumerate(layers, start=1))]
    sizes = [*(path.size for path in paths), paths[-1].output]
    tables = [[table > 0 for table in ways(paths, axis)] for axis in range(2)]
    arrays: dict[str, NDArray] = {"picture": picture, "heat": _to_one(influence)}
    maps: list[dict[str, Any]] = []
    for number, ((title, knobs), (rows, cols)) in enumerate(zip(titles, sizes, strict=True)):
        field = receptive_field(paths[number:])
        said = {"title": title, "knobs": knobs}
        maps.append({**said, "rows": rows, "cols": cols, "sees": field.size})
        for axis, (along, first) in enumerate((("rows", "top"), ("cols", "left"))):
            arrays[f"{along}{number}"] = tables[axis][number].astype(np.uint8)
            starts = field.start[axis] + np.arange(paths[-1].output[axis]) * field.jump[axis]
            arrays[f"{first}{number}"] = starts.astype(np.int32)
    seen = (tables[axis][0].sum(axis=1) for axis in range(2))
    arrays["pixels"] = np.outer(*seen).astype(np.int32)
    header = {"maps": maps, "at": at, "note": note, "jump": jump}
    version = f"{'*'.join(map(str, sizes))} {at} {jump}"
    return pack({**header, "version": version}, **arrays)


def titled(number: int, layer: Layer) -> tuple[str, str]:
    """Name a layer by its place and kind; apart from that, its window and what is unusual.

    >>> titled(2, Layer("conv", 3, dilation=4))
    ('2 · Convolution', '3 × 3, dilation 4')
    """
    knobs = {"stride": layer.stride, "padding": layer.padding, "dilation": layer.dilation}
    usual = {"stride": 1, "padding": 0, "dilation": 1}
    odd = [f", {name} {value}" for name, value in knobs.items() if value != usual[name]]
    window = f"{layer.window} × {layer.window}"  # not to be broken
    return f"{number} · {TITLES[layer.kind].capitalize()}", f"{window}{''.join(odd)}"


def formula(layers: Sequence[Layer], paths: Sequence[Walk]) -> str:
    """Write the size of the view with the reader's own numbers.

    Examples
    --------
    >>> layers = [Layer("conv", 3), Layer("max", 2, 2), Layer("conv", 3, dilation=2)]
    >>> print(formula(layers, stack(layers, (16, 16))))
    1 + (:orange[**3**] − 1) × 1 × 1 + (:orange[**2**] − 1) × 1 × 1 + (:orange[**3**] − 1) × 2 × 2 = :green[**12**]
    """  # noqa: E501
    steps = _steps(paths)
    terms = [
        f"(:orange[**{layer.window}**] − 1) × {layer.dilation} × {step}"
        for layer, step in zip(layers, steps, strict=True)
    ]
    return " + ".join(["1", *terms]) + f" = :green[**{receptive_field(paths).size[0]}**]"


def table(layers: Sequence[Layer], paths: Sequence[Walk]) -> str:
    """Follow the view through the layers, one a row.

    Examples
    --------
    >>> layers = [Layer("conv", 3), Layer("max", 2, 2)]
    >>> print(table(layers, stack(layers, (16, 16))))
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
        sees, name = times(receptive_field(paths[: at + 1]).size), " ".join(titled(at + 1, layer))
        lines.append(f"| {name} | {times(path.output)} | {step} | {sum_} | {sees} |")
    return "\n".join(lines)


def compared(layers: Sequence[Layer], size: Pair) -> list[str]:
    """Say what dilation, pooling and stride do to the view, beside the same stack without.

    Examples
    --------
    >>> compared([Layer("conv", 3), Layer("max", 2, 2), Layer("conv", 3)], (16, 16))
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
    now = receptive_field(stack(layers, size)).size
    return [
        f"{name} this stack would see {_seen(other, size)} instead of **{times(now)}**. {why}"
        for name, (other, why) in without.items()
        if list(other) != list(layers)
    ]


def weighed(share: float, pixels: int, seen: int) -> str:
    """Say how much of the influence lies in the middle of a view.

    >>> weighed(0.534, 300, 1024)
    'The middle quarter holds 53% of the influence; evenly spread, it would be 25%. 300 of 1,024 pixels count.'
    """  # noqa: E501
    if isnan(share):
        return "Nothing in the picture moves this unit."
    return (
        f"The middle quarter holds {share:.0%} of the influence; evenly spread, it would be 25%. "
        f"{pixels:,} of {seen:,} pixels count."
    )


def _steps(paths: Sequence[Walk]) -> list[int]:
    """Give the product of the strides before every layer."""
    return [receptive_field(paths[:at]).jump[0] for at in range(len(paths))]


def _seen(layers: Sequence[Layer], size: Pair) -> str:
    return times(receptive_field(stack(layers, size)).size)


def _to_one(values: NDArray) -> NDArray[np.float32]:
    """Bring values of 0 and more to 0 to 1."""
    most = float(values.max())
    return (values / most if most else values).astype(np.float32)


def times(shape: Sequence[int]) -> str:
    """Write sides as a product."""
    return " × ".join(map(str, shape))
