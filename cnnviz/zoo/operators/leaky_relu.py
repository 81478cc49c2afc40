"""Leaky ReLU: ``x`` if positive, else a small multiple of it."""

from cnnviz.ops.leaky_relu import OPERATION
from cnnviz.zoo.operators._cellwise import CellwiseOperator

OPERATOR = CellwiseOperator(
    "LeakyRelu",
    "Leaky ReLU",
    OPERATION,
    "what is negative becomes small",
    {"negative_slope": ("alpha", 0.01)},
)
