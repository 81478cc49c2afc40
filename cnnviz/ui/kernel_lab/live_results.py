"""The kernel lab's answers during a drag: new results for the edited kernel."""

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
    """Get the session's endpoint of this name; make it on first use."""
    return session().kernel_lab.lines[name]


def make_answer(
    board: FilterResults,
    treatments: list[Treatment],
    held: int,
    version: int,
    scaled: Callable[[Any], Any],
    url: str,
) -> Answer:
    """Make the function that answers requests with edited weights.

    Parameters
    ----------
    board : FilterResults
        The picture, and how its results are shown.
    treatments : list of Treatment
        All treatments, as of the last script run.
    held : int
        The index of the edited one.
    version : int
        The version of the editor's weights; requests with others are out of date.
    scaled : callable
        Applied to the weights first; normalises them if so chosen.
    url : str
        Of the endpoint.
    """
    kernel = treatments[held].weights

    def answer(question: bytes) -> bytes | None:
        request = _read(question)
        weights = (
            None
            if kernel is None
            else weight_editor.weights_of_report(request, kernel.shape, version)
        )
        if weights is None:
            return None
        moved = [*treatments]
        moved[held] = replace(moved[held], weights=scaled(weights))
        have = request.get("have")
        return board.message(
            moved,
            image_panels.read_pointer(request.get("place")),
            dict(enumerate(have)) if isinstance(have, list) else {},
            hand={"version": version, "seq": request.get("seq", 0)},
            live=url,
        )

    return answer


def _read(question: bytes) -> dict[str, Any]:
    """Parse the browser's request; an invalid one is empty."""
    try:
        request = json.loads(question)
    except ValueError:
        return {}
    return request if isinstance(request, dict) else {}
