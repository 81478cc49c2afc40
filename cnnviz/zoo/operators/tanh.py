"""Tanh: hyperbolic tangent, between -1 and 1."""

from cnnviz.ops.tanh import OPERATION
from cnnviz.zoo.operators._cellwise import CellwiseOperator

OPERATOR = CellwiseOperator("Tanh", "Tanh", OPERATION, "every cell is squeezed between −1 and 1")
