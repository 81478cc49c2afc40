"""From the first second to the last: what the server does before, between and after visits."""

import asyncio
import gc
import importlib
from collections.abc import AsyncIterator, MutableMapping
from contextlib import asynccontextmanager
from typing import Any

import streamlit as st
from starlette.concurrency import run_in_threadpool
from streamlit import config
from streamlit.runtime import get_instance

from cnnviz.server import visitor_limit
from cnnviz.server.sessions import idle_reaper, registry

WARM = ("numpy", "pandas", "pyarrow", "PIL.Image", "plotly.graph_objects", "streamlit.elements")


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[dict[str, Any]]:
    """Start the workers, warm up and freeze; then sweep and watch until the server stops."""
    registry.start_workers(visitor_limit.LIMIT)
    freeze()
    tasks = [asyncio.create_task(sweep()), asyncio.create_task(idle_reaper.reap_forever())]
    yield {}
    for task in tasks:
        task.cancel()
    await run_in_threadpool(registry.stop_workers)


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
