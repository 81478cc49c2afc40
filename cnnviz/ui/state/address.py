"""The values of a page's controls and components, and their copy in the address.

Every control and component keeps its value here, as text, under ``page_name``. Values are kept
for the session, so a page is restored when it is opened again; values other than the defaults
are query parameters of the address, so a copied link restores them too.

Streamlit's own ``bind="query-params"`` is not used: it adds an entry to the browser's
history for each value when a page is opened again, and does not exist for components. Here a
component replaces the address in place, so Back leads to the page before.
"""

import re
from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from cnnviz.ui.state.session import session
from cnnviz.ui.state.widget_state import forget_widget, forget_widgets
from cnnviz.ui.widgets.components import register_component

Value = TypeVar("Value")

_write = register_component("address")


def adopt_address(page: str) -> None:
    """Take over the values of the address, if it is a link and was not written by this session."""
    prefix = f"{page}_"
    session().address.page = page
    asked = {name: text for name, text in st.query_params.items() if name.startswith(prefix)}
    if not asked or not _is_news(page, asked):
        return
    forget_page(page)
    _values().update(asked)


def forget_page(page: str) -> None:
    """Reset a page to its defaults: its values, its widgets, and sentences about its link."""
    prefix = f"{page}_"
    state = session()
    forget_widgets(prefix)
    state.pages.pop(page, None)
    for kept in (state.usual, state.address.values, state.address.problems):
        for name in [name for name in kept if name.startswith(prefix)]:
            del kept[name]
    state.address.links_opened += 1


def links_opened() -> int:
    """Return the number of links taken over; part of the key of components a link resets."""
    return session().address.links_opened


def get_value(name: str, default: Value, read: Callable[[str], Value]) -> Value:
    """Get a value; the default, with a sentence for the reader, when its text is invalid.

    Parameters
    ----------
    name : str
        The page and the value, ``page_name``.
    default
        Returned when there is no text or it is invalid.
    read : callable
        Parses the text; raises ValueError with what is allowed.
    """
    text = _values().get(name)
    if text is None:
        return default
    try:
        return read(text)
    except ValueError as allowed:
        del _values()[name]
        note_value(
            name,
            f"The link asks for {_readable_name(name)} “{escape_markdown(text[:40])}”; {allowed}",
        )
        return default


def note_value(name: str, sentence: str) -> None:
    """Keep a sentence about a value of the link, which is shown at the top of the page."""
    session().address.problems[name] = sentence


def put_value(name: str, text: str | None) -> None:
    """Keep a value as text; None, for the default, removes it."""
    if text is None:
        _values().pop(name, None)
    else:
        _values()[name] = text
        session().address.problems.pop(name, None)


def wrong_values(page: str) -> dict[str, str]:
    """Get the sentences about values of the link that could not be used, by name."""
    problems = session().address.problems
    return {name: sentence for name, sentence in problems.items() if name.startswith(f"{page}_")}


def page_values(page: str) -> dict[str, str]:
    """List a page's values that are not the defaults."""
    prefix = f"{page}_"
    return {name: text for name, text in sorted(_values().items()) if name.startswith(prefix)}


def restore_values(page: str, before: dict[str, str]) -> None:
    """Restore a page's values, and reset the widgets whose values change."""
    now = page_values(page)
    for name in before.keys() | now.keys():
        if now.get(name) != before.get(name):
            put_value(name, before.get(name))
            forget_widget(name)


def publish_address(page: str, *, key: str = "address") -> None:
    """Write the page's values to the address."""
    shown = page_values(page)
    _is_news(page, shown)
    _write(key=key, data={"prefix": f"{page}_", "values": shown})


def _is_news(page: str, shown: dict[str, str]) -> bool:
    """Tell whether an address was neither read nor written before, and remember it.

    The browser may still send an address written earlier while a newer one is on its way.
    """
    known = session().address.known
    signature = hash((page, *sorted(shown.items())))
    if signature in known:
        return False
    known.append(signature)
    return True


def escape_markdown(text: str) -> str:
    """Escape text for Markdown, on one line."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))


def _readable_name(name: str) -> str:
    """Return a value's name without its page, in words."""
    return name.removeprefix(f"{session().address.page}_").replace("_", " ")


def _values() -> dict[str, str]:
    return session().address.values
