"""ELU: bend what is negative towards a floor."""

from cnnviz.ops.elu import OPERATION
from cnnviz.zoo.operators._cellwise import CellwiseOperator

OPERATOR = CellwiseOperator(
    "Elu", "ELU", OPERATION, "what is negative bends towards −{alpha}", {"alpha": ("alpha", 1.0)}
)
