"""Activation maximisation as a film: the images after each step, and the unit's activation."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from cnnviz.contracts.dream import DreamFrameHeader
from cnnviz.insight import MaximisedImage, Progress
from cnnviz.message import pack
from cnnviz.trace import Box
from cnnviz.view.inside.pictures import Pixels, cut_patch, to_pixels

MOST = 2_000_000  # bytes of a film
FRAMES = 61


@dataclass(frozen=True, slots=True, eq=False)
class Film(Progress):
    """All steps so far (`done` of `total`).

    Attributes
    ----------
    steps : list of int
        The steps of the frames.
    frames : list of ndarray of shape (H, W, 3), uint8
    values : list of float
        The unit's activation after every step, beginning with the noise.
    note : str
        Why it ended early; "" if it did not.
    """

    steps: list[int]
    frames: list[Pixels]
    values: list[float]
    note: str = ""


def film_states(
    states: Iterable[MaximisedImage], box: Box | None = None, low: float = 0.0, high: float = 1.0
) -> Iterator[Film]:
    """Collect a frame of every step, or of every few if the film would be too long.

    Parameters
    ----------
    states : iterable of MaximisedImage
    box : Box, optional
        The part of each image that is shown; by default all.
    low, high : float
        The values shown as black and as white.

    Examples
    --------
    >>> states = (MaximisedImage(done, 3, np.zeros((1, 2, 2)), float(done)) for done in range(4))
    >>> *_, film = film_states(states)
    >>> film.steps, film.values
    ([0, 1, 2, 3], [0.0, 1.0, 2.0, 3.0])
    """
    steps: list[int] = []
    frames: list[Pixels] = []
    values: list[float] = []
    for state in states:
        taken = to_pixels(state.image, low, high)
        taken = taken if box is None else cut_patch(taken, box)
        every = -(-state.total // (max(2, min(FRAMES, MOST // taken.nbytes)) - 1))
        values.append(state.value)
        if state.done % every == 0 or state.done == state.total or state.note:
            steps.append(state.done)
            frames.append(taken)
        yield Film(state.done, state.total, steps, frames, values, state.note)


def film_maximisation(
    climb: Callable[..., Iterable[MaximisedImage]],
    box: Box,
    low: float,
    high: float,
    *,
    rng: np.random.Generator,
) -> Iterator[Film]:
    """Run gradient ascent from noise as a film; `climb` takes ``rng``; see `film_states`."""
    return film_states(climb(rng=rng), box, low, high)


def film_room(picture: int) -> int:
    """Return an upper bound on the bytes of a film whose images have this many bytes.

    >>> film_room(3_000_000)
    6000000
    """
    return max(MOST, 2 * picture)


def dream_frame(film: Film, title: str, answer: str, *, running: bool) -> bytes:
    """Pack a film for the component ``dream``; while it runs, only the newest image.

    Parameters
    ----------
    film : Film
    title : str
        Name of the unit.
    answer : str
        The name of the values: "its middle cell".
    running : bool
        Whether more steps are to come.

    Returns
    -------
    bytes
        A message with a `cnnviz.contracts.dream.DreamFrameHeader` and its arrays.
    """
    kept = slice(-1, None) if running else slice(None)
    header: DreamFrameHeader = {
        "title": title,
        "answer": answer,
        "total": film.total,
        "running": running,
        "steps": film.steps[kept],
    }
    if film.note:
        header["note"] = film.note
    return pack(
        header, frames=np.stack(film.frames[kept]), values=np.array(film.values, np.float32)
    )
