"""The training run of a Streamlit session: opened, kept across reruns, replaced on request."""

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
    """A training run, its spec and data, and the page's values when it was opened."""

    course: TrainingSession
    spec: Spec
    data: Dataset
    values: dict[str, str]

    def changed(self, spec: Spec, data: Dataset) -> list[str]:
        """List what differs on the page from the run, besides the control bar's settings."""
        steered = {name: getattr(spec, name) for name in control_bar.NAMES}
        body, own = (
            spec.layers[:-1],
            self.spec.layers[:-1],
        )  # the last has a unit per class
        is_other = data is not self.data
        found = {
            "the network": body != own if is_other else spec.layers != self.spec.layers,
            "the data": is_other,
            "the settings": spec != self.spec.changed(layers=spec.layers, **steered),
        }
        return [name for name, differs in found.items() if differs]

    def state(self) -> TrainingFrameHeader | None:
        """Get its state; None when it has been freed."""
        try:
            return cast(TrainingFrameHeader, self.course.call("state"))
        except sessions.Refused:
            return None


def current_training() -> KeptTraining | None:
    """Get the session's run, if there is one."""
    return session().training.kept


def control_settings(page: str) -> BarSettings:
    """Get the control bar's settings: the run's, or the address's before there is a run."""
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
    """Change settings of the control bar from elsewhere on the page."""
    try:
        if kept := current_training():
            kept.course.call("set", **settings)
    except sessions.Refused:  # it has ended; the next run starts with them
        pass
    control_bar.settings_to_link(page, settings)


def start_over(page: str) -> None:
    """Reset the page to its defaults and start a new run."""
    address.forget_page(page)
    _forget()


def show_training(page: str, spec: Spec | None, data: Dataset, question: DeltaGenerator) -> None:
    """Show the training run; open one if there is none or it has not taken a step.

    If the network, data or settings have changed since it was opened, ask before replacing it.

    Parameters
    ----------
    page : str
    spec : Spec or None
        None when the layers on the page do not fit.
    data : Dataset
    question : DeltaGenerator
        The container the question is written in.
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
        _mount_run(page, kept)


def _mount_run(page: str, kept: KeptTraining) -> None:
    """Mount the component that shows the run."""
    _mount(
        key=f"{page}_run",
        data=_message(page, kept),
        on_again_change=_forget,
        on_turned_change=lambda: None,
        on_before_change=partial(_take_over, page),
    )


def _message(page: str, kept: KeptTraining) -> TrainingMessage:
    """Make the component's message: the run's URL and the control bar's options."""
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
    """Open a run and close the one before; when it is refused, keep that and the error."""
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


def _take_over(page: str) -> None:
    """Take over the run the tab had before it was reloaded, if it still exists."""
    kept, url = current_training(), component_value(f"{page}_run", "before")
    session().training.address_before = url
    if kept and isinstance(url, str) and (found := sessions.take_over(url, kept.course)):
        session().training.kept = KeptTraining(found, *found.note)
        if images.is_own_data(page, found.note[2]):
            _undo(page)


def _forget() -> None:
    """Drop a run that has ended; the page opens another."""
    session().training.kept = None


def _ask(page: str, spec: Spec, data: Dataset, changed: str, learned: int) -> None:
    """Ask whether to replace a run that has taken steps."""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        steps = count_of(learned, "step")
        st.markdown(
            f"You changed {changed}. The run has learned for **{steps}** and goes on as it was."
        )
        st.button("Start again", type="primary", on_click=_open, args=(page, spec, data))
        st.button("Undo the change", on_click=_undo, args=(page,))


def _undo(page: str) -> None:
    """Restore the page's values of when the run was opened."""
    if kept := current_training():
        address.restore_values(page, kept.values)
        if images.is_own_data(page, kept.values):
            images.offer_own_data(kept.data)
