"""The lines a student takes home give the numbers on screen, in NumPy and in PyTorch."""

import contextlib
import io

import numpy as np
import pytest
from numpy.testing import assert_allclose

from cnnviz.view.network import NUMPY, TORCH, network_arrays_file, network_code
from cnnviz.view.network.code import python_names
from cnnviz.zoo import IMAGE, Graph, Node
from cnnviz.zoo.shipped import SHIPPED

RNG = np.random.default_rng(0)
WALK = {"stride": (1, 1), "padding": ((0, 0), (0, 0)), "dilation": (1, 1)}


def floats(*shape):
    return RNG.normal(size=shape).astype("f4")


def conv(name, reads, shape, bias=0, **settings):
    arrays = {"weight": floats(*shape), "bias": floats(shape[0]) + np.float32(bias)}
    return Node(name, "Conv", (reads,), {**WALK, "groups": 1, **settings}, arrays)


def every_kind():
    """A network with every kind of layer, odd rings and odd names."""
    pool = {**WALK, "window": (2, 2), "stride": (2, 1)}
    odd = {**pool, "padding": ((0, 1), (1, 0))}
    channels = {name: np.abs(floats(4)) for name in ("scale", "bias", "mean", "var")}
    return Graph((3, 9, 8), [
        conv("/1/Conv.0", IMAGE, (4, 3, 3, 2), padding=((1, 2), (0, 1)), dilation=(1, 2)),
        Node("lambda", "BatchNormalization", ("/1/Conv.0",), {"epsilon": 1e-3}, channels),
        Node("leaky", "LeakyRelu", ("lambda",), {"negative_slope": 0.1}),
        conv("groups", "leaky", (4, 2, 1, 1), groups=2),
        Node("elu", "Elu", ("groups",), {"alpha": 0.5}),
        Node("gelu", "Gelu", ("elu",), {"approximate": "tanh"}),
        Node("add", "Add", ("leaky", "gelu")),
        Node("tanh", "Tanh", ("add",)),
        Node("concat", "Concat", ("add", "tanh")),
        Node("lrn", "LRN", ("concat",), {"size": 4, "alpha": 0.2, "beta": 0.75, "bias": 1.5}),
        conv("down", "lrn", (8, 8, 1, 1), bias=-9),
        Node("most", "MaxPool", ("down",), odd),
        Node("sigmoid", "Sigmoid", ("most",)),
        Node("mean", "AveragePool", ("sigmoid",), pool | {"count_include_pad": True}),
        Node("rim", "AveragePool", ("mean",), odd | {"count_include_pad": False}),
        Node("rims", "AveragePool", ("rim",), odd | {"count_include_pad": True}),
        Node("softplus", "Softplus", ("rims",)),
        Node("drop", "Dropout", ("softplus",)),
        Node("relu", "Relu", ("drop",)),
        Node("whole", "GlobalAveragePool", ("relu",)),
        Node("flatten", "Flatten", ("whole",)),
        Node("w", "Gemm", ("flatten",), {}, {"weight": floats(3, 8), "bias": floats(3)}),
        Node("softmax", "Softmax", ("w",)),
    ])  # fmt: skip


NETWORKS = {entry.key: entry.model().graph for entry in SHIPPED} | {"every kind": every_kind()}


@pytest.mark.parametrize("dialect", [NUMPY, TORCH], ids=["numpy", "torch"])
@pytest.mark.parametrize("graph", NETWORKS.values(), ids=NETWORKS)
def test_the_lines_give_every_number_on_screen(graph, dialect, tmp_path, monkeypatch):
    image = np.random.default_rng(1).random(graph.input_shape, dtype="f4")
    values = graph.run(image[None])
    (tmp_path / "network.npz").write_bytes(network_arrays_file(graph, image))
    monkeypatch.chdir(tmp_path)
    first = graph.nodes[0].name
    said, space = io.StringIO(), {}
    with contextlib.redirect_stdout(said):
        exec(network_code(graph, dialect, (first, (1, 2, 3))), space)
    for name, called in python_names(graph).items():
        assert_allclose(np.asarray(space[called]), values[name], atol=1e-4, err_msg=name)
    printed = said.getvalue().splitlines()[-1].removeprefix("tensor(").removesuffix(")")
    assert_allclose(float(printed), values[first][0, 1, 2, 3], atol=1e-3)


def test_names_become_names_of_python_once_each():
    relus = ["a.b", "a b", "1st", "class", "np"]
    reads = [IMAGE, *relus]
    graph = Graph((1, 2, 2), [Node(n, "Relu", (r,)) for n, r in zip(relus, reads, strict=False)])
    given = list(python_names(graph).values())
    assert given == ["image", "a_b", "a_b_", "layer_1st", "layer_class", "layer_np"]
