"""Choice of the training data: digits, drawn shapes, Fashion-MNIST, or an upload."""

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
MANY, TALLEST = 12, 420  # classes shown without scrolling; otherwise the height in px
WIDTH, LEAST = 170, 40  # px of a class's four images; the least of one image
FILES = "A zip of folders (one class a folder), MNIST's IDX files, or an NPZ: up to 50 MB"


def pick_dataset(page: str) -> Dataset:
    """Let the reader choose a data set."""
    own: Dataset | None = session().data.value
    fashion = [FASHION] if datasets.has_fashion_mnist() else []
    names = [DIGITS, SHAPES, *fashion, *([OWN] if own else [])]
    name = controls.choice(f"{page}_data", "Data", names, DIGITS)
    _upload_controls(page)
    if name == SHAPES:
        return _shapes(**_shape_settings(page))
    if name == OWN and own:
        return own
    return (_fashion() if name == FASHION else None) or _digits()


def is_own_data(page: str, values: dict[str, str]) -> bool:
    """Tell whether these page values select the uploaded data."""
    return values.get(f"{page}_data") == OWN


def offer_own_data(data: Dataset) -> None:
    """Make an uploaded data set available again."""
    session().data.value = data


def show_dataset(data: Dataset) -> None:
    """Show some images and the count of each class, and the files left out."""
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


def _upload_controls(page: str) -> None:
    """Show the file uploader and its settings, and why the newest files were refused."""
    with st.popover("Your own pictures", icon=":material/folder_zip:", width="stretch"):
        key = f"{page}_upload"
        st.file_uploader(FILES, key=key, accept_multiple_files=True)
        channels = controls.choice(f"{page}_colours", "Colours", ("Grey", "Colour"), "Colour")
        size = controls.choice(f"{page}_side", "Pixels a side", (16, 28, 32, 48), 32)
        st.button(
            "Use these files",
            on_click=_read_upload,
            args=(page, key, size, 1 + 2 * (channels == "Colour")),
        )
    if problem := session().data.refusal:
        st.warning(
            f"{escape_markdown(problem)} The data before stays.", icon=":material/broken_image:"
        )


def _read_upload(page: str, key: str, size: int, channels: int) -> None:
    """Read the uploaded files; when they are refused, keep the error and the data before."""
    upload = session().data
    upload.refusal = ""
    files = [(file.name, file.getvalue()) for file in widget_value(key) or []]
    try:
        upload.value = datasets.open_upload(files, size, channels)
    except DataError as refused:
        upload.refusal = str(refused)
        return
    controls.set_control(f"{page}_data", OWN)


def _shape_settings(page: str) -> dict[str, Any]:
    """Let the reader choose how the shapes are drawn."""
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
def _shapes(seed: int, **settings: Any) -> Dataset:
    return datasets.shapes(**settings, rng=np.random.default_rng(seed))


def _size(data: Dataset) -> str:
    channels, height, width = data.images.shape[1:]
    return f"{height} × {width} pixels" + (" in colour" if channels == 3 else "")
