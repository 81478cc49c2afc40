"""Widgets that remember themselves: in the session, and in the address."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from cnnviz.ops import Operation, Param
from cnnviz.ui.state import address
from cnnviz.ui.state.session import session
from cnnviz.ui.state.widget_state import has_widget, set_widget, widget_value


def choice(
    name: str,
    label: str,
    options: Sequence[Any],
    default: Any,
    *,
    help: str | None = None,
    on_change: Callable[[], None] | None = None,
    disabled: bool = False,
    wide: bool = False,
) -> Any:
    """Pick one of a few; up to four lie side by side, more open as a list.

    Parameters
    ----------
    name : str
        ``page_name``: the key, and the parameter in the address.
    options : sequence
        Shown and addressed by ``str``.
    wide : bool
        Whether there is room for long names side by side.
    """
    now = _seed(name, default, one_of(options))
    settings: dict[str, Any] = {
        "key": name,
        "help": help,
        "on_change": on_change,
        "disabled": disabled,
    }
    if wide or (len(options) <= 4 and sum(len(str(option)) + 3 for option in options) <= 23):
        picked = st.segmented_control(
            label, options, default=now, required=True, width="stretch", **settings
        )
    else:
        picked = st.selectbox(label, options, index=options.index(now), **settings)
    return _kept(name, picked, default)


def number(
    name: str,
    label: str,
    low: float,
    high: float,
    default: float,
    *,
    step: float = 1,
    help: str | None = None,
    on_change: Callable[[], None] | None = None,
) -> Any:
    """Slide to a number."""
    kind = int if isinstance(default, int) else float
    now = _seed(name, default, between(low, high, kind))
    picked = st.slider(label, low, high, now, step, key=name, help=help, on_change=on_change)
    return _kept(name, picked, default)


def seed(
    name: str, what: str, default: int = 0, *, on_change: Callable[[], None] | None = None
) -> int:
    """Choose where chance begins."""
    help = f"Chance that can be repeated: the same seed draws the same {what} again."
    label = f"Seed of the {what}"
    drawn: int = number(name, label, 0, 20, default, help=help, on_change=on_change)
    return drawn


def switch(
    name: str,
    label: str,
    default: bool = False,
    *,
    help: str | None = None,
    on_change: Callable[[], None] | None = None,
) -> bool:
    """Turn something on or off."""
    now = _seed(name, default, lambda text: one_of(("True", "False"))(text) == "True")
    return _kept(name, st.toggle(label, now, key=name, help=help, on_change=on_change), default)


def operation_settings(operation: Operation, *, page: str) -> dict[str, Any]:
    """Show a control for every parameter the operation declares."""
    return {param.name: _knob(param, page) for param in operation.params}


def keep_offered(name: str, options: Sequence[Any], default: Any) -> None:
    """Bring a value back to the default when another control no longer offers it."""
    if widget_value(name, default) not in options:
        set_widget(name, default)
    if address.get_value(name, str(default), str) not in {str(option) for option in options}:
        address.put_value(name, None)


def follow_default(name: str, options: Sequence[Any], default: Any) -> None:
    """Let what the reader has left at its default go with a default that changes."""
    usual = session().usual
    if has_widget(name) and widget_value(name) == usual.get(name):
        set_widget(name, default)
    usual[name] = default
    keep_offered(name, options, default)


def set_control(name: str, value: Any) -> None:
    """Move a control from a callback of another one."""
    set_widget(name, value)
    address.put_value(name, str(value))


def _knob(param: Param, page: str) -> Any:
    name = f"{page}_{param.name}"
    if has_widget(name):  # another operation may offer other options under this name
        keep_offered(name, param.options, param.default)
    if param.options == (False, True):
        return switch(name, param.label, param.default, help=param.help)
    return choice(name, param.label, param.options, param.default, help=param.help)


def _seed(name: str, default: Any, read: Callable[[str], Any]) -> Any:
    """Give a widget its first value: from the address or the last visit, else the default.

    The value is also passed to the widget as its default on every run: one in a popover is
    not on screen until that opens, and would otherwise begin empty.
    """
    if not has_widget(name):
        set_widget(name, address.get_value(name, default, read))
    return widget_value(name)


def _kept(name: str, value: Any, default: Any) -> Any:
    address.put_value(name, None if value == default else str(value))
    return value


def one_of(options: Sequence[Any]) -> Callable[[str], Any]:
    """Make a reader of addresses that takes only what is offered."""
    by_text = {str(option): option for option in options}

    def read(text: str) -> Any:
        if text not in by_text:
            raise ValueError(
                f"this page offers {', '.join(by_text)}. It starts with the usual one."
            )
        return by_text[text]

    return read


def between(low: float, high: float, kind: type) -> Callable[[str], Any]:
    """Make a reader of addresses that takes numbers in a range."""

    def read(text: str) -> Any:
        try:
            value = kind(text)
        except ValueError:
            value = None
        if value is None or not low <= value <= high:
            raise ValueError(f"this page takes {low} to {high}. It starts with the usual one.")
        return value

    return read
