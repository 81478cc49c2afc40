"""Softplus: round the corner of ReLU."""

from cnnviz.ops.softplus import OPERATION
from cnnviz.zoo.operators._cellwise import CellwiseOperator

OPERATOR = CellwiseOperator("Softplus", "Softplus", OPERATION, "ReLU with a round corner")
