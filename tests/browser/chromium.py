"""Find a Chromium: `python -m tests.browser.chromium` prints its path, or fails."""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """Look at ``CNNVIZ_CHROMIUM``, then at the system's browsers, then at Playwright's own."""
    if chosen := os.environ.get("CNNVIZ_CHROMIUM"):
        return chosen
    if system := next(filter(None, map(shutil.which, NAMES)), None):
        return system
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


if __name__ == "__main__":
    path = chromium()
    sys.exit(not path) if not path else print(path)
