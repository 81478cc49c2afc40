"""The arrays of a trace for the component ``stage``: boxes as rows, steps concatenated."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from cnnviz.contracts.stage import TraceArrays
from cnnviz.trace import Border, Box, Step, Trace, history, unread


def arrays(trace: Trace) -> TraceArrays:
    """Return every array of a trace that the component ``stage`` draws.

    Parameters
    ----------
    trace : Trace
        The steps of an operation on one image.

    Returns
    -------
    TraceArrays
        Values as float32, positions as int16 or int32.
    """
    steps = trace.steps
    terms, terms_at = _end_to_end([step.terms for step in steps])
    window, window_at = _end_to_end([step.window for step in steps])
    partial, partial_at = _end_to_end([step.partials for step in steps])
    after, after_at = _end_to_end(list(history(trace)))
    result: TraceArrays = {
        "input": _floats(_padded(trace)),
        "source": _source(trace),
        "bias": _floats(trace.start),
        "output": _floats(trace.output),
        "reads": _boxes(step.reads for step in steps),
        "writes": _boxes(step.writes for step in steps),
        "filter": np.array([step.filter for step in steps], np.int16),
        "terms": terms,
        "terms_at": terms_at,
        "window": window,
        "window_at": window_at,
        "partial": partial,
        "partial_at": partial_at,
        "after": after,
        "after_at": after_at,
    }
    _add_factors(result, trace)
    if steps and (missed := unread(trace)).any():
        result["unread"] = missed.astype(np.int16)
    if _chooses(steps):
        chosen = [np.flatnonzero(np.asarray(step.slope)) for step in steps]
        result["chosen"], result["chosen_at"] = _end_to_end(chosen)
    if steps and steps[0].combine in ("mean", "norm"):
        result["divisor"] = _floats(np.array([step.divisor for step in steps]))
    return result


def _add_factors(result: TraceArrays, trace: Trace) -> None:
    """Add the factors of the values: the weights, or slopes that are not all 1."""
    if trace.weight is not None:
        result["weight"] = _floats(trace.weight)
    elif _shares_out(trace.steps):
        slopes = [step.slope for step in trace.steps if step.slope is not None]
        result["slope"], result["slope_at"] = _end_to_end(slopes)


def _shares_out(steps: Sequence[Step]) -> bool:
    """Whether values are copied times a slope, and not unchanged."""
    slopes = [step.slope for step in steps if step.combine == "each"]
    return any(slope is not None and np.any(slope != 1) for slope in slopes)


def _chooses(steps: Sequence[Step]) -> bool:
    """Whether every result is one of its terms, or between two; the slope marks which."""
    return bool(steps) and all(
        step.combine in ("max", "min", "median")
        and step.slope is not None
        and step.slope.size == step.terms.size
        for step in steps
    )


def _padded(trace: Trace) -> NDArray:
    """Pad the image with its border, as the windows read it."""
    rows, cols = trace.border.rows[:, None], trace.border.cols
    return np.where(_outside(trace.border), _padding_value(trace), trace.image[:, rows, cols])


def _outside(border: Border) -> NDArray:
    """Mark the padded cells that are no copy of a cell of the image."""
    return (border.rows[:, None] < 0) | (border.cols < 0)


def _padding_value(trace: Trace) -> float:
    """Return the value of padded cells: 0, or infinite for max, min and median."""
    outside, border = _outside(trace.border), trace.border
    for step in trace.steps if outside.any() else ():
        rows = np.array(step.reads.rows) + border.top
        cols = np.array(step.reads.cols) + border.left
        read = step.window[:, outside[np.ix_(rows, cols)]]
        if read.size:
            return float(read[0, 0])
    return 0.0


def _source(trace: Trace) -> NDArray[np.int32]:
    """Return the flat index of the cell each padded cell copies; -1 is none."""
    cells = trace.border.rows[:, None] * trace.image.shape[2] + trace.border.cols
    return np.where(_outside(trace.border), -1, cells).astype(np.int32)


def _boxes(boxes: Iterable[Box]) -> NDArray[np.int16]:
    """Return boxes as rows of eight numbers, shape (N, 8)."""
    rows = [
        (b.row, b.col, b.height, b.width, b.channel, b.depth, b.row_step, b.col_step) for b in boxes
    ]
    return np.array(rows, np.int16).reshape(-1, 8)


def _end_to_end(parts: Sequence[NDArray]) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """Concatenate flattened arrays; also return the offsets, shape (N + 1,)."""
    ends = np.cumsum([0, *(part.size for part in parts)]).astype(np.int32)
    return _floats(np.concatenate([np.zeros(0), *(part.ravel() for part in parts)])), ends


def _floats(array: NDArray) -> NDArray[np.float32]:
    """Convert values to float32, seven digits."""
    return array.astype(np.float32)
