"""Small networks that end in scores, a picture for each, and the same network in PyTorch."""

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from hypothesis import strategies as st

from cnnviz import nn
from cnnviz.zoo import Graph, from_sequential
from tests.nn.twins import torch, twin

CLASSES = 3


class Case(NamedTuple):
    """A network, how it is written, its twin in double precision, a picture and a class."""

    graph: Graph
    net: nn.Sequential
    model: Any
    image: np.ndarray
    target: int


def case(layers, shape, seed=0, target=1):
    rng = np.random.default_rng(seed)
    net = nn.Sequential(layers, shape, rng)
    for array in net.parameters().values():
        array[...] = rng.normal(0, 1 / np.sqrt(max(array[0].size, 4)), array.shape)
    for array in net.buffers().values():
        array[...] = rng.uniform(0.5, 1.5, array.shape)
    image = rng.random(shape, np.float32)
    return Case(from_sequential(net), net, twin(net, double=True).eval(), image, target)


@st.composite
def cases(draw):
    """One or two convolutions, any activation, perhaps pooling; sides never forced equal."""
    sides = st.tuples(st.integers(1, 3), st.integers(1, 3))
    shape = draw(st.sampled_from([1, 3])), draw(st.integers(6, 11)), draw(st.integers(6, 11))
    pools = [nn.MaxPool2d(2), nn.MaxPool2d((1, 2)), nn.AvgPool2d(2), nn.BatchNorm2d()]
    cellwise = st.sampled_from([nn.ReLU(), nn.ReLU(), nn.ReLU(), nn.Tanh(), nn.LeakyReLU(0.2)])
    stride = draw(st.sampled_from([1, 1, (1, 2)]))
    layers = [nn.Conv2d(draw(st.integers(2, 4)), draw(sides), stride, 1), draw(cellwise)]
    layers += draw(st.lists(st.sampled_from(pools), max_size=1))
    if draw(st.booleans()):
        layers += [nn.Conv2d(draw(st.integers(2, 4)), draw(sides), padding=1), draw(cellwise)]
    layers += [nn.Flatten(), nn.Linear(CLASSES)]
    return case(layers, shape, draw(st.integers(0, 999)), draw(st.integers(0, CLASSES - 1)))


def tensor(image):
    """Make PyTorch's picture of ours, in double precision, to be differentiated."""
    return torch.from_numpy(np.array(image, float)).requires_grad_()


def by_autograd(model, image, counts):
    """Differentiate the counted scores of one picture (C, H, W)."""
    pixels = tensor(image)
    (model(pixels[None])[0] * torch.tensor(counts, dtype=torch.float64)).sum().backward()
    return pixels.grad.numpy()


def weighted(graph, name, number, bias=0):
    """Give every weight of a node one number, and every bias another."""
    nodes = []
    for node in graph.nodes:
        if node.name == name:
            fill = {"weight": number, "bias": bias}
            node = replace(
                node, arrays={k: np.full_like(a, fill[k]) for k, a in node.arrays.items()}
            )
        nodes.append(node)
    return Graph(graph.input_shape, nodes)


def one_hot(target):
    return np.eye(CLASSES)[target]


def close(ours, theirs, what=""):
    """Agree to 1e-5 of the largest number."""
    scale = max(1.0, np.abs(theirs).max(initial=0))
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-5 * scale, err_msg=what)
