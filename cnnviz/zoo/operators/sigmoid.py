"""Sigmoid: ``1 / (1 + exp(-x))``, between 0 and 1."""

from cnnviz.ops.sigmoid import OPERATION
from cnnviz.zoo.operators._cellwise import CellwiseOperator

OPERATOR = CellwiseOperator(
    "Sigmoid", "Sigmoid", OPERATION, "every cell is squeezed between 0 and 1"
)
