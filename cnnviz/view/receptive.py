"""What every unit sees, as a message to the browser."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import Walk
from cnnviz.message import pack
from cnnviz.receptive import TITLES, Layer, receptive_field, ways

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


def _to_one(values: NDArray) -> NDArray[np.float32]:
    """Bring values of 0 and more to 0 to 1."""
    most = float(values.max())
    return (values / most if most else values).astype(np.float32)
