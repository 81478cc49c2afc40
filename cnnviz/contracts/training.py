"""Message types of the component ``training``."""

from typing import Literal, NotRequired, TypedDict

import numpy as np
from numpy.typing import NDArray

RunState = Literal["playing", "paused", "stopped"]


class BarSettings(TypedDict):
    """The settings in the control bar.

    Attributes
    ----------
    lr : float
        The learning rate.
    batch_size : int
    optimizer : str
    """

    lr: float
    batch_size: int
    optimizer: str


class NumberSetting(TypedDict):
    """A number the reader may set.

    Attributes
    ----------
    title : str
        As sentences call it.
    low, high : float
        It goes from and to.
    whole : bool
        Whether it is an integer.
    steps : list of float
        The values its buttons go through.
    """

    title: str
    low: float
    high: float
    whole: bool
    steps: list[float]


class NumberSettings(TypedDict):
    """The numbers of the bar."""

    lr: NumberSetting
    batch_size: NumberSetting


class OptimizerChoice(TypedDict):
    """An optimiser, and its title in a list."""

    value: str
    title: str


class PaceChoice(TypedDict):
    """Steps a second, None for as fast as it goes; and how a list says it."""

    value: int | None
    title: str


class TrainingMessage(TypedDict):
    """The run to show, and the choices of the control bar.

    Attributes
    ----------
    url : str
        Of its WebSocket.
    pace : int
        Steps a second to begin with.
    knobs : BarSettings
        What the page believes the bar is set to.
    heard : str or None
        The last report of `TrainingTriggers.before` the page has dealt with.
    numbers : NumberSettings
    optimizers : list of OptimizerChoice
    paces : list of PaceChoice
    """

    url: str
    pace: int
    knobs: BarSettings
    heard: str | None
    numbers: NumberSettings
    optimizers: list[OptimizerChoice]
    paces: list[PaceChoice]


class ShownImage(TypedDict):
    """The image whose feature maps are shown.

    Attributes
    ----------
    index : int
        Among the images of its split, counted from 0.
    label : int
        Its class.
    split : str
    of : int
        How many images the split has.
    """

    index: int
    label: int
    split: str
    of: int


class SnapshotEntry(TypedDict):
    """A snapshot of the run that can be restored.

    Attributes
    ----------
    id, step : int
    accuracy : float or None
        On the validation images; None while it is not known.
    """

    id: int
    step: int
    accuracy: float | None


class BranchPoint(TypedDict):
    """Where the run left the other one, and how far that one went."""

    from_step: int
    steps: int


class NearestKernel(TypedDict):
    """The classic kernel a filter resembles most.

    Attributes
    ----------
    kernel : str
    likeness : float
        0 to 1.
    sign : int
        -1 when light and dark are swapped.
    """

    kernel: str
    likeness: float
    sign: int


class TrainedLayer(TypedDict):
    """A layer of the network, and what comes out of it.

    Attributes
    ----------
    name, kind : str
        In a few letters; its class.
    shape : list of int
        Of its output, for one image.
    maps : int
        How many feature maps that is; 0 where it is none.
    learns : bool
        Whether it has parameters.
    """

    name: str
    kind: str
    shape: list[int]
    maps: int
    learns: bool


class ConfusionCell(TypedDict):
    """A cell of the confusion matrix, and the images in it.

    Attributes
    ----------
    row, col : int
        The right class; what it was taken for.
    indices : list of int
        Among the validation images.
    """

    row: int
    col: int
    indices: list[int]


class DrawnGuess(TypedDict):
    """The class the network takes the drawing for."""

    prediction: int


