"""What two libraries call the same things: cnnviz with NumPy, and PyTorch."""

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
