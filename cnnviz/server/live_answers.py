"""An HTTP endpoint that components ask directly, without a script run of the page.

A script run takes Streamlit and the browser some 60 ms before anything is calculated.
"""

from collections.abc import Callable
from secrets import token_urlsafe
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

LIMIT = 16_384  # bytes of a request: a kernel and a position take one kilobyte
Answer = Callable[[bytes], bytes | None]

_endpoints: WeakValueDictionary[str, "LiveAnswers"] = WeakValueDictionary()


class LiveAnswers:
    """An endpoint of one component, under a random URL.

    It ends when this object is no longer referenced; the session holds a reference.

    Attributes
    ----------
    answer : callable, optional
        Takes the request's bytes and returns the response's; None for a request out of date.
    url : str
        The endpoint, relative to any page.
    """

    def __init__(self) -> None:
        token = token_urlsafe(24)
        self.answer: Answer | None = None
        self.url = f"./live/{token}"
        _endpoints[token] = self


async def answer_question(request: Request) -> Response:
    """Answer one request: 200 with bytes, 204 if out of date, 404 if token or origin is unknown."""
    endpoint = _endpoints.get(request.path_params["token"])
    if endpoint is None or endpoint.answer is None or not is_ours(request):
        return Response(status_code=404)
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > LIMIT:
        return Response(status_code=413)
    answer = await run_in_threadpool(endpoint.answer, await request.body())
    if answer is None:
        return Response(status_code=204)
    return Response(answer, media_type="application/octet-stream")


def is_ours(request: Request) -> bool:
    """Tell whether the request's origin is this server."""
    return urlsplit(request.headers.get("origin", "")).netloc == request.headers.get("host")


ROUTES: list[BaseRoute] = [Route("/live/{token}", answer_question, methods=["POST"])]
