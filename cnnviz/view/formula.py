"""Formulas with the reader's own numbers, as Markdown in the colours of the stage."""

from cnnviz.geometry import Walk, span


def output_size(path: Walk, axis: int) -> str:
    """Write out how many stops a window makes along the rows (axis 0) or columns (axis 1).

    Examples
    --------
    >>> from cnnviz.geometry import walk
    >>> output_size(walk((5, 5), (3, 3), stride=2, padding=1), 0)
    '⌊(:blue[**5**] + 1 + 1 − :orange[**3**]) / 2⌋ + 1 = :green[**3**]'
    """
    size, window, stride = path.size[axis], path.window[axis], path.stride[axis]
    (before, after), dilation = path.padding[axis], path.dilation[axis]
    covers = span(window, dilation)
    spread = f" (a window of {window} spread by {dilation} covers {covers})" if dilation > 1 else ""
    return (
        f"⌊(:blue[**{size}**] + {before} + {after} − :orange[**{covers}**]) / {stride}⌋ + 1"
        f" = :green[**{path.output[axis]}**]{spread}"
    )


def transposed_size(path: Walk, cells: int, axis: int) -> str:
    """Write out how large the output of a transposed convolution is along one axis.

    Examples
    --------
    >>> from cnnviz.geometry import Walk
    >>> transposed_size(Walk((5, 5), (3, 3), stride=(2, 2)), 2, 0)
    '(:blue[**2**] − 1) × 2 − 0 + :orange[**3**] + 0 = :green[**5**]'
    """
    stride, (before, after) = path.stride[axis], path.padding[axis]
    covers = span(path.window[axis], path.dilation[axis])
    extra = path.size[axis] - ((cells - 1) * stride - before - after + covers)
    return (
        f"(:blue[**{cells}**] − 1) × {stride} − {before + after} + :orange[**{covers}**] + {extra}"
        f" = :green[**{path.size[axis]}**]"
    )
