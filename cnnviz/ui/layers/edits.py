"""The reader's edits of input cells, weights and biases, kept in the address."""

import re
from typing import Any

import streamlit as st
from numpy.typing import NDArray

from cnnviz.contracts.stage import CellEdit
from cnnviz.ui.state import address
from cnnviz.ui.state.address_rows import join_rows, split_rows
from cnnviz.view.scene import LIMIT

Edits = dict[tuple[Any, ...], float]  # (letter, index, index, ...): value
LETTERS = {"input": "x", "kernel": "w", "bias": "b"}
AXES = {"x": 3, "w": 4, "b": 1}
INDEX = re.compile(r"\d{1,3}")
VALUE = re.compile(r"-?\d+(\.\d+)?(e-?\d{1,3})?")


def edits_of(name: str) -> Edits:
    """Get the edits kept under ``page_edits``."""
    return address.get_value(name, {}, read_edits)


def keep_edits(name: str, edit: CellEdit, *, window: tuple[int, int] | None = None) -> None:
    """Add an edit reported by the stage.

    Parameters
    ----------
    name : str
        ``page_edits``.
    edit : CellEdit
    window : (int, int), optional
        Rows and columns of the kernel, when it is shown rotated by 180 degrees.
    """
    row, col = edit["row"], edit["col"]
    if edit["grid"] == "kernel" and window:
        row, col = window[0] - 1 - row, window[1] - 1 - col
    place: tuple[Any, ...] = {
        "input": ("x", edit["channel"], row, col),
        "kernel": ("w", edit["plane"], edit["channel"], row, col),
        "bias": ("b", edit["plane"]),
    }[edit["grid"]]
    value = min(max(float(edit["value"]), -LIMIT), LIMIT)
    _write(name, edits_of(name) | {place: value})


def drop_edits(name: str, grid: str = "", *, plane: int | None = None) -> None:
    """Remove the edits of one grid or of one of its planes; all edits when no grid is named."""
    removed = (LETTERS.get(grid), plane)
    _write(
        name,
        {
            place: value
            for place, value in edits_of(name).items()
            if grid and not (place[0] == removed[0] and plane in (None, place[1]))
        },
    )


def undo_button(name: str) -> None:
    """Show a button that removes all edits."""
    st.button(
        "Undo my edits",
        icon=":material/undo:",
        key=f"{name}_undo",
        disabled=not edits_of(name),
        type="tertiary",
        on_click=drop_edits,
        args=(name,),
    )


def apply_edits(edits: Edits, image: NDArray, weight: NDArray, bias: NDArray) -> list[NDArray]:
    """Return copies of image, weight and bias as floats, with the edits that fit their shapes."""
    arrays = {"x": image.astype(float), "w": weight.astype(float), "b": bias.astype(float)}
    for (letter, *cell), value in edits.items():
        array = arrays[letter]
        if all(index < side for index, side in zip(cell, array.shape, strict=True)):
            array[tuple(cell)] = value
    return list(arrays.values())


def write_edits(edits: Edits) -> str:
    """Format edits for the address.

    >>> write_edits({("w", 0, 0, 1, 1): -2.5, ("b", 0): 1.0})
    'w_0_0_1_1_-2.5*b_0_1'
    """
    return join_rows(
        [letter, *map(str, cell), f"{value:.9g}"] for (letter, *cell), value in edits.items()
    )


def read_edits(text: str) -> Edits:
    """Parse edits from the address.

    >>> read_edits("x_0_1_2_5*b_0_-1")
    {('x', 0, 1, 2): 5.0, ('b', 0): -1.0}

    Raises
    ------
    ValueError
        When an entry is not a cell and a finite number.
    """
    found: Edits = {}
    for row in split_rows(text):
        letter, cell, value = row[0], row[1:-1], row[-1]
        fits = len(cell) == AXES.get(letter) and all(map(INDEX.fullmatch, cell))
        if not fits or not VALUE.fullmatch(value) or abs(float(value)) > LIMIT:
            raise ValueError("that is not a list of edited cells. It starts without edits.")
        found[letter, *map(int, cell)] = float(value)
    return found


def _write(name: str, edits: Edits) -> None:
    address.put_value(name, write_edits(edits) or None)
