"""Originals and results in the browser, and the pixel the reader points at."""

from typing import Any

import streamlit as st

from cnnviz.ui.components import register

_mount = register("pictures")


def pointer(key: str) -> dict[str, int | None] | None:
    """Return where the reader points, known before the pictures are drawn.

    Parameters
    ----------
    key : str
        Key of the pictures.

    Returns
    -------
    dict or None
        ``panel``, ``row`` and ``col`` in the pixels of that panel's picture, None before
        anybody has pointed; ``have``, the version on screen at that time, None when the
        browser lacks a picture that a panel told it to keep.
    """
    return place((st.session_state.get(key) or {}).get("pointer"))


def place(said: Any) -> dict[str, int | None] | None:
    """Read what the browser says of the pointer, as :func:`pointer` returns it."""
    if not isinstance(said, dict):
        return None
    return {name: _whole(said.get(name)) for name in ("panel", "row", "col", "have")}


def pictures(message: bytes, *, key: str) -> dict[str, int | None] | None:
    """Show pictures side by side, or wiped over the original, and a pixel explained.

    Parameters
    ----------
    message : bytes
        From :func:`cnnviz.message.pack`. Header: ``version`` (int), ``panels`` (the
        original first; each with ``title``, ``caption``, ``width``, ``height``, ``stamp``
        (changes whenever a pixel does), ``format`` "jpeg", "png" or "keep", ``rim`` as
        pixels at top, bottom, left and right, and ``histogram`` as None or
        ``{"low", "high"}``), ``wipe``, ``show_rim``, ``window``
        (the kernel's rows and columns, for which room is kept), and ``inspect``: None, or
        ``panel``, ``row``, ``col``, ``title``, ``channel``, ``rows``, ``cols``, ``total``,
        ``bias``, ``result``, ``shown``, ``sum`` and ``box`` (row, column, rows and columns
        read on the original); for weights that move, ``hand`` (the ``version`` and ``seq``
        of the weights shown) and ``live`` (where newer ones are asked for). Arrays:
        ``picture0``... as encoded bytes, ``histogram0``... of int32 counts, and
        ``neighbourhood``, ``kernel`` and ``products`` of shape (KH, KW).
    key : str
        Key of the component.

    Returns
    -------
    dict or None
        As :func:`pointer`.
    """
    _mount(data=message, key=key, on_pointer_change=lambda: None)
    return pointer(key)


def _whole(value: Any) -> int | None:
    """Return a whole number the browser sent, or None for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None
