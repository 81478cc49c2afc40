"""Plotly figures for static charts, in the colours of the theme."""

from collections.abc import Sequence

import plotly.graph_objects as go
from plotly.colors import qualitative
from plotly.subplots import make_subplots

from cnnviz.ops import Cost
from cnnviz.view.curve import SampledCurve
from cnnviz.view.palette import Palette

DASHES = ("dot", "dash", "dashdot", "longdash", "longdashdot", "solid")


def parameters(cost: Cost, palette: Palette) -> go.Figure:
    """Draw a bar chart of the parameters of a convolution and of a fully connected layer.

    The axis is logarithmic.

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


def curves(drawn: Sequence[SampledCurve], chosen: str, palette: Palette) -> go.Figure:
    """Draw activations on the left and their slopes on the right; the chosen one is highlighted.

    Parameters
    ----------
    drawn : sequence of mapping
        Results of `cnnviz.view.curve.curve`.
    chosen : str
        The name of the one to highlight.

    Examples
    --------
    >>> from cnnviz.ops.relu import OPERATION
    >>> from cnnviz.view.curve import curve
    >>> from cnnviz.view.palette import LIGHT
    >>> import numpy as np
    >>> figure = curves([curve(OPERATION, {}, np.zeros(1))], "ReLU", LIGHT)
    >>> [trace.name for trace in figure.data]
    ['ReLU', 'ReLU']
    """
    figure = make_subplots(1, 2, subplot_titles=("Function", "Slope"))
    for place, one in enumerate(drawn):
        name = one["curve"]["name"]
        is_chosen = name == chosen
        line = {
            "width": 5 if is_chosen else 2,
            "dash": "solid" if is_chosen else DASHES[place % len(DASHES)],
            "color": palette.kernel
            if is_chosen
            else qualitative.Safe[place % len(qualitative.Safe)],
        }
        for column, values in enumerate((one["curve_y"], one["curve_slope"]), 1):
            scatter = go.Scatter(
                x=one["curve_x"],
                y=values,
                name=name,
                legendgroup=name,
                showlegend=column == 1,
                mode="lines",
                line=line,
            )
            figure.add_trace(scatter, 1, column)
    figure.update_layout(
        height=340,
        margin={"l": 0, "r": 8, "t": 32, "b": 8},
        font={"family": "Inter", "size": 15, "color": palette.text},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        legend={"orientation": "h", "y": -0.12},
    )
    figure.update_xaxes(range=[-4, 4])
    figure.update_yaxes(range=[-1.5, 4], col=1)
    figure.update_yaxes(range=[-0.25, 1.25], col=2)
    return figure
