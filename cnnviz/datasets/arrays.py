"""Conversion of arrays to a data set: channels first, values 0 to 1, limited number."""

from math import isqrt

import numpy as np
from numpy.typing import NDArray

from cnnviz.datasets.dataset import Dataset
from cnnviz.datasets.labels import number_classes
from cnnviz.datasets.limits import MAX_SIDE, DataError, image_capacity
from cnnviz.datasets.subsample import subsample_classes
from cnnviz.text import count_of, format_shape

#: Largest absolute value for which differences do not overflow float32.
MOST = 1e30


@np.errstate(all="ignore")  # overflow and NaN raise a DataError instead of a warning
def from_arrays(name: str, images: NDArray, labels: NDArray) -> Dataset:
    """Make a data set from images and labels in any usual layout.

    Parameters
    ----------
    name : str
    images : ndarray of shape (N, H, W), (N, C, H, W), (N, H, W, C) or (N, D)
        With 1 or 3 channels; D is the square of a side.
    labels : ndarray
        As for `number_classes`.

    Returns
    -------
    Dataset

    Raises
    ------
    DataError
        One sentence that names the user's numbers.

    Examples
    --------
    >>> data = from_arrays("Two", np.array([[[0, 51]], [[255, 0]]]), np.array(["dog", "cat"]))
    >>> data.images[0, 0].tolist(), data.classes[data.labels[0]]
    ([[0.0, 0.20000000298023224]], 'dog')
    """
    planes = channels_first(images)
    count = labels.shape[0] if labels.ndim else 1
    if count != len(planes):
        several = f"There are {count_of(len(planes), 'image')} and {count_of(count, 'label')}"
        raise DataError(f"{several}; each image needs one.")
    numbers, classes, notes = number_classes(labels)
    kept = subsample_classes(numbers, image_capacity(*planes.shape[1:]))
    values, scaled = scale_to_unit(planes[kept])
    notes += subsample_note(len(planes), len(kept)) + scaled
    return Dataset(name, values, numbers[kept], classes, notes=tuple(notes))


def channels_first(images: NDArray) -> NDArray:
    """Convert images to (N, C, H, W); in case of doubt axis 1 is the channels.

    Examples
    --------
    >>> channels_first(np.zeros((5, 28, 20, 3))).shape, channels_first(np.zeros((5, 49))).shape
    ((5, 3, 28, 20), (5, 1, 7, 7))
    """
    shape = images.shape
    if images.dtype.kind not in "buif":
        raise DataError(f"The images are of the type {images.dtype}, not numbers.")
    if images.dtype.kind == "b":
        images = images.view(np.uint8)
    if 0 in shape:
        raise DataError("There are no images in this file.")
    if len(shape) == 2 and isqrt(shape[1]) ** 2 == shape[1]:
        images = images.reshape(-1, 1, isqrt(shape[1]), isqrt(shape[1]))
    elif len(shape) == 3:
        images = images[:, None]
    elif len(shape) == 4 and shape[1] not in (1, 3) and shape[3] in (1, 3):
        images = np.moveaxis(images, 3, 1)
    if images.ndim != 4 or images.shape[1] not in (1, 3):
        sides = format_shape(shape, "x") or "of one number"
        raise DataError(
            f"The images have the shape {sides}; "
            "images x rows x columns is needed, with 1 or 3 channels before or after."
        )
    if max(images.shape[2:]) > MAX_SIDE:
        size = format_shape(images.shape[2:], "x")
        raise DataError(f"The images have {size} pixels; the limit is {MAX_SIDE} a side.")
    return images


def scale_to_unit(images: NDArray) -> tuple[NDArray[np.float32], list[str]]:
    """Scale values to 0 to 1: uint8 by 255, anything else by its minimum and maximum.

    Examples
    --------
    >>> scale_to_unit(np.array([[-1.0, 0.0, 1.0]]))
    (array([[0. , 0.5, 1. ]], dtype=float32), ['Values from -1 to 1 were brought to 0 to 1.'])
    """
    values = images.astype(np.float32)
    low, high = float(values.min()), float(values.max())
    if not -MOST <= low <= high <= MOST:
        wrong = ~(abs(values) <= MOST).reshape(len(values), -1).all(axis=1)
        of = f"{wrong.sum():,} of {count_of(len(values), 'image')}"
        raise DataError(f"There is NaN, infinity or a value beyond 1e30 in {of}.")
    if low == high:
        raise DataError(f"Every pixel of every image has the value {low:g}.")
    if low >= 0 and high <= 1:
        return values, []
    if low >= 0 and 128 <= high <= 255:
        values /= 255
        return values, []
    values -= low
    values /= high - low
    return values, [f"Values from {low:g} to {high:g} were brought to 0 to 1."]


def subsample_note(count: int, kept: int) -> list[str]:
    """Return a note that images were left out, if they were."""
    if kept == count:
        return []
    return [f"{count:,} images were thinned to {kept:,}, evenly, with some of every class."]
