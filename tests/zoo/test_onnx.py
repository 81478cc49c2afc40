"""Files that PyTorch writes, by both of its exporters, give PyTorch's numbers here."""

import io
import warnings

import numpy as np
import onnxruntime
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal
from onnx import TensorProto, helper, numpy_helper

from cnnviz import nn
from cnnviz.zoo import open_model
from tests.nn.twins import LENET
from tests.zoo.networks import EVERY, GRAPHS, in_onnx, pictures

kinds = torch.nn


class Residual(kinds.Module):
    """Convolution of every sort, normalisation, a shortcut, and rows made by view."""

    def __init__(self):
        super().__init__()
        self.stem = kinds.Conv2d(3, 6, 3, padding=1, bias=False)
        self.norm, self.after = kinds.BatchNorm2d(6), kinds.BatchNorm2d(6)
        self.lrn = kinds.LocalResponseNorm(3, alpha=0.5, beta=0.6, k=1.5)
        self.grouped = kinds.Conv2d(6, 6, 3, padding=2, dilation=2, groups=3)
        self.same = kinds.Conv2d(6, 6, (2, 4), padding="same")
        self.down = kinds.Conv2d(6, 8, (3, 2), stride=(2, 1), padding=(0, 1))
        self.hidden, self.last = kinds.Linear(8, 7), kinds.Linear(7, 4, bias=False)
        self.drop = kinds.Dropout()

    def forward(self, x):
        x = self.after(self.norm(self.stem(x)).relu())
        x = (x + self.grouped(self.lrn(x))).relu()
        x = self.down(self.same(x)).mean((2, 3))
        return self.last(self.drop(self.hidden(x.view(x.size(0), -1)))).softmax(1)


class Inception(kinds.Module):
    """Branches joined, every pooling and every activation, the logarithm of the shares."""

    def __init__(self):
        super().__init__()
        self.one, self.three = kinds.Conv2d(1, 4, 1), kinds.Conv2d(1, 4, 3, padding=1)
        self.pools = kinds.ModuleList(
            [
                kinds.MaxPool2d(3, 2, padding=1, ceil_mode=True),
                kinds.AvgPool2d(3, 1, padding=1),
                kinds.AvgPool2d(2, 2, padding=1, count_include_pad=False),
                kinds.MaxPool2d(2, 1, dilation=2),
            ]
        )
        self.bends = kinds.Sequential(
            kinds.LeakyReLU(0.2), kinds.ELU(0.7), kinds.GELU(), kinds.GELU("tanh"),
            kinds.Softplus(), kinds.Sigmoid(), kinds.Tanh(),
        )  # fmt: skip
        self.even = kinds.LocalResponseNorm(4, alpha=2.0)
        self.mean, self.flat = kinds.AdaptiveAvgPool2d(1), kinds.Flatten()
        self.last = kinds.Linear(8, 3)

    def forward(self, x):
        x = self.even(torch.cat([self.one(x), self.three(x)], 1))
        for pool in self.pools:
            x = pool(x)
        return self.last(self.flat(self.mean(self.bends(x)))).log_softmax(1)


class Rows(kinds.Module):
    """A row made by flatten, scores without shares, a bias added by hand."""

    def __init__(self):
        super().__init__()
        self.weight = kinds.Parameter(torch.randn(2 * 3 * 4, 5))
        self.bias = kinds.Parameter(torch.randn(5))
        self.conv = kinds.Conv2d(3, 2, 3)
        self.shift = kinds.Parameter(torch.randn(2, 1, 1))

    def forward(self, x):
        x = (self.conv(x) + self.shift).relu()
        return torch.flatten(x, 1) @ self.weight + self.bias


CASES = {"residual": (Residual, (3, 9, 10)), "inception": (Inception, (1, 17, 15)),
         "rows": (Rows, (3, 5, 6))}  # fmt: skip
#: The new exporter takes a second or two a file.
FORMS = [(case, form) for case in CASES for form in ("old", "old, any number")]
FORMS += [("residual", "new"), ("inception", "new, any number"), ("rows", "new")]


def learned(kind):
    """Make a network whose every number is random, measured ones too."""
    torch.manual_seed(3)
    model = kind()
    for name, array in model.named_buffers():
        if "running" in name:
            array.copy_(torch.rand_like(array) + 0.5)
    for name, array in model.named_parameters():
        if "norm" in name or "after" in name:
            array.data.copy_(torch.rand_like(array) + 0.5)
    return model.eval()


