"""The curve of an activation and its slope, sampled from the operation itself."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.contracts.stage import CurveArrays, StageCurve
from cnnviz.ops import Operation

HALF = 60  # points on each side of zero
AT_LEAST = 4  # where sigmoid and tanh are nearly constant


class SampledCurve(CurveArrays):
    """The points of a curve, and its labels."""

    curve: StageCurve


def curve(operation: Operation, settings: dict[str, Any], values: NDArray) -> SampledCurve:
    """Sample an activation and its slope over a range that contains all the values.

    Parameters
    ----------
    operation : Operation
        One whose `forward` and `backward` are elementwise.
    settings : dict
        As given to the operation.
    values : ndarray
        The cells on screen, any shape; NaN and infinity are ignored.

    Returns
    -------
    SampledCurve
        121 points, the middle one at exactly 0.

    Raises
    ------
    ValueError
        When the operation has no `backward`, which gives the slope.

    Examples
    --------
    >>> from cnnviz.ops.relu import OPERATION
    >>> drawn = curve(OPERATION, {}, np.array([-5.5, 2]))
    >>> drawn["curve"]
    {'name': 'ReLU', 'low': -6, 'high': 6}
    >>> [drawn[name][[0, 60, 120]].tolist() for name in ("curve_x", "curve_y", "curve_slope")]
    [[-6.0, 0.0, 6.0], [0.0, 0.0, 6.0], [0.0, 0.0, 1.0]]
    """
    if operation.backward is None:
        raise ValueError(f"{operation.title} has no backward to take the slope from")
    reach = math.ceil(np.abs(values[np.isfinite(values)]).max(initial=AT_LEAST))
    x = reach * np.arange(-HALF, HALF + 1) / HALF
    return {
        "curve": {"name": operation.title, "low": -reach, "high": reach},
        "curve_x": x,
        "curve_y": operation.forward(x, **settings),
        "curve_slope": operation.backward(np.ones_like(x), x, **settings).input,
    }
