"""A trace's numbers as the stage reads them: boxes in rows, steps end to end."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from cnnviz.contracts.stage import TraceArrays
from cnnviz.trace import Border, Box, Step, Trace, history, unread


def arrays(trace: Trace) -> TraceArrays:
    """Lay out every array of a trace that the stage draws.

    Parameters
    ----------
    trace : Trace
        What happened on one image.

    Returns
    -------
    TraceArrays
        Values as float32, positions as the integers they are.
    """
    steps = trace.steps
    terms, terms_at = _end_to_end([step.terms for step in steps])
    window, window_at = _end_to_end([step.window for step in steps])
    partial, partial_at = _end_to_end([step.partials for step in steps])
    after, after_at = _end_to_end(list(history(trace)))
    laid: TraceArrays = {
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
    _add_factors(laid, trace)
    if steps and (missed := unread(trace)).any():
        laid["unread"] = missed.astype(np.int16)
    if _chooses(steps):
        chosen = [np.flatnonzero(np.asarray(step.slope)) for step in steps]
        laid["chosen"], laid["chosen_at"] = _end_to_end(chosen)
    if steps and steps[0].combine in ("mean", "norm"):
        laid["divisor"] = _floats(np.array([step.divisor for step in steps]))
    return laid


def _add_factors(laid: TraceArrays, trace: Trace) -> None:
    """Add what values are multiplied with: the weights, or slopes that are not all 1."""
    if trace.weight is not None:
        laid["weight"] = _floats(trace.weight)
    elif _shares_out(trace.steps):
        slopes = [step.slope for step in trace.steps if step.slope is not None]
        laid["slope"], laid["slope_at"] = _end_to_end(slopes)


def _shares_out(steps: Sequence[Step]) -> bool:
    """Say whether what is read is handed on times a slope, and not as it is."""
    slopes = [step.slope for step in steps if step.combine == "each"]
    return any(slope is not None and np.any(slope != 1) for slope in slopes)


def _chooses(steps: Sequence[Step]) -> bool:
    """Say whether every result is one of its terms, or between two, and the slope says which."""
    return bool(steps) and all(
        step.combine in ("max", "min", "median")
        and step.slope is not None
        and step.slope.size == step.terms.size
        for step in steps
    )


def _padded(trace: Trace) -> NDArray:
    """Lay the border around the image, as the window reads it."""
    rows, cols = trace.border.rows[:, None], trace.border.cols
    return np.where(_outside(trace.border), _ring(trace), trace.image[:, rows, cols])


def _outside(border: Border) -> NDArray:
    """Mark the padded cells that copy nobody."""
    return (border.rows[:, None] < 0) | (border.cols < 0)


def _ring(trace: Trace) -> float:
    """Find what the windows read where no cell is: 0, or what can never win."""
    outside, border = _outside(trace.border), trace.border
    for step in trace.steps if outside.any() else ():
        rows = np.array(step.reads.rows) + border.top
        cols = np.array(step.reads.cols) + border.left
        read = step.window[:, outside[np.ix_(rows, cols)]]
        if read.size:
            return float(read[0, 0])
    return 0.0


def _source(trace: Trace) -> NDArray[np.int32]:
    """Say which real cell each padded cell copies, counted in reading order; -1 is none."""
    cells = trace.border.rows[:, None] * trace.image.shape[2] + trace.border.cols
    return np.where(_outside(trace.border), -1, cells).astype(np.int32)


def _boxes(boxes: Iterable[Box]) -> NDArray[np.int16]:
    """Write boxes as rows of eight numbers."""
    rows = [
        (b.row, b.col, b.height, b.width, b.channel, b.depth, b.row_step, b.col_step) for b in boxes
    ]
    return np.array(rows, np.int16).reshape(-1, 8)


def _end_to_end(parts: Sequence[NDArray]) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """Join arrays of any shapes, with the places where each begins and the last ends."""
    ends = np.cumsum([0, *(part.size for part in parts)]).astype(np.int32)
    return _floats(np.concatenate([np.zeros(0), *(part.ravel() for part in parts)])), ends


def _floats(array: NDArray) -> NDArray[np.float32]:
    """Send values with seven digits."""
    return array.astype(np.float32)
