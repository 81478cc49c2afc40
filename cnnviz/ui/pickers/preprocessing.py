"""A picture as a network reads it: a photograph cut and shrunk, or a drawing like its data."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cnnviz.images import luminance, shrink_to
from cnnviz.images.drawing import InkBox, fit_drawing, measure_ink
from cnnviz.zoo import Model

#: In MNIST, what is written fills 20 of 28 cells, and the mean of all cells is 0.13.
SIDE, INK = 20 / 28, 0.1307


@dataclass(frozen=True, eq=False)
class InputImage:
    """A picture as a network reads it.

    Attributes
    ----------
    image : ndarray of shape (C, H, W), float32
    title : str
    label : int or None
        Its class, where it is known.
    low, high : float
        What black and white are; 0 and 1, unless the reader brought a network that wants
        something else.
    drawn : bool
        On the pad.
    """

    image: NDArray[np.float32]
    title: str
    label: int | None = None
    low: float = 0.0
    high: float = 1.0
    drawn: bool = False


@dataclass
class DrawnImage:
    """What was drawn: the pad's line to the server writes it, the page reads it.

    Attributes
    ----------
    plane : ndarray of shape (H, W), uint8, or None
    is_new : bool
        Drawn since the reader last chose a picture in another way.
    """

    plane: NDArray[np.uint8] | None = None
    is_new: bool = False


@dataclass(frozen=True, eq=False)
class DrawingPad:
    """How a drawing becomes a picture for one network."""

    model: Model
    low: float = 0.0
    high: float = 1.0

    @property
    def fits(self) -> bool:
        """Tell whether the network reads one plane of grey."""
        return self.model.graph.input_shape[0] == 1

    @cached_property
    def like(self) -> InkBox:
        """How the data's own pictures lie in their frames; as in MNIST where there are none."""
        if self.model.data is not None:
            return measure_ink(self.model.data().images)
        _, high, wide = self.model.graph.input_shape
        return InkBox(SIDE * min(high, wide), high / 2, wide / 2, 1.0, INK * high * wide, False)

    def subject(self, plane: NDArray[np.uint8]) -> InputImage | None:
        """Fit a drawing to the network; None when nothing is drawn."""
        image = fit_drawing(plane, self.like, self.model.graph.input_shape)
        if image is None:
            return None
        made = scale_to_range(image, self.low, self.high)
        return InputImage(made, "Your drawing", None, self.low, self.high, drawn=True)


def crop_and_shrink(pixels: NDArray[np.uint8], shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Cut the largest centred piece of a photograph that fits, and average it down.

    Parameters
    ----------
    pixels : ndarray of shape (H, W, 3), uint8
    shape : tuple of int
        (C, H, W) of the network's input: colours for 3 channels, else how bright the pixels are.

    Returns
    -------
    ndarray of shape (C, H, W), float32
        From 0 to 1.

    Examples
    --------
    >>> crop_and_shrink(np.full((6, 9, 3), 255, np.uint8), (1, 2, 2))
    array([[[1., 1.],
            [1., 1.]]], dtype=float32)
    """
    small = shrink_to(pixels, *shape[1:])
    planes = small.transpose(2, 0, 1) if shape[0] == 3 else luminance(small)[None]
    return np.broadcast_to(np.float32(planes) / 255, shape).copy()


def scale_to_range(image: NDArray[np.float32], low: float, high: float) -> NDArray[np.float32]:
    """Bring values of 0 to 1 to where black is low and white is high."""
    return np.float32(low) + image * np.float32(high - low)
