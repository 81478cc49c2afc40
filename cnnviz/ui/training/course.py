"""The run behind the page: opened once, kept while it learns, never thrown away unasked."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from cnnviz.datasets import Dataset
from cnnviz.server import training
from cnnviz.server.training import Course, Spec
from cnnviz.ui import problem
from cnnviz.ui.components import register

KEPT, REFUSED = "_course", "_no_course"
PACE = 30  # steps a second to begin with: digits are learned in a second at full speed
FORMATS = {
    "npz": ("NumPy (.npz)", "arrays by name"),
    "safetensors": ("Safetensors", "the same, safe to open anywhere"),
    "onnx": ("ONNX", "the whole network, for other programs"),
}

_mount = register("training")


@dataclass(frozen=True, eq=False)
class Kept:
    """A run and what it was opened for."""

    course: Course
    spec: Spec
    data: Dataset

    def fits(self, spec: Spec, data: Dataset) -> bool:
        """Tell whether it is still what the page asks for."""
        return self.spec == spec and self.data is data

    def state(self) -> dict[str, Any]:
        """Ask how far it is; a run that has been freed is at step 0."""
        try:
            return dict(self.course.call("state"))
        except training.Refused:
            return {"step": 0, "gone": True}


def show(page: str, spec: Spec | None, data: Dataset) -> None:
    """Show the run of a network on some data; open it where nothing would be lost."""
    kept: Kept | None = st.session_state.get(KEPT)
    state = kept.state() if kept else {"gone": True}
    if spec and state.get("gone"):
        _open(spec, data)
    elif spec and kept and not kept.fits(spec, data):
        if state["step"] == 0:
            _open(spec, data)
        else:
            _offer(spec, data, state["step"])
    if refused := st.session_state.pop(REFUSED, None):
        st.warning(refused, icon=":material/hourglass_disabled:")
        st.button("Try again")
    kept = st.session_state.get(KEPT)
    if kept is not None:
        _mount(
            key=f"{page}_run",
            data={"url": kept.course.url, "pace": PACE},
            on_again_change=_forget,
        )


def take_home() -> None:
    """Offer the network as it is now, in three formats."""
    kept: Kept | None = st.session_state.get(KEPT)
    if kept is None or kept.course.why:
        st.caption("There is no network to take home yet.")
        return
    with st.container(horizontal=True):
        for kind, (label, told) in FORMATS.items():
            st.download_button(
                label,
                data=partial(_export, kept, kind),
                file_name=f"cnnviz.{kind}",
                help=f"{label}: {told}.",
                icon=":material/download:",
                on_click="ignore",
            )


def _open(spec: Spec, data: Dataset) -> None:
    """Open a run; the one before ends. Where there is no room, say so and keep what there is."""
    before: Kept | None = st.session_state.get(KEPT)
    try:
        opened = training.open(spec, data)
    except ValueError as refused:
        st.session_state[REFUSED] = problem.sentence(refused)
        return
    if before is not None:
        before.course.close()
    st.session_state[KEPT] = Kept(opened, spec, data)


def _forget() -> None:
    """Let go of a run that has ended; the page opens another."""
    st.session_state.pop(KEPT, None)


def _offer(spec: Spec, data: Dataset, learned: int) -> None:
    """Ask before what was learned is thrown away."""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"You changed the network, the data or the settings. The run below has learned for "
            f"**{learned:,} steps** and goes on as it was."
        )
        st.button("Start again with the new ones", on_click=_open, args=(spec, data))


def _export(kept: Kept, kind: str) -> bytes:
    """Ask for the network in one format."""
    return bytes(kept.course.call("export")[kind])
