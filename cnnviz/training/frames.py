"""What a frame holds beside its header: everything that is drawn, as arrays."""

from collections.abc import Hashable, Sequence
from math import prod
from typing import cast

import numpy as np
from numpy.typing import NDArray

from cnnviz import nn
from cnnviz.contracts.training import (
    CellArrays,
    ConfusionArrays,
    FilmArrays,
    ImageArrays,
    LearningCurves,
    OnceArrays,
    TrainingFrameArrays,
    TrainingFrameHeader,
)
from cnnviz.message import pack
from cnnviz.training.engine import SHOWN, Engine
from cnnviz.training.evaluation import CELL, WORST
from cnnviz.training.header import cell, header
from cnnviz.training.timeline import FILM

POINTS = 400  # of a curve
MOST_MAPS = 64  # feature maps of a layer
MAPS_ROOM = 250_000  # numbers of all feature maps together; later layers go without


def make_frame(engine: Engine) -> bytes | None:
    """Make the next frame, if there is anything new to show.

    What changes seldom (`confusion`, `mistakes`, `cell`, `film`) is in it only when the reader
    has not had it yet.
    """
    if engine.fresh:
        engine.has = {}
    if engine.has.get("version") == engine.version:
        return None
    engine.frames += 1
    engine.has["version"] = engine.version
    engine.wanted = engine.fresh = False
    head = header(engine)
    arrays: TrainingFrameArrays = {**curves(engine), **activations_of(engine), **news(engine, head)}
    if "drawn" in arrays:
        head["drawn"] = {"prediction": int(arrays["drawn"].argmax())}
    return pack(head, **arrays)


def news(engine: Engine, head: TrainingFrameHeader) -> OnceArrays:
    """Lay out what is sent once, where the reader has not had it yet."""
    arrays: OnceArrays = {}
    if _is_news(engine, "confusion", head["confusion_id"]):
        arrays = {**arrays, **confusion(engine)}
    if _is_news(engine, "cell", (engine.cell, head["confusion_id"])):
        arrays = {**arrays, **cell_images(engine)}
    if _is_news(engine, "film", head["film_id"]):
        arrays = {**arrays, **film(engine)}
    return arrays


def _is_news(engine: Engine, name: str, id: Hashable) -> bool:
    """Say whether the reader has had something else by this name; from now on it is this."""
    is_news = engine.has.get(name) != id
    engine.has[name] = id
    return is_news


def curves(engine: Engine) -> LearningCurves:
    """Lay out the curves of the run; beside them another's, or those gone back from."""
    beside = engine.other[1] if engine.other else engine.future
    both = {"": engine.run.history} | ({"other_": beside} if beside else {})
    arrays: dict[str, NDArray] = {}
    for prefix, history in both.items():
        learned, judged = thin_curve(len(history.step)), thin_curve(len(history.val_step))
        arrays |= {
            f"{prefix}loss_step": history.step[learned].astype(np.int32),
            f"{prefix}loss": history.loss[learned].astype(np.float32),
            f"{prefix}accuracy": history.accuracy[learned].astype(np.float32),
            f"{prefix}val_step": history.val_step[judged].astype(np.int32),
            f"{prefix}val_loss": history.val_loss[judged].astype(np.float32),
            f"{prefix}val_accuracy": history.val_accuracy[judged].astype(np.float32),
        }
    return cast(LearningCurves, arrays)


def thin_curve(count: int) -> NDArray[np.intp]:
    """Choose at most `POINTS` of so many: every n-th, and the last.

    Every n-th, and not evenly spread ones, so that a growing curve does not shimmer.

    >>> len(thin_curve(400)), len(thin_curve(401)), thin_curve(1000)[[0, 1, -1]].tolist()
    (400, 201, [0, 3, 999])
    """
    every = -(-count // (POINTS - 1)) if count > POINTS else 1
    chosen = np.arange(0, count, every)
    return chosen if not count or chosen[-1] == count - 1 else np.append(chosen, count - 1)


def activations_of(engine: Engine) -> ImageArrays:
    """See the chosen image, and the drawing, with the network as it is."""
    image = engine.data.x_val[engine.looked]
    with np.errstate(all="ignore"):
        outputs = engine.run.net.activations(image[None])
        arrays: ImageArrays = {
            "image": image,
            "probabilities": shares(outputs[-1][0]),
            "maps": feature_maps(outputs),
            "gradients": drawable(np.array([*engine.run.gradient_sizes().values()])),
        }
        if engine.drawn is not None:
            scores = engine.run.net.forward(engine.drawn[None])
            arrays["drawn"] = shares(scores[0])
            arrays["drawn_image"] = engine.drawn
    if engine.filters is not None:
        arrays["filters"] = drawable(engine.filters[:SHOWN])
    return arrays


def feature_maps(outputs: Sequence[NDArray]) -> list[NDArray[np.float32] | None]:
    """Choose the feature maps of every layer that are sent; None where it has none, or no room."""
    room, found = MAPS_ROOM, list[NDArray[np.float32] | None]()
    for maps in outputs:
        some = maps[0, :MOST_MAPS] if maps.ndim == 4 else None
        room -= 0 if some is None else some.size
        found.append(None if some is None or room < 0 else drawable(some))
    return found


def confusion(engine: Engine) -> ConfusionArrays:
    """Lay out the confusion matrix and the worst mistakes, as the last verdict found them."""
    if (verdict := engine.evaluator.verdict) is None:
        return {}
    images, labels = engine.data.x_val, engine.data.y_val
    return {
        "confusion": verdict.confusion,
        "mistakes": images[verdict.worst],
        "mistake_labels": labels[verdict.worst].astype(np.int32),
        "mistake_guesses": verdict.predictions[verdict.worst].astype(np.int32),
        "mistake_sure": verdict.sure,
        "mistake_index": verdict.worst.astype(np.int32),
    }


def cell_images(engine: Engine) -> CellArrays:
    """Lay those images out."""
    chosen = cell(engine)
    return {} if chosen is None else {"cell": engine.data.x_val[chosen["indices"]]}


def film(engine: Engine) -> FilmArrays:
    """Lay the first layer's filters at some moments side by side."""
    moments = [moment for moment in engine.timeline.film() if moment.filters is not None]
    if not moments:
        return {}
    strip = np.stack([moment.filters for moment in moments if moment.filters is not None])
    return {"film": strip, "film_step": np.array([moment.step for moment in moments], np.int32)}


def shares(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Turn scores into probabilities; none where the scores are no numbers."""
    return drawable(nn.softmax(scores))


def drawable(values: NDArray) -> NDArray[np.float32]:
    """Take out what cannot be drawn: no number is 0, infinity a very large one."""
    return np.nan_to_num(values.astype(np.float32), nan=0.0, posinf=1e30, neginf=-1e30)


def frame_room(rows: list[nn.LayerSummary], shape: tuple[int, ...], classes: int) -> int:
    """Count the bytes no frame of a course goes over.

    Parameters
    ----------
    rows : list of Row
        The plan of the network.
    shape : tuple of int
        (C, H, W) of an image.
    classes : int
    """
    first = next((row.parameters for row in rows if row.name == "Conv2d"), 0)
    maps = sum(prod(row.output_shape) for row in rows)
    pictures = (WORST + CELL + 2) * prod(shape)
    tables = 12 * POINTS + classes * (classes + 2) + 4 * WORST + len(rows) + FILM
    numbers = tables + pictures + min(maps, MAPS_ROOM) + (FILM + 1) * first
    return 4 * numbers + 64 * 1024 + 256 * classes
