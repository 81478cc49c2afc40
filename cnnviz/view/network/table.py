"""A network's layers as a table: output shape, cost and receptive field."""

from cnnviz.text import format_shape
from cnnviz.view.network import words
from cnnviz.zoo import IMAGE, Graph


def layer_table(graph: Graph) -> str:
    """List the layers as Markdown.

    The last column is the receptive field of the layer's middle cell, in rows and columns,
    clipped to the image.

    Examples
    --------
    >>> import numpy as np
    >>> from cnnviz import nn
    >>> from cnnviz.zoo import from_sequential
    >>> print(layer_table(from_sequential(nn.Sequential([nn.Flatten(), nn.Linear(3)], (1, 2, 2)))))
    | Layer | Does | Makes | Parameters | Multiplies | Sees |
    |---|---|---:|---:|---:|---:|
    | image |  | 1 × 2 × 2 |  |  | 1 × 1 |
    | flatten | 1 × 2 × 2 cells in one row | 4 | 0 | 0 | 1 × 1 |
    | linear1 | 3 sums, each of all 4 numbers | 3 | 15 | 12 | 2 × 2 |
    | softmax | scores become shares of 1 | 3 | 0 | 0 | 2 × 2 |
    | **Together** |  |  | **15** | **12** |  |
    """
    rows: list[tuple[str, ...]] = [(IMAGE, "", format_shape(graph.input_shape), "", "", "1 × 1")]
    learned = {node.name: graph.parameters(node.name) for node in graph.nodes}
    costs = {node.name: graph.multiplies(node.name) for node in graph.nodes}
    for node in graph.nodes:
        shape = graph.shapes[node.name]
        box = graph.seen(node.name, tuple(side // 2 for side in shape))
        rows.append((
            node.name.replace("|", "\\|"),
            words.describe_layer(graph, node),
            format_shape(shape),
            f"{learned[node.name]:,}",
            f"{costs[node.name]:,}",
            format_shape((box.height, box.width)),
        ))  # fmt: skip
    total = sum(learned.values()), sum(costs.values())
    rows.append(("**Together**", "", "", *(f"**{count:,}**" for count in total), ""))
    head = [
        "| Layer | Does | Makes | Parameters | Multiplies | Sees |",
        "|---|---" + "|---:" * 4 + "|",
    ]
    return "\n".join([*head, *(f"| {' | '.join(row)} |" for row in rows)])
