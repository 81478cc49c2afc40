"""Gradients are PyTorch's, plain and guided; what a value sees is where a gradient can be."""

from functools import cache

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from cnnviz.trace import Box
from cnnviz.zoo import IMAGE, Graph, Node
from tests.nn.twins import LENET
from tests.zoo.networks import GRAPHS, branched, f4, layered, pictures, walk

functional = torch.nn.functional
NAMES = tuple(GRAPHS)


@cache
def running(name):
    graph = GRAPHS[name]()
    return graph, graph.run(pictures(graph))


class Guided(torch.autograd.Function):
    """ReLU that lets back only what is positive and arrives where it was positive."""

    @staticmethod
    def forward(context, x):
        context.save_for_backward(x)
        return x.clamp(min=0)

    @staticmethod
    def backward(context, grad):
        (x,) = context.saved_tensors
        return grad.clamp(min=0) * (x > 0)


def in_torch(graph, x, guided=False):
    """Run a graph in PyTorch, in double precision; give every node's output."""
    made = {IMAGE: x}
    for node in graph.nodes:
        reads = [made[name] for name in node.reads]
        made[node.name] = spoken(node, reads, guided)
        made[node.name].retain_grad()
    return made


def spoken(node, reads, guided):
    """Say one node in PyTorch."""
    says = node.settings
    own = {name: torch.from_numpy(array).double() for name, array in node.arrays.items()}
    x = reads[0]
    if "padding" in says:
        (top, bottom), (left, right) = says["padding"]
        least = -torch.inf if node.kind == "MaxPool" else 0.0
        x = functional.pad(x, (left, right, top, bottom), value=least)
    match node.kind:
        case "Conv":
            numbers = says["stride"], 0, says["dilation"], says["groups"]
            return functional.conv2d(x, own["weight"], own["bias"], *numbers)
        case "MaxPool":
            return functional.max_pool2d(x, says["window"], says["stride"], 0, says["dilation"])
        case "AveragePool":
            sums = functional.avg_pool2d(x, says["window"], says["stride"], divisor_override=1)
            real = torch.ones_like(reads[0])
            value = float(says["count_include_pad"])
            real = functional.pad(real, (left, right, top, bottom), value=value)
            pools = says["window"], says["stride"]
            return sums / functional.avg_pool2d(real, *pools, divisor_override=1)
        case "BatchNormalization":
            numbers = own["mean"], own["var"], own["scale"], own["bias"]
            return functional.batch_norm(x, *numbers, eps=says["epsilon"])
        case "LRN":
            return functional.local_response_norm(
                x, says["size"], says["alpha"], says["beta"], says["bias"]
            )
        case "Gemm":
            return functional.linear(x, own["weight"], own["bias"])
        case "Relu":
            return Guided.apply(x) if guided else functional.relu(x)
    return PLAIN[node.kind](*reads, **says)


PLAIN = {
    "LeakyRelu": functional.leaky_relu,
    "Elu": functional.elu,
    "Gelu": functional.gelu,
    "Sigmoid": torch.sigmoid,
    "Tanh": torch.tanh,
    "Softplus": functional.softplus,
    "GlobalAveragePool": lambda x: functional.adaptive_avg_pool2d(x, 1),
    "Flatten": lambda x: x.flatten(1),
    "Reshape": lambda x: x.flatten(1),
    "Dropout": torch.clone,
    "Add": torch.add,
    "Concat": lambda *parts: torch.cat(parts, 1),
    "Softmax": lambda x: x.softmax(1),
}


