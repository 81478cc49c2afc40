"""The lifespan of the server: what runs at startup, in the background and at shutdown."""

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
    """Start the workers and the background tasks; stop them at shutdown."""
    registry.start_workers(visitor_limit.LIMIT)
    freeze()
    tasks = [asyncio.create_task(sweep()), asyncio.create_task(idle_reaper.reap_forever())]
    yield {}
    for task in tasks:
        task.cancel()
    await run_in_threadpool(registry.stop_workers)


def freeze() -> None:
    """Import what every page needs and exclude it from garbage collection (`gc.freeze`).

    Streamlit collects after every script run, and would otherwise scan all objects of NumPy,
    pandas and Plotly each time, while all sessions wait.
    """
    for name in WARM:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()


def rested() -> MutableMapping[str, Any]:
    """Get the disconnected sessions, which Streamlit keeps in case the tab reconnects."""
    return get_instance()._session_mgr._session_storage._cache  # type: ignore[attr-defined]


def resting() -> int:
    """Count the disconnected sessions."""
    return len(list(rested()))


async def sweep() -> None:
    """Expire disconnected sessions older than ``server.disconnectedSessionTTL``, again and again.

    Streamlit itself does so only when the next session connects.
    """
    while True:
        await asyncio.sleep(config.get_option("server.disconnectedSessionTTL") / 4)
        if rested().expire():  # type: ignore[attr-defined]
            gc.collect()
