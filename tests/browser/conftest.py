"""A real server and a real browser. What a reader's console must never show fails the test.

- ``server``: one running app for the whole session; ``server.url``, ``server.log``.
- ``fresh_server``: a factory of servers nobody has visited, with settings in the environment:
  ``fresh_server(CNNVIZ_MAX_SESSIONS="1")``.
- ``open_page``: a factory; a new visitor opens an address of ``server`` and sees it finished:
  ``open_page("/convolution?convolution_at=3", width=820, height=1180, theme="dark")``.
- ``visitors``: the browser's memory that visitors of ``server`` share. What is fetched once is not
  fetched again; what a visitor would remember (cookies, storage) is forgotten before the next.

Locators reach into the components: Playwright's CSS looks through open shadow roots.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.chromium import FLAGS, chromium
from tests.browser.serving import ROOT, Server, running
from tests.browser.waiting import NOTE_QUESTIONS, settled

PATIENCE = 90_000  # ms: a busy machine is not a failure
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("server") / "log", ROOT, {}) as started:
        yield started


@pytest.fixture
def fresh_server(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    with ExitStack() as stack:

        def start(root: Path = ROOT, **environment: str) -> Server:
            return stack.enter_context(running(tmp_path / "server.log", root, environment))

        yield start


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    assert path, "no Chromium here: `make chromium` fetches one"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def visitors(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    prepare(context)
    yield context
    context.close()


def prepare(context: BrowserContext) -> None:
    """Be patient, and note what the server was asked."""
    context.set_default_timeout(PATIENCE)
    context.add_init_script(NOTE_QUESTIONS)


def forget(page: Page, url: str) -> None:
    """Leave nothing of the visitor before: no cookies, no storage."""
    page.context.clear_cookies()
    wire = page.context.new_cdp_session(page)
    kinds = "cookies,local_storage,indexeddb,cache_storage,service_workers"
    wire.send("Storage.clearDataForOrigin", {"origin": url, "storageTypes": kinds})
    wire.detach()


def watch(page: Page, url: str, problems: list[str]) -> None:
    """Write down console errors, uncaught exceptions and requests to any other host."""
    home = urlsplit(url).netloc

    def asked(address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != home:
            problems.append(f"asked another host: {address}")

    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(f"uncaught: {error}"))
    page.on("request", lambda request: asked(request.url))
    page.on("websocket", lambda opened: asked(opened.url))


def close_pages(context: BrowserContext) -> None:
    """Close all tabs, those that a test opened itself too."""
    for page in context.pages:
        page.close()


@pytest.fixture
def open_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """Open an address as a new visitor.

    ``on`` is a server other than the session's; ``forgive`` a pattern for console errors the
    test provokes itself; ``ready`` what must be on screen before the page is handed over. It is
    handed over when it has settled, unless it is not ``still``: at work, or no page of the app.
    A visitor of another server, or ``alone``, brings a memory of their own.
    """
    problems: list[str] = []
    with ExitStack() as stack:

        def open_(
            path: str = "/",
            *,
            width: int = 1440,
            height: int = 900,
            theme: str = "light",
            on: Server | None = None,
            forgive: str = "$^",
            ready: str = "h1",
            still: bool = True,
            alone: bool = False,
        ) -> Page:
            url = (on or request.getfixturevalue("server")).url
            if on or alone:
                context = browser.new_context()
                prepare(context)
                stack.callback(context.close)
            else:
                context = request.getfixturevalue("visitors")
                stack.callback(close_pages, context)
            page = context.new_page()
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=theme)
            forget(page, url)
            seen: list[str] = []
            watch(page, url, seen)
            stack.callback(lambda: problems.extend(p for p in seen if not re.search(forgive, p)))
            page.goto(url + path)
            page.locator(ready).first.wait_for()
            if still:
                settled(page)
            return page

        yield open_
    assert not problems, "\n".join(problems)
