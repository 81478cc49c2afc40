"""GELU: keep of each value the share of the bell curve that lies below it."""

from cnnviz.ops.gelu import OPERATION
from cnnviz.zoo.operators._cellwise import CellwiseOperator

OPERATOR = CellwiseOperator(
    "Gelu",
    "GELU",
    OPERATION,
    "what is negative is damped",
    {"approximate": ("approximate", "none")},
)
