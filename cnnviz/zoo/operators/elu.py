"""ELU: bend what is negative towards a floor."""

from cnnviz.ops.elu import OPERATION
from cnnviz.zoo.operators._cellwise import CellwiseOperator

OPERATOR = CellwiseOperator("Elu", OPERATION, {"alpha": ("alpha", 1.0)})
