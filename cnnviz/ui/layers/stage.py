"""The stage component: plays a trace in the browser, reports the step and edits."""

from collections.abc import Callable

from cnnviz.contracts.stage import CellEdit
from cnnviz.ui.state import address
from cnnviz.ui.state.widget_state import component_value, has_widget
from cnnviz.ui.widgets.components import register_component

_mount = register_component("stage")


def stage(message: bytes, *, name: str, on_edit: Callable[[CellEdit], None]) -> None:
    """Mount the stage with a scene; keep its step under ``name`` in the address.

    Parameters
    ----------
    message : bytes
        From `cnnviz.view.scene`.
    name : str
        ``page_step``, which `start_step` reads.
    on_edit : callable
        Called with the edited cell before the page reruns.
    """
    key = f"{name}_stage"

    def edited() -> None:
        on_edit(component_value(key, "edit"))

    shown = _mount(
        key=key, data=message, default={"at": None}, on_at_change=_ignore, on_edit_change=edited
    )
    if shown.at is not None:
        address.put_value(name, str(int(shown.at)) if shown.at else None)


def start_step(name: str, steps: int) -> int:
    """Read the step to open from the address.

    After a change of settings there may be fewer steps; a step too large is an error only in
    a newly opened link.
    """
    linked = not has_widget(f"{name}_stage")

    def count(text: str) -> int:
        if not text.isdecimal() or len(text) > 9:
            raise ValueError("a step is a whole number. It starts at the first.")
        if linked and steps and int(text) >= steps:
            raise ValueError(f"there are {steps} steps, counted from 0. It starts at the first.")
        return int(text)

    return address.get_value(name, 0, count)


def _ignore() -> None:
    """Do nothing: the value is read where the component is mounted."""
