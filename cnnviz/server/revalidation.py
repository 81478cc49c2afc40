"""ETag revalidation of the components' scripts: requested at every visit, sent when changed."""

import hashlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COMPONENTS = "/_stcore/bidi-components/"


class Revalidate:
    """ASGI middleware that gives components' files an ETag, so browsers never use stale ones."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 304 when the file has not changed; pass every other request on."""
        if scope["type"] == "http" and scope["method"] == "GET" and COMPONENTS in scope["path"]:
            response = answer_validated(
                await self._answer(ask_uncompressed(scope), receive), Headers(scope=scope)
            )
            await response(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive) -> Response:
        """Buffer the whole response: these files are a few kilobytes each."""
        start: Message = {}
        body = bytearray()

        async def keep(message: Message) -> None:
            start.update(message if message["type"] == "http.response.start" else {})
            body.extend(message.get("body", b""))

        await self.app(scope, receive, keep)
        response = Response(bytes(body), start["status"])
        response.raw_headers = list(start["headers"])
        return response


def ask_uncompressed(scope: Scope) -> Scope:
    """Remove ``Accept-Encoding``: gzip output contains the time, which would change the ETag."""
    kept = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return {**scope, "headers": kept}


def answer_validated(response: Response, asked: Headers) -> Response:
    """Add the ETag; answer 304 with no body when ``If-None-Match`` contains it."""
    if response.status_code != 200:
        return response
    tag = f'"{hashlib.sha256(response.body).hexdigest()[:32]}"'
    if tag in asked.get("if-none-match", ""):
        return Response(status_code=304, headers={"ETag": tag, "Cache-Control": "no-cache"})
    headers = MutableHeaders(raw=response.raw_headers)
    headers["ETag"] = tag
    headers["Cache-Control"] = "no-cache"
    return response
