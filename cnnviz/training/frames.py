"""The binary frames of a training session: a header, and the arrays that are drawn."""

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

POINTS = 400  # of a curve, at most
MOST_MAPS = 64  # feature maps of a layer, at most
MAPS_ROOM = 250_000  # numbers in all feature maps together; later layers are left out


def make_frame(engine: Engine) -> bytes | None:
    """Return the next frame, or None if nothing has changed.

    What changes seldom (`confusion`, `mistakes`, `cell`, `film`) is included only when the client
    has not received its current version yet.
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
    """Return the arrays that are sent once, those the client has not received yet."""
    arrays: OnceArrays = {}
    if _is_news(engine, "confusion", head["confusion_id"]):
        arrays = {**arrays, **confusion(engine)}
    if _is_news(engine, "cell", (engine.cell, head["confusion_id"])):
        arrays = {**arrays, **cell_images(engine)}
    if _is_news(engine, "film", head["film_id"]):
        arrays = {**arrays, **film(engine)}
    return arrays


def _is_news(engine: Engine, name: str, id: Hashable) -> bool:
    """Tell whether the client has another version of `name`, and record `id` as sent."""
    is_news = engine.has.get(name) != id
    engine.has[name] = id
    return is_news


def curves(engine: Engine) -> LearningCurves:
    """Return the learning curves, and those of the branch or of the history gone back from."""
    other = engine.other[1] if engine.other else engine.future
    both = {"": engine.run.history} | ({"other_": other} if other else {})
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
    """Return at most `POINTS` indices of `count` points: every n-th, and the last.

    Every n-th rather than evenly spaced ones, so that the points of a growing curve stay the same.

    >>> len(thin_curve(400)), len(thin_curve(401)), thin_curve(1000)[[0, 1, -1]].tolist()
    (400, 201, [0, 3, 999])
    """
    every = -(-count // (POINTS - 1)) if count > POINTS else 1
    chosen = np.arange(0, count, every)
    return chosen if not count or chosen[-1] == count - 1 else np.append(chosen, count - 1)


def activations_of(engine: Engine) -> ImageArrays:
    """Return the network's activations for the chosen image, and for the drawing if any."""
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
    """Return the feature maps sent, by layer; None where it has none, or above `MAPS_ROOM`."""
    room, found = MAPS_ROOM, list[NDArray[np.float32] | None]()
    for maps in outputs:
        some = maps[0, :MOST_MAPS] if maps.ndim == 4 else None
        room -= 0 if some is None else some.size
        found.append(None if some is None or room < 0 else drawable(some))
    return found


def confusion(engine: Engine) -> ConfusionArrays:
    """Return the confusion matrix and the worst mistakes of the last evaluation."""
    if (evaluation := engine.evaluator.verdict) is None:
        return {}
    images, labels = engine.data.x_val, engine.data.y_val
    return {
        "confusion": evaluation.confusion,
        "mistakes": images[evaluation.worst],
        "mistake_labels": labels[evaluation.worst].astype(np.int32),
        "mistake_guesses": evaluation.predictions[evaluation.worst].astype(np.int32),
        "mistake_sure": evaluation.sure,
        "mistake_index": evaluation.worst.astype(np.int32),
    }


def cell_images(engine: Engine) -> CellArrays:
    """Return the images of the chosen cell of the confusion matrix."""
    chosen = cell(engine)
    return {} if chosen is None else {"cell": engine.data.x_val[chosen["indices"]]}


def film(engine: Engine) -> FilmArrays:
    """Return the filters of the first convolution at some steps: the filmstrip."""
    moments = [moment for moment in engine.timeline.film() if moment.filters is not None]
    if not moments:
        return {}
    filters = np.stack([moment.filters for moment in moments if moment.filters is not None])
    return {"film": filters, "film_step": np.array([moment.step for moment in moments], np.int32)}


def shares(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the probabilities of scores; 0 where they are NaN."""
    return drawable(nn.softmax(scores))


def drawable(values: NDArray) -> NDArray[np.float32]:
    """Replace NaN by 0 and infinity by a very large number; return float32."""
    return np.nan_to_num(values.astype(np.float32), nan=0.0, posinf=1e30, neginf=-1e30)


def frame_room(rows: list[nn.LayerSummary], shape: tuple[int, ...], classes: int) -> int:
    """Return an upper bound, in bytes, of the size of a frame.

    Parameters
    ----------
    rows : list of LayerSummary
        The summary of the network.
    shape : tuple of int
        (C, H, W) of an image.
    classes : int
        Number of classes.
    """
    first = next((row.parameters for row in rows if row.name == "Conv2d"), 0)
    maps = sum(prod(row.output_shape) for row in rows)
    images = (WORST + CELL + 2) * prod(shape)
    tables = 12 * POINTS + classes * (classes + 2) + 4 * WORST + len(rows) + FILM
    numbers = tables + images + min(maps, MAPS_ROOM) + (FILM + 1) * first
    return 4 * numbers + 64 * 1024 + 256 * classes
