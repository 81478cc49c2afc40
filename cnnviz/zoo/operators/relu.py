"""ReLU: ``max(x, 0)``."""

from cnnviz.ops.relu import OPERATION
from cnnviz.zoo.operators._cellwise import CellwiseOperator

OPERATOR = CellwiseOperator("Relu", "ReLU", OPERATION, "what is negative becomes 0")
