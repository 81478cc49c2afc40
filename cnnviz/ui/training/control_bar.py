"""Settings of the control bar: allowed values, and their form in the address."""

from collections.abc import Mapping
from typing import Any, Literal, cast

from cnnviz.contracts.training import BarSettings, NumberSetting, OptimizerChoice, PaceChoice
from cnnviz.training.spec import LIMITS, OPTIMIZERS, setting_title
from cnnviz.ui.state import address
from cnnviz.ui.widgets import controls

NumberName = Literal["lr", "batch_size"]
SLUGS = {title: slug for slug, title in OPTIMIZERS.items()}
LEADS = (1, 2, 5)  # leading digits of the learning rates the bar's buttons step through
STEPS: dict[NumberName, list[float]] = {
    "lr": [
        *(float(f"{lead}e{power}") for power in range(-5, 1) for lead in LEADS),
        LIMITS["lr"][1],
    ],
    "batch_size": [2**power for power in range(int(LIMITS["batch_size"][1]).bit_length())],
}
PACE = 30  # default steps per second
PACES: list[PaceChoice] = [
    {"value": None, "title": "as fast as it goes"},
    {"value": 100, "title": "100 steps a second"},
    {"value": PACE, "title": f"{PACE} a second"},
    {"value": 10, "title": "10 a second"},
    {"value": 3, "title": "3 a second"},
    {"value": 1, "title": "1 a second"},
]
NAMES = {"lr": "lr", "batch_size": "batch", "optimizer": "optimizer"}  # in a spec, in the link
USUAL = {"lr": 0.01, "batch_size": 32, "optimizer": "adam"}


def number_setting(name: NumberName) -> NumberSetting:
    """Return a number's title, range and steps.

    >>> number_setting("batch_size")["steps"][-2:]
    [256, 512]
    """
    low, high = LIMITS[name]
    whole = isinstance(low, int)
    title = setting_title(name)
    return {"title": title, "low": low, "high": high, "whole": whole, "steps": STEPS[name]}


def optimizers() -> list[OptimizerChoice]:
    """List the optimisers with their titles."""
    return [{"value": slug, "title": title} for slug, title in OPTIMIZERS.items()]


def settings_of_link(page: str) -> BarSettings:
    """Read a run's settings from the address."""
    readers = {
        "lr": controls.between(*LIMITS["lr"], float),
        "batch_size": controls.between(*LIMITS["batch_size"], int),
        "optimizer": lambda text: SLUGS[controls.one_of(tuple(SLUGS))(text)],
    }
    found = {
        name: address.get_value(f"{page}_{NAMES[name]}", USUAL[name], read)
        for name, read in readers.items()
    }
    return cast(BarSettings, found)


def settings_to_link(page: str, settings: Mapping[str, Any]) -> None:
    """Write a run's settings to the address."""
    found = {name: settings[name] for name in NAMES if name in settings}
    for name, value in found.items():
        text = None if value == USUAL[name] else OPTIMIZERS.get(value, str(value))
        address.put_value(f"{page}_{NAMES[name]}", text)
