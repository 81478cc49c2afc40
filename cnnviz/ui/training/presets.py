"""Preset networks, adapted to the size of the images."""

from collections.abc import Sequence

from cnnviz import nn
from cnnviz.geometry import ShapeError
from cnnviz.training.spec import Spec
from cnnviz.ui.training.layer_kinds import Layer, read_layers

NETWORKS = {
    "Smallest": "conv2d_8_3*relu*maxpool2d_2*flatten*linear",
    "LeNet-like": "conv2d_8_5*relu*maxpool2d_2*conv2d_16_5*relu*maxpool2d_2*flatten*linear",
    "TinyVGG": (
        "conv2d_10_3*relu*conv2d_10_3*relu*maxpool2d_2*conv2d_10_3*relu*conv2d_10_3*relu"
        "*maxpool2d_2*flatten*linear"
    ),
}
LEAST = 2  # cells a side of the last maps: with one, positions are lost


def preset(name: str, shape: Sequence[int]) -> list[Layer]:
    """Adapt a preset to images of a shape (C, H, W).

    It is unchanged if its last maps have at least `LEAST` cells a side. On smaller images the
    convolutions are padded to keep the size, and poolings larger than the map are left out.

    >>> [given["padding"] for kind, given in preset("LeNet-like", (1, 28, 28)) if kind == "conv2d"]
    [0, 0]
    >>> [given["padding"] for kind, given in preset("LeNet-like", (1, 8, 8)) if kind == "conv2d"]
    [2, 2]
    """
    layers = read_layers(NETWORKS[name])
    return layers if _last_side(layers, shape) >= LEAST else _padded(layers, min(shape[1:]))


def _last_side(layers: list[Layer], shape: Sequence[int]) -> int:
    """Return the shorter side of the last maps, in cells; 0 when a layer does not fit."""
    try:
        rows = nn.summarize(Spec(tuple(layers)).build_layers(), tuple(shape))
    except ShapeError:
        return 0
    return [min(row.output_shape[1:]) for row in rows if len(row.output_shape) == 3][-1]


def _padded(layers: list[Layer], side: int) -> list[Layer]:
    """Pad the convolutions to keep the size; leave out poolings that do not fit."""
    kept = []
    for kind, given in layers:
        if kind == "conv2d":
            kept.append((kind, {**given, "padding": given["kernel"] // 2}))
        elif kind != "maxpool2d" or side >= given["kernel"]:
            kept.append((kind, given))
            side //= given.get("kernel", 1)
    return kept
