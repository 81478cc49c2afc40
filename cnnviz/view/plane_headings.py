"""What is written above the planes of a scene, and how their values are coloured."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cnnviz.contracts.stage import GridColors, PlainInput, PlainKernel, StageOutput
from cnnviz.trace import Trace


def input_planes(trace: Trace, labels: Sequence[str], grey: bool) -> PlainInput:
    """Describe the input: its labels, colours and size, and where the border ends."""
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
    """Describe the filters, shape (F, C / groups, KH, KW)."""
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
    """Describe the output, shape (F, OH, OW)."""
    return {"labels": list(names or _numbered("Feature map", len(output))), **_signed(output)}


def _numbered(name: str, count: int) -> list[str]:
    """Name one thing plainly, several by number."""
    return [name] if count == 1 else [f"{name} {number + 1}" for number in range(count)]


def _signed(values: NDArray) -> GridColors:
    """Give a colour scale that is neutral at zero."""
    limit = _limit(values)
    return {"scale": "signed", "low": -limit, "high": limit}


def _limit(values: NDArray) -> float:
    """Find the largest finite size of a value, 1 where there is none."""
    sizes = np.abs(values[np.isfinite(values)])
    return float(sizes.max(initial=0)) or 1.0
