"""Four ways to display signed, unbounded values as colours of 0 to 255."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnnviz.images.measure import luminance
from cnnviz.text import format_number

Colour = tuple[int, int, int]


class Poles(NamedTuple):
    """The colours of the most negative value, of zero, and of the most positive."""

    negative: Colour
    zero: Colour
    positive: Colour


class DisplayedValues(NamedTuple):
    """Displayable pixels, and a sentence about how the values were converted.

    Attributes
    ----------
    pixels : ndarray of shape (H, W, 3), uint8
    said : str
        E.g. ``"Rescaled: -412 became 0, 510 became 255."``.
    """

    pixels: NDArray[np.uint8]
    said: str


def display_values(values: NDArray, mode: str, poles: Poles) -> DisplayedValues:
    """Convert values of any sign and size to pixels, and describe how.

    Parameters
    ----------
    values : ndarray of shape (H, W) or (H, W, C), C is 1 or 3
        In units of 0-255; NaN and infinity count as 0.
    mode : {"Clip", "Absolute", "Rescale", "Signed colours"}
        Clip to 0 to 255; take absolute values first; scale the minimum to 0 and the maximum to
        255, for all channels together; or colour by the sign of the luminance.
    poles : Poles
        For "Signed colours".

    Returns
    -------
    DisplayedValues

    Raises
    ------
    KeyError
        If `mode` is not one of `MODES`.

    Examples
    --------
    >>> poles = Poles((255, 0, 0), (255, 255, 255), (0, 0, 255))
    >>> shown = display_values(np.array([[-50.0, 0.0, 100.0]]), "Rescale", poles)
    >>> shown.pixels[0, :, 0].tolist(), shown.said
    ([0, 85, 255], 'Rescaled: -50 became 0, 100 became 255.')
    """
    values = np.asarray(values, np.float32)
    odd = 0
    if not np.isfinite([values.min(), values.max()]).all():
        finite = np.isfinite(values)
        odd = int(np.count_nonzero(~finite))
        values = np.where(finite, values, np.float32(0))
    pixels, said = MODES[mode](values, poles)
    if odd:
        said += f" Not finite numbers: {odd}, shown as 0."
    return DisplayedValues(_three(pixels), said)


def _clip(values: NDArray, poles: Poles) -> tuple[NDArray[np.uint8], str]:
    """Clip to 0 to 255; the sentence says which share was clipped."""
    below, above = _share(values < 0), _share(values > 255)
    if below == above == "0 %":
        return _bytes(values), "Nothing was clipped: all values lie between 0 and 255."
    return _bytes(values), f"Clipped: {below} of values were below 0, {above} above 255."


def _absolute(values: NDArray, poles: Poles) -> tuple[NDArray[np.uint8], str]:
    """Take absolute values, then clip."""
    size = np.abs(values)
    said = f"Absolute: {_share(values < 0)} of values were negative and lost their sign"
    return _bytes(size), f"{said}; {_share(size > 255)} lay beyond 255 and were clipped."


def _rescale(values: NDArray, poles: Poles) -> tuple[NDArray[np.uint8], str]:
    """Scale the minimum to 0 and the maximum to 255; a constant image is only clipped."""
    low, high = float(values.min()), float(values.max())
    if low == high:
        return _bytes(values), f"Every value is {format_number(low)}: nothing to rescale."
    said = f"Rescaled: {format_number(low)} became 0, {format_number(high)} became 255."
    return _bytes((values - np.float32(low)) / np.float32(high - low) * 255), said


def _signed(values: NDArray, poles: Poles) -> tuple[NDArray[np.uint8], str]:
    """Colour by sign: one hue below zero, another above, full at the largest absolute value."""
    plane = luminance(values)
    low, high = float(plane.min()), float(plane.max())
    size = max(-low, high)
    level = plane / np.float32(size or 1) * 127 + np.float32(127.5)
    pixels = np.take(_ramp(poles), level.astype(np.uint8), axis=0)
    what = "luminance: red" if values.shape[2:] == (3,) else "values: red"
    said = (
        f"Signed colours of the {what} is negative, violet positive, full at {format_number(size)}"
    )
    return pixels, f"{said}; they run from {format_number(low)} to {format_number(high)}."


Mode = Callable[[NDArray, Poles], tuple[NDArray[np.uint8], str]]
MODES: dict[str, Mode] = {
    "Clip": _clip,
    "Absolute": _absolute,
    "Rescale": _rescale,
    "Signed colours": _signed,
}


def _ramp(poles: Poles) -> NDArray[np.uint8]:
    """Return 255 colours from the negative pole over zero, at index 127, to the positive."""
    channels = [np.interp(range(255), [0, 127, 254], ends) for ends in zip(*poles, strict=True)]
    return np.rint(channels).T.astype(np.uint8)


def _bytes(values: NDArray) -> NDArray[np.uint8]:
    """Round to uint8, clipped to 0 to 255."""
    return np.rint(np.clip(values, 0, 255)).astype(np.uint8)


def _three(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Repeat a grey channel three times; three channels are unchanged."""
    planes = pixels if pixels.ndim == 3 else pixels[..., None]
    return np.repeat(planes, 3, axis=2) if planes.shape[2] == 1 else planes


def _share(found: NDArray[np.bool_]) -> str:
    """Write the share of true values in percent; 0 and 100 only if exact."""
    count = np.count_nonzero(found)
    percent = 100 * count / found.size
    if 0 < percent < 1:
        return "under 1 %"
    return f"{min(round(percent), 99 if count < found.size else 100)} %"
