"""Drives the stage as a person does: finds a cell on screen, points at it, reads what lights up."""

import json
from io import BytesIO

import numpy as np
from PIL import Image
from playwright.sync_api import Page

from tests.browser.waiting import drawn, settled


class Stage:
    """The stage of one page that has settled."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.board = page.locator(".board")
        page.locator(".board[data-layout]").wait_for()
        settled(page)

    def place(self, grid: str, plane: int, row: int, col: int) -> tuple[float, float]:
        """Find the middle of a cell in the window."""
        self.board.scroll_into_view_if_needed()
        box = self.board.bounding_box()
        cells = json.loads(self.board.get_attribute("data-layout"))[grid][plane]
        if "fold" in cells:  # a long row broken into lines
            row, col = divmod(col, cells["cols"])
        x = box["x"] + cells["x"] + (col + 0.5) * cells["cell"]
        return x, box["y"] + cells["y"] + (row + 0.5) * cells["cell"]

    def point(self, grid: str, plane: int, row: int, col: int) -> dict[str, set[tuple[int, ...]]]:
        """Point at a cell; return the cells that light up, by grid."""
        self.page.mouse.move(*self.place(grid, plane, row, col))
        drawn(self.page)
        lit = self.board.get_attribute("data-lit")
        return {name: {tuple(cell) for cell in cells} for name, cells in json.loads(lit).items()}

    def edit(self, grid: str, plane: int, row: int, col: int, text: str) -> None:
        """Click a number, type another, press Enter."""
        settled(self.page)
        self.page.mouse.click(*self.place(grid, plane, row, col))
        self.page.locator(".editor").fill(text)
        self.page.keyboard.press("Enter")

    def press(self, act: str) -> None:
        """Press a button of the bar: first, back, play, forward, last."""
        self.page.locator(f"[data-act={act}]").click()
        drawn(self.page)

    @property
    def where(self) -> str:
        """What the bar says: the step, the row, the column."""
        return self.page.locator(".where").inner_text()

    @property
    def total(self) -> str:
        """The last line of the sum."""
        return self.page.locator(".total").inner_text()

    def pixels(self, grid: str, plane: int = 0) -> np.ndarray:
        """Photograph one plane."""
        cells = json.loads(self.board.get_attribute("data-layout"))[grid][plane]
        box = self.board.bounding_box()
        clip = {
            "x": box["x"] + cells["x"],
            "y": box["y"] + cells["y"],
            "width": cells["cols"] * cells["cell"],
            "height": cells["rows"] * cells["cell"],
        }
        return np.asarray(Image.open(BytesIO(self.page.screenshot(clip=clip))).convert("RGB"))
