"""Messages for the component ``figures``: images side by side, with text."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from cnnviz.contracts.figures import Figure, FigurePicture, FiguresFrameHeader, SentencePart
from cnnviz.images import Poles, encode_png
from cnnviz.insight import SmoothGrad, TopImages, strength
from cnnviz.insight.top_images import TopImage
from cnnviz.message import pack
from cnnviz.text import format_number
from cnnviz.view.inside.pictures import (
    Pixels,
    cut_patch,
    enlarge_pixels,
    largest_size,
    outline_patch,
    paint_signed,
    to_pixels,
)

CARD = 248  # pixels, width of a figure on screen: four in a row on a laptop, two on a tablet
SHARP = 2  # file pixels per screen pixel, so that edges stay sharp when the page is zoomed
IMAGE, PATCH = 132, 64  # pixels, width of one of many images and of its patch
CELL = "Below each image: the largest cell of the unit's map. Framed is all that this cell sees."
WHOLE = "Below each image: its answer."
WAYS = {
    "Gradient": "If this pixel changed a little, how much would the score change?",
    "Guided": "The same, but on the way back every ReLU lets only what pushes up through. "
    "Sharper than the plain gradient, but it also shows edges that do not matter for the class.",
    "SmoothGrad": "The mean gradient of noisy copies of the picture: what is left is less "
    "a matter of chance.",
}


def figure_room(size: Sequence[int]) -> int:
    """Estimate the bytes of one figure's files for an image (H, W), from above."""
    height, width = size
    side = max(height, width)
    times = -(-SHARP * CARD // side)
    return 2 * 3 * height * width * times**2 + 4096


def saliency_frame(
    state: SmoothGrad,
    *,
    pixels: Pixels,
    maps: Mapping[str, NDArray],
    poles: Poles,
    running: bool,
) -> bytes:
    """Pack an image and three saliency maps of a class.

    Parameters
    ----------
    state : SmoothGrad
        The latest mean over noisy copies.
    pixels : ndarray of shape (H, W, 3), uint8
        The picture.
    maps : mapping of str to ndarray of shape (C, H, W)
        "Gradient" and "Guided".
    poles : Poles
    running : bool
        Ignored: the frame is the same while the job runs.

    Returns
    -------
    bytes
        As `cnnviz.contracts.figures.FiguresFrameHeader` and its arrays say.
    """
    figures = [_figure("The picture", "What the network was given.")]
    files = [_png(pixels, CARD)]
    for name, gradient in {**maps, "SmoothGrad": state.gradient}.items():
        size = strength(gradient)
        told = f"{WAYS[name]} Strongest colour = {format_number(largest_size(size))}."
        figures.append(_figure(name, told))
        files.append(_png(paint_signed(size, poles), CARD))
    header: FiguresFrameHeader = {"sentence": [], "figures": figures}
    return pack(header, files=files)


def top_images_frame(
    state: TopImages,
    *,
    images: NDArray[np.float32],
    names: Sequence[str],
    title: str,
    has_cells: bool,
    running: bool,
) -> bytes:
    """Pack the images with the highest activation of a unit, each with its patch outlined.

    Parameters
    ----------
    state : TopImages
        The highest so far.
    images : ndarray of shape (N, C, H, W), 0 to 1
    names : sequence of str
        The class of each.
    title : str
        Name of the unit.
    has_cells : bool
        Whether the unit has a feature map, or is one number.
    running : bool
        Ignored: the frame is the same while the job runs.

    Returns
    -------
    bytes
        As `cnnviz.contracts.figures.FiguresFrameHeader` and its arrays say.
    """
    figures, files = [], []
    for patch in state.best:
        shown = _shown(patch, images[patch.image])
        figures.append(_one_of_many(f"{format_number(patch.value)} · {names[patch.image]}", shown))
        files += shown
    low, high = format_number(state.low), format_number(state.high)
    header: FiguresFrameHeader = {
        "sentence": [
            _part("On all images, "),
            _part(title, strong=True),
            _part(f" answers {low} to {high}. {CELL if has_cells else WHOLE}"),
        ],
        "figures": figures,
    }
    return pack(header | {"note": state.note} if state.note else header, files=files)


def _shown(patch: TopImage, image: NDArray[np.float32]) -> list[NDArray[np.uint8]]:
    """Return the files of one image: with its patch outlined, and the patch, if it is smaller."""
    pixels = to_pixels(image)
    files = [_png(outline_patch(pixels, patch.box, SHARP * IMAGE), IMAGE)]
    part = cut_patch(pixels, patch.box)
    return [*files, _png(part, PATCH)] if part.size < pixels.size else files


def _one_of_many(caption: str, files: Sequence[object]) -> Figure:
    pictures: list[FigurePicture] = [
        {"alt": caption, "width": IMAGE},
        {"alt": "The patch alone", "width": PATCH},
    ]
    return {
        "title": "",
        "pictures": pictures[: len(files)],
        "caption": caption,
        "told": "",
        "width": IMAGE,
    }


def _figure(title: str, told: str) -> Figure:
    return {
        "title": title,
        "pictures": [{"alt": title, "width": CARD}],
        "caption": "",
        "told": told,
        "width": CARD,
    }


def _part(text: str, *, strong: bool = False) -> SentencePart:
    return {"text": text, "strong": strong}


def _png(pixels: Pixels, width: int) -> NDArray[np.uint8]:
    """Enlarge pixels with sharp edges and encode them as PNG."""
    return np.frombuffer(encode_png(enlarge_pixels(pixels, SHARP * width)), np.uint8)
