"""The same network in PyTorch, made from the list of layers and given the same weights."""

import numpy as np
import torch

from cnnviz import nn

SMALLEST = [nn.Conv2d(8, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(10)]
LENET = [
    nn.Conv2d(8, 5), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(16, 5), nn.ReLU(), nn.MaxPool2d(2),
    nn.Flatten(), nn.Linear(10),
]  # fmt: skip
TINY_VGG = [
    nn.Conv2d(10, 3), nn.ReLU(), nn.Conv2d(10, 3), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(10, 3), nn.ReLU(), nn.Conv2d(10, 3), nn.ReLU(), nn.MaxPool2d(2),
    nn.Flatten(), nn.Linear(10),
]  # fmt: skip
NETWORKS = {
    "8x8": (SMALLEST, (1, 8, 8)),
    "LeNet-like 28x28": (LENET, (1, 28, 28)),
    "TinyVGG 32x32x3": (TINY_VGG, (3, 32, 32)),
}


def twin(net, double=False):
    """Make the PyTorch network with the weights and buffers of ours."""
    shapes = [net.input_shape, *(row.output_shape for row in net.summary())]
    parts = [module(layer, shape) for layer, shape in zip(net.layers, shapes, strict=False)]
    model = torch.nn.Sequential(*parts)
    model.load_state_dict({name: torch.from_numpy(a) for name, a in net.state().items()})
    return model.double() if double else model


def module(layer, shape):
    """Say one layer in PyTorch."""
    kinds = torch.nn
    match layer:
        case nn.Conv2d():
            path = layer.path(shape)
            (top, bottom), (left, right) = path.padding
            assert (top, left) == (bottom, right)
            return kinds.Conv2d(
                shape[0], layer.filters, path.window, path.stride, (top, left), path.dilation
            )
        case nn.Linear():
            return kinds.Linear(shape[0], layer.features)
        case nn.MaxPool2d() | nn.AvgPool2d():
            return getattr(kinds, type(layer).__name__)(layer.kernel, layer.stride)
        case nn.BatchNorm2d():
            return kinds.BatchNorm2d(shape[0], layer.eps, layer.momentum)
        case nn.LeakyReLU():
            return kinds.LeakyReLU(layer.negative_slope)
        case nn.ELU():
            return kinds.ELU(layer.alpha)
    return getattr(kinds, type(layer).__name__)()


def losses(name):
    """Say a loss in PyTorch: of scores and labels, the mean over the batch."""
    functional = torch.nn.functional
    if name == "cross_entropy":
        return functional.cross_entropy
    if name == "hinge":
        return lambda s, t: functional.multi_margin_loss(s, t) * s.shape[1]
    return lambda s, t: (
        (s.softmax(1) - functional.one_hot(t, s.shape[1])).square().sum() / 2 / len(s)
    )


def samples(shape, count=16, classes=10, seed=0):
    """Make images and labels of no meaning."""
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((count, *shape)).astype(np.float32)
    return x, rng.integers(0, classes, count)
