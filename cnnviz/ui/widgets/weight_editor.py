"""The kernel editor component: weights that can be dragged, scrolled and typed."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.contracts._shared import WeightsStamp
from cnnviz.contracts.weights import WeightsMessage
from cnnviz.ui.state.widget_state import component_value
from cnnviz.ui.widgets.components import register_component

LIMIT = 1000.0  # the largest weight; filtered float32 pictures stay exact

_mount = register_component("weights")


def weight_editor(
    weights: NDArray, *, version: int, key: str, label: str, step: float = 1.0
) -> tuple[NDArray, bool]:
    """Show a kernel whose weights can be dragged, scrolled and typed.

    Parameters
    ----------
    weights : ndarray of shape (KH, KW)
        Shown until this version has been edited.
    version : int
        Increase it to replace edited weights, as when another preset is chosen.
    key : str
        Key of the component.
    label : str
        Its title.
    step : float
        Added by one step of the wheel, an arrow key, or eight dragged pixels.

    Returns
    -------
    weights : ndarray of float64, of shape (KH, KW)
        The weights as they are now.
    rest : bool
        False during a drag: update the pictures, but do not write the address yet.
    """
    report = _last_report(key)
    edited = weights_of_report(report, weights.shape, version)
    current = np.asarray(weights, np.float64) if edited is None else edited
    message: WeightsMessage = {
        "weights": current.tolist(),
        "version": version,
        "seq": report.get("seq", 0),
        "editable": True,
        "label": label,
        "limit": LIMIT,
        "step": step,
    }
    _mount(data=message, key=key, on_weights_change=lambda: None)
    return current, edited is None or bool(report.get("rest", True))


def reported_weights(key: str) -> WeightsStamp:
    """Return version and sequence number of the last weights reported."""
    report = _last_report(key)
    return {"version": report.get("version", 0), "seq": report.get("seq", 0)}


def weights_of_report(
    report: dict[str, Any], shape: tuple[int, ...], version: int
) -> NDArray | None:
    """Return the weights in a report; None if invalid or of another version."""
    if report.get("version") != version:
        return None
    try:
        values = np.array(report.get("values"), np.float64)
    except (TypeError, ValueError):
        return None
    if values.shape != shape or not np.all(np.abs(values) <= LIMIT):
        return None
    return values


def _last_report(key: str) -> dict[str, Any]:
    """Return the editor's last report."""
    report = component_value(key, "weights")
    return report if isinstance(report, dict) else {}
