"""Choice of up to four treatments, side by side or in a chain; one is open in the editor."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from cnnviz import kernels
from cnnviz.images.filter_chain import OTHERS
from cnnviz.text import format_exact
from cnnviz.ui.state import address
from cnnviz.ui.state.address_rows import join_rows, split_rows
from cnnviz.ui.state.session import session
from cnnviz.ui.state.widget_state import set_widget, widget_value
from cnnviz.ui.widgets import controls
from cnnviz.ui.widgets.weight_editor import LIMIT, weight_editor

BESIDE, CHAIN = "Side by side", "Chain"
STARTERS = ("Edge detection", "Sharpen", "Gaussian blur 3x3", "Sobel x")
SIZES = {"3×3": 3, "5×5": 5, "7×7": 7}
Slot = tuple[str, NDArray | None]


def arrange_slots(page: str) -> tuple[int, bool]:
    """Let the reader choose the number of treatments, and whether they are chained."""
    count = controls.choice(f"{page}_count", "Kernels", (1, 2, 3, 4), 1)
    order = controls.choice(f"{page}_order", "Order", (BESIDE, CHAIN), BESIDE, disabled=count == 1)
    return count, order == CHAIN and count > 1


def pick_kernels(page: str, count: int) -> tuple[list[Slot], int]:
    """Let the reader choose the treatments and edit the weights of one of them.

    Returns
    -------
    list of (str, ndarray or None)
        Names and kernels; None for a treatment without weights.
    int
        The index of the one in the editor.
    """
    edited = 0
    if count > 1:
        numbers = tuple(range(1, count + 1))
        controls.keep_offered(f"{page}_hand", numbers, 1)
        edited = (
            controls.choice(f"{page}_hand", "Edit kernel", numbers, 1, on_change=renew_weights) - 1
        )
    names = [_name(page, slot) for slot in range(count)]
    names[edited] = _preset(page, edited)
    slots = [(name, _weights(page, slot, name)) for slot, name in enumerate(names)]
    slots[edited] = (names[edited], _editor(page, edited, *slots[edited]))
    return slots, edited


def renew_weights() -> None:
    """Make the editor take new weights in place of the edited ones."""
    session().kernel_lab.weights_version += 1


def weights_version() -> int:
    """Return how often the editor was given new weights."""
    return session().kernel_lab.weights_version + address.links_opened()


def _preset(page: str, slot: int) -> str:
    """Choose the treatment of the edited slot, and show its description."""
    name = controls.choice(
        f"{page}_kernel{slot + 1}",
        "Kernel, ReLU or pooling",
        _options(),
        STARTERS[slot],
        on_change=lambda: _set(page, slot, None),
    )
    if name in OTHERS:
        st.caption(OTHERS[name].shows)
    else:
        preset = kernels.named(name)
        st.caption(preset.shows, help=f"Source: {preset.source}")
    return name


def _editor(page: str, slot: int, name: str, weights: NDArray | None) -> NDArray | None:
    """Show the kernel editor; keep its weights in the address at the end of a drag."""
    if weights is None:
        return None
    preset = kernels.named(name).weights
    label = name if np.array_equal(weights, preset) else f"{name}, changed"
    weights_now, rest = weight_editor(
        weights, version=weights_version(), key=f"{page}_editor", label=label
    )
    if rest and not np.array_equal(weights_now, weights):
        _keep(page, slot, weights_now)
    _sizes(page, slot, weights_now)
    return weights_now


def _sizes(page: str, slot: int, weights: NDArray) -> None:
    """Offer kernel sizes, and a reset to the preset."""
    key = f"{page}_resize"

    def resize() -> None:
        size = SIZES.get(widget_value(key))
        set_widget(key, None)
        _set(page, slot, kernels.resized(weights, size, size) if size else None)

    st.pills(
        "Size", [*SIZES, "Back to preset"], key=key, on_change=resize, label_visibility="collapsed"
    )


def _options() -> list[str]:
    return [*(preset.name for preset in kernels.PRESETS), *OTHERS]


def _name(page: str, slot: int) -> str:
    """Read the treatment of a slot that is not in the editor."""
    return address.get_value(
        f"{page}_kernel{slot + 1}", STARTERS[slot], controls.one_of(_options())
    )


def _weights(page: str, slot: int, name: str) -> NDArray | None:
    """Read a slot's weights: edited, or the preset's."""
    if name in OTHERS:
        return None
    return address.get_value(_place(page, slot), kernels.named(name).weights, read_kernel)


def _set(page: str, slot: int, weights: NDArray | None) -> None:
    """Set a slot's weights, or reset them to the preset with None, and update the editor."""
    _keep(page, slot, weights)
    renew_weights()


def _keep(page: str, slot: int, weights: NDArray | None) -> None:
    address.put_value(_place(page, slot), None if weights is None else write_kernel(weights))


def _place(page: str, slot: int) -> str:
    return f"{page}_weights{slot + 1}"


def write_kernel(weights: NDArray) -> str:
    """Format a kernel (KH, KW) for the address, row by row.

    >>> write_kernel(np.array([[1, 0.5], [-2, 0]]))
    '1_0.5*-2_0'
    """
    return join_rows(map(format_exact, row) for row in weights)


def read_kernel(text: str) -> NDArray:
    """Parse a kernel (KH, KW) from the address.

    >>> read_kernel("1_0.5*-2_0").tolist()
    [[1.0, 0.5], [-2.0, 0.0]]

    Raises
    ------
    ValueError
        When it is not 1 to 7 rows and columns of weights within `LIMIT`.
    """
    odd = (
        f"a kernel has 1 to 7 rows and columns of weights up to {LIMIT:g}. It starts as the preset."
    )
    try:
        weights = np.array([[float(weight) for weight in row] for row in split_rows(text)])
    except ValueError:
        raise ValueError(odd) from None
    if max(weights.shape) > 7 or not (np.abs(weights) <= LIMIT).all():
        raise ValueError(odd)
    return weights
