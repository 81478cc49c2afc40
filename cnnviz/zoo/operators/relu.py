"""ReLU: keep what is positive, silence the rest."""

from cnnviz.ops.relu import OPERATION
from cnnviz.zoo.operators._cellwise import Cellwise

OPERATOR = Cellwise("Relu", OPERATION)
