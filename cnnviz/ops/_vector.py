"""Helpers of operations on vectors: a flattened image, and steps that read all of it."""

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError
from cnnviz.ops._operation import Param, bare, batch, exact
from cnnviz.trace import Box, Combine, Step, Trace

MOST = 256  # numbers the component ``stage`` can show in one row

TEMPERATURE = Param(
    "temperature",
    "Temperature",
    1.0,
    (0.5, 1.0, 2.0, 5.0),
    "What the scores are divided by: below 1 the best takes more, above 1 all become alike.",
)


def vectors(x: NDArray) -> NDArray:
    """Check that an input is (N, D), at least one number a row."""
    x = exact(x)
    if x.ndim != 2 or x.shape[1] < 1:
        raise ShapeError(
            f"the input needs 2 axes (N, D), with at least 1 number a row, not shape {x.shape}"
        )
    return x


def laid(image: NDArray) -> tuple[NDArray, NDArray]:
    """Give an image (C, H, W) as it is, and as a batch of one row: channel, row, column."""
    x = batch(np.asarray(image)[None])[0]
    few(x.size)
    return x, x.reshape(1, -1)


def few(count: int) -> None:
    """Raise for a vector too long to show."""
    if count > MOST:
        raise ShapeError(
            f"a row of {count} numbers is too long to show step by step, at most {MOST} fit: "
            "make the image smaller first, for example by pooling"
        )


def whole_image(x: NDArray) -> Box:
    """Take all cells of an image (C, H, W)."""
    return Box(0, 0, x.shape[1], x.shape[2], depth=x.shape[0])


def shifted(x: NDArray, temperature: float) -> NDArray:
    """Subtract the largest number of each row and divide: shares stay, exponentials fit."""
    x = vectors(x)
    if not temperature > 0:
        raise ShapeError(f"the temperature must be above 0, not {temperature}")
    return (x - x.max(axis=1, keepdims=True)) / temperature


def trace_whole(
    slug: str,
    combine: Combine,
    x: NDArray,
    terms: NDArray,
    output: NDArray,
    slopes: NDArray,
    divisor: float = 1,
) -> Trace:
    """Return a trace with one step for each number of the output; each reads the whole image.

    Parameters
    ----------
    slug, combine, divisor
        As in `Trace` and `Step`.
    x, terms : ndarray of shape (C, H, W)
        The image, and what is combined: the same for every step.
    output : ndarray of K numbers
        The results.
    slopes : ndarray of shape (K, C * H * W)
        How each result moves with each cell.
    """
    output, slopes = output.reshape(1, 1, -1), slopes.reshape(-1, *x.shape)
    partials = terms.sum(axis=(1, 2))

    def step(place: int) -> Step:
        return Step(
            reads=whole_image(x),
            writes=Box(0, place),
            window=x,
            terms=terms,
            combine=combine,
            partials=partials,
            result=output[..., place : place + 1],
            filter=place,
            divisor=divisor,
            slope=slopes[place],
        )

    steps = tuple(step(place) for place in range(output.size))
    return Trace(slug, x, output, bare(x), np.zeros(1, output.dtype), steps)
