"""Components' scripts are asked for again at every visit, and sent only when they changed."""

import hashlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COMPONENTS = "/_stcore/bidi-components/"


class Revalidate:
    """Give the components' files an ETag, so an upgrade reaches every browser at once."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 304 where nothing changed; leave every other request alone."""
        if scope["type"] == "http" and scope["method"] == "GET" and COMPONENTS in scope["path"]:
            response = answer_validated(
                await self._answer(ask_uncompressed(scope), receive), Headers(scope=scope)
            )
            await response(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive) -> Response:
        """Collect the whole answer: these files are a few kilobytes each."""
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
    """Ask for the file uncompressed: gzip writes the time into its output."""
    kept = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return {**scope, "headers": kept}


def answer_validated(response: Response, asked: Headers) -> Response:
    """Add the validator; answer 304 with no body when the browser has this very file."""
    if response.status_code != 200:
        return response
    tag = f'"{hashlib.sha256(response.body).hexdigest()[:32]}"'
    if tag in asked.get("if-none-match", ""):
        return Response(status_code=304, headers={"ETag": tag, "Cache-Control": "no-cache"})
    headers = MutableHeaders(raw=response.raw_headers)
    headers["ETag"] = tag
    headers["Cache-Control"] = "no-cache"
    return response
