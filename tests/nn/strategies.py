"""Small networks with one layer of interest in the middle, sides never forced equal."""

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cnnviz import nn

sides = st.tuples(st.integers(1, 3), st.integers(1, 3))
CELLWISE = (
    nn.ReLU(), nn.LeakyReLU(0.2), nn.ELU(0.7), nn.GELU(), nn.Sigmoid(), nn.Tanh(), nn.Softplus(),
)  # fmt: skip
quarters = st.integers(-12, 12).map(lambda n: n / 4)  # equal cells are common: ties count


@st.composite
def convolutions(draw):
    window, stride, dilation = draw(sides), draw(sides), draw(sides)
    padding = draw(st.tuples(st.integers(0, 3), st.integers(0, 3)))
    reach = [d * (k - 1) + 1 for k, d in zip(window, dilation, strict=True)]
    size = [
        max(1, r - 2 * p) + draw(st.integers(0, 5)) for r, p in zip(reach, padding, strict=True)
    ]
    layer = nn.Conv2d(draw(st.integers(1, 3)), window, stride, padding, dilation)
    return layer, (draw(st.integers(1, 3)), *size)


@st.composite
def poolings(draw):
    window = draw(sides)
    size = [k + draw(st.integers(0, 5)) for k in window]
    kind = draw(st.sampled_from([nn.MaxPool2d, nn.AvgPool2d]))
    return kind(window, draw(st.one_of(st.none(), sides))), (draw(st.integers(1, 3)), *size)


@st.composite
def halvings(draw):
    size = draw(st.tuples(st.integers(2, 7), st.integers(2, 7)))
    return nn.MaxPool2d(2), (draw(st.integers(1, 3)), *size)


@st.composite
def others(draw):
    shape = draw(st.tuples(st.integers(1, 3), st.integers(1, 4), st.integers(1, 5)))
    return draw(st.sampled_from([*CELLWISE, nn.Flatten(), nn.BatchNorm2d()])), shape


layers = st.one_of(convolutions(), poolings(), halvings(), others())


def images(shape, count):
    return arrays(np.float32, (count, *shape), elements=quarters.map(np.float32), fill=st.nothing())


@st.composite
def cases(draw, kinds=layers):
    """A network around the layer, images, and how the loss moves with the network's output."""
    layer, shape = draw(kinds)
    count = draw(st.integers(2, 5))
    seed = draw(st.integers(0, 99))
    net = nn.Sequential([layer], shape, np.random.default_rng(seed))
    rng = np.random.default_rng(seed)
    for array in net.parameters().values():
        array[...] = rng.standard_normal(array.shape)
    x = draw(images(shape, count))
    grad = rng.standard_normal((count, *net.output_shape)).astype(np.float32)
    return net, x, grad
