"""What all tests share: how Hypothesis works here, and how a page is opened without a browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.ui.lesson import contents
from tests import examples  # noqa: F401 (loads the profile before any property is read)

ROOT = Path(__file__).parents[1]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the browser's tests last: they are slow, and Playwright keeps an event loop."""
    items.sort(key=lambda item: "browser" in item.path.parts)


@pytest.fixture
def open_lesson() -> Callable[..., AppTest]:
    """Open a page by its address, with the parameters a link would carry.

    ``open_lesson("convolution", convolution_stride="2")`` is /convolution?convolution_stride=2.
    """

    def open_(address: str, **parameters: str) -> AppTest:
        files = {lesson.path.stem.partition("_")[2]: lesson.path for lesson in contents.lessons()}
        app = AppTest.from_file(str(ROOT / "cnnviz" / "ui" / "main.py"), default_timeout=120).run()
        app.switch_page(str(files[address]))
        for name, value in parameters.items():
            app.query_params[name] = value
        return app.run()

    return open_
