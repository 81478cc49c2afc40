"""The commands of a training session; their names are those of the WebSocket messages."""

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

from cnnviz import nn
from cnnviz.images.drawing import fit_drawing
from cnnviz.training import kernel_matching
from cnnviz.training.engine import Engine
from cnnviz.training.header import header
from cnnviz.training.layers import is_number

MOST_PACE = 1000.0  # steps a second; faster is "as fast as it goes"
MOST_DRAWN = 512  # pixels, the longest side of a drawing


def play(engine: Engine) -> None:
    """Train until `pause`."""
    _runnable(engine)
    engine.go()


def pause(engine: Engine) -> None:
    """Pause after the current step."""
    engine.rest()


def step(engine: Engine) -> None:
    """Train on exactly one batch, then pause."""
    _runnable(engine)
    engine.one_step()


def epoch(engine: Engine) -> None:
    """Train to the end of this epoch, then pause."""
    _runnable(engine)
    engine.go(until=engine.run.epochs + 1)


def reset(engine: Engine, seed: int | None = None) -> None:
    """Start again from random weights; the settings stay as they are."""
    engine.begin(engine.spec if seed is None else engine.spec.changed(seed=seed))


def rewind(engine: Engine, id: int) -> None:
    """Restore the snapshot `id` of the timeline."""
    engine.go_back(id)


def branch(engine: Engine) -> None:
    """Pause, and keep the curves so far for comparison with those that follow."""
    engine.rest()
    kept = engine.future or engine.run.history.copy()
    engine.other = engine.run.steps, kept


def drop_branch(engine: Engine) -> None:
    """Drop the curves that `branch` kept."""
    engine.other = None


def set_(engine: Engine, pace: float | None = -1.0, **settings: Any) -> None:
    """Change lr, batch_size, optimizer, momentum, weight_decay, or the pace in steps a second."""
    known = {"lr", "batch_size", "optimizer", "momentum", "weight_decay"}
    if unknown := settings.keys() - known:
        raise ValueError(f"There is no knob called {sorted(unknown)[0][:40]!r}.")
    spec = engine.spec.changed(**settings)
    if settings:
        spec.check(engine.data.x_train.shape[1:], engine.data.count)
        schedule = spec.build_schedule(len(engine.data.x_train))
        engine.run.set(
            optimizer=spec.build_optimizer(), batch_size=spec.batch_size, schedule=schedule
        )
        engine.spec = spec
    if pace != -1.0:
        engine.throttle.pace = _pace(pace)


def freeze(engine: Engine, filter: int) -> None:
    """Freeze a filter of the first convolution."""
    for name in _parameters(engine, filter):
        engine.run.freeze(name, filter)


def thaw(engine: Engine, filter: int) -> None:
    """Unfreeze a filter of the first convolution."""
    for name in _parameters(engine, filter):
        engine.run.thaw(name, filter)


def put(engine: Engine, filter: int, kernel: str) -> None:
    """Write the preset kernel of this name into a filter of the first convolution."""
    name, _ = _parameters(engine, filter)
    shape = engine.run.net.parameters()[name].shape[1:]
    values = kernel_matching.fit_kernel(str(kernel), *shape)
    engine.rest()
    engine.run.put(name, filter, values)
    engine.divergence.anew(engine.run.steps)
    engine.changed()


def look(engine: Engine, index: int) -> None:
    """Choose the validation image whose feature maps are shown."""
    engine.looked = min(max(_whole(index), 0), len(engine.data.x_val) - 1)


def confusion(engine: Engine, row: int | None = None, col: int | None = None) -> None:
    """Choose the cell of the confusion matrix whose images are shown, or none."""
    if row is None or col is None:
        engine.cell = None
    elif max(_whole(row), _whole(col)) < engine.data.count and min(row, col) >= 0:
        engine.cell = row, col
    else:
        raise ValueError(f"There are {engine.data.count} classes.")


def draw(engine: Engine, height: int, width: int, plane: bytes) -> None:
    """Set the drawing to classify: light on dark, one byte a pixel, row by row."""
    sides = _whole(height), _whole(width)
    if not 1 <= min(sides) <= max(sides) <= MOST_DRAWN or len(plane) != height * width:
        raise ValueError(f"A drawing has 1 to {MOST_DRAWN} pixels a side, and a byte for each.")
    pixels = np.frombuffer(plane, np.uint8).reshape(sides)
    engine.drawn = fit_drawing(pixels, engine.habit, engine.run.net.input_shape)


def clear_drawing(engine: Engine) -> None:
    """Remove the drawing."""
    engine.drawn = None


def state(engine: Engine) -> None:
    """Change nothing; the answer is the current header."""


def export(engine: Engine) -> dict[str, bytes]:
    """Return the network as `.npz`; `export_files` makes the other formats outside the worker."""
    return {"npz": bytes(nn.save_npz(engine.run.net))}


COMMANDS: dict[str, Callable[..., Any]] = {
    command.__name__.rstrip("_"): command
    for command in (
        play, pause, step, epoch, reset, rewind, branch, drop_branch, set_, freeze, thaw, put,
        look, confusion, draw, clear_drawing, state, export,
    )
}  # fmt: skip


def run_command(engine: Engine, name: str, arguments: dict[str, Any]) -> Any:
    """Run a command.

    Returns
    -------
    dict
        The header of a frame after the command; for "export" the files.

    Raises
    ------
    ValueError
        When the command or an argument is invalid; nothing has changed then.
    """
    try:
        command = COMMANDS.get(name)
        if command is None:
            raise ValueError(f"There is no command {name[:40]!r}.")
        try:
            inspect.signature(command).bind(engine, **arguments)
        except TypeError:
            raise ValueError(f"{name} does not take {', '.join(arguments)[:80]!r}.") from None
        engine.note = None
        answer = command(engine, **arguments)
    except ValueError as refused:
        engine.note = str(refused)
        engine.version += 1
        raise
    engine.version += name != "state"
    return header(engine) if answer is None else answer


def _runnable(engine: Engine) -> None:
    if engine.state == "stopped":
        raise ValueError(engine.why or "The training has stopped.")


def _parameters(engine: Engine, filter: int) -> tuple[str, str]:
    """Return the names of weight and bias of the first convolution; check the filter index."""
    if engine.filters is None:
        raise ValueError("This network has no filters: it has no convolution.")
    if not 0 <= _whole(filter) < len(engine.filters):
        raise ValueError(f"The first layer has {len(engine.filters)} filters.")
    return f"{engine.first}.weight", f"{engine.first}.bias"


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"A whole number is needed, not {value!r:.40}.")
    return value


def _pace(value: Any) -> float | None:
    """Check a pace; None, 0 or at least `MOST_PACE` mean no limit, returned as None."""
    if value is None:
        return None
    if not is_number(value) or not value >= 0:
        raise ValueError(f"The pace is a number of steps a second, not {value!r:.40}.")
    return float(value) if 0 < value < MOST_PACE else None
