"""A limit on connected browser tabs; each tab holds one WebSocket."""

import os

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

STREAM = "/_stcore/stream"
LIMIT = int(os.environ.get("CNNVIZ_MAX_SESSIONS", "60"))
TRY_AGAIN_LATER = 1013  # RFC 6455's registry of close codes

VISITOR = "cnnviz_visitor"  # a session cookie with a random value

_connected: dict[int, str | None] = {}


def count_visitors() -> int:
    """Count the connected tabs."""
    return len(_connected)


def is_full() -> bool:
    """Tell whether the limit is reached."""
    return count_visitors() >= LIMIT


def gives_back(request: HTTPConnection) -> bool:
    """Tell whether a request is the reload of a connected tab, whose connection is then freed.

    The old page keeps its connection until the new one has arrived.
    """
    reloading = "max-age=0" in request.headers.get("cache-control", "")
    visitor = request.cookies.get(VISITOR)
    return reloading and visitor is not None and visitor in _connected.values()


class VisitorLimit:
    """ASGI middleware that refuses WebSockets over the limit."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Accept or refuse Streamlit's WebSocket; pass every other request on."""
        if scope["type"] != "websocket" or not scope["path"].endswith(STREAM):
            await self.app(scope, receive, send)
        elif is_full():
            await send({"type": "websocket.close", "code": TRY_AGAIN_LATER})
        else:
            await self._count_connection(scope, receive, send)

    async def _count_connection(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count the connection for as long as it lasts."""
        _connected[id(scope)] = HTTPConnection(scope).cookies.get(VISITOR)
        try:
            await self.app(scope, receive, send)
        finally:
            del _connected[id(scope)]