@pytest.mark.parametrize("guided", [False, True], ids=["plain", "guided"])
@pytest.mark.parametrize("name", NAMES)
def test_gradients_of_every_node_are_those_of_pytorch(name, guided):
    graph, values = running(name)
    rng = np.random.default_rng(3)
    made = in_torch(graph, torch.from_numpy(values[IMAGE]).double().requires_grad_(), guided)
    middle = graph.nodes[len(graph.nodes) // 2].name
    arrives = {at: f4(rng.normal(0, 1, values[at].shape)) for at in (graph.output, middle)}
    sum((made[at] * torch.from_numpy(array)).sum() for at, array in arrives.items()).backward()
    back = graph.backward(values, arrives, relu="guided" if guided else "plain")
    for at, tensor in made.items():
        assert_allclose(values[at], tensor.detach(), rtol=1e-4, atol=1e-5, err_msg=at)
        theirs = tensor.grad.numpy()
        assert_allclose(back[at], theirs, rtol=1e-3, atol=1e-4 * np.abs(theirs).max(), err_msg=at)


def test_a_node_nothing_reaches_has_a_gradient_of_zeros():
    graph, values = running("digits")
    back = graph.backward(values, {"relu1": np.ones_like(values["relu1"])})
    assert set(back) == set(values)
    assert not back["linear1"].any()
    assert back[IMAGE].any()


def around(marks):
    """Draw the smallest box around marked cells (C, H, W), the dull way."""
    cells = np.argwhere(marks.any(axis=0))
    if not len(cells):
        return Box(0, 0, 0, 0, depth=len(marks))
    (top, left), (bottom, right) = cells.min(axis=0), cells.max(axis=0)
    return Box(int(top), int(left), int(bottom - top + 1), int(right - left + 1), depth=len(marks))


#: Kinds whose slope may be 0 or round to it, and kinds that see the same and never do so.
SMOOTH = {"MaxPool": "AveragePool", "Softmax": "Gemm", "Sigmoid": "Dropout", "Tanh": "Dropout"}


def positive(graph):
    """Make the same graph with slopes that are all above 0, so that nothing cancels."""
    rng = np.random.default_rng(2)

    def node(old):
        kind = SMOOTH.get(old.kind, old.kind)
        arrays = {name: f4(rng.uniform(0.5, 1, a.shape)) for name, a in old.arrays.items()}
        if old.kind == "Softmax":
            count = graph.shapes[old.name][0]
            arrays = {"weight": f4(np.ones((count, count))), "bias": f4(np.zeros(count))}
        counts = {"count_include_pad": False} if kind == "AveragePool" else {}
        says = {} if kind == "Dropout" else {**counts, **old.settings}
        return Node(old.name, kind, old.reads, says, arrays)

    return Graph(graph.input_shape, map(node, graph.nodes))


def without_lrn():
    """Leave out the one kind whose slopes may be negative."""
    graph = branched()
    nodes = [
        Node(n.name, n.kind, tuple("relu1" if r == "lrn" else r for r in n.reads), n.settings,
             n.arrays)
        for n in graph.nodes if n.kind != "LRN"
    ]  # fmt: skip
    return Graph(graph.input_shape, nodes)


SEEN = {**GRAPHS, "branches": without_lrn}


@pytest.mark.parametrize("name", NAMES)
def test_what_a_value_sees_is_where_its_gradient_is(name):
    graph = positive(SEEN[name]())
    values, rng = graph.run(pictures(graph, 1)), np.random.default_rng(4)
    for _ in range(40):
        node = graph.nodes[rng.integers(len(graph.nodes))]
        cell = tuple(int(rng.integers(side)) for side in graph.shapes[node.name])
        arrives = np.zeros_like(values[node.name])
        arrives[(0, *cell)] = 1
        back = graph.backward(values, {node.name: arrives})
        assert graph.seen(node.name, cell) == around(back[IMAGE][0] != 0), (node.name, cell)


@pytest.mark.parametrize("name", NAMES)
def test_a_nudge_outside_what_is_seen_changes_nothing(name):
    graph, values = running(name)
    rng = np.random.default_rng(6)
    moved = 0
    for _ in range(25):
        node = graph.nodes[rng.integers(len(graph.nodes))]
        cell = tuple(int(rng.integers(side)) for side in graph.shapes[node.name])
        box = graph.seen(node.name, cell)
        outside = np.ones(graph.input_shape, bool)
        outside[:, box.row : box.row + box.height, box.col : box.col + box.width] = False
        other = np.where(outside, 1 - values[IMAGE][:1], values[IMAGE][:1])
        again = graph.run(other)[node.name][0][cell]
        assert again == pytest.approx(values[node.name][0][cell], rel=1e-5, abs=1e-6)
        moved += outside.any()
    assert moved > 5


def test_the_whole_of_a_node_sees_what_all_its_cells_see():
    graph = layered(LENET, (1, 28, 28))
    assert graph.seen("conv1", (0, 3, 4)) == Box(3, 4, 5, 5)
    assert graph.seen("pool1", (0, 3, 4)) == Box(6, 8, 6, 6)
    assert graph.seen("conv1") == Box(0, 0, 28, 28)
    assert graph.seen("softmax", (2,)) == Box(0, 0, 28, 28)
    assert graph.seen(IMAGE, (0, 3, 4)) == Box(3, 4)


def test_a_group_sees_what_its_own_channels_saw():
    def ones(*shape):
        return {"weight": f4(np.ones(shape)), "bias": f4(np.ones(shape[0]))}

    nodes = [
        Node("one", "Conv", (IMAGE,), walk(groups=1), ones(2, 1, 1, 1)),
        Node("three", "Conv", (IMAGE,), walk(1, groups=1), ones(2, 1, 3, 3)),
        Node("join", "Concat", ("one", "three")),
        Node("lrn", "LRN", ("join",), {"size": 2, "alpha": 1.0, "beta": 0.5, "bias": 1.0}),
        Node("apart", "Conv", ("lrn",), walk(groups=4), ones(4, 1, 1, 1)),
    ]  # fmt: skip
    graph = Graph((1, 5, 5), nodes)
    sides = [graph.seen("join", (channel, 2, 2)).height for channel in range(4)]
    assert sides == [1, 1, 3, 3]
    sides = [graph.seen("apart", (channel, 2, 2)).height for channel in range(4)]
    assert sides == [1, 3, 3, 3], "an even size of LRN has its extra neighbour behind"
    pairs = Node("apart", "Conv", ("join",), walk(groups=2), ones(2, 2, 1, 1))
    graph = Graph((1, 5, 5), [*nodes[:3], pairs])
    assert [graph.seen("apart", (channel, 2, 2)).height for channel in range(2)] == [1, 3]


def test_a_map_averaged_whole_saw_what_it_saw_and_not_its_neighbours():
    nodes = [
        Node(f"side {side}", "Conv", (IMAGE,), walk(groups=1, stride=3), {
            "weight": f4(np.ones((1, 1, side, side))), "bias": f4([0])})
        for side in (3, 5)
    ]  # fmt: skip
    join = Node("join", "Concat", ("side 3", "side 5"))
    graph = Graph((1, 5, 5), [*nodes, join, Node("mean", "GlobalAveragePool", ("join",))])
    assert [graph.seen("mean", (channel, 0, 0)).width for channel in range(2)] == [3, 5]


def test_lrn_of_an_even_size_is_that_of_nested_loops():
    says = {"size": 4, "alpha": 2.0, "beta": 0.75, "bias": 1.5}
    graph = Graph((5, 2, 2), [Node("lrn", "LRN", (IMAGE,), says)])
    x = pictures(graph, 1)
    expected = np.empty_like(x)
    for c, row, col in np.ndindex(5, 2, 2):
        some = [x[0, k, row, col] ** 2 for k in range(c - 1, c + 3) if 0 <= k < 5]
        expected[0, c, row, col] = x[0, c, row, col] / (1.5 + 2 / 4 * sum(some)) ** 0.75
    values = graph.run(x)
    assert_allclose(values["lrn"], expected, rtol=1e-6)
    arrives = np.zeros_like(x)
    arrives[0, 2, 0, 1] = 1
    back = graph.backward(values, {"lrn": arrives})[IMAGE]
    step = graph.reading(values, "lrn", (2, 0, 1)).parts[0].step
    assert_allclose(step.result.item(), expected[0, 2, 0, 1], rtol=1e-6)
    assert_allclose(step.slope.ravel(), back[0, 1:, 0, 1], rtol=1e-5)
    for k in range(5):
        up, down = x.astype(float), x.astype(float)
        up[0, k, 0, 1] += 1e-2
        down[0, k, 0, 1] -= 1e-2
        slope = (graph.run(up)["lrn"] - graph.run(down)["lrn"])[0, 2, 0, 1] / 2e-2
        assert_allclose(back[0, k, 0, 1], slope, rtol=1e-2, atol=1e-3)


def test_a_window_that_reads_only_padding_sees_nothing():
    weight = {"weight": np.ones((1, 1, 1, 1), np.float32), "bias": np.ones(1, np.float32)}
    graph = Graph((1, 2, 2), [Node("conv", "Conv", (IMAGE,), walk(1, groups=1), weight)])
    assert graph.seen("conv", (0, 0, 1)).shape == (1, 0, 0)
    assert graph.seen("conv", (0, 1, 1)) == Box(0, 0)
    values = graph.run(np.ones((1, 1, 2, 2)))
    assert_array_equal(values["conv"][0, 0, 0], 1)
