"""Preprocessing of a network's input: crop and shrink a photograph, fit a drawing."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cnnviz.images import luminance, shrink_to
from cnnviz.images.drawing import InkBox, fit_drawing, measure_ink
from cnnviz.zoo import Model

#: In MNIST, a digit fills 20 of 28 pixels, and the mean of all pixels is 0.13.
SIDE, INK = 20 / 28, 0.1307


@dataclass(frozen=True, eq=False)
class InputImage:
    """A picture as a network's input.

    Attributes
    ----------
    image : ndarray of shape (C, H, W), float32
    title : str
    label : int or None
        Its class, if known.
    low, high : float
        Input values of black and white; 0 and 1 except for uploaded networks, where the
        reader chooses them.
    drawn : bool
        Whether it was drawn on the pad.
    """

    image: NDArray[np.float32]
    title: str
    label: int | None = None
    low: float = 0.0
    high: float = 1.0
    drawn: bool = False


@dataclass
class DrawnImage:
    """The session's drawing, written by the drawing pad's endpoint and read by the page.

    Attributes
    ----------
    plane : ndarray of shape (H, W), uint8, or None
    is_new : bool
        Whether it was drawn after the reader last chose another picture.
    """

    plane: NDArray[np.uint8] | None = None
    is_new: bool = False


@dataclass(frozen=True, eq=False)
class DrawingPad:
    """Converts drawings to the input of one network."""

    model: Model
    low: float = 0.0
    high: float = 1.0

    @property
    def fits(self) -> bool:
        """Tell whether the network's input has one channel."""
        return self.model.graph.input_shape[0] == 1

    @cached_property
    def like(self) -> InkBox:
        """Size and position of the ink in the network's data; MNIST's where there is no data."""
        if self.model.data is not None:
            return measure_ink(self.model.data().images)
        _, high, wide = self.model.graph.input_shape
        return InkBox(SIDE * min(high, wide), high / 2, wide / 2, 1.0, INK * high * wide, False)

    def subject(self, plane: NDArray[np.uint8]) -> InputImage | None:
        """Fit a drawing (H, W) to the network's input; None when nothing is drawn."""
        image = fit_drawing(plane, self.like, self.model.graph.input_shape)
        if image is None:
            return None
        made = scale_to_range(image, self.low, self.high)
        return InputImage(made, "Your drawing", None, self.low, self.high, drawn=True)


def crop_and_shrink(pixels: NDArray[np.uint8], shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Crop the largest centred part with the input's aspect ratio, and shrink it by averaging.

    Parameters
    ----------
    pixels : ndarray of shape (H, W, 3), uint8
    shape : tuple of int
        (C, H, W) of the network's input: RGB for 3 channels, otherwise luminance.

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
    """Scale values from [0, 1] to [low, high]."""
    return np.float32(low) + image * np.float32(high - low)
