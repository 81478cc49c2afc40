"""Widgets whose values are kept in the session and in the address."""

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
    """Choose one of some options: segmented when they are few and short, otherwise a selectbox.

    Parameters
    ----------
    name : str
        ``page_name``: the widget's key, and the parameter in the address.
    options : sequence
        Shown, and written to the address, by ``str``.
    wide : bool
        Whether there is room for long names side by side.
    """
    now = _initial_value(name, default, one_of(options))
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
    return _keep_value(name, picked, default)


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
    """Choose a number in a range by a slider."""
    kind = int if isinstance(default, int) else float
    now = _initial_value(name, default, between(low, high, kind))
    picked = st.slider(label, low, high, now, step, key=name, help=help, on_change=on_change)
    return _keep_value(name, picked, default)


def seed(
    name: str, what: str, default: int = 0, *, on_change: Callable[[], None] | None = None
) -> int:
    """Choose the seed of a random generator, which draws `what`."""
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
    """Switch something on or off."""
    now = _initial_value(name, default, lambda text: one_of(("True", "False"))(text) == "True")
    return _keep_value(
        name, st.toggle(label, now, key=name, help=help, on_change=on_change), default
    )


def operation_settings(operation: Operation, *, page: str) -> dict[str, Any]:
    """Show a control for every parameter of an operation; return their values by name."""
    return {param.name: _setting(param, page) for param in operation.params}


def keep_offered(name: str, options: Sequence[Any], default: Any) -> None:
    """Reset a value to the default when it is no longer one of the options."""
    if widget_value(name, default) not in options:
        set_widget(name, default)
    if address.get_value(name, str(default), str) not in {str(option) for option in options}:
        address.put_value(name, None)


def follow_default(name: str, options: Sequence[Any], default: Any) -> None:
    """Update a value that the reader has left at its default when the default changes."""
    usual = session().usual
    if has_widget(name) and widget_value(name) == usual.get(name):
        set_widget(name, default)
    usual[name] = default
    keep_offered(name, options, default)


def set_control(name: str, value: Any) -> None:
    """Set a control's value from the callback of another one."""
    set_widget(name, value)
    address.put_value(name, str(value))


def _setting(param: Param, page: str) -> Any:
    name = f"{page}_{param.name}"
    if has_widget(name):  # another operation may offer other options under this name
        keep_offered(name, param.options, param.default)
    if param.options == (False, True):
        return switch(name, param.label, param.default, help=param.help)
    return choice(name, param.label, param.options, param.default, help=param.help)


def _initial_value(name: str, default: Any, read: Callable[[str], Any]) -> Any:
    """Set a widget's first value, from the address or the default, and return its value.

    The value is also passed to the widget as its default on every run: a widget in a closed
    popover is not on screen, and would otherwise be empty when that opens.
    """
    if not has_widget(name):
        set_widget(name, address.get_value(name, default, read))
    return widget_value(name)


def _keep_value(name: str, value: Any, default: Any) -> Any:
    address.put_value(name, None if value == default else str(value))
    return value


def one_of(options: Sequence[Any]) -> Callable[[str], Any]:
    """Make a parser that accepts only the given options, by ``str``."""
    by_text = {str(option): option for option in options}

    def read(text: str) -> Any:
        if text not in by_text:
            raise ValueError(
                f"this page offers {', '.join(by_text)}. It starts with the usual one."
            )
        return by_text[text]

    return read


def between(low: float, high: float, kind: type) -> Callable[[str], Any]:
    """Make a parser that accepts numbers of a type in a range."""

    def read(text: str) -> Any:
        try:
            value = kind(text)
        except ValueError:
            value = None
        if value is None or not low <= value <= high:
            raise ValueError(f"this page takes {low} to {high}. It starts with the usual one.")
        return value

    return read
