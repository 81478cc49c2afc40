"""The palette: one meaning a colour, read from the theme that the whole app uses."""

import tomllib
from pathlib import Path
from typing import NamedTuple

CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"


class Palette(NamedTuple):
    """Colours by what they mean, as ``#rrggbb``; zero is neutral."""

    input: str
    kernel: str
    output: str
    negative: str
    zero: str
    positive: str
    text: str


def _read(theme: dict[str, str]) -> Palette:
    names = ("blue", "orange", "green", "red", "secondaryBackground", "violet", "text")
    return Palette(*(theme[f"{name}Color"] for name in names))


_themes = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]
LIGHT, DARK = _read(_themes["light"]), _read(_themes["dark"])


def rgb(colour: str) -> tuple[int, int, int]:
    """Split a colour into red, green and blue, 0 to 255.

    >>> rgb("#ff8000")
    (255, 128, 0)
    """
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue
