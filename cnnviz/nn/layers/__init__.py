"""The layers of `cnnviz.nn`; a new kind of layer is one class in one of these files."""

from cnnviz.nn.layers.activations import ELU, GELU, LeakyReLU, ReLU, Sigmoid, Softplus, Tanh
from cnnviz.nn.layers.conv2d import Conv2d
from cnnviz.nn.layers.layer import Layer
from cnnviz.nn.layers.linear import Flatten, Linear
from cnnviz.nn.layers.pooling import AvgPool2d, MaxPool2d
from cnnviz.nn.layers.regularization import BatchNorm2d, Dropout

#: Every kind of layer, by the name PyTorch gives it.
KINDS: dict[str, type[Layer]] = {
    kind.__name__: kind
    for kind in (
        Conv2d, MaxPool2d, AvgPool2d, Flatten, Linear, Dropout, BatchNorm2d,
        ReLU, LeakyReLU, ELU, GELU, Sigmoid, Tanh, Softplus,
    )
}  # fmt: skip

__all__ = [
    "ELU", "GELU", "KINDS", "AvgPool2d", "BatchNorm2d", "Conv2d", "Dropout", "Flatten", "Layer",
    "LeakyReLU", "Linear", "MaxPool2d", "ReLU", "Sigmoid", "Softplus", "Tanh",
]  # fmt: skip
