"""What a node makes of what it reads, or a sentence about why it cannot."""

from collections.abc import Sequence

from cnnviz.geometry import ShapeError
from cnnviz.zoo.node import ModelError, Node, Shape, shape_text
from cnnviz.zoo.operators import ALL


def shape_of(node: Node, shapes: Sequence[Shape]) -> Shape:
    """Say what a node makes of these shapes, or name it and what does not fit."""
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
