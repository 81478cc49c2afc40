"""Layout of a network's drawing: layers in columns from left to right, branches in lanes."""

from collections.abc import Iterable

from cnnviz.zoo import IMAGE, Node

Place = tuple[int, int]


def layout_nodes(nodes: Iterable[Node]) -> dict[str, Place]:
    """Return the column and lane of every node; the image is at (0, 0).

    A node is placed right of all its inputs, in the uppermost lane of them, or in the next lane
    that is free in its column.

    Parameters
    ----------
    nodes : iterable of Node
        In topological order.

    Returns
    -------
    dict of str to (int, int)

    Examples
    --------
    >>> nodes = [
    ...     Node("a", "Conv", (IMAGE,), {}, {}),
    ...     Node("b", "Conv", ("a",), {}, {}),
    ...     Node("c", "Conv", ("a",), {}, {}),
    ...     Node("sum", "Add", ("b", "c"), {}, {}),
    ... ]
    >>> layout_nodes(nodes)
    {'image': (0, 0), 'a': (1, 0), 'b': (2, 0), 'c': (2, 1), 'sum': (3, 0)}
    """
    found: dict[str, Place] = {IMAGE: (0, 0)}
    for node in nodes:
        read = [found[name] for name in node.reads]
        column = 1 + max(column for column, _ in read)
        lane = min(lane for _, lane in read)
        while (column, lane) in found.values():
            lane += 1
        found[node.name] = column, lane
    return found
