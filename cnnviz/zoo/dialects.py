"""How layers are written as Python code with NumPy and with PyTorch.

`cnnviz.ops` has the names and semantics of ``torch.nn.functional``, so the lines are nearly the
same in both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FILE = "network.npz"


@dataclass(frozen=True)
class Dialect:
    """The expressions of one library that differ from those of the other."""

    begin: tuple[str, ...]
    ops: str
    softmax: str
    flatten: str
    join: str
    pad: str
    ones: str

    def padded(self, x: str, axes: Any, value: str = "0") -> str:
        """Write a call that pads `x` with a constant; `axes` are (before, after) pairs."""
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
    """The variable names in a layer's line of code.

    Attributes
    ----------
    y : str
        Output variable.
    reads : tuple of str
        Input variables.
    learned : mapping of str
        Expressions for the node's parameters, by their names in the node.
    """

    y: str
    reads: tuple[str, ...]
    learned: Mapping[str, str]

    @property
    def x(self) -> str:
        """The first input variable."""
        return self.reads[0]


def arguments(**settings: Any) -> str:
    """Write settings as keyword arguments, leaving out those equal to the default.

    >>> arguments(stride=(2, 2), padding=(0, 0), groups=4)
    ', stride=2, groups=4'
    """
    usual = {"padding": (0, 0), "dilation": (1, 1), "groups": 1}
    given = {k: v for k, v in settings.items() if v != usual.get(k)}
    return "".join(f", {name}={once(value)!r}" for name, value in given.items())


def once(value: Any) -> Any:
    """Return one number for a tuple of equal numbers.

    >>> once((3, 3)), once((1, 2))
    (3, (1, 2))
    """
    return value[0] if isinstance(value, tuple) and len(set(value)) == 1 else value
