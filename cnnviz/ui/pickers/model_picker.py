"""Choice of a network: a shipped one, the one just trained, or an uploaded file."""

from dataclasses import replace

import streamlit as st

from cnnviz import nn
from cnnviz.datasets import Dataset
from cnnviz.server import sessions
from cnnviz.server.sessions.session import PATIENCE
from cnnviz.ui.lesson import contents
from cnnviz.ui.state import address
from cnnviz.ui.state.address import escape_markdown
from cnnviz.ui.state.session import session
from cnnviz.ui.state.widget_state import widget_value
from cnnviz.ui.widgets import controls
from cnnviz.zoo import Model, ModelError, from_sequential, open_model
from cnnviz.zoo.shipped import SHIPPED

HERE, OWN = "Trained here", "My file"
FILES = "ONNX, or safetensors and NPZ as the training page writes them: up to 10 MB"
NONE_YET = "Nothing has been trained since you came. Train a network, then come back:"


def pick_model(page: str) -> Model:
    """Let the reader choose a network; the choice of an uploaded one is kept from page to page.

    Parameters
    ----------
    page : str
        The page's slug; the choice is stored as ``page_model``.
    """
    uploaded = session().model.value
    shipped = {entry.title: entry for entry in SHIPPED}
    names = [*shipped, HERE, *([OWN] if uploaded else [])]
    key = f"{page}_model"
    if uploaded is None and address.get_value(key, "", str) == OWN:
        address.put_value(key, None)
        address.note_value(
            key,
            "The link showed somebody's own network. Networks do not travel in links: "
            "bring the file again, or use this one.",
        )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = controls.choice(key, "Network", names, names[0])
        _upload_controls(page)
    if problem := session().model.refusal:
        st.warning(
            f"{escape_markdown(problem)} The network before stays.", icon=":material/broken_image:"
        )
    if name == OWN and uploaded:
        return uploaded
    trained = _trained() if name == HERE else None
    if name == HERE and trained is None:
        st.info(NONE_YET, icon=":material/model_training:")
        lesson = next(entry for entry in contents.lessons() if entry.slug == "training")
        st.page_link(lesson.page(), label=lesson.title, icon=":material/arrow_forward:")
    return trained or shipped.get(name, SHIPPED[0]).model()


def about_model(model: Model) -> str:
    """Describe a network's data and accuracy in one line of Markdown."""
    sentences = [entry.sentence for entry in SHIPPED if model is entry.model()]
    if is_own_model(model):
        sentences = [f"From your file {model.title}."]
    return escape_markdown(" ".join([*sentences, model.note]))


def is_own_model(model: Model) -> bool:
    """Tell whether the network was uploaded by the reader."""
    return model is session().model.value


def _upload_controls(page: str) -> None:
    """Show the file uploader."""
    label, help = "Your own", "Bring a network as a file."
    with st.popover(label, icon=":material/upload_file:", width="content", help=help):
        key = f"{page}_network"
        st.file_uploader(
            FILES, key=key, max_upload_size=10, on_change=_read_upload, args=(page, key)
        )
        st.caption("Your file is kept only in this server's memory, while this page is open.")


def _read_upload(page: str, key: str) -> None:
    """Read the uploaded file; when it is refused, keep the error and the network before."""
    upload = session().model
    upload.refusal = ""
    uploaded_file = widget_value(key)
    if uploaded_file is None:
        return
    try:
        model = open_model(uploaded_file.getvalue(), uploaded_file.name)
    except ModelError as refused:
        upload.refusal = str(refused)
        return
    upload.value = _with_data(model)
    controls.set_control(f"{page}_model", OWN)


def _with_data(model: Model) -> Model:
    """Give a model without data the data of a shipped model of the same input shape and classes."""
    for known in (entry.model() for entry in SHIPPED) if model.data is None else ():
        sizes = [(each.graph.input_shape, len(each.classes)) for each in (known, model)]
        if sizes[0] == sizes[1]:
            return replace(model, data=known.data, classes=known.classes)
    return model


def _trained() -> Model | None:
    """Get the training page's network as it is now; the last one known if it has been freed."""
    kept, network = session().training.kept, session().network
    before = network.trained
    if kept is None:
        return before and before[1]
    try:
        state = kept.course.call("state")
        npz: bytes = kept.course.ask("export", {}).result(PATIENCE)["npz"]
    except (sessions.Refused, TimeoutError):
        return before and before[1]
    if before is None or before[0] != npz:
        model = _model(npz, kept.data, state["step"])
        before = network.trained = npz, model
    return before[1]


def _model(npz: bytes, data: Dataset, steps: int) -> Model:
    """Make a `Model` of a network trained in the app."""
    return Model(
        graph=from_sequential(nn.load_npz(npz)),
        title=HERE,
        classes=data.classes,
        note=f"Trained by you for {steps:,} steps on {data.name}.",
        data=lambda: data,
    )
