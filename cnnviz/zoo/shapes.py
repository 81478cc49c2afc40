"""Shape inference for one node."""

from collections.abc import Sequence

from cnnviz.geometry import ShapeError
from cnnviz.zoo.node import ModelError, Node, Shape, shape_text
from cnnviz.zoo.operators import ALL


def shape_of(node: Node, shapes: Sequence[Shape]) -> Shape:
    """Return the output shape of a node for these input shapes, or raise a `ModelError`."""
    operator = ALL[node.kind]
    try:
        if operator.most is not None and len(shapes) != operator.most:
            raise ShapeError(f"it reads {operator.most} node, not {len(shapes)}")
        made = operator.shape(node, shapes)
        if min(made) < 1:
            raise ShapeError(f"it would make {shape_text(made)}")
        return made
    except ShapeError as error:
        reads = " and ".join(map(shape_text, shapes))
        raise ModelError(f"{node.name} ({node.kind}) cannot read {reads}: {error}") from None
