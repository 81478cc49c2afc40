"""Every value of a network is the sum it is said to be, down to the pixels."""

from functools import cache

import numpy as np
import onnxruntime
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from cnnviz import nn
from cnnviz.trace import Step
from cnnviz.zoo import IMAGE, ModelError
from cnnviz.zoo.shipped import SHIPPED
from tests.zoo.networks import DIGITS, EVERY, GRAPHS, TINY_VGG, in_onnx, pictures

SHIPPED_NAMES = {f"shipped {shipped.key}": shipped for shipped in SHIPPED}
NAMES = (*GRAPHS, *SHIPPED_NAMES)


@cache
def running(name):
    """Make a network and run it: on noise, or on images it learned from."""
    if name in SHIPPED_NAMES:
        model = SHIPPED_NAMES[name].model()
        return model.graph, model.graph.run(model.data().images[:2])
    graph = GRAPHS[name]()
    return graph, graph.run(pictures(graph))


def padded(values, source, box):
    """Take the cells of a box off a node's array, NaN outside: as a duller program would."""
    maps = values[source][0].reshape(*values[source].shape[1:], *[1, 1][: 4 - values[source].ndim])
    maps = maps if maps.ndim == 3 else maps[..., None]
    found = np.full(box.shape, np.nan)
    for at, cell in enumerate(box.channels):
        for i, row in enumerate(box.rows):
            for j, col in enumerate(box.cols):
                if 0 <= row < maps.shape[1] and 0 <= col < maps.shape[2]:
                    found[at, i, j] = maps[cell, row, col]
    return found


def combined(step: Step) -> float:
    """Combine the terms of a step as the law says."""
    terms = step.terms.astype(np.float64)
    match step.combine:
        case "sum":
            return terms.sum()
        case "mean":
            return terms.sum() / step.divisor
        case "max":
            return terms.max()
        case "share":
            return terms.ravel()[step.filter] / terms.sum()
    assert step.combine == "map"
    return step.result.item()


def check(values, reading):
    """Hold one reading to everything it says."""
    total = reading.start
    for part, weight in zip(reading.parts, reading.weights, strict=True):
        step = part.step
        on_array = padded(values, part.source, step.reads)
        real = ~np.isnan(on_array)
        assert_array_equal(step.window[real], on_array[real].astype(np.float32))
        assert not np.isfinite(step.window[~real]).any() or not step.window[~real].any()
        if weight is not None:
            assert_allclose(step.terms, step.window * weight, rtol=1e-6)
            assert_allclose(step.slope, weight)
        size = np.abs(step.terms[np.isfinite(step.terms)]).sum() + 1e-6
        assert_allclose(combined(step), step.result.item(), rtol=1e-5, atol=1e-5 * size)
        total += step.result.item()
    size = max([1e-6, abs(reading.start), *(np.abs(p.step.result).max() for p in reading.parts)])
    sums = sum(np.abs(p.step.terms).sum() for p in reading.parts if p.step.combine == "sum")
    assert_allclose(total, reading.value, rtol=1e-5, atol=1e-5 * max(size, sums))
    assert reading.value == values[reading.name][0][reading.cell]


def down(graph, reading, rng):
    """Choose one of the real cells a value was made of; None if all lie in the padding."""
    part = reading.parts[rng.integers(len(reading.parts))]
    box, shape = part.step.reads, graph.shapes[part.source]
    rows = [row for row in box.rows if 0 <= row < (*shape, 1, 1)[1]]
    cols = [col for col in box.cols if 0 <= col < (*shape, 1, 1)[2]]
    if not rows or not cols:
        return part.source, None
    cell = (int(rng.choice(box.channels)), int(rng.choice(rows)), int(rng.choice(cols)))
    return part.source, cell[: len(shape)]


@pytest.mark.parametrize("name", NAMES)
def test_200_walks_from_the_last_layer_to_the_pixels_add_up_at_every_step(name):
    (graph, values), rng = running(name), np.random.default_rng(7)
    ends, visited = 0, set()
    for _ in range(200):
        at = graph.output
        cell = (int(rng.integers(graph.shapes[at][0])),)
        while at != IMAGE and cell is not None:
            reading = graph.reading(values, at, cell)
            check(values, reading)
            visited.add(at)
            at, cell = down(graph, reading, rng)
        ends += cell is not None
    assert ends > 150, "some windows lie in the padding, most do not"
    assert visited == {node.name for node in graph.nodes}


@pytest.mark.parametrize("name", NAMES)
def test_200_random_values_anywhere_add_up(name):
    (graph, values), rng = running(name), np.random.default_rng(8)
    for _ in range(200):
        node = graph.nodes[rng.integers(len(graph.nodes))]
        cell = tuple(int(rng.integers(side)) for side in graph.shapes[node.name])
        check(values, graph.reading(values, node.name, cell))


