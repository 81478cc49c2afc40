"""The kernel editor: its weights follow the hand, the script follows its weights."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.contracts._shared import WeightsStamp
from cnnviz.contracts.weights import WeightsMessage
from cnnviz.ui.state.widget_state import component_value
from cnnviz.ui.widgets.components import register_component

LIMIT = 1000.0  # no weight a reader needs is larger, and pictures of float32 stay exact

_mount = register_component("weights")


def weight_editor(
    weights: NDArray, *, version: int, key: str, label: str, step: float = 1.0
) -> tuple[NDArray, bool]:
    """Show a kernel whose weights can be dragged, scrolled and typed.

    Parameters
    ----------
    weights : ndarray of shape (KH, KW)
        What to show while no hand has touched this version.
    version : int
        Raise it to replace what the hand made, as when another preset is chosen.
    key : str
        Key of the component.
    label : str
        Its title.
    step : float
        What one step of the wheel, of an arrow key or of eight dragged pixels adds.

    Returns
    -------
    weights : ndarray of float64, of shape (KH, KW)
        The weights as they are now.
    rest : bool
        False while the hand is still moving: draw, but do not write the address yet.
    """
    said = _said(key)
    made = weights_of_report(said, weights.shape, version)
    current = np.asarray(weights, np.float64) if made is None else made
    message: WeightsMessage = {
        "weights": current.tolist(),
        "version": version,
        "seq": said.get("seq", 0),
        "editable": True,
        "label": label,
        "limit": LIMIT,
        "step": step,
    }
    _mount(data=message, key=key, on_weights_change=lambda: None)
    return current, made is None or bool(said.get("rest", True))


def reported_weights(key: str) -> WeightsStamp:
    """Return which weights were last heard of; the browser may be ahead."""
    said = _said(key)
    return {"version": said.get("version", 0), "seq": said.get("seq", 0)}


def weights_of_report(said: dict[str, Any], shape: tuple[int, ...], version: int) -> NDArray | None:
    """Return the weights the browser reports for this version, if they can be weights at all."""
    if said.get("version") != version:
        return None
    try:
        values = np.array(said.get("values"), np.float64)
    except (TypeError, ValueError):
        return None
    if values.shape != shape or not np.all(np.abs(values) <= LIMIT):
        return None
    return values


def _said(key: str) -> dict[str, Any]:
    """Return what the editor said last."""
    said = component_value(key, "weights")
    return said if isinstance(said, dict) else {}
