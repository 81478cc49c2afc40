"""Answers while the hand moves: a component asks the server itself, and no page runs again.

A run of a page takes Streamlit and the browser some 60 ms before anything is calculated.
"""

from collections.abc import Callable
from secrets import token_urlsafe
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

LIMIT = 16_384  # bytes of a question: a kernel and a place take one kilobyte
Answer = Callable[[bytes], bytes | None]

_lines: WeakValueDictionary[str, "LiveAnswers"] = WeakValueDictionary()


class LiveAnswers:
    """A component's own way to the server, under a name nobody can guess.

    It ends when nobody holds it any more; a session keeps its own.

    Attributes
    ----------
    answer : callable, optional
        Takes the question, gives the answer, or None for a question that is out of date.
    url : str
        Where to ask, from any page.
    """

    def __init__(self) -> None:
        token = token_urlsafe(24)
        self.answer: Answer | None = None
        self.url = f"./live/{token}"
        _lines[token] = self


async def answer_question(request: Request) -> Response:
    """Answer one question: 200 with bytes, 204 when it is out of date, 404 for a stranger."""
    line = _lines.get(request.path_params["token"])
    if line is None or line.answer is None or not is_ours(request):
        return Response(status_code=404)
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > LIMIT:
        return Response(status_code=413)
    answer = await run_in_threadpool(line.answer, await request.body())
    if answer is None:
        return Response(status_code=204)
    return Response(answer, media_type="application/octet-stream")


def is_ours(request: Request) -> bool:
    """Tell whether the question comes from one of our own pages."""
    return urlsplit(request.headers.get("origin", "")).netloc == request.headers.get("host")


ROUTES: list[BaseRoute] = [Route("/live/{token}", answer_question, methods=["POST"])]
