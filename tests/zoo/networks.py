"""Networks to explain: two of layers, one with branches; and any of them said in ONNX."""

import numpy as np
from onnx import TensorProto, helper, numpy_helper

from cnnviz import nn
from cnnviz.zoo import IMAGE, Graph, Node, from_sequential
from tests.nn.twins import TINY_VGG

DIGITS = [
    nn.Conv2d(8, 3, padding="same"), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(16, 3, padding="same"), nn.ReLU(), nn.MaxPool2d(2),
    nn.Flatten(), nn.Linear(10),
]  # fmt: skip
EVERY = [
    nn.Conv2d(4, (3, 2), (1, 2), (2, 1), (2, 1)), nn.BatchNorm2d(), nn.LeakyReLU(0.2), nn.ELU(0.7),
    nn.Conv2d(3, (2, 4), padding="same"), nn.GELU(), nn.MaxPool2d((2, 3), 1), nn.Sigmoid(),
    nn.AvgPool2d(2), nn.Tanh(), nn.Dropout(0.4), nn.Softplus(), nn.Flatten(), nn.Linear(6),
    nn.ReLU(), nn.Linear(5),
]  # fmt: skip


def layered(layers, shape, seed=0):
    """Make a graph of layers whose every number is random, biases and statistics too."""
    net = nn.Sequential(layers, shape, np.random.default_rng(seed))
    rng = np.random.default_rng(seed + 1)
    state = {
        name: array + rng.uniform(0.1, 0.4, array.shape) * (array.ndim == 1)
        for name, array in net.state().items()
    }
    net.load(state)
    return from_sequential(net)


def walk(padding=0, stride=1, dilation=1, **more):
    """Write the settings of a window, the same for both sides unless pairs are given."""
    sides = padding if isinstance(padding, tuple) else ((padding,) * 2,) * 2
    return {"stride": (stride,) * 2, "padding": sides, "dilation": (dilation,) * 2} | more


def branched(seed=0, draw=None):
    """Make a graph with a shortcut, branches joined, and every kind of node without layers."""
    rng = np.random.default_rng(seed)
    draw = draw or (lambda *shape: rng.normal(0, 0.4, shape))

    def learned(*shape):
        return {"weight": f4(draw(*shape)), "bias": f4(draw(shape[0]))}

    norm = {name: f4(draw(6)) for name in ("scale", "bias", "mean")}
    norm["var"] = f4(rng.uniform(0.2, 2, 6))
    odd = ((2, 0), (1, 2))
    nodes = [
        Node("stem", "Conv", (IMAGE,), walk(odd, groups=1), learned(6, 3, 3, 4)),
        Node("norm", "BatchNormalization", ("stem",), {"epsilon": 1e-3}, norm),
        Node("relu1", "Relu", ("norm",)),
        Node("lrn", "LRN", ("relu1",), {"size": 3, "alpha": 0.5, "beta": 0.75, "bias": 1.5}),
        Node("deep", "Conv", ("lrn",), walk(2, 1, 2, groups=3), learned(6, 2, 3, 3)),
        Node("add", "Add", ("deep", "lrn")),
        Node("relu2", "Relu", ("add",)),
        Node("max", "MaxPool", ("relu2",), walk(((1, 0), (0, 1)), 2, window=(2, 3))),
        Node("one", "Conv", ("max",), walk(groups=1), learned(3, 6, 1, 1)),
        Node("three", "Conv", ("max",), walk(1, groups=1), learned(4, 6, 3, 3)),
        Node("mean", "AveragePool", ("max",), walk(1, window=(3, 3), count_include_pad=False)),
        Node("rings", "AveragePool", ("mean",), walk(1, window=(3, 3), count_include_pad=True)),
        Node("join", "Concat", ("one", "three", "rings")),
        Node("leaky", "LeakyRelu", ("join",), {"negative_slope": 0.1}),
        Node("local", "MaxPool", ("leaky",), walk(0, 1, 2, window=(2, 2))),
        Node("global", "GlobalAveragePool", ("local",)),
        Node("row", "Flatten", ("global",)),
        Node("drop", "Dropout", ("row",)),
        Node("cells", "Reshape", ("local",)),
        Node("both", "Concat", ("drop", "cells")),
        Node("scores", "Gemm", ("both",), {}, learned(5, 13 + 13 * 9)),
        Node("shares", "Softmax", ("scores",)),
    ]
    return Graph((3, 9, 10), nodes)


def f4(array):
    """Make weights of numbers."""
    return np.asarray(array, np.float32)


def pictures(graph, count=2, seed=5):
    """Draw pictures a network reads."""
    shape = (count, *graph.input_shape)
    return np.random.default_rng(seed).random(shape, dtype=np.float32)


def in_onnx(graph, opset=20):
    """Say a graph in ONNX, every node's output an output too, under the node's name."""
    made, weights = [], []
    for node in graph.nodes:
        own = {f"{node.name}.{key}": array for key, array in node.arrays.items()}
        if node.kind == "Reshape":
            own = {f"{node.name}.shape": np.array([0, -1])}
        weights += [numpy_helper.from_array(array, name) for name, array in own.items()]
        made.append(
            helper.make_node(node.kind, [*node.reads, *own], [node.name], **attributes(node))
        )
    floats = {
        name: helper.make_tensor_value_info(name, TensorProto.FLOAT, ["N", *shape])
        for name, shape in graph.shapes.items()
    }
    outputs = [floats[graph.output], *(floats[node.name] for node in graph.nodes[:-1])]
    drawn = helper.make_graph(made, "test", [floats[IMAGE]], outputs, weights)
    opsets = [helper.make_opsetid("", opset)]
    return helper.make_model(drawn, opset_imports=opsets, ir_version=10)


def attributes(node):
    """Say the settings of a node as ONNX does."""
    says = dict(node.settings)
    if "stride" in says:
        (top, bottom), (left, right) = says.pop("padding")
        sides = {"strides": says.pop("stride"), "dilations": says.pop("dilation")}
        says |= sides | {"pads": (top, left, bottom, right)}
        names = {"window": "kernel_shape", "groups": "group"}
        says = {names.get(key, key): value for key, value in says.items()}
        says["count_include_pad"] = int(says.get("count_include_pad", 0))
        if node.kind != "AveragePool":
            del says["count_include_pad"]
    if node.kind == "LeakyRelu":
        says = {"alpha": says["negative_slope"]}
    return says | {"Gemm": {"transB": 1}, "Concat": {"axis": 1}}.get(node.kind, {})


GRAPHS = {
    "digits": lambda: layered(DIGITS, (1, 8, 8)),
    "TinyVGG": lambda: layered(TINY_VGG, (3, 64, 64)),
    "every layer": lambda: layered(EVERY, (2, 12, 13)),
    "branches": branched,
}
