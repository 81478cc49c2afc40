"""How much one reader may leave with us; what is in the files, the image door judges."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config
from streamlit.runtime import get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

UPLOAD = "/_stcore/upload_file/"
MAX_FILES = 12
MAX_BYTES = 60 * 2**20

_arriving: dict[str, list[int]] = {}


class UploadQuota:
    """Refuse an upload when the session's files would be too many or too large."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Measure an upload before it is read; leave every other request alone."""
        if scope["type"] != "http" or scope["method"] != "PUT" or UPLOAD not in scope["path"]:
            return await self.app(scope, receive, send)
        session = scope["path"].partition(UPLOAD)[2].partition("/")[0]
        size = announced(Headers(scope=scope))
        if not fits(size, *held(session)):
            text = f"Room for {MAX_FILES} files of {MAX_BYTES >> 20} MB in all: remove one first."
            return await PlainTextResponse(text, 429)(scope, receive, send)
        with arriving(session, size):
            return await self.app(scope, receive, send)


def fits(size: int, files: int, total: int) -> bool:
    """Tell whether one more file of `size` bytes still fits.

    >>> fits(1000, files=11, total=0), fits(1000, files=12, total=0)
    (True, False)
    """
    return files < MAX_FILES and total + size <= MAX_BYTES


def announced(headers: Headers) -> int:
    """Read the upload's size; one that does not say counts as the largest allowed."""
    length = headers.get("content-length", "")
    return int(length) if length.isdecimal() else config.get_option("server.maxUploadSize") * 2**20


def held(session: str) -> tuple[int, int]:
    """Count the files and bytes a session has with us, and those on their way."""
    manager = cast(MemoryUploadedFileManager, get_instance().uploaded_file_mgr)
    stored = manager.file_storage.get(session, {}).values()
    sizes = [len(file.data) for file in stored] + _arriving.get(session, [])
    return len(sizes), sum(sizes)


@contextmanager
def arriving(session: str, size: int) -> Iterator[None]:
    """Count an upload from its first byte, so that many at once do not slip through."""
    _arriving.setdefault(session, []).append(size)
    try:
        yield
    finally:
        _arriving[session].remove(size)
        if not _arriving[session]:
            del _arriving[session]
