"""Make the sample pictures in assets/images/samples.

    pip install scikit-image && python tools/make_samples.py

The photographs come from scikit-image's wheel (`CREDITS.md` names who took them); the test
pictures are drawn here. The app itself needs neither this script nor scikit-image.
"""

from collections.abc import Callable
from math import cos, pi, sin
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from skimage import data

FOLDER = Path(__file__).parents[1] / "assets" / "images" / "samples"
#: File in scikit-image, longest side to keep, JPEG quality: at most 250 KB each.
PHOTOGRAPHS = {
    "astronaut": (data.astronaut, 512, 93),
    "camera": (data.camera, 512, 95),
    "cat": (data.cat, 451, 95),
    "coffee": (data.coffee, 600, 94),
    "eye": (data.retina, 1411, 88),
    "rocket": (data.rocket, 640, 95),
}
FINE = 4  # drawn four times as large, then averaged down: smooth edges


def photograph(read: Callable[[], np.ndarray], side: int, quality: int, path: Path) -> None:
    """Store a photograph as JPEG with its colours at full resolution."""
    image = Image.fromarray(read())
    image.thumbnail((side, side), Image.Resampling.LANCZOS)
    image.save(path, quality=quality, subsampling=0, optimize=True)


def shapes(width: int = 960, height: int = 640) -> Image.Image:
    """Draw edges in every direction: disc, ring, square, diamond, star, rays and letters."""
    image = Image.new("RGB", (width * FINE, height * FINE), (236, 238, 242))
    draw = ImageDraw.Draw(image)
    unit = width * FINE / 12
    draw.ellipse(_box(2, 2, 1.4, unit), fill=(214, 69, 65))
    draw.ellipse(_box(6, 2, 1.4, unit), outline=(36, 113, 163), width=int(unit * 0.35))
    draw.rectangle(_box(10, 2, 1.3, unit), fill=(40, 55, 71))
    draw.polygon(_corners(2, 6, 1.5, 4, unit), fill=(39, 174, 96))
    draw.polygon(_corners(6, 6, 1.5, 10, unit, inner=0.45), fill=(243, 156, 18))
    for ray in range(24):
        angle = 2 * pi * ray / 24
        tip = unit * (10 + 1.5 * cos(angle)), unit * (6 + 1.5 * sin(angle))
        draw.line([(unit * 10, unit * 6), tip], fill=(91, 44, 111), width=int(unit * 0.06))
    font = ImageFont.load_default(unit * 0.55)
    draw.text((unit * 6, unit * 4), "A filter sees edges", (20, 20, 20), font, anchor="mm")
    return image.resize((width, height), Image.Resampling.BOX)


def _box(col: float, row: float, radius: float, unit: float) -> tuple[float, float, float, float]:
    """Give the corners of a square around a centre."""
    return (
        (col - radius) * unit,
        (row - radius) * unit,
        (col + radius) * unit,
        (row + radius) * unit,
    )


def _corners(
    col: float, row: float, radius: float, count: int, unit: float, inner: float = 1
) -> list[tuple[float, float]]:
    """Place corners on a circle, every second one nearer to the centre."""
    points = []
    for corner in range(count):
        angle = 2 * pi * corner / count - pi / 2
        reach = radius * (inner if corner % 2 else 1) * unit
        points.append((col * unit + reach * cos(angle), row * unit + reach * sin(angle)))
    return points


def patterns(size: int = 640) -> Image.Image:
    """Compute four fields: checkerboard, gradient, rings that grow finer, and noise."""
    half = size // 2
    row, col = np.mgrid[:half, :half]
    checker = 255 * ((row // 20 + col // 20) % 2)
    gradient = 255 * col / (half - 1)
    far = np.hypot(row - half / 2, col - half / 2)
    rings = 127.5 + 127.5 * np.cos(pi * far**2 / size)
    noise = np.random.default_rng(7).normal(128, 40, (half, half))
    field = np.block([[checker, gradient], [rings, noise]])
    return Image.fromarray(np.clip(np.rint(field), 0, 255).astype(np.uint8))


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (read, side, quality) in PHOTOGRAPHS.items():
        photograph(read, side, quality, FOLDER / f"{name}.jpg")
    shapes().save(FOLDER / "shapes.png", optimize=True)
    patterns().save(FOLDER / "patterns.png", optimize=True)
