"""Softplus: ``log(1 + exp(x))``, a smooth ReLU."""

from cnnviz.ops.softplus import OPERATION
from cnnviz.zoo.operators._cellwise import CellwiseOperator

OPERATOR = CellwiseOperator("Softplus", "Softplus", OPERATION, "ReLU with a round corner")
