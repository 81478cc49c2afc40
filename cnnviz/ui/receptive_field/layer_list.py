"""A stack of convolution and pooling layers: its text in the address, and its table."""

import re
from typing import Any

import streamlit as st

from cnnviz.receptive_field.theoretical import TITLES, WindowLayer
from cnnviz.ui.state import address
from cnnviz.ui.state.address_rows import join_rows, split_rows, text_read_by
from cnnviz.ui.state.session import session

PRESETS = {
    "Three 3 × 3": "conv_3*conv_3*conv_3",
    "One 7 × 7": "conv_7",
    "Dilated": "conv_3*conv_3_1_0_2*conv_3_1_0_4",
    "LeNet": "conv_5*max_2*conv_5*max_2",
    "VGG-like": ("conv_3_1_1*conv_3_1_1*max_2*conv_3_1_1*conv_3_1_1*max_2*conv_3_1_1*conv_3_1_1"),
}
FIRST = PRESETS["Three 3 × 3"]
MOST = 12  # layers
WIDE, SLIM = 124, 84  # px of the table's columns: all fit without scrolling
LIMITS = {"window": (1, 9), "stride": (1, 8), "padding": (0, 4), "dilation": (1, 8)}
USUAL = {"conv": (3, 1, 0, 1), "max": (2, 2, 0, 1), "avg": (2, 2, 0, 1)}
NAMES = {kind: title.capitalize() for kind, title in TITLES.items()}
KINDS = {name: kind for kind, name in NAMES.items()}
NUMBER = re.compile(r"\d{1,2}")


def write_stack(layers: list[WindowLayer]) -> str:
    """Format a stack for the address: kind, window, stride, padding, dilation per layer.

    >>> conv, dilated = WindowLayer("conv", 3), WindowLayer("conv", 3, dilation=2)
    >>> write_stack([conv, dilated, WindowLayer("max", 2, 2)])
    'conv_3*conv_3_1_0_2*max_2'
    """
    return join_rows(map(_fields, layers))


def read_stack(text: str) -> list[WindowLayer]:
    """Parse a stack from the address; numbers left out are the defaults.

    >>> [(layer.kind, layer.window, layer.stride) for layer in read_stack("conv_5*max")]
    [('conv', 5, 1), ('max', 2, 2)]

    Raises
    ------
    ValueError
        When it is not a list of layers within `LIMITS`.
    """
    rows = split_rows(text)
    if len(rows) > MOST:
        raise ValueError(f"this page stacks up to {MOST} layers. It starts with three.")
    return [_layer(*row) for row in rows]


def offer_presets(page: str) -> None:
    """Show a button for each preset stack."""
    with st.container(horizontal=True):
        for title, preset in PRESETS.items():
            st.button(title, key=f"{page}_{title}", on_click=_replace_stack, args=(page, preset))


def edit_stack(page: str) -> list[WindowLayer]:
    """Show the table of layers; return its layers."""
    name, table = f"{page}_layers", session().tables[page]
    version = table.begin(address.get_value(name, FIRST, text_read_by(read_stack)))
    rows = st.data_editor(
        [_row(layer) for layer in read_stack(table.start)],
        key=f"{page}_list_{version}",
        num_rows="dynamic",
        hide_index=True,
        column_config={
            "Layer": st.column_config.SelectboxColumn(
                options=list(KINDS), required=True, width=WIDE
            ),
            **{
                setting.capitalize(): st.column_config.NumberColumn(
                    min_value=low, max_value=high, step=1, width=SLIM
                )
                for setting, (low, high) in LIMITS.items()
            },
        },
    )
    layers = [_chosen(row) for row in rows if row.get("Layer")][:MOST]
    if len(rows) > MOST:
        st.caption(f"This page stacks up to {MOST} layers; the first {MOST} are used.")
    text = write_stack(layers)
    table.text = text or FIRST
    address.put_value(name, None if text in ("", FIRST) else text)
    return layers


def _replace_stack(page: str, text: str) -> None:
    """Replace the table's layers by a preset."""
    session().tables[page].text = None
    address.put_value(f"{page}_layers", text)


def _fields(layer: WindowLayer) -> list[str]:
    """Format one layer; defaults at the end are left out, the window never."""
    numbers = [layer.window, layer.stride, layer.padding, layer.dilation]
    while len(numbers) > 1 and numbers[-1] == USUAL[layer.kind][len(numbers) - 1]:
        numbers.pop()
    return [layer.kind, *map(str, numbers)]


def _layer(kind: str, *given: str) -> WindowLayer:
    """Parse one layer."""
    if kind not in USUAL or len(given) > len(LIMITS) or not all(map(NUMBER.fullmatch, given)):
        raise ValueError("that is no list of layers. It starts with three convolutions.")
    numbers = dict(zip(LIMITS, [*map(int, given), *USUAL[kind][len(given) :]], strict=True))
    for name, number in numbers.items():
        low, high = LIMITS[name]
        if not low <= number <= high:
            raise ValueError(
                f"a {name} lies between {low} and {high}. It starts with three layers."
            )
    return WindowLayer(kind, **numbers)  # type: ignore[arg-type]


def _row(layer: WindowLayer) -> dict[str, Any]:
    """Convert a layer to a row of the table."""
    settings = {name.capitalize(): getattr(layer, name) for name in LIMITS}
    return {"Layer": NAMES[layer.kind], **settings}


def _chosen(row: dict[str, Any]) -> WindowLayer:
    """Convert a row of the table to a layer; empty cells are the defaults."""
    kind = KINDS[row["Layer"]]
    numbers = {}
    for (name, (low, high)), usual in zip(LIMITS.items(), USUAL[kind], strict=True):
        number = row.get(name.capitalize())
        numbers[name] = min(max(int(usual if number is None else number), low), high)
    return WindowLayer(kind, **numbers)
