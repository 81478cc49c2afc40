"""The values of widgets and components in Streamlit's session state, by their keys."""

from typing import Any

import streamlit as st


def has_widget(key: str) -> bool:
    """Tell whether a widget has a value."""
    return key in st.session_state


def widget_value(key: str, default: Any = None) -> Any:
    """Get the value of a widget, also before it is created in this script run."""
    return st.session_state.get(key, default)


def set_widget(key: str, value: Any) -> None:
    """Set the value of a widget, before it is created or from a callback."""
    st.session_state[key] = value


def forget_widget(key: str) -> None:
    """Reset a widget to its default."""
    st.session_state.pop(key, None)


def forget_widgets(prefix: str) -> None:
    """Reset all widgets whose keys have this prefix to their defaults."""
    for key in [key for key in st.session_state if str(key).startswith(prefix)]:
        del st.session_state[key]


def component_value(key: str, name: str) -> Any:
    """Get a value last reported by a component; None if there is none."""
    return (st.session_state.get(key) or {}).get(name)
