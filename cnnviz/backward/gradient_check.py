"""Gradient check: gradients of the backward pass against finite differences."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnnviz.backward.backward_trace import Nudge, backward, nudge
from cnnviz.ops import Gradients, Operation
from cnnviz.trace import Trace

NUDGE = 1e-3
TRIED = 12


@dataclass(frozen=True)
class BackwardLoss:
    """One number made of a whole output, and how it moves with each cell.

    Attributes
    ----------
    name : str
        Shown, and written in links: it never changes.
    formula : str
        In LaTeX.
    value, arrives : callable
        The loss of an output; the gradient that arrives at it.
    """

    name: str
    formula: str
    value: Callable[[NDArray], float]
    arrives: Callable[[NDArray], NDArray]


LOSSES = (
    BackwardLoss("Sum of the output", r"L = \sum y", lambda y: float(y.sum()), np.ones_like),
    BackwardLoss(
        "Half the sum of squares",
        r"L = \tfrac{1}{2} \sum y^2",
        lambda y: float((y**2).sum() / 2),
        lambda y: np.asarray(y, float),
    ),
)


class CheckedGradient(NamedTuple):
    """A gradient, and what nudging the cell by `NUDGE` does to the loss.

    Attributes
    ----------
    gradient : float
        As the backward pass gives it.
    nudge : Nudge
        The loss before, after one nudge up, after one down.
    kink : bool
        Whether the loss bends sharply here, so that up and down do not agree.
    """

    gradient: float
    nudge: Nudge
    kink: bool

    @property
    def moved(self) -> float:
        """How far the loss moves for one nudge: the mean of up and down."""
        return self.nudge.slope(NUDGE) * NUDGE


def input_gradient_trace(trace: Trace, loss: BackwardLoss) -> Trace:
    """Trace what the loss sends back through a run to its input.

    Examples
    --------
    >>> from cnnviz.ops.relu import trace
    >>> input_gradient_trace(trace(np.array([[[-2.0, 3.0]]])), LOSSES[1]).output.tolist()
    [[[0.0, 3.0]]]
    """
    return backward(trace, loss.arrives(trace.output))


def weight_gradient_trace(
    operation: Operation,
    arrays: Sequence[NDArray],
    settings: dict[str, Any],
    trace: Trace,
    loss: BackwardLoss,
    filter: int,
) -> Trace:
    """Trace how what arrives, and what was read, make the gradient of one filter's weights."""
    assert operation.to_weights
    image, weight, _ = arrays
    arrives = loss.arrives(trace.output)
    return operation.to_weights(image, weight, arrives, filter=filter, **settings)


def all_gradients(
    operation: Operation,
    arrays: Sequence[NDArray],
    settings: dict[str, Any],
    trace: Trace,
    loss: BackwardLoss,
) -> list[NDArray]:
    """Find the gradient of every array of a run, each shaped like its array.

    Examples
    --------
    >>> from cnnviz.ops.relu import OPERATION, trace
    >>> x = np.array([[[-2.0, 3.0]]])
    >>> all_gradients(OPERATION, (x,), {}, trace(x), LOSSES[1])[0].tolist()
    [[[0.0, 3.0]]]
    """
    x, *kernel = arrays
    arrives = loss.arrives(trace.output)
    assert operation.backward
    batch = x.reshape(1, -1) if operation.vector else x[None]
    arrives = arrives.reshape(operation.forward(batch, *kernel, **settings).shape)
    found: Gradients = operation.backward(arrives, batch, *kernel[:1], **settings)
    return [
        part.reshape(array.shape)
        for part, array in zip(found, arrays, strict=False)
        if part is not None
    ]


def check_gradient(
    operation: Operation,
    arrays: Sequence[NDArray],
    settings: dict[str, Any],
    loss: BackwardLoss,
    which: int,
    cell: tuple[int, ...],
) -> CheckedGradient:
    """Compare the gradient at one cell of an array with a central difference.

    Parameters
    ----------
    which : int
        0 for the image, 1 for the weight, 2 for the bias.
    cell : tuple of int
        Of that array.

    Examples
    --------
    >>> from cnnviz.ops.relu import OPERATION
    >>> image = np.array([[[-2.0, 3.0]]])
    >>> check_gradient(OPERATION, (image,), {}, LOSSES[1], 0, (0, 0, 1)).gradient
    3.0
    """

    def total(values: NDArray) -> float:
        changed = [values if place == which else array for place, array in enumerate(arrays)]
        return loss.value(operation.trace(*changed, **settings).output)

    trace = operation.trace(*arrays, **settings)
    gradient = float(all_gradients(operation, arrays, settings, trace, loss)[which][cell])
    tiny = nudge(total, arrays[which], cell, NUDGE / 1000)
    up, down = tiny.after - tiny.before, tiny.before - tiny.back
    kink = abs(up - down) > 1e-3 * max(abs(up), abs(down), NUDGE / 1000)
    return CheckedGradient(gradient, nudge(total, arrays[which], cell, NUDGE), kink)


def steepest_cell(
    operation: Operation,
    arrays: Sequence[NDArray],
    settings: dict[str, Any],
    loss: BackwardLoss,
    which: int,
) -> tuple[int, ...]:
    """Find the cell of an array the loss moves with most, off the kinks where one can be found.

    Takes what `check_gradient` takes; looks at the `TRIED` largest gradients.

    Examples
    --------
    >>> from cnnviz.ops.relu import OPERATION
    >>> steepest_cell(OPERATION, (np.array([[[-2.0, 3.0, 5.0]]]),), {}, LOSSES[1], 0)
    (0, 0, 2)
    """
    trace = operation.trace(*arrays, **settings)
    sizes = np.abs(all_gradients(operation, arrays, settings, trace, loss)[which])
    order = np.argsort(-sizes, axis=None, kind="stable")[:TRIED]
    cells = [tuple(map(int, np.unravel_index(place, sizes.shape))) for place in order]
    smooth = (
        c for c in cells if not check_gradient(operation, arrays, settings, loss, which, c).kink
    )
    return next(smooth, cells[0])


def silent_cells(trace: Trace) -> int:
    """Count the steps whose result does not move with anything they read.

    >>> from cnnviz.ops.relu import trace
    >>> silent_cells(trace(np.array([[[-2.0, 3.0, -1.0]]])))
    2
    """
    return sum(step.slope is not None and not step.slope.any() for step in trace.steps)
