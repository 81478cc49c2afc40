"""Activation maximisation: start from noise and change the picture until a unit likes it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite, prod
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError
from cnnviz.images import filter_image
from cnnviz.insight.progress import Progress
from cnnviz.insight.scores import send_back
from cnnviz.insight.units import check, upto
from cnnviz.kernels import named
from cnnviz.zoo import IMAGE, Graph

GREY, NOISE = np.float32(0.5), 0.1  # what the noise lies around, and how wide its bell is
BELL = named("Gaussian blur 3x3").weights

#: What keeps the pictures from turning into noise that fools the unit: 0 switches each off.
REGULARISERS = {
    "decay": "After every step each pixel goes this share of the way back to grey, so that only "
    "what the unit asks for again and again stays.",
    "blur": "After every step each pixel becomes this much the bell-weighted mean of the nine "
    "around it, so that the picture stays smooth.",
    "jitter": "Before every step the picture moves by up to this many pixels in each direction "
    "and back after it, so that no pixel can count on its exact place.",
}


@dataclass(frozen=True, slots=True, eq=False)
class State(Progress):
    """The picture after `done` of `total` steps; the first, after 0, is the noise.

    Attributes
    ----------
    image : ndarray of shape (C, H, W), float32
        From 0 to 1.
    value : float
        What the unit answers to it.
    note : str
        A sentence if the work ends here before its time, as no gradient reaches the picture
        or one that is no number, or if the unit is dark to the end; "" otherwise.
    """

    image: NDArray
    value: float
    note: str = ""

    @property
    def step(self) -> int:
        """Steps taken."""
        return self.done


def maximise(
    graph: Graph,
    name: str,
    channel: int,
    *,
    rng: np.random.Generator,
    steps: int = 60,
    rate: float = 0.1,
    at: Literal["mean", "centre"] = "mean",
    decay: float = 0.01,
    blur: float = 0.1,
    jitter: int = 1,
) -> Iterator[State]:
    """Climb the gradient of one unit from noise.

    Parameters
    ----------
    graph : Graph
    name : str
        The unit's node.
    channel : int
        Which of its maps, or which of its numbers.
    rng : numpy.random.Generator
        Draws the noise (a bell curve of width 0.1 around grey) and the jitter; the same one
        in the same state gives the same pictures.
    steps : int
    rate : float
        How far a step moves the pixel that matters most; the others in proportion.
    at : {"mean", "centre"}
        Of a map: the mean of its cells, or its middle cell.
    decay, blur : float
        From 0, off, to 1; see `REGULARISERS`.
    jitter : int
        In pixels; 0 is off.

    Yields
    ------
    State
        ``steps + 1`` of them: ``image += rate * gradient / max(|gradient|)`` [1]_, then decay
        [2]_ and blur [3]_, then clipped to 0..1; the gradient is that of the jittered image
        [4]_. Where nothing comes back as a ReLU is dark, what it reads is climbed until it
        is lit.

    Raises
    ------
    ShapeError
        When there is no such node or channel, or a setting is out of its range.

    References
    ----------
    .. [1] Erhan et al. (2009), Visualizing higher-layer features of a deep network, technical
       report 1341, University of Montreal.
    .. [2] Simonyan, Vedaldi and Zisserman (2013), arXiv:1312.6034, section 2.
    .. [3] Yosinski et al. (2015), Understanding neural networks through deep visualization,
       arXiv:1506.06579, section 3.
    .. [4] Mordvintsev, Olah and Tyka (2015), Inceptionism, Google research blog.
    """
    _refuse(steps, rate, decay, blur, jitter)
    part, shape = upto(graph, name), graph.shapes[name]
    check(graph, name, channel)
    counts = _aim(shape, channel, at)
    image = rng.normal(GREY, NOISE, graph.input_shape).astype(np.float32).clip(0, 1)
    for step in range(steps + 1):
        move = rng.integers(-jitter, jitter + 1, 2)
        both = [image, np.roll(image, move, axis=(1, 2))]
        values = part.run(np.stack(both if jitter else both[:1]))
        value = _answer(values[name][0, channel], at)
        uphill = np.roll(_uphill(part, name, values, counts), -move, axis=(1, 2))
        note = _stuck(value, uphill, last=step == steps)
        yield State(step, steps, image, value, note)
        if note or step == steps:
            return
        moved = image + np.float32(rate) * uphill / np.abs(uphill).max()
        faded = GREY + np.float32(1 - decay) * (moved - GREY)
        image = _blurred(faded, blur).clip(0, 1)


def _refuse(steps: int, rate: float, decay: float, blur: float, jitter: int) -> None:
    """Check every setting."""
    if steps < 1 or rate <= 0 or jitter < 0:
        raise ShapeError(f"{steps} steps, a rate of {rate:g} and a jitter of {jitter} do not work")
    for name, share in {"decay": decay, "blur": blur}.items():
        if not 0 <= share <= 1:
            raise ShapeError(f"{name} is a share from 0 to 1, not {share:g}")


def _aim(shape: tuple[int, ...], channel: int, at: str) -> NDArray:
    """Lay out how much each cell of a node counts: of one unit all alike, or the middle one."""
    counts = np.zeros(shape, np.float32)
    if at == "centre":
        counts[channel, *_middle(shape[1:])] = 1
    else:
        counts[channel] = 1 / prod(shape[1:])
    return counts


def _answer(cells: NDArray, at: str) -> float:
    """Read what the unit answers: the mean of its cells, or the middle one."""
    with np.errstate(over="ignore", invalid="ignore"):
        return float(cells[*_middle(cells.shape)] if at == "centre" else cells.mean())


def _middle(size: tuple[int, ...]) -> tuple[int, ...]:
    """Find the middle cell of a map; of a row's number, itself."""
    return tuple(side // 2 for side in size)


def _uphill(part: Graph, name: str, values: Mapping[str, NDArray], counts: NDArray) -> NDArray:
    """Differentiate the unit by the last picture of a batch, past ReLUs that let nothing back."""
    last = {node: array[-1:] for node, array in values.items()}
    found = send_back(part, last, {name: counts[None]})
    for node in reversed(part.nodes):
        if node.kind == "Relu" and not found[IMAGE].any():
            below, arrives = node.reads[0], found[node.name]
            if arrives.any() and not found[below].any():
                found = send_back(part, last, {below: arrives})
    return found[IMAGE][0]


def _blurred(image: NDArray, share: float) -> NDArray:
    """Mix a picture (C, H, W) with the bell-weighted mean of every pixel's neighbourhood."""
    if not share:
        return image
    colours = image.transpose(1, 2, 0)
    soft = filter_image(colours, BELL, padding_mode="replicate")
    return (1 - share) * image + share * soft.transpose(2, 0, 1)


def _stuck(value: float, uphill: NDArray, *, last: bool) -> str:
    """Say why the climb ends before its time, or has led nowhere, if so."""
    if not (isfinite(value) and np.isfinite(uphill).all()):
        return "The gradient is no number: the network has diverged."
    if not uphill.any():
        return "No gradient reaches the picture: no small change of it changes this unit."
    if last and value == 0:
        return "The unit still answers 0: nothing on this way lights it."
    return ""
