"""Small integer grids as inputs of a convolution; their names are used in links."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class SampleGrid:
    """A small input.

    Attributes
    ----------
    name : str
        Shown, and used in links: it must not change.
    values : ndarray of shape (H, W), int64
        0 to 9; read-only.
    notice : str
        What to look for, in one sentence.
    """

    name: str
    values: NDArray[np.int64]
    notice: str


def parse_grid(name: str, notice: str, drawing: str) -> SampleGrid:
    """Parse a grid from text: one digit per cell, one line per row.

    Examples
    --------
    >>> parse_grid("Edge", "A step.", "09 09").values.tolist()
    [[0, 9], [0, 9]]
    """
    values = np.array([[int(cell) for cell in row] for row in drawing.split()])
    values.flags.writeable = False
    return SampleGrid(name, values, notice)


GRIDS: tuple[SampleGrid, ...] = (
    parse_grid(
        "Classic 5x5",
        "The example of the textbooks: with the kernel 101 010 101 it gives 434 243 234.",
        "11100 01110 00111 00110 01100",
    ),
    parse_grid(
        "Feature map 5x5",
        "With a window of 3 and stride 1 it has nine patches, so pooling gives nine numbers.",
        "30214 15026 42731 01582 36204",
    ),
    parse_grid(
        "Feature map 4x4",
        "With a window of 2 and stride 2, max pooling keeps 6 8 3 4: one number of four.",
        "1124 5678 3210 1234",
    ),
    parse_grid(
        "Vertical edge",
        "Dark left, bright right: a kernel that subtracts left from right answers in the middle.",
        "000999 " * 6,
    ),
    parse_grid(
        "Horizontal edge",
        "Dark above, bright below: the vertical kernel now answers 0 everywhere.",
        "000000 " * 3 + "999999 " * 3,
    ),
    parse_grid(
        "Diagonal edge",
        "Both the vertical and the horizontal kernel answer, each a little less.",
        "999999 099999 009999 000999 000099 000009",
    ),
    parse_grid(
        "Corner",
        "Two edges meet; a kernel for corners answers only where they do.",
        "000000 000000 009999 009999 009999 009999",
    ),
    parse_grid(
        "Dot",
        "One bright cell writes the whole kernel into the output, turned by half a turn.",
        "0000000 0000000 0000000 0009000 0000000 0000000 0000000",
    ),
    parse_grid(
        "Checkerboard",
        "Neighbours always differ: an average turns it grey, pooling turns it white.",
        "090909 909090 " * 3,
    ),
    parse_grid(
        "Gradient 6x7",
        "It rises by one each column: an edge kernel gives the same answer everywhere.",
        "1234567 " * 6,
    ),
    parse_grid(
        "Digit 7",
        "One long bar and one slant: which kernel finds which stroke?",
        """
        000000000000
        000000000000
        004999999940
        009999999990
        002444447990
        000000009960
        000000059910
        000000199500
        000000699000
        000003994000
        000008990000
        000002510000
        """,
    ),
    parse_grid(
        "Digit 3",
        "Curves hold every direction: each edge kernel finds another part of them.",
        """
        000000000000
        000389998300
        003998669920
        001520007960
        000000009950
        000028999700
        000039998500
        000000037960
        001300000890
        004980004980
        001899999810
        000156775100
        """,
    ),
)
