"""From the first second to the last: what the server does before, between and after visits."""

import asyncio
import gc
import importlib
from collections.abc import AsyncIterator, MutableMapping
from contextlib import asynccontextmanager
from typing import Any

import streamlit as st
from streamlit import config
from streamlit.runtime import get_instance

WARM = ("numpy", "pandas", "pyarrow", "PIL.Image", "plotly.graph_objects", "streamlit.elements")


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[dict[str, Any]]:
    """Warm up and freeze; then sweep until the server stops."""
    freeze()
    sweeping = asyncio.create_task(sweep())
    yield {}
    sweeping.cancel()


def freeze() -> None:
    """Import what every page needs and hide it from the garbage collector.

    Streamlit collects after every run of a page, and would otherwise walk through all of
    NumPy, pandas and Plotly each time, with every reader waiting.
    """
    for name in WARM:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()


def rested() -> MutableMapping[str, Any]:
    """Get the sessions whose tab is gone: Streamlit keeps them in case it comes back."""
    return get_instance()._session_mgr._session_storage._cache  # type: ignore[attr-defined]


def resting() -> int:
    """Count them."""
    return len(list(rested()))


async def sweep() -> None:
    """Let go of the sessions that waited long enough.

    Streamlit does so only when the next visitor comes, which on a quiet evening is never.
    """
    while True:
        await asyncio.sleep(config.get_option("server.disconnectedSessionTTL") / 4)
        if rested().expire():  # type: ignore[attr-defined]
            gc.collect()
