"""Activation maximisation: start from noise and change the picture until a unit likes it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from cnnviz.insight.progress import Progress
from cnnviz.zoo import Graph

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
        A sentence if the work ends here before its time: no gradient reaches the picture, or
        one that is no number; "" otherwise.
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
        [4]_. Where a ReLU is dark and lets nothing pass, what it reads is climbed until it
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
    raise NotImplementedError
