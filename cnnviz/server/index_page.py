"""The HTML page: Streamlit's index.html with this app's title and font, and no inline script."""

import re
from functools import cache
from pathlib import Path
from secrets import token_hex

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from streamlit import file_util

from cnnviz.server import visitor_limit

ASSETS = Path(__file__).parents[2] / "assets"
FILES = ASSETS / "front"
DESCRIPTION = "See every number inside a convolutional network."
FONT = '<link rel="preload" href="./fonts/inter.woff2" as="font" type="font/woff2" crossorigin />'
CHANGES = {  # in Streamlit's index.html: a pattern, and its replacement
    r"<title>.*?</title>": (
        f'<title>cnnviz</title>\n    <meta name="description" content="{DESCRIPTION}" />'
    ),
    r"<script>.*?</script>": '<script src="./boot.js"></script>',
    r"</head>": '  <link rel="stylesheet" href="./frame.css" />\n  </head>',
    r'<link\s+rel="preload".*?/>': FONT,
    # Streamlit would fill a "shortcut icon" with a page's icon from another host
    r'<link rel="shortcut icon".*?/>': '<link rel="icon" href="./favicon.svg" />',
}


class PageName(Convertor[str]):
    """A URL path segment without a dot: a page's path, empty for the first page."""

    regex = r"[^/.]*"

    def convert(self, value: str) -> str:
        """Convert the path segment to a name."""
        return value

    def to_string(self, value: str) -> str:
        """Convert the name to a path segment."""
        return value


register_url_convertor("page", PageName())


@cache
def index_html() -> str:
    """Apply `CHANGES` to Streamlit's index.html.

    Raises
    ------
    LookupError
        When Streamlit's index.html does not contain one of the patterns.
    """
    html = Path(file_util.get_static_dir(), "index.html").read_text(encoding="utf-8")
    for pattern, ours in CHANGES.items():
        html, found = re.subn(pattern, ours, html, count=1, flags=re.DOTALL)
        if not found:
            raise LookupError(f"Streamlit's index.html no longer has {pattern}")
    return html


async def open_door(request: Request) -> Response:
    """Answer with the page; with a 503 and an explanation when the visitor limit is reached."""
    if visitor_limit.is_full() and not visitor_limit.gives_back(request):
        html = (FILES / "full.html").read_text(encoding="utf-8")
        headers = {"Cache-Control": "no-store", "Retry-After": "15"}
        return HTMLResponse(html.replace("{limit}", str(visitor_limit.LIMIT)), 503, headers)
    response = HTMLResponse(index_html(), headers={"Cache-Control": "no-cache"})
    if visitor_limit.VISITOR not in request.cookies:
        response.set_cookie(visitor_limit.VISITOR, token_hex(16), httponly=True, samesite="lax")
    return response


async def boot_script(_: Request) -> Response:
    """Serve the script that runs before Streamlit's."""
    return FileResponse(FILES / "boot.js", headers={"Cache-Control": "no-cache"})


async def frame_style(_: Request) -> Response:
    """Serve the stylesheet of the frame around every page."""
    return FileResponse(FILES / "frame.css", headers={"Cache-Control": "no-cache"})


async def favicon(_: Request) -> Response:
    """Serve the icon of the browser's tab."""
    return FileResponse(FILES / "favicon.svg")


ROUTES: list[BaseRoute] = [
    Mount("/fonts", StaticFiles(directory=ASSETS / "fonts")),
    Route("/boot.js", boot_script),
    Route("/frame.css", frame_style),
    Route("/favicon.svg", favicon),
    Route("/{name:page}", open_door),
]
