"""Leaky ReLU: let a little of what is negative through."""

from cnnviz.ops.leaky_relu import OPERATION
from cnnviz.zoo.operators._cellwise import Cellwise

OPERATOR = Cellwise("LeakyRelu", OPERATION, {"negative_slope": ("alpha", 0.01)})
