"""ReLU: keep what is positive, silence the rest."""

from cnnviz.ops.relu import OPERATION
from cnnviz.zoo.operators._cellwise import CellwiseOperator

OPERATOR = CellwiseOperator("Relu", "ReLU", OPERATION, "what is negative becomes 0")
