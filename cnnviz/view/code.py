"""Code of an operation: its source, and NumPy and PyTorch snippets with the same result."""

import inspect
from collections.abc import Callable, Sequence
from typing import Any

from numpy.typing import NDArray

from cnnviz.geometry import Walk, span
from cnnviz.ops import Operation
from cnnviz.text import format_exact

NAMES = ("x", "weight", "bias")
MODES = {"zeros": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}


def source(function: Callable[..., Any]) -> str:
    """Return the source of a function of this package without its docstring."""
    text = inspect.getsource(function)
    before, _, rest = text.partition('    """')
    return (before + rest.partition('"""\n')[2]).replace("  # fmt: skip", "")


def numpy_snippet(operation: Operation, arrays: Sequence[NDArray], settings: dict[str, Any]) -> str:
    """Write the operation in plain NumPy with the numbers on screen, as a runnable snippet.

    Parameters
    ----------
    operation : Operation
    arrays : sequence of ndarray
        The image (C, H, W), and for a kernel the filters and the biases.
    settings : dict
        As given to the operation.

    Examples
    --------
    >>> import numpy as np
    >>> from cnnviz.ops.conv2d import OPERATION
    >>> arrays = (np.array([[[1.0]]]), np.array([[[[2.0]]]]), np.array([3.0]))
    >>> print(numpy_snippet(OPERATION, arrays, OPERATION.defaults).splitlines()[-1])
    print(y)
    """
    named = zip(NAMES, arrays, strict=False)
    lines = [f"{name} = np.array({_text(values)}, float)" for name, values in named]
    if operation.numpy:
        body = [_filled(operation.numpy, settings)]
    else:
        write = _windows if operation.slug == "conv2d" else _transposed
        body = write(arrays[1], _path(operation, arrays, settings), settings)
    return "\n".join(["import numpy as np", "", *lines, *body, "print(y)"])


def torch_snippet(operation: Operation, arrays: Sequence[NDArray], settings: dict[str, Any]) -> str:
    """Write the same in PyTorch; the parameters are those of `numpy_snippet`."""
    x, *kernel = arrays
    named = zip(NAMES, (x[None], *kernel), strict=False)
    lines = ["import torch", "import torch.nn.functional as F", ""]
    lines += [
        f"{name} = torch.tensor({_text(values)}, dtype=torch.float)" for name, values in named
    ]
    if operation.torch:
        body = [_filled(operation.torch, settings)]
    else:
        body = _convolution(operation.slug, _path(operation, arrays, settings), settings)
    return "\n".join([*lines, *body, "print(y)"])


def _filled(lines: str | Callable[..., str], settings: dict[str, Any]) -> str:
    """Insert the settings into an operation's own snippet."""
    return lines.format(**settings) if isinstance(lines, str) else lines(**settings)


def _path(operation: Operation, arrays: Sequence[NDArray], settings: dict[str, Any]) -> Walk:
    """Return the positions of the windows."""
    assert operation.route
    return operation.route(arrays[0][None], *arrays[1:], **settings)


def _convolution(slug: str, path: Walk, settings: dict[str, Any]) -> list[str]:
    """Write the call of a convolution, after lines for options that PyTorch does not have."""
    options, lines = dict(settings), []
    if options.pop("flip", False):
        lines += ["weight = weight.flip(2, 3)  # turned by 180 degrees"]
    mode = options.pop("padding_mode", "zeros")
    if mode != "zeros" or options["padding"] == "full":
        (top, bottom), (left, right) = path.padding
        how = "constant" if mode == "zeros" else mode
        lines += [f'x = F.pad(x, ({left}, {right}, {top}, {bottom}), mode="{how}")']
        options.pop("padding")
    given = "".join(f", {name}={value!r}" for name, value in options.items())
    return [*lines, f"y = F.{slug}(x, weight, bias{given})"]


def _windows(weight: NDArray, path: Walk, settings: dict[str, Any]) -> list[str]:
    """Write a convolution with `sliding_window_view` and `einsum`."""
    (sh, sw), (dh, dw), groups = path.stride, path.dilation, settings["groups"]
    spans = tuple(span(k, d) for k, d in zip(path.window, path.dilation, strict=True))
    lines = ["weight = weight[:, :, ::-1, ::-1]  # turned by 180 degrees"] * settings["flip"]
    if path.padding != ((0, 0), (0, 0)):
        rings = f"((0, 0), {path.padding[0]}, {path.padding[1]})"
        lines += [f'x = np.pad(x, {rings}, mode="{MODES[path.mode]}")']
    lines += [
        f"windows = np.lib.stride_tricks.sliding_window_view(x, {spans}, axis=(1, 2))",
        f"windows = windows[:, ::{sh}, ::{sw}, ::{dh}, ::{dw}]  # (C, OH, OW, KH, KW)",
    ]
    if groups == 1:
        lines += ['y = np.einsum("khwij,fkij->fhw", windows, weight)']
    else:
        lines += [
            f"parts = zip(np.split(windows, {groups}), np.split(weight, {groups}))",
            'y = np.concatenate([np.einsum("khwij,fkij->fhw", *part) for part in parts])',
        ]
    return [*lines, "y = y + bias[:, None, None]"]


def _transposed(weight: NDArray, path: Walk, settings: dict[str, Any]) -> list[str]:
    """Write a transposed convolution: add a scaled kernel per cell, then crop the padding."""
    (sh, sw), (dh, dw), ((top, bottom), (left, right)) = path.stride, path.dilation, path.padding
    (height, width), (rows, cols), maps = path.size, path.window, weight.shape[1]
    groups = settings["groups"]
    return [
        f"y = np.zeros(({groups * maps}, {height + top + bottom}, {width + left + right}))",
        "for channel, row, col in np.ndindex(x.shape):",
        f"    first = channel // {len(weight) // groups} * {maps}",
        "    stamp = x[channel, row, col] * weight[channel]",
        f"    top, left = row * {sh}, col * {sw}",
        f"    y[first : first + {maps}, top : top + {span(rows, dh)} : {dh}, "
        f"left : left + {span(cols, dw)} : {dw}] += stamp",
        f"y = y[:, {top} : {top + height}, {left} : {left + width}] + bias[:, None, None]",
    ]


def _text(values: NDArray, indent: int = 4) -> str:
    """Write an array exactly, one row per line; whole numbers without a decimal point.

    >>> import numpy as np
    >>> print(_text(np.array([[1.0, 0.5], [2.0, 3.0]])))
    [
        [1, 0.5],
        [2, 3],
    ]
    """
    if values.ndim < 2:
        return f"[{', '.join(map(format_exact, values.tolist()))}]"
    space = " " * indent
    rows = "".join(f"{space}{_text(part, indent + 4)},\n" for part in values)
    return f"[\n{rows}{space[4:]}]"
