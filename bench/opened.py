"""The app and a browser beside it, both closed in the end."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import FLAGS, chromium
from tests.browser.serving import ROOT, running


@contextmanager
def opened() -> Iterator[tuple[Browser, str]]:
    """Start the app as the README says, and Chromium; give the browser and the address."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder, "log"), ROOT, {}) as server,
        sync_playwright() as playwright,
    ):
        yield playwright.chromium.launch(executable_path=chromium(), args=FLAGS), server.url
