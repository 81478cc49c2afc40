"""Messages for the component ``stage``: a trace with its labels and colours."""

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.contracts.stage import CurveArrays, GridHues, GridNames, StageArrays, StageHeader
from cnnviz.message import pack
from cnnviz.ops import ALL
from cnnviz.trace import Border, Trace
from cnnviz.view.arrays import arrays
from cnnviz.view.curve import SampledCurve
from cnnviz.view.plane_headings import input_planes, kernel_planes, output_planes
from cnnviz.view.unread_cells import left_out

EDITABLE = ("input", "kernel")
TAKES_KERNEL = {operation.slug for operation in ALL if operation.takes_kernel}
LIMIT = 9999  # largest number a user may type
PLAIN: GridHues = {"input": "input", "kernel": "kernel", "output": "output"}
SWAPPED: GridHues = {"input": "output", "kernel": "kernel", "output": "input"}


def scene(
    trace: Trace,
    *,
    labels: Sequence[str] = ("Input",),
    outputs: Sequence[str] | None = None,
    kernels: Sequence[str] | None = None,
    columns: GridNames | None = None,
    curve: SampledCurve | None = None,
    backward: bool = False,
    roles: GridHues | None = None,
    grey: bool = False,
    flipped: bool = False,
    editable: bool | Collection[str] = True,
    at: int = 0,
    jump: int = 0,
    message: str | None = None,
) -> bytes:
    """Pack a trace for the component ``stage``.

    Parameters
    ----------
    trace : Trace
        The steps of an operation on one image.
    labels, outputs, kernels : sequence of str
        Names of the input channels, output planes and filters; by default "Feature map"
        and "Kernel", several by number. A filter that scores a class has the class's name.
    columns : GridNames, optional
        Names of the cells of a row vector: the classes.
    curve : SampledCurve, optional
        A result of `cnnviz.view.curve.curve`, drawn in the place of a kernel. Its "curve_at"
        is the position of every step on it; by default the value the step reads.
    backward : bool
        Whether gradients are shown: the input of the trace has the colour of the output and
        the other way round, and there is no bias.
    roles : GridHues, optional
        The colours of the grids instead.
    grey : bool
        Colour the input in grey, 0 to 255, instead of by sign.
    flipped : bool
        Whether the kernels shown were turned by 180 degrees.
    editable : bool or collection of str
        Whether the user may edit numbers; or which: "input", "kernel" (with its bias).
    at, jump : int
        The step to show first, and a count that rises when the component must go there.
    message : str, optional
        A sentence to show in place of the output.

    Returns
    -------
    bytes
        A message of `cnnviz.message.pack`; `assets/components/stage` draws it.

    Examples
    --------
    >>> from cnnviz.ops.relu import trace
    >>> b'"operation": "relu"' in scene(trace(np.array([[[-2, 3]]])), outputs=["Kept"])
    True
    """
    steps, trace_arrays = trace.steps, arrays(trace)
    edits = editable if isinstance(editable, Collection) else EDITABLE if editable else ()
    combine = steps[0].combine if steps else "sum"
    drawn = None if curve is None else _curve_arrays(curve, trace)
    header: StageHeader = {
        "operation": trace.operation,
        "combine": combine,
        "at": min(at, max(len(steps) - 1, 0)),
        "jump": jump,
        "input": {**input_planes(trace, labels, grey), "editable": "input" in edits},
        "kernel": None,
        "output": output_planes(trace.output, outputs),
        "curve": curve["curve"] if curve else None,
        "columns": columns,
        "roles": roles or (SWAPPED if backward else PLAIN),
        "backward": backward,
        "message": message,
        "note": left_out(trace_arrays["unread"] > 0) if "unread" in trace_arrays else "",
        "limit": LIMIT,
    }
    if trace.weight is not None:
        named = kernels or _classes(columns, len(trace.weight))
        given = trace.operation in TAKES_KERNEL
        header["kernel"] = {
            **kernel_planes(trace.weight, named, flipped),
            "editable": given and "kernel" in edits,
            "bias": given and not backward,
        }
    numbers: StageArrays = {**trace_arrays, **drawn} if drawn else {**trace_arrays}
    return pack(header, **numbers)


def refusal(
    sentence: str,
    image: NDArray,
    weight: NDArray | None = None,
    bias: NDArray | None = None,
    *,
    operation: str = "conv2d",
    **options: Any,
) -> bytes:
    """Pack the input and the kernels, with the reason why there is no output.

    Parameters
    ----------
    sentence : str
        Shown in place of the output.
    image : ndarray of shape (C, H, W)
        The input.
    weight, bias : ndarray, optional
        The filters, and the bias of each.
    operation : str
        Its slug.
    **options
        As for `scene`.
    """
    border = Border(0, 0, np.arange(image.shape[1]), np.arange(image.shape[2]))
    start = np.zeros(1) if bias is None else bias
    nothing = np.zeros((len(start), 0, 0))
    trace = Trace(operation, image, nothing, border, start, (), weight)
    return scene(trace, message=sentence, **options)


def _classes(columns: GridNames | None, filters: int) -> Sequence[str]:
    """Return the class names if there are as many as filters, else nothing."""
    named = (columns.get("input", []), columns.get("output", [])) if columns else ()
    return next((names for names in named if len(names) == filters), ())


def _curve_arrays(curve: SampledCurve, trace: Trace) -> CurveArrays:
    """Return the points of a curve, and the position of every step on it."""
    at = curve.get("curve_at", np.array([step.window.flat[0] for step in trace.steps]))
    return {
        "curve_x": curve["curve_x"].astype(np.float32),
        "curve_y": curve["curve_y"].astype(np.float32),
        "curve_slope": curve["curve_slope"].astype(np.float32),
        "curve_at": np.asarray(at, np.float32),
    }
