"""A single training step on one image: forward, loss, backward, update, forward again."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnnviz import nn
from cnnviz.nn.loss import LossName


class WeightUpdate(NamedTuple):
    """One weight before and after the update.

    Attributes
    ----------
    name : str
        The layer's place and what it is, "0.weight".
    cell : tuple of int
    before, gradient, after : float
    """

    name: str
    cell: tuple[int, ...]
    before: float
    gradient: float
    after: float


class TrainingStep(NamedTuple):
    """What one step of training did, in numbers.

    Attributes
    ----------
    learned : int
        Parameters of the network.
    before, after : ndarray of shape (K,)
        Probabilities of the image.
    error_before, error_after : float
    sizes : dict of int to float
        The mean size of the gradients, by layer.
    moved : WeightUpdate
        The weight that moved most.
    """

    learned: int
    before: NDArray
    after: NDArray
    error_before: float
    error_after: float
    sizes: dict[int, float]
    moved: WeightUpdate


def single_training_step(
    layers: Sequence[nn.Layer],
    image: NDArray,
    label: int,
    classes: Sequence[str],
    *,
    loss: LossName = "total_error",
    lr: float = 0.1,
    seed: int = 0,
) -> TrainingStep:
    """Draw weights, look at one image, and learn from it once by plain gradient descent.

    Parameters
    ----------
    layers : sequence of Layer
    image : ndarray of shape (C, H, W)
    label : int
        Its class.
    classes : sequence of str
    loss : {"total_error", "cross_entropy", "hinge"}
    lr : float
        Every weight moves by minus this times its gradient.
    seed : int
        Of the first weights.

    Examples
    --------
    >>> layers = [nn.Flatten(), nn.Linear(2)]
    >>> steps = single_training_step(layers, np.ones((1, 1, 2)), 1, ("cat", "dog"))
    >>> steps.learned, steps.error_after < steps.error_before
    (6, True)
    """
    x, y = image[None].astype(np.float32), np.array([label])
    data = nn.Data(x, y, x, y, classes)
    run = nn.Trainer(layers, data, loss=loss, optimizer=nn.SGD(lr), batch_size=1, seed=seed)
    start = {name: array.copy() for name, array in run.net.parameters().items()}
    before = nn.softmax(run.net.forward(x))[0]
    error = run.step().loss
    gradients = {name: array.copy() for name, array in run.net.gradients().items()}
    name = max(gradients, key=lambda one: float(np.abs(gradients[one]).max()))
    cell = np.unravel_index(np.abs(gradients[name]).argmax(), gradients[name].shape)
    values = (array[name][cell] for array in (start, gradients, run.net.parameters()))
    return TrainingStep(
        sum(array.size for array in start.values()),
        before,
        nn.softmax(run.net.forward(x))[0],
        error,
        run.validate().loss,
        run.gradient_sizes(),
        WeightUpdate(name, tuple(map(int, cell)), *map(float, values)),
    )
