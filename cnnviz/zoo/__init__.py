"""Networks as graphs: forward pass, backward pass, and the computation of every single value."""

from cnnviz.zoo.explanation import ExplainedPart, MapExplanation, ValueExplanation
from cnnviz.zoo.files import open_model
from cnnviz.zoo.graph import Graph
from cnnviz.zoo.model import Model
from cnnviz.zoo.node import IMAGE, ModelError, Node
from cnnviz.zoo.sequential import from_sequential

__all__ = [
    "IMAGE", "ExplainedPart", "Graph", "MapExplanation", "Model", "ModelError", "Node",
    "ValueExplanation", "from_sequential", "open_model",
]  # fmt: skip