@pytest.mark.parametrize("name", NAMES)
def test_every_slope_is_what_goes_back_through_the_node(name):
    (graph, values), rng = running(name), np.random.default_rng(9)
    for node in graph.nodes:
        cell = tuple(int(rng.integers(side)) for side in graph.shapes[node.name])
        reading = graph.reading(values, node.name, cell)
        one = np.zeros_like(values[node.name])
        one[(0, *cell)] = 1
        back = graph.backward(values, {node.name: one})
        if len(node.reads) == 1:
            (part,) = reading.parts
            grads = padded(back, part.source, part.step.reads)
            real = ~np.isnan(grads)
            assert_allclose(part.step.slope[real], grads[real], rtol=1e-4, atol=1e-6)
            elsewhere = np.abs(back[part.source]).sum() - np.abs(grads[real]).sum()
            assert abs(elsewhere) < 1e-4, "nothing reaches a cell the step did not read"


@pytest.mark.parametrize("name", NAMES)
def test_every_node_agrees_with_onnxruntime(name):
    graph, values = running(name)
    model = in_onnx(graph).SerializeToString()
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    names = [node.name for node in graph.nodes]
    for at, theirs in zip(names, session.run(names, {IMAGE: values[IMAGE]}), strict=True):
        assert_allclose(values[at], theirs, rtol=1e-5, atol=1e-5, err_msg=at)


@pytest.mark.parametrize("name", NAMES)
def test_every_map_is_the_sum_of_what_the_maps_before_it_gave(name):
    (graph, values), rng = running(name), np.random.default_rng(10)
    for node in graph.nodes:
        channel = int(rng.integers(graph.shapes[node.name][0]))
        unit = graph.unit(values, node.name, channel)
        here = values[node.name][0][channel]
        assert_array_equal(unit.out, np.reshape(here, (*here.shape, 1, 1)[:2]))
        count = sum(len(channels) for _, channels in unit.sources)
        for source, channels in unit.sources:
            assert max(channels) < graph.shapes[source][0]
        if node.kind in ("Conv", "Gemm", "BatchNormalization", "Add"):
            total = unit.partials.sum(axis=None if node.kind == "Gemm" else 0)
            assert_allclose(total + unit.bias, np.squeeze(unit.out), rtol=1e-4, atol=1e-5)
            assert len(unit.partials) == count
        if node.kind in ("Conv", "Gemm"):
            assert len(unit.kernels) == count


def test_behind_a_flatten_the_weights_lie_like_the_maps():
    graph, values = running("digits")
    unit = graph.unit(values, "linear1", 3)
    ((source, channels),) = unit.sources
    assert (source, len(channels), unit.kernels.shape) == ("pool2", 16, (16, 2, 2))
    assert_array_equal(unit.kernels.ravel(), graph["linear1"].arrays["weight"][3])
    assert_array_equal(unit.partials, values["pool2"][0] * unit.kernels)


def test_a_window_in_the_padding_says_so():
    graph, values = running("digits")
    step = graph.reading(values, "conv1", (2, 0, 7)).parts[0].step
    assert (step.reads.row, step.reads.col, step.reads.shape) == (-1, 6, (1, 3, 3))
    assert_array_equal(step.window[0, 0], 0)
    assert_array_equal(step.window[0, :, 2], 0)


def test_nodes_of_layers_are_called_by_kind_and_number():
    graph, _ = running("digits")
    names = ["conv1", "relu1", "pool1", "conv2", "relu2", "pool2", "flatten", "linear1", "softmax"]
    assert [node.name for node in graph.nodes] == names
    assert graph.scores == "linear1"
    assert graph.output == "softmax"


@pytest.mark.parametrize("name", ["digits", "TinyVGG", "every layer"])
def test_costs_are_those_of_the_plan(name):
    graph, _ = running(name)
    layers = {"digits": DIGITS, "TinyVGG": TINY_VGG, "every layer": EVERY}[name]
    rows = nn.summarize(layers, graph.input_shape)
    for row, node in zip(rows, graph.nodes, strict=False):
        assert graph.shapes[node.name] == row.output_shape
        costs = graph.parameters(node.name), graph.multiplies(node.name)
        assert costs == (row.parameters, row.multiplies)


@pytest.mark.parametrize("cell", [(8, 0, 0), (0, 8, 0), (0, 0, -1), (0,)])
def test_a_cell_that_is_not_there_is_refused(cell):
    graph, values = running("digits")
    with pytest.raises(ModelError, match="conv1 makes 8 maps of 8 x 8: there is no cell"):
        graph.reading(values, "conv1", cell)
    with pytest.raises(ModelError):
        graph.unit(values, "linear1", 10)
