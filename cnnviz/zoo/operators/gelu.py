"""GELU: ``x`` times the standard normal distribution function at ``x``."""

from cnnviz.ops.gelu import OPERATION
from cnnviz.zoo.operators._cellwise import CellwiseOperator

OPERATOR = CellwiseOperator(
    "Gelu",
    "GELU",
    OPERATION,
    "what is negative is damped",
    {"approximate": ("approximate", "none")},
)
