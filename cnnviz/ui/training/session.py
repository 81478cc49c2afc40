"""The run behind the page: opened once, kept while it learns, never thrown away unasked."""

from dataclasses import dataclass
from functools import partial
from typing import Any, cast

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz.contracts.training import BarSettings, TrainingFrameHeader, TrainingMessage
from cnnviz.datasets import Dataset
from cnnviz.server import sessions
from cnnviz.server.sessions import TrainingSession
from cnnviz.text import count_of
from cnnviz.training.spec import Spec
from cnnviz.ui.state import address
from cnnviz.ui.state.session import session
from cnnviz.ui.state.widget_state import component_value
from cnnviz.ui.training import control_bar
from cnnviz.ui.training import dataset_picker as images
from cnnviz.ui.widgets import problem
from cnnviz.ui.widgets.components import register_component

_mount = register_component("training")


@dataclass(frozen=True, eq=False)
class KeptTraining:
    """A run, what it was opened for, and the values the page had then."""

    course: TrainingSession
    spec: Spec
    data: Dataset
    values: dict[str, str]

    def changed(self, spec: Spec, data: Dataset) -> list[str]:
        """Name what the page asks for otherwise by now; the bar's settings are the run's own."""
        steered = {name: getattr(spec, name) for name in control_bar.NAMES}
        body, own = spec.layers[:-1], self.spec.layers[:-1]  # the last layer follows the classes
        is_other = data is not self.data
        found = {
            "the network": body != own if is_other else spec.layers != self.spec.layers,
            "the data": is_other,
            "the settings": spec != self.spec.changed(layers=spec.layers, **steered),
        }
        return [name for name, differs in found.items() if differs]

    def state(self) -> TrainingFrameHeader | None:
        """Ask how far it is; None when it has been freed."""
        try:
            return cast(TrainingFrameHeader, self.course.call("state"))
        except sessions.Refused:
            return None


def current_training() -> KeptTraining | None:
    """Find the run of this session, if there is one."""
    return session().training.kept


def control_settings(page: str) -> BarSettings:
    """Say what the bar is set to: the run's settings, or the link's before there is one."""
    kept = current_training()
    state = kept.state() if kept else None
    if state is None:
        return control_bar.settings_of_link(page)
    control_bar.settings_to_link(page, state)
    return {
        "lr": state["lr"],
        "batch_size": state["batch_size"],
        "optimizer": state["optimizer"],
    }


def change_settings(page: str, **settings: Any) -> None:
    """Turn knobs of the bar from elsewhere on the page."""
    try:
        if kept := current_training():
            kept.course.call("set", **settings)
    except sessions.Refused:  # it is gone; the next one begins with them
        pass
    control_bar.settings_to_link(page, settings)


def start_over(page: str) -> None:
    """Put the page back to its defaults, and begin the run again."""
    address.forget_page(page)
    _forget()


def show_training(page: str, spec: Spec | None, data: Dataset, question: DeltaGenerator) -> None:
    """Show the run of a network on some data; open it where nothing would be lost.

    Where something would, ask first, in the room for a `question`.
    """
    kept = current_training()
    state = kept.state() if kept else None
    if spec and state is None:
        _open(page, spec, data)
    elif spec and kept and state and (changed := kept.changed(spec, data)):
        if state["step"] == 0:
            _open(page, spec, data)
        else:
            with question:
                _ask(page, spec, data, " and ".join(changed), state["step"])
    if refusal := session().training.refusal:
        session().training.refusal = ""
        st.warning(refusal, icon=":material/hourglass_disabled:")
        st.button("Try again")
    if kept := current_training():
        _watch(page, kept)


def _watch(page: str, kept: KeptTraining) -> None:
    """Let the browser watch it; what it tells makes the page run again."""
    _mount(
        key=f"{page}_run",
        data=_message(page, kept),
        on_again_change=_forget,
        on_turned_change=lambda: None,
        on_before_change=partial(_find_again, page),
    )


def _message(page: str, kept: KeptTraining) -> TrainingMessage:
    """Say which run is watched, and what its bar may be set to."""
    return {
        "url": kept.course.url,
        "pace": control_bar.PACE,
        "knobs": control_bar.settings_of_link(page),
        "heard": session().training.address_before,
        "numbers": {
            "lr": control_bar.number_setting("lr"),
            "batch_size": control_bar.number_setting("batch_size"),
        },
        "optimizers": control_bar.optimizers(),
        "paces": control_bar.PACES,
    }


def _open(page: str, spec: Spec, data: Dataset) -> None:
    """Open a run; the one before ends. Where there is no room, say so and keep what there is."""
    before = current_training()
    try:
        opened = sessions.open_session(spec, data)
    except ValueError as refused:
        session().training.refusal = problem.problem_sentence(refused)
        return
    if before is not None:
        before.course.close()
    opened.note = spec, data, address.page_values(page)
    session().training.kept = KeptTraining(opened, *opened.note)


def _find_again(page: str) -> None:
    """Show the run the tab had before it was reloaded, if there still is one."""
    kept, url = current_training(), component_value(f"{page}_run", "before")
    session().training.address_before = url
    if kept and isinstance(url, str) and (found := sessions.take_over(url, kept.course)):
        session().training.kept = KeptTraining(found, *found.note)
        if images.is_own_data(page, found.note[2]):
            _undo(page)


def _forget() -> None:
    """Let go of a run that has ended; the page opens another."""
    session().training.kept = None


def _ask(page: str, spec: Spec, data: Dataset, changed: str, learned: int) -> None:
    """Ask before what was learned is thrown away; in view wherever the reader is."""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        steps = count_of(learned, "step")
        st.markdown(
            f"You changed {changed}. The run has learned for **{steps}** and goes on as it was."
        )
        st.button("Start again", type="primary", on_click=_open, args=(page, spec, data))
        st.button("Undo the change", on_click=_undo, args=(page,))


def _undo(page: str) -> None:
    """Ask for what the run was opened for."""
    if kept := current_training():
        address.restore_values(page, kept.values)
        if images.is_own_data(page, kept.values):
            images.offer_own_data(kept.data)
