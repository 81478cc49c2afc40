"""Choose a setting by k-fold cross-validation over a few values."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from cnnviz.datasets import Dataset
from cnnviz.server.sessions import Job
from cnnviz.training.cross_validation import CrossValidation, cross_validate_specs, images_for
from cnnviz.training.spec import Spec
from cnnviz.ui.state import address
from cnnviz.ui.training import session
from cnnviz.ui.training.layer_kinds import Layer, write_layers
from cnnviz.ui.widgets import controls, jobs
from cnnviz.ui.widgets.jobs import mount_job, show_job
from cnnviz.view.cross_validation import cross_validation_frame

TRIED: Mapping[str, tuple[Any, ...]] = {
    "Learning rate": (0.001, 0.003, 0.01, 0.03, 0.1),
    "Batch": (8, 16, 32, 64, 128),
    "Filters": (2, 4, 8, 16),
}
SETTINGS = {"Learning rate": "lr", "Batch": "batch_size"}


@dataclass(frozen=True)
class SettingQuestion:
    """A setting to choose, and the network it belongs to."""

    page: str
    what: str
    layers: tuple[Layer, ...]
    spec: Spec

    @property
    def now(self) -> Any:
        """The setting's value on the page."""
        if self.what == "Filters":
            return self.layers[_first(self.layers)][1]["filters"]
        return getattr(self.spec, SETTINGS[self.what])

    def specs(self) -> list[Spec]:
        """Make a training spec for each value."""
        return [self._spec(value) for value in TRIED[self.what]]

    def take(self, value: Any) -> None:
        """Set the setting to a value."""
        if self.what == "Filters":
            address.put_value(f"{self.page}_layers", write_layers(self._layers(value)))
        else:
            session.change_settings(self.page, **{SETTINGS[self.what]: value})

    def _spec(self, value: Any) -> Spec:
        if self.what == "Filters":
            return self.spec.changed(layers=tuple(self._layers(value)))
        return self.spec.changed(**{SETTINGS[self.what]: value})

    def _layers(self, filters: int) -> list[Layer]:
        """Return the layers with so many filters in the first convolution."""
        layers, at = list(self.layers), _first(self.layers)
        kind, given = layers[at]
        layers[at] = kind, {**given, "filters": filters}
        return layers


def show_cross_validation(page: str, spec: Spec | None, layers: list[Layer], data: Dataset) -> None:
    """Show cross-validation in an expander; its job runs while the expander is open."""
    opened = st.expander(
        "Choose a setting by cross-validation",
        icon=":material/balance:",
        key=f"{page}_folds_open",
        on_change="rerun",
    )
    if not opened.open or spec is None:
        return
    with opened:
        names = [name for name in TRIED if name != "Filters" or _first(layers) >= 0]
        left, middle, right = st.columns(3)
        with left:
            what = controls.choice(f"{page}_try", "What to choose", names, names[0])
        with middle:
            parts = controls.choice(f"{page}_folds", "Parts", (3, 5, 10), 5)
        with right:
            rounds = controls.choice(f"{page}_rounds", "Epochs each", (1, 3, 10), 3)
        _describe(parts, len(images_for(data, spec.validation)), spec)
        question = SettingQuestion(page, what, tuple(layers), spec)
        found = show_job(
            f"{page}_folds_work",
            (question.what, question.specs()[0], id(data), parts, rounds),
            lambda: Job(
                partial(cross_validate_specs, question.specs(), data, parts, rounds),
                partial(
                    cross_validation_frame,
                    what=question.what,
                    settings=[*map(str, TRIED[question.what])],
                ),
                "steps",
                jobs.ROOM,
            ),
            mount_job,
        )
        if isinstance(found, CrossValidation):
            _offer(question, found)


def _describe(parts: int, count: int, spec: Spec) -> None:
    """Describe the procedure."""
    st.caption(
        f"{count:,} of the images to learn from are cut into {parts} parts. Each network learns "
        f"from {parts - 1} and is judged by the one it has not seen: every image judges once. "
        f"The {spec.validation:.0%} held back stay out of it: they judge what you choose."
    )


def _offer(question: SettingQuestion, found: CrossValidation) -> None:
    """Offer to set the page to the best value."""
    best = TRIED[question.what][int(found.means.argmax())]
    if best == question.now:
        st.caption(f"The best of them is what you have: {best}.")
    else:
        label = f"Take {question.what.lower()} {best}"
        if st.button(label, key=f"{question.page}_take", on_click=question.take, args=(best,)):
            st.rerun()


def _first(layers: Any) -> int:
    """Return the index of the first convolution; -1 if there is none."""
    return next((at for at, (kind, _) in enumerate(layers) if kind == "conv2d"), -1)
