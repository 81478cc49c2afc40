"""Specification of a training (layers and settings as JSON data), and the trainer built from it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from math import isfinite, prod
from typing import Any

from cnnviz import nn
from cnnviz.geometry import ShapeError
from cnnviz.nn.sequential import Init
from cnnviz.training.layers import is_number, make_layer

OPTIMIZERS: Mapping[str, str] = {  # label by the name in a spec
    "sgd": "SGD",
    "momentum": "Momentum",
    "nesterov": "Nesterov",
    "rmsprop": "RMSprop",
    "adam": "Adam",
    "adamw": "AdamW",
}
USUAL_MOMENTUM = 0.9  # for "momentum" and "nesterov" when `momentum` is 0
# of 0 to 20 the one whose digits network of 8 filters finds Sobel x and, twice, Sobel y within
# 10 seconds of 30 steps, from nothing alike, and reads 95 in 100 digits right after 20
USUAL_SEED = 6
SPLIT_SEED = 0  # the same for all, so that all trainings have the same validation images
SCHEDULES = ("constant", "step", "cosine")
MOST_LAYERS = 40
MOST_PARAMETERS = 2_000_000
MOST_PRODUCTS = 1_500_000_000  # of the forward pass of a batch: some tenths of a second a step
MOST_CELLS = 12_000_000  # of all feature maps of one batch: 48 MB, as float32
LIMITS = {  # what a setting may be, from and to
    "lr": (0.0, 10.0),
    "momentum": (0.0, 0.999),
    "weight_decay": (0.0, 1.0),
    "batch_size": (1, 512),
    "epochs": (1, 1000),
    "validation": (0.01, 0.9),
    "seed": (0, 2**32 - 1),
}


@dataclass(frozen=True)
class Spec:
    """A network and its training settings, convertible to JSON.

    Parameters
    ----------
    layers : sequence of (str, dict)
        Kind and settings: ``("conv2d", {"filters": 8, "kernel": 3})``; names as in `cnnviz.nn`,
        in any case, with or without underscores.
    loss : {"cross_entropy", "total_error", "hinge"}
    optimizer : {"sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw"}
    lr, momentum, weight_decay : float
        Momentum is read by "momentum" and "nesterov"; 0 means 0.9.
    schedule : {"constant", "step", "cosine"}
        Of the learning rate: constant; times 0.1 after every third of `epochs`; cosine
        annealing to 0 in `epochs`.
    epochs : int
        The length of the schedule; training can continue after it.
    batch_size, seed : int
    init : {"he", "glorot"}
    validation : float
        The fraction of the images used for validation.
    """

    layers: tuple[tuple[str, Mapping[str, Any]], ...]
    loss: nn.LossName = "cross_entropy"
    optimizer: str = "adam"
    lr: float = 0.01
    momentum: float = 0.0
    weight_decay: float = 0.0
    schedule: str = "constant"
    epochs: int = 30
    batch_size: int = 32
    seed: int = USUAL_SEED
    init: Init = "he"
    validation: float = 0.2

    def __post_init__(self) -> None:
        layers = tuple((str(kind), dict(settings)) for kind, settings in self.layers)
        object.__setattr__(self, "layers", layers)
        _one_of("loss", self.loss, tuple(nn.LOSSES))
        _one_of("optimizer", self.optimizer, tuple(OPTIMIZERS))
        _one_of("schedule", self.schedule, SCHEDULES)
        _one_of("init", self.init, ("he", "glorot"))
        for name, (low, high) in LIMITS.items():
            _within(name, getattr(self, name), low, high)

    def plain(self) -> dict[str, Any]:
        """Return it as JSON data; ``Spec(**plain)`` restores it."""
        return {**asdict(self), "layers": [list(layer) for layer in self.layers]}

    def changed(self, **settings: Any) -> "Spec":
        """Return a copy with some settings changed and checked."""
        return replace(self, **settings)

    def build_layers(self) -> list[nn.Layer]:
        """Build the layers; ShapeError names one that is invalid."""
        if not 0 < len(self.layers) <= MOST_LAYERS:
            raise ShapeError(f"A network has 1 to {MOST_LAYERS} layers, not {len(self.layers)}.")
        return [
            make_layer(number, kind, settings)
            for number, (kind, settings) in enumerate(self.layers, start=1)
        ]

    def check(self, shape: tuple[int, ...], classes: int) -> list[nn.LayerSummary]:
        """Return the summary of the network for images (C, H, W), or refuse it.

        Raises
        ------
        ShapeError
            When an image cannot pass a layer, the number of scores differs from that of
            classes, or the network is too large to train live.
        """
        rows = nn.summarize(self.build_layers(), shape)
        if rows[-1].output_shape != (classes,):
            raise ShapeError(
                f"The network ends in {_by(rows[-1].output_shape)}, but there are {classes} "
                f"classes: let it end with Flatten and Linear({classes})."
            )
        self._bound("parameters", sum(row.parameters for row in rows), MOST_PARAMETERS)
        products = self.batch_size * sum(row.multiplies for row in rows)
        self._bound("products in a batch", products, MOST_PRODUCTS)
        cells = self.batch_size * sum(prod(row.output_shape) for row in rows)
        self._bound("cells of feature maps in a batch", cells, MOST_CELLS)
        return rows

    def build_optimizer(self) -> nn.Optimizer:
        """Build the optimiser."""
        lr, decay = self.lr, self.weight_decay
        match self.optimizer:
            case "sgd":
                return nn.SGD(lr, decay)
            case "momentum" | "nesterov" as name:
                momentum = self.momentum or USUAL_MOMENTUM
                return nn.SGD(lr, decay, momentum=momentum, nesterov=name == "nesterov")
            case "rmsprop":
                return nn.RMSprop(lr, decay)
            case "adam":
                return nn.Adam(lr, decay)
            case _:
                return nn.AdamW(lr, decay)

    def build_schedule(self, images: int) -> nn.Schedule:
        """Build the learning rate schedule, for so many training images."""
        total = self.epochs * max(1, images // self.batch_size)
        if self.schedule == "step":
            return nn.step_decay(max(1, total // 3), 0.1)
        return nn.cosine(total) if self.schedule == "cosine" else nn.constant

    def build(self, data: nn.Data) -> nn.Trainer:
        """Build the trainer."""
        return nn.Trainer(
            self.build_layers(),
            data,
            loss=self.loss,
            optimizer=self.build_optimizer(),
            batch_size=self.batch_size,
            seed=self.seed,
            schedule=self.build_schedule(len(data.x_train)),
            init=self.init,
        )

    def _bound(self, what: str, count: int, most: int) -> None:
        """Raise a ShapeError when a count is above its limit."""
        if count > most:
            raise ShapeError(
                f"This network has {count:,} {what}; {most:,} are the most that can be watched "
                "live: take fewer filters or units, a smaller batch, or pool earlier."
            )


def setting_title(name: str) -> str:
    """Return the name of a setting as it is written in sentences.

    >>> setting_title("lr"), setting_title("batch_size")
    ('learning rate', 'batch size')
    """
    return {"lr": "learning rate"}.get(name, name.replace("_", " "))


def _one_of(name: str, value: Any, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise ValueError(f"The {name} is one of {', '.join(allowed)}, not {value!r:.40}.")


def _within(name: str, value: Any, low: float, high: float) -> None:
    whole = isinstance(low, int)
    right = is_number(value) and (isinstance(value, int) if whole else isfinite(value))
    if not right or not low <= value <= high:
        raise ValueError(
            f"The {setting_title(name)} goes from {low:,} to {high:,}; {value!r:.40} does not."
        )


def _by(shape: tuple[int, ...]) -> str:
    """Format an output shape.

    >>> _by((8, 6, 6)), _by((10,))
    ('8x6x6 cells', '10 numbers')
    """
    return "x".join(map(str, shape)) + (" cells" if len(shape) > 1 else " numbers")
