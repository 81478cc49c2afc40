"""Choose what to learn from: digits, drawn shapes, or the reader's own pictures."""

from typing import Any

import numpy as np
import streamlit as st

from cnnviz import datasets
from cnnviz.datasets import DataError, Dataset
from cnnviz.images import encode_png
from cnnviz.text import count_of
from cnnviz.ui.state.address import escape_markdown
from cnnviz.ui.state.session import session
from cnnviz.ui.state.widget_state import widget_value
from cnnviz.ui.widgets import controls
from cnnviz.view.mosaic import mosaic

DIGITS, SHAPES, FASHION, OWN = "Handwritten digits", "Drawn shapes", "Fashion-MNIST", "My own"
MANY, TALLEST = 12, 420  # classes that are all in view; pixels of the list of more
WIDTH, LEAST = 170, 40  # pixels of four images side by side; at least, of one
FILES = "A zip of folders (one class a folder), MNIST's IDX files, or an NPZ: up to 50 MB"


def pick_dataset(page: str) -> Dataset:
    """Let the reader choose a data set."""
    own: Dataset | None = session().data.value
    fashion = [FASHION] if datasets.has_fashion_mnist() else []
    names = [DIGITS, SHAPES, *fashion, *([OWN] if own else [])]
    name = controls.choice(f"{page}_data", "Data", names, DIGITS)
    _bring(page)
    if name == SHAPES:
        return _shapes(**_knobs(page))
    if name == OWN and own:
        return own
    return (_fashion() if name == FASHION else None) or _digits()


def is_own_data(page: str, values: dict[str, str]) -> bool:
    """Tell whether a page with these values learns from the reader's own data."""
    return values.get(f"{page}_data") == OWN


def offer_own_data(data: Dataset) -> None:
    """Offer the reader's own data again."""
    session().data.value = data


def show_dataset(data: Dataset) -> None:
    """Show some images of each class, how many it has, and what was left out."""
    several = f"{len(data.classes)} classes"
    st.caption(
        f"**{escape_markdown(data.name)}**: {len(data):,} images of {_size(data)}, {several}."
    )
    with st.container(
        horizontal=True, height=TALLEST if len(data.classes) > MANY else "content", border=False
    ):
        for name, count, cells in zip(data.classes, data.counts(), data.grid(), strict=True):
            picture = mosaic(data.images, cells.reshape(2, -1), LEAST)
            caption = f"**{escape_markdown(name)}**: {count_of(int(count), 'image')}"
            alt = f"Some images of {name}"
            st.image(encode_png(picture), caption, width=WIDTH, output_format="PNG", alt=alt)
    for note in data.notes:
        st.caption(escape_markdown(note))
    if data.refused:
        with st.expander(f"{len(data.refused)} files were left out"):
            st.text("\n".join(data.refused))


def _bring(page: str) -> None:
    """Offer the upload; say what is wrong with files, keep the data before."""
    with st.popover("Your own pictures", icon=":material/folder_zip:", width="stretch"):
        key = f"{page}_upload"
        st.file_uploader(FILES, key=key, accept_multiple_files=True)
        channels = controls.choice(f"{page}_colours", "Colours", ("Grey", "Colour"), "Colour")
        size = controls.choice(f"{page}_side", "Pixels a side", (16, 28, 32, 48), 32)
        st.button(
            "Use these files",
            on_click=_take,
            args=(page, key, size, 1 + 2 * (channels == "Colour")),
        )
    if problem := session().data.refusal:
        st.warning(
            f"{escape_markdown(problem)} The data before stays.", icon=":material/broken_image:"
        )


def _take(page: str, key: str, size: int, channels: int) -> None:
    """Read what arrived; on trouble keep the sentence and the data before."""
    upload = session().data
    upload.refusal = ""
    files = [(file.name, file.getvalue()) for file in widget_value(key) or []]
    try:
        upload.value = datasets.open_upload(files, size, channels)
    except DataError as refused:
        upload.refusal = str(refused)
        return
    controls.set_control(f"{page}_data", OWN)


def _knobs(page: str) -> dict[str, Any]:
    """Let the reader say what the shapes shall be like."""
    with st.popover("What the shapes are like", icon=":material/tune:", width="stretch"):
        return {
            "count": controls.choice(f"{page}_count", "Images", (400, 800, 1600, 3200), 800),
            "size": controls.choice(f"{page}_size", "Pixels a side", (8, 12, 16, 24, 32), 16),
            "channels": controls.choice(f"{page}_planes", "Channels", (1, 3), 1),
            "noise": controls.number(f"{page}_noise", "Noise", 0.0, 0.5, 0.1, step=0.05),
            "rotation": controls.number(f"{page}_rotation", "Turned by up to, degrees", 0, 180, 15),
            "scale": controls.number(f"{page}_scale", "Size differs by", 0.0, 0.5, 0.2, step=0.05),
            "shift": controls.number(f"{page}_shift", "Moved by", 0.0, 0.3, 0.1, step=0.05),
            "seed": controls.seed(f"{page}_drawing", "shapes"),
        }


@st.cache_resource(show_spinner=False)
def _digits() -> Dataset:
    return datasets.digits()


@st.cache_resource(show_spinner=False)
def _fashion() -> Dataset | None:
    return datasets.fashion_mnist()


@st.cache_resource(max_entries=8, show_spinner=False)
def _shapes(seed: int, **knobs: Any) -> Dataset:
    return datasets.shapes(**knobs, rng=np.random.default_rng(seed))


def _size(data: Dataset) -> str:
    channels, height, width = data.images.shape[1:]
    return f"{height} × {width} pixels" + (" in colour" if channels == 3 else "")
