"""How many readers fit: one browser tab holds one WebSocket, and that is a seat."""

import os

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

STREAM = "/_stcore/stream"
LIMIT = int(os.environ.get("CNNVIZ_MAX_SESSIONS", "60"))
TRY_AGAIN_LATER = 1013  # RFC 6455's registry of close codes

VISITOR = "cnnviz_visitor"  # a random cookie that ends with the browser; it knows nothing else

_taken: dict[int, str | None] = {}


def count_visitors() -> int:
    """Count the tabs that are connected now."""
    return len(_taken)


def is_full() -> bool:
    """Tell whether a new reader has to wait."""
    return count_visitors() >= LIMIT


def gives_back(request: HTTPConnection) -> bool:
    """Tell whether a request frees the seat it wants: a tab that holds one is reloading.

    The old page, with its connection, stays until the new one has arrived.
    """
    reloading = "max-age=0" in request.headers.get("cache-control", "")
    visitor = request.cookies.get(VISITOR)
    return reloading and visitor is not None and visitor in _taken.values()


class VisitorLimit:
    """Refuse the connection that would be one too many."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Seat the newcomer, refuse the one too many, leave every other request alone."""
        if scope["type"] != "websocket" or not scope["path"].endswith(STREAM):
            await self.app(scope, receive, send)
        elif is_full():
            await send({"type": "websocket.close", "code": TRY_AGAIN_LATER})
        else:
            await self._seat(scope, receive, send)

    async def _seat(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hold a seat for as long as the connection lasts."""
        _taken[id(scope)] = HTTPConnection(scope).cookies.get(VISITOR)
        try:
            await self.app(scope, receive, send)
        finally:
            del _taken[id(scope)]
