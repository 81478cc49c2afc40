"""A classifier head: flatten, linear layer, softmax and loss, for one image."""

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnnviz.ops import Operation
from cnnviz.ops.cross_entropy import OPERATION as CROSS_ENTROPY
from cnnviz.ops.hinge_loss import OPERATION as HINGE
from cnnviz.ops.linear import linear, linear_backward
from cnnviz.ops.softmax import softmax, softmax_backward
from cnnviz.ops.total_error import OPERATION as TOTAL_ERROR

CLASSES = ("Dog", "Cat", "Boat", "Bird")
#: The probabilities of the well-known worked example, whose right answer is the boat.
CLASSIC = (0.2, 0.4, 0.1, 0.3)
#: Every loss, and whether it looks at the probabilities and not at the scores.
LOSSES: dict[str, tuple[Operation, bool]] = {
    "Total error": (TOTAL_ERROR, True),
    "Cross-entropy": (CROSS_ENTROPY, False),
    "Hinge": (HINGE, False),
}


class Prediction(NamedTuple):
    """Scores, probabilities and loss of one image.

    Attributes
    ----------
    logits, probabilities : ndarray of shape (K,)
    error : float
    """

    logits: NDArray
    probabilities: NDArray
    error: float


@dataclass(frozen=True, eq=False)
class ClassifierHead:
    """A fully connected layer with softmax and a loss.

    Attributes
    ----------
    weight : ndarray of shape (K, C, H, W)
    bias : ndarray of shape (K,)
    target : int
        The right class.
    loss : str
        A name of `LOSSES`.
    temperature : float
        Of the softmax.
    """

    weight: NDArray
    bias: NDArray
    target: int
    loss: str = "Total error"
    temperature: float = 1.0

    def judge(self, maps: NDArray, logits: NDArray | None = None) -> Prediction:
        """Classify maps of shape (C, H, W), or given scores.

        Examples
        --------
        >>> head = ClassifierHead(np.ones((2, 1, 1, 1)), np.array([0, 0]), target=1)
        >>> head.judge(np.ones((1, 1, 1))).probabilities
        array([0.5, 0.5])
        """
        if logits is None:
            logits = linear(maps.reshape(1, -1), self.weight, self.bias)[0]
        shares = softmax(logits[None], self.temperature)
        return Prediction(logits, shares[0], float(self._loss(logits[None], shares)))

    def after_a_step(self, maps: NDArray, rate: float) -> "ClassifierHead":
        """Move every weight and bias against its gradient, once, by `rate` times the gradient.

        Examples
        --------
        >>> head, maps = ClassifierHead(np.zeros((2, 1, 1, 1)), np.zeros(2), 1), np.ones((1, 1, 1))
        >>> head.after_a_step(maps, 1.0).judge(maps).error < head.judge(maps).error
        True
        """
        weight, bias = self.gradients(maps)
        return replace(self, weight=self.weight - rate * weight, bias=self.bias - rate * bias)

    def gradients(self, maps: NDArray) -> tuple[NDArray, NDArray]:
        """Compute the gradient of the loss with respect to weight and bias.

        The bias's is what arrives at the score; a weight's is that times the number it met.

        Examples
        --------
        >>> head = ClassifierHead(np.zeros((2, 1, 1, 1)), np.zeros(2), 1, "Cross-entropy")
        >>> [array.ravel().tolist() for array in head.gradients(np.full((1, 1, 1), 3))]
        [[1.5, -1.5], [0.5, -0.5]]
        """
        row = maps.reshape(1, -1)
        logits = linear(row, self.weight, self.bias)
        found = linear_backward(self._to_logits(logits), row, self.weight)
        assert found.weight is not None
        assert found.bias is not None
        return found.weight, found.bias

    def _loss(self, logits: NDArray, shares: NDArray) -> Any:
        operation, on_shares = LOSSES[self.loss]
        return operation.forward(shares if on_shares else logits, self.target)

    def _to_logits(self, logits: NDArray) -> NDArray:
        """Return the gradient of the loss with respect to the scores."""
        operation, on_shares = LOSSES[self.loss]
        assert operation.backward
        if not on_shares:
            direct: NDArray = operation.backward(1.0, logits, self.target).input
            return direct
        shares = softmax(logits, self.temperature)
        arrives = operation.backward(1.0, shares, self.target).input
        return softmax_backward(arrives, logits, self.temperature).input


def random_weights(shape: tuple[int, int, int, int], rng: np.random.Generator) -> NDArray:
    """Draw the weights a layer starts with: small, by the square root of what each one reads.

    >>> random_weights((4, 2, 3, 3), np.random.default_rng(0)).shape
    (4, 2, 3, 3)
    """
    return rng.normal(0, 1 / np.sqrt(np.prod(shape[1:])), shape).round(2)


def classic_bias(maps: NDArray, weight: NDArray) -> NDArray:
    """Choose the biases that make the probabilities of these maps those of `CLASSIC`.

    >>> maps, weight = np.ones((1, 1, 2)), np.arange(8.0).reshape(4, 1, 1, 2)
    >>> head = ClassifierHead(weight, classic_bias(maps, weight), target=2)
    >>> head.judge(maps).probabilities.round(6).tolist(), round(head.judge(maps).error, 6)
    ([0.2, 0.4, 0.1, 0.3], 0.55)
    """
    return np.log(CLASSIC) - linear(maps.reshape(1, -1), weight)[0]
