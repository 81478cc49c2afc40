"""A trace as the stage wants it: every number laid out in arrays, nothing computed."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.trace import Border, Box, Trace, history
from cnnviz.view.message import pack


def scene(
    trace: Trace,
    *,
    labels: Sequence[str] = ("Input",),
    grey: bool = False,
    flipped: bool = False,
    editable: bool = True,
    at: int = 0,
    jump: int = 0,
    message: str | None = None,
) -> bytes:
    """Pack a trace for the stage.

    Parameters
    ----------
    trace : Trace
        What happened on one image.
    labels : sequence of str
        A name for every input channel.
    grey : bool
        Paint the input as a picture, 0 to 255, instead of by sign.
    flipped : bool
        Whether the kernels shown were turned by 180 degrees.
    editable : bool
        Whether the reader may change input cells, weights and biases.
    at, jump : int
        The step to open on, and a count that rises when the stage must go there.
    message : str, optional
        A sentence to show in place of the output.

    Returns
    -------
    bytes
        A message of `cnnviz.view.message.pack`; `assets/components/stage` draws it.
    """
    steps, after = trace.steps, list(history(trace))
    header = {
        "operation": trace.operation,
        "combine": steps[0].combine if steps else "sum",
        "at": min(at, max(len(steps) - 1, 0)),
        "jump": jump,
        "input": _input(trace.image, trace.border, labels, grey, editable),
        "kernel": None if trace.weight is None else _kernel(trace.weight, flipped, editable),
        "output": {"labels": _numbered("Feature map", len(trace.output)), **_signed(trace.output)},
        "message": message,
        "note": "",
    }
    columns = {
        "terms": [step.terms for step in steps],
        "window": [step.window for step in steps],
        "partial": [step.partials for step in steps],
        "after": after,
    }
    arrays: dict[str, NDArray] = {
        "input": _padded(trace.image, trace.border),
        "source": _source(trace.image, trace.border),
        "bias": trace.start,
        "output": trace.output,
        "reads": _boxes(step.reads for step in steps),
        "writes": _boxes(step.writes for step in steps),
        "filter": np.array([step.filter for step in steps], np.int16),
    }
    if trace.weight is not None:
        arrays["weight"] = trace.weight
    for name, parts in columns.items():
        arrays[name], arrays[f"{name}_at"] = _end_to_end(parts)
    return pack(header, **{name: _narrow(array) for name, array in arrays.items()})


def refusal(sentence: str, image: NDArray, weight: NDArray, bias: NDArray, **options: Any) -> bytes:
    """Pack the input and the kernels alone, with the sentence that says why there is no output."""
    border = Border(0, 0, np.arange(image.shape[1]), np.arange(image.shape[2]))
    nothing = Trace("conv2d", image, np.zeros((len(bias), 0, 0)), border, bias, (), weight)
    return scene(nothing, message=sentence, **options)


def _input(
    image: NDArray, border: Border, labels: Sequence[str], grey: bool, editable: bool
) -> dict[str, Any]:
    scale = {"scale": "grey", "low": 0, "high": 255} if grey else _signed(image)
    size = {"rows": image.shape[1], "cols": image.shape[2]}
    rings = {"top": border.top, "left": border.left}
    return {"labels": list(labels), **scale, **size, **rings, "editable": editable}


def _kernel(weight: NDArray, flipped: bool, editable: bool) -> dict[str, Any]:
    filters, channels, rows, cols = weight.shape
    return {
        "filters": filters,
        "channels": channels,
        "rows": rows,
        "cols": cols,
        "labels": _numbered("Kernel", filters),
        "limit": _limit(weight),
        "flipped": flipped,
        "editable": editable,
    }


def _numbered(name: str, count: int) -> list[str]:
    """Name one thing plainly, several by number."""
    return [name] if count == 1 else [f"{name} {number + 1}" for number in range(count)]


def _signed(values: NDArray) -> dict[str, Any]:
    """Give a colour scale that is neutral at zero."""
    limit = _limit(values)
    return {"scale": "signed", "low": -limit, "high": limit}


def _limit(values: NDArray) -> float:
    """Find the largest finite size of a value, 1 where there is none."""
    sizes = np.abs(values[np.isfinite(values)])
    return float(sizes.max(initial=0)) or 1.0


def _padded(image: NDArray, border: Border) -> NDArray:
    """Lay the border around the image, as the window reads it."""
    rows, cols = border.rows[:, None], border.cols
    return np.where((rows < 0) | (cols < 0), 0, image[:, rows, cols])


def _source(image: NDArray, border: Border) -> NDArray:
    """Say which real cell each padded cell copies, counted in reading order; -1 is a zero."""
    rows, cols = border.rows[:, None], border.cols
    return np.where((rows < 0) | (cols < 0), -1, rows * image.shape[2] + cols).astype(np.int32)


def _boxes(boxes: Iterable[Box]) -> NDArray:
    """Write boxes as rows of eight numbers."""
    rows = [
        (b.row, b.col, b.height, b.width, b.channel, b.depth, b.row_step, b.col_step) for b in boxes
    ]
    return np.array(rows, np.int16).reshape(-1, 8)


def _end_to_end(parts: Sequence[NDArray]) -> tuple[NDArray, NDArray]:
    """Join arrays of any shapes, with the places where each begins and the last ends."""
    ends = np.cumsum([0, *(part.size for part in parts)]).astype(np.int32)
    return np.concatenate([np.zeros(0), *(part.ravel() for part in parts)]), ends


def _narrow(array: NDArray) -> NDArray:
    """Send values as float32 (seven digits); leave positions as the integers they are."""
    return array if array.dtype in (np.int16, np.int32) else array.astype(np.float32)
