"""The stage: plays a trace in the browser; says where the reader stopped and what was edited."""

from collections.abc import Callable

from cnnviz.contracts.stage import CellEdit
from cnnviz.ui.state import address
from cnnviz.ui.state.widget_state import component_value, has_widget
from cnnviz.ui.widgets.components import register_component

_mount = register_component("stage")


def stage(message: bytes, *, name: str, on_edit: Callable[[CellEdit], None]) -> None:
    """Show a scene; keep the step the reader stopped at under ``name`` in the address.

    Parameters
    ----------
    message : bytes
        From `cnnviz.view.scene`.
    name : str
        ``page_step``: where `start_step` finds the step again.
    on_edit : callable
        Called with the cell and its new value before the page runs again.
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
    """Find the step to open on: where the reader stopped, or what the link says.

    After a change of knobs there may be fewer steps; only a link is told so.
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
    """Take part in a rerun; the value is read where the component is mounted."""
