"""Choice of a picture: a sample, an upload or a photograph; kept from page to page."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st
from numpy.typing import NDArray

from cnnviz.images import SAMPLES, ImageError, load_sample, read_image, shrink_to_fit
from cnnviz.ui.state import address
from cnnviz.ui.state.session import session
from cnnviz.ui.state.widget_state import widget_value
from cnnviz.ui.widgets import controls

OWN = "My picture"
SCREEN = 960  # pixels of the longer side on screen


@dataclass(frozen=True)
class PickedImage:
    """A chosen picture.

    Attributes
    ----------
    name : str
        The sample's name, or "My picture".
    pixels : ndarray of shape (H, W, 3)
        uint8, at most `SCREEN` pixels a side.
    data : bytes or None
        The uploaded file, which has the full size; None for a sample.
    notes : tuple of str
        Sentences on how the file was converted.
    """

    name: str
    pixels: NDArray
    data: bytes | None = None
    notes: tuple[str, ...] = ()

    def full(self) -> NDArray:
        """Read the picture at full size, (H, W, 3)."""
        picture = load_sample(self.name) if self.data is None else read_image(self.data)
        return picture.pixels


def pick_image(page: str, *, on_change: Callable[[], None] | None = None) -> PickedImage:
    """Let the reader choose a sample or upload a picture."""
    own = session().picture.value
    names = [sample.name for sample in SAMPLES]
    key = f"{page}_picture"
    if own is None and address.get_value(key, "", str) == OWN:
        address.put_value(key, None)
        address.note_value(
            key,
            "The link showed somebody's own picture. Pictures do not travel in links: "
            "bring it again, or use this sample.",
        )
    options = [*names, OWN] if own else names
    name = controls.choice(key, "Picture", options, names[0], on_change=on_change)
    _upload_controls(page)
    if name == OWN and own:
        for note in own.notes:
            st.caption(note)
        return own
    return PickedImage(name, _screen_sample(name))


def _upload_controls(page: str) -> None:
    """Show the file uploader and the camera, and why the newest file was refused."""
    with st.popover("Your own picture", icon=":material/add_photo_alternate:", width="stretch"):
        key = f"{page}_upload"
        st.file_uploader(
            "A file: PNG, JPEG, WebP, GIF, BMP, TIFF or AVIF, up to 10 MB",
            key=key,
            max_upload_size=10,
            on_change=_read_upload,
            args=(page, key),
        )
        if st.toggle("Use the camera", key=f"{page}_camera_on"):
            key = f"{page}_camera"
            st.camera_input("Take a photograph", key=key, on_change=_read_upload, args=(page, key))
        st.caption("Your picture is kept only in this server's memory, while this page is open.")
    if problem := session().picture.refusal:
        st.warning(f"{problem} The picture before stays.", icon=":material/broken_image:")


def _read_upload(page: str, key: str) -> None:
    """Read the uploaded file; when it is refused, keep the error and the picture before."""
    upload = session().picture
    upload.refusal = ""
    uploaded = widget_value(key)
    if uploaded is None:
        return
    data = uploaded.getvalue()
    try:
        read = read_image(data)
    except ImageError as problem:
        upload.refusal = str(problem)
        return
    screen = shrink_to_fit(read.pixels, SCREEN)
    notes = read.notes
    if screen.shape != read.pixels.shape:
        height, width = read.pixels.shape[:2]
        notes = (
            *notes,
            f"{width} × {height} in the file, smaller on screen, whole in the download.",
        )
    upload.value = PickedImage(OWN, screen, data, notes)
    controls.set_control(f"{page}_picture", OWN)


@st.cache_data(max_entries=16, show_spinner=False)
def _screen_sample(name: str) -> NDArray:
    return shrink_to_fit(load_sample(name).pixels, SCREEN)
