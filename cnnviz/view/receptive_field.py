"""Messages for the component ``field``: the receptive field of every unit."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cnnviz.contracts.field import FieldArrays, FieldHeader, FieldMap
from cnnviz.geometry import Walk
from cnnviz.message import pack
from cnnviz.receptive_field.theoretical import TITLES, Field, WindowLayer, receptive_field, ways

Pair = tuple[int, int]


def receptive_field_message(
    layers: Sequence[WindowLayer],
    paths: Sequence[Walk],
    picture: NDArray[np.uint8],
    influence: NDArray,
    *,
    at: Pair,
    note: str,
    jump: int,
) -> bytes:
    """Pack, for every map and every unit of the last map, which cells the unit depends on.

    Parameters
    ----------
    layers, paths : sequence
    picture : ndarray of shape (H, W, 3)
    influence : ndarray of shape (H, W)
        Of the unit `at`.
    at : (int, int)
        Row and column in the last map.
    note : str
        Text below the influence.
    jump : int
        A different number moves the browser to `at`.
    """
    titles = [
        ("Picture", ""),
        *(layer_title(at, layer) for at, layer in enumerate(layers, start=1)),
    ]
    sizes = [*(path.size for path in paths), paths[-1].output]
    tables = [[table > 0 for table in ways(paths, axis)] for axis in range(2)]
    fields = [receptive_field(paths[number:]) for number in range(len(sizes))]
    maps: list[FieldMap] = [
        {"title": title, "knobs": knobs, "rows": rows, "cols": cols, "sees": field.size}
        for (title, knobs), (rows, cols), field in zip(titles, sizes, fields, strict=True)
    ]
    header: FieldHeader = {
        "maps": maps,
        "at": at,
        "note": note,
        "jump": jump,
        "version": f"{'*'.join(map(str, sizes))} {at} {jump}",
    }
    seen = (tables[axis][0].sum(axis=1) for axis in range(2))
    arrays: FieldArrays = {
        "picture": picture,
        "heat": _to_one(influence),
        "rows": [table.astype(np.uint8) for table in tables[0]],
        "cols": [table.astype(np.uint8) for table in tables[1]],
        "top": [_starts(field, 0, paths[-1].output[0]) for field in fields],
        "left": [_starts(field, 1, paths[-1].output[1]) for field in fields],
        "pixels": np.outer(*seen).astype(np.int32),
    }
    return pack(header, **arrays)


def _starts(field: Field, axis: int, units: int) -> NDArray[np.int32]:
    """Return where the receptive field of every row (axis 0) or column (axis 1) begins."""
    return (field.start[axis] + np.arange(units) * field.jump[axis]).astype(np.int32)


def layer_title(number: int, layer: WindowLayer) -> tuple[str, str]:
    """Return a layer's number and kind, and its window and the settings that are not default.

    >>> layer_title(2, WindowLayer("conv", 3, dilation=4))
    ('2 · Convolution', '3 × 3, dilation 4')
    """
    settings = {"stride": layer.stride, "padding": layer.padding, "dilation": layer.dilation}
    usual = {"stride": 1, "padding": 0, "dilation": 1}
    odd = [f", {name} {value}" for name, value in settings.items() if value != usual[name]]
    window = f"{layer.window} × {layer.window}"
    return f"{number} · {TITLES[layer.kind].capitalize()}", f"{window}{''.join(odd)}"


def _to_one(values: NDArray) -> NDArray[np.float32]:
    """Scale values of 0 and more to 0 to 1."""
    most = float(values.max())
    return (values / most if most else values).astype(np.float32)