def exported(model, x, form):
    """Let PyTorch write a file, by its old exporter or the new one."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        file, many = io.BytesIO(), form.endswith("any number")
        if form.startswith("old"):
            axes = {"picture": {0: "count"}} if many else {}
            names = {"input_names": ["picture"], "dynamic_axes": axes}
            torch.onnx.export(model, (x,), file, dynamo=False, **names)
        else:
            sides = ({0: torch.export.Dim("count")},) if many else None
            program = torch.onnx.export(
                model, (x,), dynamo=True, verbose=False, dynamic_shapes=sides
            )
            program.save(file)
    return file.getvalue()


@pytest.mark.parametrize(("case", "form"), FORMS)
def test_a_file_written_by_pytorch_gives_pytorchs_numbers(case, form):
    kind, shape = CASES[case]
    model, x = learned(kind), torch.rand(2, *shape)
    read = open_model(exported(model, x, form), f"{case}.onnx")
    with torch.no_grad():
        answer = model(x)
        shares = {"inception": answer.exp(), "rows": answer.softmax(1)}.get(case, answer)
    values = read.graph.run(x.numpy())
    assert_allclose(values[read.graph.output], shares, rtol=1e-4, atol=1e-5)
    if case == "rows":
        assert_allclose(values[read.graph.scores], answer, rtol=1e-4, atol=1e-5)
    assert ("LogSoftmax" in read.note) == (case == "inception")
    assert read.classes == tuple(map(str, range(shares.shape[1])))


def test_what_pytorch_writes_covers_every_kind_we_read():
    files = {case: exported(learned(kind), torch.rand(2, *shape), "old")
             for case, (kind, shape) in CASES.items()}  # fmt: skip
    found = {
        node.kind for file in files.values() for node in open_model(file, "a.onnx").graph.nodes
    }
    everything = {node.kind for make in GRAPHS.values() for node in make().nodes}
    assert everything - found == {"Dropout"}, "a trained network is written without dropout"


@pytest.mark.parametrize("name", ["digits", "TinyVGG", "branches"])
def test_a_graph_said_in_onnx_comes_back_the_same(name):
    graph = GRAPHS[name]()
    model = in_onnx(graph)
    del model.graph.output[1:]
    again = open_model(model.SerializeToString(), "net.onnx").graph
    x = pictures(graph)
    ours, theirs = graph.run(x), again.run(x)
    assert [node.kind for node in again.nodes] == [node.kind for node in graph.nodes]
    for old, new in zip(graph.nodes, again.nodes, strict=True):
        assert_allclose(theirs[new.name], ours[old.name], rtol=1e-6, atol=1e-6)


def test_our_own_export_comes_back_with_the_same_names():
    net = nn.Sequential(LENET, (1, 28, 28))
    graph = open_model(nn.save_onnx(net), "LeNet.onnx").graph
    names = ["conv1", "relu1", "pool1", "conv2", "relu2", "pool2", "flatten", "linear1", "softmax"]
    assert [node.name for node in graph.nodes] == names
    x = np.random.default_rng(0).random((3, 1, 28, 28))
    assert_allclose(graph.run(x)["linear1"], net.forward(x), rtol=1e-5, atol=1e-5)


def test_our_own_export_of_every_layer_comes_back():
    layers = [nn.Conv2d(3, 3), *EVERY[1:]]
    net = nn.Sequential(layers, (3, 12, 13))
    graph = open_model(nn.save_onnx(net), "every.onnx").graph
    x = np.random.default_rng(0).random((2, 3, 12, 13))
    assert_allclose(graph.run(x)[graph.scores], net.forward(x), rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("wish", ["SAME_UPPER", "SAME_LOWER", "VALID"])
@pytest.mark.parametrize("operator", ["Conv", "MaxPool", "AveragePool"])
def test_the_wish_to_keep_the_size_is_read_as_onnxruntime_reads_it(operator, wish):
    rng = np.random.default_rng(1)
    weight = rng.normal(size=(2, 1, 4, 3)).astype("f4")
    says = {"auto_pad": wish, "strides": [2, 3], "kernel_shape": [4, 3]}
    reads = ["x", "w"] if operator == "Conv" else ["x"]
    model = file([helper.make_node(operator, reads, ["y"], **says),
                  helper.make_node("GlobalAveragePool", ["y"], ["z"]),
                  helper.make_node("Flatten", ["z"], ["row"])],
                 {"w": weight}, ("N", 1, 9, 11), "row")  # fmt: skip
    data = model.SerializeToString()
    x = rng.random((2, 1, 9, 11), dtype=np.float32)
    session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    graph = open_model(data, "net.onnx").graph
    name = next(node.name for node in graph.nodes if node.kind == "Flatten")
    assert_allclose(graph.run(x)[name], session.run(None, {"x": x})[0], rtol=1e-5, atol=1e-6)


def file(nodes, weights, sides, output, opset=20, **notes):
    """Make an ONNX file by hand."""
    made = helper.make_graph(
        nodes, "net",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, sides)],
        [helper.make_tensor_value_info(output, TensorProto.FLOAT, None)],
        [numpy_helper.from_array(array, name) for name, array in weights.items()],
    )  # fmt: skip
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", opset)], ir_version=10)
    helper.set_model_props(model, notes)
    return model


SMALL = np.arange(12, dtype=np.float32).reshape(4, 3) / 10


def small(weights=SMALL, more=(), **notes):
    """Make the smallest network: a row of four numbers, three scores."""
    nodes = [helper.make_node("Flatten", ["x"], ["row"]),
             helper.make_node("MatMul", ["row", "w"], ["scores"])]  # fmt: skip
    return file([*nodes, *more], {"w": weights}, ("N", 1, 2, 2), "scores", **notes)


@pytest.mark.parametrize(
    "note", ['["cat", "dog", "cow"]', "cat,dog,cow", "{0: 'cat', 1: 'dog', 2: 'cow'}"]
)
def test_classes_are_named_by_the_file(note):
    read = open_model(small(names=note).SerializeToString(), "animals.onnx")
    assert (read.title, read.classes) == ("animals", ("cat", "dog", "cow"))
    assert_array_equal(read.graph["linear1"].arrays["weight"], SMALL.T)


def test_a_file_keeps_its_constants_in_nodes_or_in_other_precisions():
    constant = helper.make_node("Constant", [], ["c"], value=numpy_helper.from_array(SMALL))
    nodes = [
        constant,
        helper.make_node("Transpose", ["c"], ["t"]),
        helper.make_node("Identity", ["x"], ["same"]),
        helper.make_node("Dropout", ["same"], ["dropped"]),
        helper.make_node("Reshape", ["dropped", "two"], ["row"]),
        helper.make_node("Gemm", ["row", "t", "b"], ["y"], alpha=2.0, beta=3.0, transB=1),
    ]
    weights = {"two": np.array([-1, 4]), "b": np.array([1, 2, 3], np.float64)}  # fmt: skip
    graph = open_model(file(nodes, weights, (7, 1, 2, 2), "y").SerializeToString(), "n.onnx").graph
    x = np.ones((1, 1, 2, 2))
    assert_allclose(graph.run(x)["linear1"][0], 2 * SMALL.sum(0) + [3, 6, 9], rtol=1e-6)
    assert [node.kind for node in graph.nodes][:2] == ["Dropout", "Dropout"]
    half = small(SMALL.astype(np.float16)).SerializeToString()
    assert open_model(half, "n.onnx").graph["linear1"].arrays["weight"].dtype == np.float32


def test_one_number_or_a_sigmoid_at_the_end_gets_no_softmax():
    sigmoid = helper.make_node("Sigmoid", ["scores"], ["y"])
    model = small(more=[sigmoid])
    model.graph.output[0].name = "y"
    graph = open_model(model.SerializeToString(), "n.onnx").graph
    assert graph.output == graph.scores == "sigmoid1"
    assert open_model(small(SMALL[:, :1]).SerializeToString(), "n.onnx").graph.output == "linear1"


def test_lines_in_any_order_and_lines_nobody_needs_do_no_harm():
    model = small(more=[helper.make_node("FancyNode", ["row"], ["unused"])])
    nodes = list(model.graph.node)[::-1]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    graph = open_model(model.SerializeToString(), "n.onnx").graph
    assert [node.name for node in graph.nodes] == ["flatten", "linear1", "softmax"]


def test_a_network_that_ends_in_single_cells_is_laid_in_a_row():
    weight = np.ones((5, 1, 2, 2), np.float32)
    model = file([helper.make_node("Conv", ["x", "w"], ["y"])], {"w": weight}, (1, 1, 2, 2), "y")
    graph = open_model(model.SerializeToString(), "n.onnx").graph
    assert [node.name for node in graph.nodes] == ["conv1", "flatten", "softmax"]
    assert graph.seen("softmax", (4,)).shape == (1, 2, 2)
