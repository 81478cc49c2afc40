"""Code snippets of poolings: extract the windows, then reduce each to one number."""

from collections.abc import Callable
from typing import Any

from cnnviz.geometry import span

Lines = Callable[..., str]


def numpy_windows(reduce: str, *, ring: str = "0", beyond: str = "0") -> Lines:
    """Write a pooling in NumPy.

    Parameters
    ----------
    reduce : str
        The line after ``windows`` of shape (C, OH, OW, KH, KW); settings in braces.
    ring, beyond : str
        Values of the padding, and of cells beyond it under an overhanging last window.

    Examples
    --------
    >>> print(numpy_windows("y = windows.max(axis=(3, 4))")(kernel_size=2, stride=2))
    windows = np.lib.stride_tricks.sliding_window_view(x, (2, 2), axis=(1, 2))
    windows = windows[:, ::2, ::2]
    y = windows.max(axis=(3, 4))
    """

    def write(**settings: Any) -> str:
        window, step, rings, holes, over = _read(settings)
        covers, lines = span(window, holes), []
        if rings:
            lines += [f"x = np.pad(x, {_around(rings)}, constant_values={ring})"]
        if over:
            lines += [f"x = np.pad(x, {_after(over)}, constant_values={beyond})  # the overhang"]
        view = f"sliding_window_view(x, ({covers}, {covers}), axis=(1, 2))"
        lines += [f"windows = np.lib.stride_tricks.{view}"]
        lines += [f"windows = windows[:, ::{step}, ::{step}{_holes(holes)}]"]
        if over:
            stops = (f": -(-(x.shape[{axis}] - {rings + over}) // {step})" for axis in (1, 2))
            lines += [f"windows = windows[:, {', '.join(stops)}]  # they start on the image"]
        return "\n".join([*lines, reduce.format(**settings)])

    return write


def torch_windows(reduce: str, *, beyond: str = "0.0") -> Lines:
    """Write a pooling in PyTorch where it has no such function; as `numpy_windows`."""

    def write(**settings: Any) -> str:
        window, step, rings, holes, over = _read(settings)
        covers, lines = span(window, holes), []
        if rings or over:
            room = f"({rings}, {rings + over}, {rings}, {rings + over})"
            lines += [f'x = F.pad(x, {room}, value=float("{beyond}"))']
        lines += [f"windows = x.unfold(2, {covers}, {step}).unfold(3, {covers}, {step})"]
        if holes > 1:
            lines += [f"windows = windows[..., ::{holes}, ::{holes}]"]
        if over:
            stops = (f": -(-(x.shape[{axis}] - {rings + over}) // {step})" for axis in (2, 3))
            lines += [f"windows = windows[:, :, {', '.join(stops)}]  # they start on the image"]
        return "\n".join([*lines, reduce.format(**settings)])

    return write


def numpy_parts(reduce: str) -> str:
    """Write an adaptive pooling in NumPy; `reduce` is the name of an array's method."""
    return (
        "def parts(size):\n"
        "    return [slice(i * size // {output_size}, -(-(i + 1) * size // {output_size}))\n"
        "            for i in range({output_size})]\n\n"
        f"y = np.array([[[plane[rows, cols].{reduce}() for cols in parts(x.shape[2])]\n"
        "               for rows in parts(x.shape[1])] for plane in x])"
    )


def numpy_maps(reduce: str) -> Lines:
    """Write a pooling across maps in NumPy; `reduce` is the name of an array's method."""

    def write(maps: int) -> str:
        return f"y = x.reshape(-1, {maps or 'len(x)'}, *x.shape[1:]).{reduce}(axis=1)"

    return write


def torch_maps(reduce: str) -> Lines:
    """Write a pooling across maps in PyTorch; `reduce` is the name of a tensor's method."""

    def write(maps: int) -> str:
        return f"y = x.unflatten(1, (-1, {maps or 'x.shape[1]'})).{reduce}(2)"

    return write


def _read(settings: dict[str, Any]) -> tuple[int, int, int, int, int]:
    """Return window, stride, padding, dilation and overhang from the settings."""
    step = settings["stride"]
    over = step - 1 if settings.get("ceil_mode") else 0
    holes = settings.get("dilation", 1)
    return settings["kernel_size"], step, settings.get("padding", 0), holes, over


def _around(rings: int) -> str:
    return f"((0, 0), ({rings}, {rings}), ({rings}, {rings}))"


def _after(over: int) -> str:
    return f"((0, 0), (0, {over}), (0, {over}))"


def _holes(holes: int) -> str:
    return f", ::{holes}, ::{holes}" if holes > 1 else ""
