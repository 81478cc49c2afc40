"""What the bar over the board is set to: the run knows, and before there is one, the link."""

from collections.abc import Mapping
from typing import Any

from cnnviz.training.spec import LIMITS
from cnnviz.ui import address, controls

OPTIMIZERS = {
    "SGD": "sgd",
    "Momentum": "momentum",
    "Nesterov": "nesterov",
    "RMSprop": "rmsprop",
    "Adam": "adam",
    "AdamW": "adamw",
}
TITLES = {slug: title for title, slug in OPTIMIZERS.items()}
NAMES = {"lr": "lr", "batch_size": "batch", "optimizer": "optimizer"}  # in a spec, in a link
USUAL = {"lr": 0.01, "batch_size": 32, "optimizer": "adam"}


def asked(page: str) -> dict[str, Any]:
    """Read the settings of a run from the link."""
    readers = {
        "lr": controls.between(*LIMITS["lr"], float),
        "batch_size": controls.between(*LIMITS["batch_size"], int),
        "optimizer": lambda text: OPTIMIZERS[controls.one_of(tuple(OPTIMIZERS))(text)],
    }
    return {
        name: address.get(f"{page}_{NAMES[name]}", USUAL[name], read)
        for name, read in readers.items()
    }


def written(page: str, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Put the settings of a run into the link."""
    found = {name: settings[name] for name in NAMES if name in settings}
    for name, value in found.items():
        text = None if value == USUAL[name] else TITLES.get(value, str(value))
        address.put(f"{page}_{NAMES[name]}", text)
    return found
