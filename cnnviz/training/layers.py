"""Building layers from JSON data, and describing them for display."""

import inspect
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from cnnviz import nn
from cnnviz.contracts.training import TrainedLayer
from cnnviz.geometry import ShapeError

KINDS = {name.lower(): kind for name, kind in nn.KINDS.items()}
ALSO = {"units": "features"}  # aliases of settings


def make_layer(number: int, kind: str, settings: Mapping[str, Any]) -> nn.Layer:
    """Build a layer from its kind and settings; ShapeError names what is wrong.

    >>> make_layer(1, "max_pool2d", {"kernel": 2})
    MaxPool2d(kernel=2, stride=None)
    """
    layer_class = KINDS.get(kind.lower().replace("_", ""))
    if layer_class is None:
        raise ShapeError(f"Layer {number}: there is no layer called {kind[:40]!r}.")
    here = f"Layer {number}, {layer_class.__name__}"
    known = inspect.signature(layer_class).parameters
    settings = {ALSO.get(name, name): value for name, value in settings.items()}
    for name, value in settings.items():
        if name not in known:
            raise ShapeError(f"{here}: it has no setting {name[:40]!r}.")
        if not _plain(value):
            raise ShapeError(f"{here}: {name} cannot be {value!r:.40}.")
    for name, setting in known.items():
        if setting.default is setting.empty and name not in settings:
            raise ShapeError(f"{here}: say its {name}.")
    return layer_class(**{name: _tupled(value) for name, value in settings.items()})


def describe_layers(net: nn.Sequential) -> list[TrainedLayer]:
    """Return the name, kind and output shape of each layer, as JSON data."""
    return [
        {
            "name": layer_name(layer),
            "kind": type(layer).__name__,
            "shape": list(row.output_shape),
            "maps": row.output_shape[0] if len(row.output_shape) == 3 else 0,
            "learns": row.parameters > 0,
        }
        for layer, row in zip(net.layers, net.summary(), strict=True)
    ]


def layer_name(layer: nn.Layer) -> str:
    """Return a short name of a layer with its main settings.

    >>> layers = nn.Conv2d(8, 3), nn.MaxPool2d(2), nn.Linear(10), nn.ReLU()
    >>> tuple(map(layer_name, layers))
    ('Conv2d 8 3x3', 'MaxPool2d 2x2', 'Linear 10', 'ReLU')
    """
    parts = [type(layer).__name__]
    for field in fields(layer)[:2]:
        value = getattr(layer, field.name)
        if field.name == "kernel":
            high, wide = value if isinstance(value, tuple) else (value, value)
            parts.append(f"{high}x{wide}")
        elif field.name in ("filters", "features", "p"):
            parts.append(f"{value:g}")
    return " ".join(parts)


def is_number(value: Any) -> bool:
    """Tell whether a value is a number: True and False are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _plain(value: Any) -> bool:
    """Tell whether a setting is a number, two whole numbers, or the name of a padding."""
    if isinstance(value, list | tuple):
        return len(value) == 2 and all(type(side) is int for side in value)
    return value is None or value in ("valid", "same", "full") or is_number(value)


def _tupled(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
