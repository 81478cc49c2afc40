"""The kernel lab's answer while the hand moves: one kernel changes, the pictures follow."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from cnnviz.images.filter_chain import Treatment
from cnnviz.server.live_answers import Answer, LiveAnswers
from cnnviz.ui.kernel_lab import image_panels
from cnnviz.ui.kernel_lab.filter_results import FilterResults
from cnnviz.ui.state.session import session
from cnnviz.ui.widgets import weight_editor


def live_answers(name: str) -> LiveAnswers:
    """Find the reader's own line to the server."""
    return session().kernel_lab.lines[name]


def make_answer(
    board: FilterResults,
    treatments: list[Treatment],
    held: int,
    version: int,
    scaled: Callable[[Any], Any],
    url: str,
) -> Answer:
    """Make the answer to moving weights.

    Parameters
    ----------
    board : FilterResults
        The picture, and how its results are shown.
    treatments : list of Treatment
        All of them as they rest.
    held : int
        Which of them the hand turns.
    version : int
        What the hand's weights belong to; others are out of date.
    scaled : callable
        What becomes of weights before they are applied.
    url : str
        Where the component asks.
    """
    kernel = treatments[held].weights

    def answer(question: bytes) -> bytes | None:
        asked = _read(question)
        made = (
            None
            if kernel is None
            else weight_editor.weights_of_report(asked, kernel.shape, version)
        )
        if made is None:
            return None
        moved = [*treatments]
        moved[held] = replace(moved[held], weights=scaled(made))
        have = asked.get("have")
        return board.message(
            moved,
            image_panels.read_pointer(asked.get("place")),
            dict(enumerate(have)) if isinstance(have, list) else {},
            hand={"version": version, "seq": asked.get("seq", 0)},
            live=url,
        )

    return answer


def _read(question: bytes) -> dict[str, Any]:
    """Read the browser's question; anything else counts as none."""
    try:
        asked = json.loads(question)
    except ValueError:
        return {}
    return asked if isinstance(asked, dict) else {}
