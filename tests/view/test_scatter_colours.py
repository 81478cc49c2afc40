"""Ten classes are told apart by every kind of eye, on a light page and on a dark one."""

import tomllib
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from cnnviz.view.inside.scatter import ON_DARK, ON_LIGHT

CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"
# Machado, Oliveira & Fernandes (2009), severity 1: what is seen of linear red, green and blue.
EYES = {
    "usual": np.eye(3),
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
               [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
               [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
               [0.004733, 0.691367, 0.303900]],
}  # fmt: skip
# Ottosson (2020), OKLab: cones, and lightness with two differences.
CONES = [[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
         [0.0883024619, 0.2817188376, 0.6299787005]]  # fmt: skip
LAB = [[0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
       [0.0259040371, 0.7827717662, -0.8086757660]]  # fmt: skip


def linear(colour):
    """Read #rrggbb as amounts of light."""
    parts = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def seen(colour, eye):
    """Place a colour where equal distances look alike."""
    return LAB @ np.cbrt(CONES @ np.clip(EYES[eye] @ linear(colour), 0, 1))


def light(colour):
    return float(linear(colour) @ [0.2126, 0.7152, 0.0722])


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("colours", [ON_LIGHT, ON_DARK], ids=["light", "dark"])
def test_no_two_classes_look_alike(colours, eye):
    places = [seen(colour, eye) for colour in colours]
    nearest = min(float(np.linalg.norm(one - other)) for one, other in combinations(places, 2))
    assert nearest > (0.17 if eye == "usual" else 0.1)


@pytest.mark.parametrize(("colours", "page"), [(ON_LIGHT, "light"), (ON_DARK, "dark")])
def test_every_class_stands_out_from_the_page(colours, page):
    theme = tomllib.loads(CONFIG.read_text())["theme"]
    for colour in colours:
        low, high = sorted((light(colour), light(theme[page]["backgroundColor"])))
        assert (high + 0.05) / (low + 0.05) >= 3, colour
