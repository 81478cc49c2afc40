"""Up to four treatments of a picture, side by side or in a chain; one of them in the hand."""

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
    """Let the reader choose how many treatments, and whether each works on the one before."""
    count = controls.choice(f"{page}_count", "Kernels", (1, 2, 3, 4), 1)
    order = controls.choice(f"{page}_order", "Order", (BESIDE, CHAIN), BESIDE, disabled=count == 1)
    return count, order == CHAIN and count > 1


def pick_kernels(page: str, count: int) -> tuple[list[Slot], int]:
    """Let the reader choose the treatments and turn the weights of one of them.

    Returns
    -------
    list of (str, ndarray or None)
        Names and kernels; None for a treatment without weights.
    int
        Which one is in the hand.
    """
    hand = 0
    if count > 1:
        numbers = tuple(range(1, count + 1))
        controls.keep_offered(f"{page}_hand", numbers, 1)
        hand = (
            controls.choice(f"{page}_hand", "Edit kernel", numbers, 1, on_change=renew_weights) - 1
        )
    names = [_name(page, slot) for slot in range(count)]
    names[hand] = _preset(page, hand)
    slots = [(name, _weights(page, slot, name)) for slot, name in enumerate(names)]
    slots[hand] = (names[hand], _editor(page, hand, *slots[hand]))
    return slots, hand


def renew_weights() -> None:
    """Tell the editor that its weights now come from elsewhere than the hand."""
    session().kernel_lab.weights_version += 1


def weights_version() -> int:
    """Count how often the hand was given new weights."""
    return session().kernel_lab.weights_version + address.links_opened()


def _preset(page: str, slot: int) -> str:
    """Choose what the slot does, and say what it shows."""
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
    """Put the kernel in the reader's hand; keep it in the address once the hand rests."""
    if weights is None:
        return None
    preset = kernels.named(name).weights
    label = name if np.array_equal(weights, preset) else f"{name}, changed"
    made, rest = weight_editor(
        weights, version=weights_version(), key=f"{page}_editor", label=label
    )
    if rest and not np.array_equal(made, weights):
        _keep(page, slot, made)
    _sizes(page, slot, made)
    return made


def _sizes(page: str, slot: int, weights: NDArray) -> None:
    """Offer the usual sizes, and the way back to the preset."""
    key = f"{page}_resize"

    def act() -> None:
        size = SIZES.get(widget_value(key))
        set_widget(key, None)
        _set(page, slot, kernels.resized(weights, size, size) if size else None)

    st.pills(
        "Size", [*SIZES, "Back to preset"], key=key, on_change=act, label_visibility="collapsed"
    )


def _options() -> list[str]:
    return [*(preset.name for preset in kernels.PRESETS), *OTHERS]


def _name(page: str, slot: int) -> str:
    """Find what a slot does that is not in the hand."""
    return address.get_value(
        f"{page}_kernel{slot + 1}", STARTERS[slot], controls.one_of(_options())
    )


def _weights(page: str, slot: int, name: str) -> NDArray | None:
    """Find a slot's weights: the reader's, else the preset's."""
    if name in OTHERS:
        return None
    return address.get_value(_place(page, slot), kernels.named(name).weights, read_kernel)


def _set(page: str, slot: int, weights: NDArray | None) -> None:
    """Replace a slot's weights, by the preset's when there are none, from outside the hand."""
    _keep(page, slot, weights)
    renew_weights()


def _keep(page: str, slot: int, weights: NDArray | None) -> None:
    address.put_value(_place(page, slot), None if weights is None else write_kernel(weights))


def _place(page: str, slot: int) -> str:
    return f"{page}_weights{slot + 1}"


def write_kernel(weights: NDArray) -> str:
    """Put a kernel into the text of an address, row by row.

    >>> write_kernel(np.array([[1, 0.5], [-2, 0]]))
    '1_0.5*-2_0'
    """
    return join_rows(map(format_exact, row) for row in weights)


def read_kernel(text: str) -> NDArray:
    """Read a kernel from the text of an address.

    >>> read_kernel("1_0.5*-2_0").tolist()
    [[1.0, 0.5], [-2.0, 0.0]]

    Raises
    ------
    ValueError
        When it is no kernel of 1 to 7 rows and columns of finite weights.
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
