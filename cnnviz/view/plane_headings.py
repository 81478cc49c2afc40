"""Headings and colour scales of the planes of a scene."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cnnviz.contracts.stage import GridColors, PlainInput, PlainKernel, StageOutput
from cnnviz.trace import Trace


def input_planes(trace: Trace, labels: Sequence[str], grey: bool) -> PlainInput:
    """Return the header of the input: labels, colours, size and border."""
    image, border = trace.image, trace.border
    colors: GridColors = {"scale": "grey", "low": 0, "high": 255} if grey else _signed(image)
    return {
        "labels": list(labels),
        "rows": image.shape[1],
        "cols": image.shape[2],
        "top": border.top,
        "left": border.left,
        **colors,
    }


def kernel_planes(weight: NDArray, names: Sequence[str] | None, flipped: bool) -> PlainKernel:
    """Return the header of the filters, shape (F, C / groups, KH, KW)."""
    filters, channels, rows, cols = weight.shape
    return {
        "filters": filters,
        "channels": channels,
        "rows": rows,
        "cols": cols,
        "labels": list(names or _numbered("Kernel", filters)),
        "limit": _limit(weight),
        "flipped": flipped,
    }


def output_planes(output: NDArray, names: Sequence[str] | None) -> StageOutput:
    """Return the header of the output, shape (F, OH, OW)."""
    return {"labels": list(names or _numbered("Feature map", len(output))), **_signed(output)}


def _numbered(name: str, count: int) -> list[str]:
    """Return one name unchanged, several numbered from 1."""
    return [name] if count == 1 else [f"{name} {number + 1}" for number in range(count)]


def _signed(values: NDArray) -> GridColors:
    """Return a colour scale that is neutral at zero."""
    limit = _limit(values)
    return {"scale": "signed", "low": -limit, "high": limit}


def _limit(values: NDArray) -> float:
    """Return the largest finite absolute value, 1 if there is none."""
    sizes = np.abs(values[np.isfinite(values)])
    return float(sizes.max(initial=0)) or 1.0
