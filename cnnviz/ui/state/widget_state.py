"""The values of widgets and components in Streamlit's session state, by their keys."""

from typing import Any

import streamlit as st


def has_widget(key: str) -> bool:
    """Tell whether a widget has a value: it has been drawn, or was set before that."""
    return key in st.session_state


def widget_value(key: str, default: Any = None) -> Any:
    """Find the value of a widget before it is drawn in this run."""
    return st.session_state.get(key, default)


def set_widget(key: str, value: Any) -> None:
    """Set the value of a widget, before it is drawn or from a callback."""
    st.session_state[key] = value


def forget_widget(key: str) -> None:
    """Let a widget begin with its default again."""
    st.session_state.pop(key, None)


def forget_widgets(prefix: str) -> None:
    """Let all widgets whose keys begin like this begin with their defaults again."""
    for key in [key for key in st.session_state if str(key).startswith(prefix)]:
        del st.session_state[key]


def component_value(key: str, name: str) -> Any:
    """Find what a component last said under a name; None when it has said nothing."""
    return (st.session_state.get(key) or {}).get(name)
