"""Small arrays with room to shrink: failures print grids a person can check by hand."""

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

small = st.integers(-9, 9)
sides = st.tuples(st.integers(1, 3), st.integers(1, 3))


def planes(shape):
    return arrays(np.float64, shape, elements=small.map(float))


@st.composite
def convolutions(draw, modes=("zeros", "reflect", "replicate", "circular")):
    """An image, filters, biases and settings that work together, sides never forced equal."""
    groups = draw(st.integers(1, 3))
    depth, share = draw(st.integers(1, 2)), draw(st.integers(1, 2))
    window, dilation = draw(sides), draw(sides)
    stride, mode = draw(sides), draw(st.sampled_from(modes))
    reach = [d * (k - 1) for k, d in zip(window, dilation, strict=True)]
    size = [extra + 1 + draw(st.integers(0, 5)) for extra in reach]
    words = ["valid", "full"] + (["same"] if stride == (1, 1) else [])
    padding = draw(
        st.one_of(st.sampled_from(words), st.tuples(*(st.integers(0, n - 1) for n in size)))
    )
    x = draw(planes((draw(st.integers(1, 2)), groups * depth, *size)))
    weight = draw(planes((groups * share, depth, *window)))
    bias = draw(st.one_of(st.none(), planes((groups * share,))))
    return (
        x,
        weight,
        bias,
        dict(stride=stride, padding=padding, dilation=dilation, groups=groups, padding_mode=mode),
    )


@st.composite
def transposed_convolutions(draw):
    """The same for transposed convolution."""
    groups = draw(st.integers(1, 3))
    depth, maps = draw(st.integers(1, 2)), draw(st.integers(1, 2))
    window, dilation, stride = draw(sides), draw(sides), draw(sides)
    extra = tuple(
        draw(st.integers(0, max(s, d) - 1)) for s, d in zip(stride, dilation, strict=True)
    )
    size = (draw(st.integers(1, 5)), draw(st.integers(1, 5)))
    whole = [
        (n - 1) * s + d * (k - 1) + 1 + more
        for n, s, d, k, more in zip(size, stride, dilation, window, extra, strict=True)
    ]
    padding = tuple(draw(st.integers(0, (n - 1) // 2)) for n in whole)
    x = draw(planes((draw(st.integers(1, 2)), groups * depth, *size)))
    weight = draw(planes((groups * depth, maps, *window)))
    bias = draw(st.one_of(st.none(), planes((groups * maps,))))
    settings = dict(
        stride=stride, padding=padding, output_padding=extra, dilation=dilation, groups=groups
    )
    return x, weight, bias, settings


@st.composite
def scores(draw, low=1):
    """Rows of scores, some of them very large or equal, and the right class of each row."""
    rows, count = draw(st.integers(1, 4)), draw(st.integers(low, 6))
    numbers = small.map(float) | st.floats(-1000, 1000, width=32)
    x = draw(arrays(np.float64, (rows, count), elements=numbers))
    return x, draw(arrays(np.int64, (rows,), elements=st.integers(0, count - 1)))