class TrainingFrameHeader(TypedDict):
    """The state of a run.

    Attributes
    ----------
    frame : int
        Counted from 1; the browser acknowledges it.
    state : str
    why, note : str or None
        Why it stopped; why the last command was not followed.
    where : str
        "process", or "slices" between the server's other work.
    step : int
    epoch : float
        With the part of the one that goes on.
    samples : int
        Images learned from.
    rate : float
        Images a second.
    epoch_left : float or None
        Seconds.
    pace : float or None
        Steps a second; None for as fast as it goes.
    lr, batch_size, optimizer, momentum, seed
        Settings, as they are.
    classes : list of str
    image : ShownImage
    accuracy : float or None
        On the validation images, when last judged.
    judged : bool
        Whether that was at this very step.
    snapshots : list of SnapshotEntry
    kept : str
        How many there are, as a sentence.
    offer : int or None
        The snapshot to go back to, when it has stopped.
    branch : BranchPoint or None
    frozen : list of (str, int)
        Parameter and filter of the first layer that do not move.
    nearest : list of NearestKernel or None
        One for each filter of the first layer.
    kernels : list of str
        Classic kernels that fit the first layer's filters.
    layers : list of TrainedLayer
    gradient_layers : list of str
        Names of those that `TrainingFrameArrays.gradients` is about.
    confusion_id, film_id : int
        Another number comes with other arrays.
    cell : ConfusionCell or None
    drawn : DrawnGuess or None
    """

    frame: int
    state: RunState
    why: str | None
    note: str | None
    where: str
    step: int
    epoch: float
    samples: int
    rate: float
    epoch_left: float | None
    pace: float | None
    lr: float
    batch_size: int
    optimizer: str
    momentum: float
    seed: int
    classes: list[str]
    image: ShownImage
    accuracy: float | None
    judged: bool
    snapshots: list[SnapshotEntry]
    kept: str
    offer: int | None
    branch: BranchPoint | None
    frozen: list[tuple[str, int]]
    nearest: list[NearestKernel | None]
    kernels: list[str]
    layers: list[TrainedLayer]
    gradient_layers: list[str]
    confusion_id: int
    film_id: int
    cell: ConfusionCell | None
    drawn: DrawnGuess | None


class LearningCurves(TypedDict):
    """The curves of a run, shape (steps,) each.

    Attributes
    ----------
    loss_step, loss, accuracy : ndarray
        Of batches it learned from.
    val_step, val_loss, val_accuracy : ndarray
        Of the validation images.
    other_... : ndarray, optional
        The same of the run beside it.
    """

    loss_step: NDArray[np.int32]
    loss: NDArray[np.float32]
    accuracy: NDArray[np.float32]
    val_step: NDArray[np.int32]
    val_loss: NDArray[np.float32]
    val_accuracy: NDArray[np.float32]
    other_loss_step: NotRequired[NDArray[np.int32]]
    other_loss: NotRequired[NDArray[np.float32]]
    other_accuracy: NotRequired[NDArray[np.float32]]
    other_val_step: NotRequired[NDArray[np.int32]]
    other_val_loss: NotRequired[NDArray[np.float32]]
    other_val_accuracy: NotRequired[NDArray[np.float32]]


class ImageArrays(TypedDict):
    """What the network makes of the image and of the drawing.

    Attributes
    ----------
    image, drawn_image : ndarray of shape (C, H, W)
    probabilities, drawn : ndarray of shape (classes,)
    maps : list of ndarray or None
        Of each layer the feature maps (F, OH, OW), where it has any and they are not too many.
    filters : ndarray of shape (F, C, KH, KW), optional
        The first convolution's.
    gradients : ndarray of shape (layers that learn,)
    """

    image: NDArray[np.float32]
    probabilities: NDArray[np.float32]
    drawn: NotRequired[NDArray[np.float32]]
    drawn_image: NotRequired[NDArray[np.float32]]
    maps: list[NDArray[np.float32] | None]
    filters: NotRequired[NDArray[np.float32]]
    gradients: NDArray[np.float32]


class ConfusionArrays(TypedDict, total=False):
    """The result of the last validation; sent once.

    Attributes
    ----------
    confusion : ndarray of shape (classes, classes)
    mistakes : ndarray of shape (M, C, H, W)
    mistake_labels, mistake_guesses, mistake_sure, mistake_index : ndarray of shape (M,)
    """

    confusion: NDArray[np.int32]
    mistakes: NDArray[np.float32]
    mistake_labels: NDArray[np.int32]
    mistake_guesses: NDArray[np.int32]
    mistake_sure: NDArray[np.float32]
    mistake_index: NDArray[np.int32]


class FilmArrays(TypedDict, total=False):
    """The first layer's filters at some moments (T, F, C, KH, KW), and their steps; sent once."""

    film: NDArray[np.float32]
    film_step: NDArray[np.int32]


class CellArrays(TypedDict, total=False):
    """The images of the chosen cell (M, C, H, W); sent once."""

    cell: NDArray[np.float32]


class OnceArrays(ConfusionArrays, FilmArrays, CellArrays, total=False):
    """What changes seldom; missing while the reader has it."""


class TrainingFrameArrays(LearningCurves, ImageArrays, OnceArrays):
    """The arrays of a frame."""


class TrainingState(TypedDict):
    """It reports no state."""


class TrainingTriggers(TypedDict):
    """What it reports once.

    Attributes
    ----------
    again : bool
        The run is gone; another is wanted.
    turned : bool
        The bar has been set to something else than the page believes.
    before : str
        The run this tab showed before it was reloaded.
    """

    again: bool
    turned: bool
    before: str
