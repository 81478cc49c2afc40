"""A page's state and its address: one owner for both.

Every control and every component keeps its value here, as text, under ``page_name``. The
store lives as long as the session, so a page is found again as it was left; the address
shows what differs from the defaults, so a copied link opens the same moment.

Streamlit's own ``bind="query-params"`` is not used: it adds an entry to the browser's
history for each value when a page is opened again, and components have no such thing. Here
one small component writes the address in place, and Back leads to the page before.
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
    """Take over what the address asks for, when it is news: a link, not our own writing."""
    prefix = f"{page}_"
    session().address.page = page
    asked = {name: text for name, text in st.query_params.items() if name.startswith(prefix)}
    if not asked or not _is_news(page, asked):
        return
    forget_page(page)
    _store().update(asked)


def forget_page(page: str) -> None:
    """Put a page back to its defaults: its values, its controls, its sentences."""
    prefix = f"{page}_"
    state = session()
    forget_widgets(prefix)
    state.pages.pop(page, None)
    for kept in (state.usual, state.address.values, state.address.problems):
        for name in [name for name in kept if name.startswith(prefix)]:
            del kept[name]
    state.address.links_opened += 1


def links_opened() -> int:
    """Count the links taken over; a component that starts anew with each keys itself by it."""
    return session().address.links_opened


def get_value(name: str, default: Value, read: Callable[[str], Value]) -> Value:
    """Find a value, or the default with a sentence when the link asks for something odd.

    Parameters
    ----------
    name : str
        The page and the value, ``page_name``.
    default
        What stands when nothing is known.
    read : callable
        Turns the text of the address into a value; raises ValueError with what is allowed.
    """
    text = _store().get(name)
    if text is None:
        return default
    try:
        return read(text)
    except ValueError as allowed:
        del _store()[name]
        note_value(
            name, f"The link asks for {_spoken(name)} “{escape_markdown(text[:40])}”; {allowed}"
        )
        return default


def note_value(name: str, sentence: str) -> None:
    """Keep a sentence about a value of the link, for the top of the page."""
    session().address.problems[name] = sentence


def put_value(name: str, text: str | None) -> None:
    """Keep a value; None takes it out, because it is the default."""
    if text is None:
        _store().pop(name, None)
    else:
        _store()[name] = text
        session().address.problems.pop(name, None)


def wrong_values(page: str) -> dict[str, str]:
    """Find the sentences about values in the link that could not be used, by name."""
    said = session().address.problems
    return {name: sentence for name, sentence in said.items() if name.startswith(f"{page}_")}


def page_values(page: str) -> dict[str, str]:
    """List a page's values that are not the defaults."""
    prefix = f"{page}_"
    return {name: text for name, text in sorted(_store().items()) if name.startswith(prefix)}


def restore_values(page: str, before: dict[str, str]) -> None:
    """Give a page the values it had, and its controls with them."""
    now = page_values(page)
    for name in before.keys() | now.keys():
        if now.get(name) != before.get(name):
            put_value(name, before.get(name))
            forget_widget(name)


def publish_address(page: str, *, key: str = "address") -> None:
    """Show the page's values in the address."""
    shown = page_values(page)
    _is_news(page, shown)
    _write(key=key, data={"prefix": f"{page}_", "values": shown})


def _is_news(page: str, shown: dict[str, str]) -> bool:
    """Tell whether an address was neither asked for nor written before, and remember it.

    The browser may still send an older address of ours while a newer one is on its way.
    """
    known = session().address.known
    signature = hash((page, *sorted(shown.items())))
    if signature in known:
        return False
    known.append(signature)
    return True


def escape_markdown(text: str) -> str:
    """Show a reader's text as it is: no Markdown, one line."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))


def _spoken(name: str) -> str:
    """Name a value without its page, in words."""
    return name.removeprefix(f"{session().address.page}_").replace("_", " ")


def _store() -> dict[str, str]:
    return session().address.values
