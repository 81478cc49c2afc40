"""A layer as a line of Python: what two libraries call the same things, and how settings are given.

`cnnviz.ops` has the names and the meaning of ``torch.nn.functional``, so the lines are nearly
the same in both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FILE = "network.npz"


@dataclass(frozen=True)
class Dialect:
    """A library, and what it calls things that the other calls differently."""

    begin: tuple[str, ...]
    ops: str
    softmax: str
    flatten: str
    join: str
    pad: str
    ones: str

    def padded(self, x: str, axes: Any, value: str = "0") -> str:
        """Write rings of one value around maps; `axes` are pairs for channels, rows, columns."""
        if self.ops == "F":
            flat = tuple(ring for axis in reversed(axes) for ring in axis)
            return self.pad.format(x=x, rings=flat, value=value)
        return self.pad.format(x=x, rings=((0, 0), *axes), value=value)


NUMPY = Dialect(
    begin=(
        "import numpy as np",
        "from cnnviz import ops",
        "",
        f'w = np.load("{FILE}")',
        'image = w["image"]',
    ),
    ops="ops",
    softmax="ops.softmax({x})",
    flatten="ops.flatten({x})",
    join="np.concatenate([{all}], axis=1)",
    pad="np.pad({x}, {rings}, constant_values={value})",
    ones="np.ones(({c}, 1, {h}, {w}))",
)
TORCH = Dialect(
    begin=(
        "import numpy as np",
        "import torch",
        "import torch.nn.functional as F",
        "",
        f'w = {{name: torch.tensor(array) for name, array in np.load("{FILE}").items()}}',
        'image = w["image"]',
    ),
    ops="F",
    softmax="F.softmax({x}, dim=1)",
    flatten="{x}.flatten(1)",
    join="torch.cat([{all}], dim=1)",
    pad="F.pad({x}, {rings}, value={value})",
    ones="torch.ones({c}, 1, {h}, {w})",
)


@dataclass(frozen=True)
class CodeNames:
    """What a layer's line of code calls things.

    Attributes
    ----------
    y : str
        What it makes.
    reads : tuple of str
        What it reads.
    learned : mapping of str
        Its arrays, by their names in the node.
    """

    y: str
    reads: tuple[str, ...]
    learned: Mapping[str, str]

    @property
    def x(self) -> str:
        """The first it reads."""
        return self.reads[0]


def arguments(**settings: Any) -> str:
    """Write settings as arguments, except those that a library assumes.

    >>> arguments(stride=(2, 2), padding=(0, 0), groups=4)
    ', stride=2, groups=4'
    """
    usual = {"padding": (0, 0), "dilation": (1, 1), "groups": 1}
    given = {k: v for k, v in settings.items() if v != usual.get(k)}
    return "".join(f", {name}={once(value)!r}" for name, value in given.items())


def once(value: Any) -> Any:
    """Write equal sides once.

    >>> once((3, 3)), once((1, 2))
    (3, (1, 2))
    """
    return value[0] if isinstance(value, tuple) and len(set(value)) == 1 else value
