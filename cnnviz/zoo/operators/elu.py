"""ELU: ``x`` if positive, else ``alpha * (exp(x) - 1)``."""

from cnnviz.ops.elu import OPERATION
from cnnviz.zoo.operators._cellwise import CellwiseOperator

OPERATOR = CellwiseOperator(
    "Elu", "ELU", OPERATION, "what is negative bends towards −{alpha}", {"alpha": ("alpha", 1.0)}
)
