"""Plotly figures for charts at rest, in the colours of the theme."""

import plotly.graph_objects as go

from cnnviz.ops import Cost
from cnnviz.view.palette import Palette


def parameters(cost: Cost, palette: Palette) -> go.Figure:
    """Set the parameters of a convolution beside those of a fully connected layer.

    The axis is logarithmic: each step is ten times more.

    Examples
    --------
    >>> from cnnviz.view.palette import LIGHT
    >>> figure = parameters(Cost(parameters=10, multiplies=81, dense=234), LIGHT)
    >>> figure.data[0].x, figure.layout.xaxis.type
    ((234, 10), 'log')
    """
    names = ["Fully connected", "Convolution"]
    counts = [cost.dense, cost.parameters]
    bars = go.Bar(
        x=counts,
        y=names,
        orientation="h",
        marker_color=[palette.positive, palette.kernel],
        text=[f"{count:,}" for count in counts],
        textposition="auto",
        hovertemplate="%{y}: %{x:,} parameters<extra></extra>",
    )
    layout = go.Layout(
        height=190,
        margin={"l": 0, "r": 24, "t": 8, "b": 8},
        font={"family": "Inter", "size": 15, "color": palette.text},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        xaxis={"type": "log", "title": "parameters, each step ten times more", "dtick": 1},
        showlegend=False,
    )
    return go.Figure(bars, layout)
