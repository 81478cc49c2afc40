"""Upload quotas per session and for all sessions together.

One file may have `server.maxUploadSize`, enough for Fashion-MNIST's images, compressed or not.
What a file contains is checked where it is read; `cnnviz.images` has a lower limit for pictures.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config
from streamlit.runtime import get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

UPLOAD = "/_stcore/upload_file/"
MAX_FILES = 12
MAX_BYTES = 60 * 2**20
ALL_BYTES = 2**30

_arriving: dict[str, list[int]] = {}


class UploadQuota:
    """ASGI middleware that refuses uploads over the quota with 429."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check an upload's size before it is read; pass every other request on."""
        if scope["type"] != "http" or scope["method"] != "PUT" or UPLOAD not in scope["path"]:
            return await self.app(scope, receive, send)
        session = scope["path"].partition(UPLOAD)[2].partition("/")[0]
        size = announced(Headers(scope=scope))
        if text := refusal(size, *held_by_session(session), held_by_all()):
            return await PlainTextResponse(text, 429)(scope, receive, send)
        with count_arriving(session, size):
            return await self.app(scope, receive, send)


def refusal(size: int, files: int, total: int, others: int = 0) -> str | None:
    """Say why one more file of `size` bytes does not fit; None when it does.

    Parameters
    ----------
    size : int
    files, total : int
        Files and bytes the session has already uploaded.
    others : int
        Bytes of all sessions together.

    Examples
    --------
    >>> refusal(1000, files=11, total=0)
    >>> refusal(1000, files=12, total=0)
    'Room for 12 files of 60 MB in all: remove one first.'
    >>> refusal(1000, files=0, total=0, others=2**30)
    'All visitors together hold 1024 MB here, and that is the limit: try again in a while.'
    """
    if files >= MAX_FILES or total + size > MAX_BYTES:
        return f"Room for {MAX_FILES} files of {MAX_BYTES >> 20} MB in all: remove one first."
    if others + size > ALL_BYTES:
        return (
            f"All visitors together hold {others >> 20} MB here, and that is the limit: "
            "try again in a while."
        )
    return None


def announced(headers: Headers) -> int:
    """Read ``Content-Length``, in bytes; without one, the largest size allowed."""
    length = headers.get("content-length", "")
    return int(length) if length.isdecimal() else config.get_option("server.maxUploadSize") * 2**20


def held_by_session(session: str) -> tuple[int, int]:
    """Count a session's files and bytes, stored or still arriving."""
    stored = [*_stored().get(session, {}).values()]
    sizes = [len(file.data) for file in stored] + _arriving.get(session, [])
    return len(sizes), sum(sizes)


def held_by_all() -> int:
    """Count the bytes of all sessions, stored or still arriving."""
    return sum(held_by_session(session)[1] for session in {*_stored(), *_arriving})


@contextmanager
def count_arriving(session: str, size: int) -> Iterator[None]:
    """Count an upload while it arrives, so that concurrent uploads cannot exceed the quota."""
    _arriving.setdefault(session, []).append(size)
    try:
        yield
    finally:
        _arriving[session].remove(size)
        if not _arriving[session]:
            del _arriving[session]


def _stored() -> dict[str, dict[str, UploadedFileRec]]:
    manager = cast(MemoryUploadedFileManager, get_instance().uploaded_file_mgr)
    return manager.file_storage
