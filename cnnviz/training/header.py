"""The state of a training session as JSON: the header of frames, the answer to commands."""

import numpy as np

from cnnviz.contracts.training import BranchPoint, ConfusionCell, TrainingFrameHeader
from cnnviz.training.engine import SHOWN, Engine
from cnnviz.training.kernel_matching import kernels_that_fit, nearest_kernels


def header(engine: Engine) -> TrainingFrameHeader:
    """Return the state of a training session as JSON data."""
    run, data, evaluation = engine.run, engine.data, engine.evaluator.verdict
    rate = engine.rate.value() if engine.state == "playing" else 0.0
    position = run.sampler.position
    return {
        "frame": engine.frames,
        "state": engine.state,
        "why": engine.why,
        "note": engine.note,
        "where": engine.where,
        "step": run.steps,
        "epoch": round(run.epochs + position / run.sampler.count, 3),
        "samples": run.samples,
        "rate": round(rate, 1),
        "epoch_left": round((run.sampler.count - position) / rate, 2) if rate else None,
        "pace": engine.throttle.pace,
        "lr": run.optimizer.lr,
        "batch_size": run.batch_size,
        "optimizer": engine.spec.optimizer,
        "momentum": engine.spec.momentum,
        "seed": engine.spec.seed,
        "classes": list(data.classes),
        "image": {
            "index": engine.looked,
            "label": int(data.y_val[engine.looked]),
            "split": "validation",
            "of": len(data.y_val),
        },
        "accuracy": None if evaluation is None else evaluation.accuracy,
        "judged": engine.judged,
        "snapshots": engine.timeline.listed(),
        "kept": engine.timeline.kept(),
        "offer": offered(engine),
        "branch": branched(engine),
        "frozen": frozen(engine),
        "nearest": [] if engine.filters is None else nearest_kernels(engine.filters[:SHOWN]),
        "kernels": [] if engine.filters is None else kernels_that_fit(*engine.filters.shape[2:]),
        "layers": engine.layers,
        "gradient_layers": [layer["name"] for layer in engine.layers if layer["learns"]],
        "confusion_id": 0 if evaluation is None else evaluation.id,
        "film_id": engine.timeline.film_id,
        "cell": cell(engine),
        "drawn": None,
    }


def cell(engine: Engine) -> ConfusionCell | None:
    """Return the chosen cell of the confusion matrix and its images; None when none is chosen."""
    if engine.cell is None or engine.evaluator.verdict is None:
        return None
    row, col = engine.cell
    found = engine.evaluator.verdict.cell(engine.data.y_val, row, col)
    return {"row": row, "col": col, "indices": found.tolist()}


def frozen(engine: Engine) -> list[tuple[str, int]]:
    """List the frozen filters of the first convolution."""
    if engine.filters is None:
        return []
    wanted, start = f"{engine.first}.weight", 0
    for key, values in engine.run.net.parameters().items():
        if key == wanted:
            marks = engine.run.frozen.marks[start : start + values.size].reshape(len(values), -1)
            return [(key, int(at)) for at in np.flatnonzero(marks.all(axis=1))]
        start += values.size
    return []


def branched(engine: Engine) -> BranchPoint | None:
    """Return the step of the branch and the last step of the other history; None if none."""
    if engine.other is None:
        return None
    step, history = engine.other
    return {"from_step": step, "steps": int(history.step[-1]) if len(history) else 0}


def offered(engine: Engine) -> int | None:
    """Return the id of the last good snapshot when training has stopped, else None."""
    moment = engine.timeline.before(engine.good) if engine.state == "stopped" else None
    return moment.id if moment else None
