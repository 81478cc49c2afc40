"""How many readers fit: one browser tab holds one WebSocket, and that is a seat."""

import os

from starlette.types import ASGIApp, Receive, Scope, Send

STREAM = "/_stcore/stream"
LIMIT = int(os.environ.get("CNNVIZ_MAX_SESSIONS", "60"))
TRY_AGAIN_LATER = 1013  # RFC 6455's registry of close codes

_taken: set[int] = set()


def taken() -> int:
    """Count the tabs that are connected now."""
    return len(_taken)


def full() -> bool:
    """Tell whether a new reader has to wait."""
    return taken() >= LIMIT


class Seats:
    """Refuse the connection that would be one too many."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Seat the newcomer, refuse the one too many, leave every other request alone."""
        if scope["type"] != "websocket" or not scope["path"].endswith(STREAM):
            await self.app(scope, receive, send)
        elif full():
            await send({"type": "websocket.close", "code": TRY_AGAIN_LATER})
        else:
            await self._seat(scope, receive, send)

    async def _seat(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hold a seat for as long as the connection lasts."""
        _taken.add(id(scope))
        try:
            await self.app(scope, receive, send)
        finally:
            _taken.discard(id(scope))
