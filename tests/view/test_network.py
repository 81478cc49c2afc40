"""What the browser is told of a network is what the network computed."""

import json
import re

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from cnnviz.text import format_digits
from cnnviz.view import network
from cnnviz.view.network import NetworkScene
from cnnviz.view.network.node_layout import layout_nodes
from cnnviz.view.network.words import describe_layer
from cnnviz.zoo import IMAGE, Graph, Model, Node
from cnnviz.zoo.shipped import SHIPPED
from tests.view.test_network_code import every_kind
from tests.view.unpacking import unpack

PICTURE = {"title": "A picture", "label": None, "low": 0.0, "high": 1.0}


def scene(model, image=None):
    if image is None:
        image = np.random.default_rng(1).random(model.graph.input_shape, dtype="f4")
    return NetworkScene(model, model.graph.run(image[None]), PICTURE, 5)


MODELS = [entry.model() for entry in SHIPPED] + [Model(every_kind(), "every kind", ("a", "b", "c"))]
SCENES = {model.title: scene(model) for model in MODELS}


@pytest.fixture(params=SCENES.values(), ids=SCENES)
def shown(request):
    return request.param


def cells(shown, count=60):
    """Some values of every layer."""
    rng = np.random.default_rng(2)
    names = [node.name for node in shown.graph.nodes]
    for name in [*names, *rng.choice(names, count)]:
        yield name, tuple(int(rng.integers(side)) for side in shown.graph.shapes[name])


def test_every_map_is_what_the_forward_pass_made(shown):
    header, arrays = unpack(network.network_message(shown, url="./live/x"))
    expected = shown.graph.run(arrays["values"][0][None])
    assert [node["name"] for node in header["nodes"]] == [n.name for n in shown.graph.nodes]
    for i, node in enumerate(header["nodes"], start=1):
        assert_array_equal(arrays["values"][i], expected[node["name"]][0])
        assert arrays["values"][i].shape == tuple(node["shape"])
        assert (node["low"], node["high"]) == (arrays["values"][i].min(), arrays["values"][i].max())
    assert (header["seq"], header["url"], header["at"]) == (5, "./live/x", None)


def test_a_map_is_the_sum_of_its_parts(shown):
    for node in shown.graph.nodes:
        channel = shown.graph.shapes[node.name][0] - 1
        header, arrays = unpack(network.map_message(shown, node.name, channel))
        out = np.atleast_2d(shown.values[node.name][0, channel])
        assert_allclose(arrays["out"], out, atol=1e-5)
        assert header["says"].endswith(".")
        assert header["sources"], node.name
        if node.kind == "Conv":
            sums = arrays["partials"].sum(axis=0) + header["bias"]
            assert_allclose(sums, out, atol=1e-4)
            (source,) = header["sources"]
            assert len(source["channels"]) == len(arrays["kernels"]) == len(arrays["partials"])
            assert_array_equal(arrays["kernels"], node.arrays["weight"][channel])


def test_a_value_is_the_sum_of_what_it_read(shown):
    for name, cell in cells(shown):
        header, arrays = unpack(network.value_message(shown, name, cell))
        value = float(shown.values[name][(0, *cell)])
        assert_allclose(header["value"], value, atol=1e-5)
        parts = range(len(header["parts"]))
        total = header["start"] + sum(float(arrays["results"][i].sum()) for i in parts)
        assert_allclose(total, value, rtol=1e-4, atol=1e-4, err_msg=f"{name} {cell}")
        for i, part in enumerate(header["parts"]):
            row, col, height, width, channel, depth, *_ = part["box"].values()
            assert arrays["windows"][i].shape == (depth, height, width)
            assert channel + depth <= shown.graph.shapes[part["source"]][0]
            if header["combine"] == "sum" and arrays["weights"][i] is not None:
                products = arrays["windows"][i] * arrays["weights"][i]
                assert_allclose(arrays["terms"][i], products, atol=1e-5)
        row, col, height, width = header["seen"].values()
        assert 0 <= row < row + height <= shown.graph.input_shape[1]
        assert 0 <= col < col + width <= shown.graph.input_shape[2]


def test_a_window_holds_what_stands_at_its_place_in_the_map_it_reads(shown):
    for name, cell in cells(shown, 40):
        header, arrays = unpack(network.value_message(shown, name, cell))
        for i, part in enumerate(header["parts"]):
            row, col, height, width, channel, depth, down, across = part["box"].values()
            source = shown.values[part["source"]][0]
            source = source if source.ndim == 3 else source[:, None, None]
            for k, r, c in np.ndindex(depth, height, width):
                at = channel + k, row + r * down, col + c * across
                if all(0 <= one < side for one, side in zip(at, source.shape, strict=True)):
                    assert arrays["windows"][i][k, r, c] == source[at], (name, cell)


@pytest.mark.parametrize("model", MODELS[:-1], ids=lambda model: model.title)
def test_two_hundred_values_are_walked_back_to_the_pixels(model):
    rng = np.random.default_rng(3)
    shown, pixels = scene(model, model.data().images[5]), 0
    names = [node.name for node in model.graph.nodes]
    for name in rng.choice(names, 200):
        cell = tuple(int(rng.integers(side)) for side in model.graph.shapes[name])
        while name != IMAGE:
            header, arrays = unpack(network.value_message(shown, name, cell))
            value = float(shown.values[name][(0, *cell)])
            parts = header["parts"]
            total = header["start"] + sum(
                float(arrays["results"][i].sum()) for i in range(len(parts))
            )
            assert_allclose(total, value, rtol=1e-5, atol=1e-5, err_msg=f"{name} {cell}")
            name, cell, read = chosen(rng, shown, parts[0], arrays["windows"][0])
            assert read == shown.values[name][(0, *cell)]
        pixels += 1
    assert pixels == 200


def chosen(rng, shown, part, window):
    """Choose one of the numbers read that is no padding: its layer, its cell, what was read."""
    row, col, _, _, channel, _, down, across = part["box"].values()
    shape = shown.graph.shapes[part["source"]]
    places = [
        (k, r, c)
        for k, r, c in np.ndindex(window.shape)
        if len(shape) == 1 or (0 <= row + r * down < shape[1] and 0 <= col + c * across < shape[2])
    ]
    k, r, c = places[rng.integers(len(places))]
    cell = (channel + k, row + r * down, col + c * across)[: len(shape)]
    return part["source"], cell, window[k, r, c]


def test_the_winner_of_a_max_pooling_is_the_first_of_the_largest():
    graph = Graph((1, 2, 2), [Node("pool1", "MaxPool", (IMAGE,), {
        "window": (2, 2), "stride": (2, 2), "padding": ((0, 0), (0, 0)), "dilation": (1, 1),
    })])  # fmt: skip
    image = np.array([[[1, 3], [3, 2]]], "f4")
    header, arrays = unpack(
        network.value_message(scene(Model(graph, "", ("0",)), image), "pool1", (0, 0, 0))
    )
    assert header["combine"] == "max"
    assert arrays["chosen"][0].tolist() == [1]
    assert written(header) == "max(1, 3, 3, 2) = 3"


def written(header):
    """Write a formula as the browser does, but for the powers of ten."""
    pieces = [part.get("text", "") or digits_of(part) for part in header["formula"]]
    if header["digits"] is not None:
        pieces += [" = ", format_digits(header["value"], header["digits"])]
    return "".join(pieces)


def digits_of(part):
    text = format_digits(part["value"], part["digits"])
    return f"({text})" if part["is_term"] and part["value"] < 0 else text


def numbers(text):
    """Read a sum as a reader would."""
    return eval(text.replace("−", "-"), {"__builtins__": {}})


def test_the_numbers_of_a_formula_come_to_its_result(shown):
    for name, cell in cells(shown):
        header, _ = unpack(network.value_message(shown, name, cell))
        left, _, right = written(header).replace(", as it is", " = ").partition(" = ")
        said = right or left
        assert said in [format_digits(header["value"], digits) for digits in range(4, 8)]
        if header["combine"] in ("sum", "mean", "share"):
            found = numbers(re.sub(r" \([\d,]+ added\)| bias| \(sum of all\)", "", left))
            assert_allclose(found, header["value"], rtol=5e-3, atol=5e-3, err_msg=left)


def test_a_share_of_nearly_all_can_be_checked_by_hand():
    data = MODELS[0].data()
    shown = scene(MODELS[0], data.images[data.of(3)[0]])
    own = int(shown.values["softmax"][0].argmax())
    header, _ = unpack(network.value_message(shown, "softmax", (own,)))
    sum_, result = written(header).split(" = ")
    part, whole = sum_.removesuffix(" (sum of all)").split(" / ")
    assert part == "1" != whole
    decimals = len(result.partition(".")[2])
    assert round(1 / float(whole), decimals) == float(result)


def test_what_follows_cell_by_cell_stands_at_the_same_place():
    shown = SCENES[MODELS[0].title]
    header, _ = unpack(network.value_message(shown, "conv1", (2, 3, 4)))
    after = float(shown.values["relu1"][0, 2, 3, 4])
    assert header["after"] == [{"node": "relu1", "kind": "Relu", "value": after}]
    assert header["next"] == {"node": "relu1", "kind": "Relu"}
    assert unpack(network.value_message(shown, "softmax", (0,)))[0]["next"] is None


def test_branches_get_lanes_of_their_own_and_join_again():
    inception = [("a", IMAGE), ("b", "a"), ("c", "a"), ("c2", "c"), ("d", "a"), ("d2", "d")]
    nodes = [Node(name, "Relu", (reads,)) for name, reads in inception]
    found = layout_nodes([*nodes, Node("join", "Concat", ("b", "c2", "d2"))])
    assert found["join"] == (4, 0)
    assert [found[name][1] for name in ("b", "c", "c2", "d", "d2")] == [0, 1, 1, 2, 2]
    assert len(set(found.values())) == len(found)


@pytest.mark.parametrize(
    ("node", "said"),
    [
        ("/1/Conv.0", "4 filters of 3 kernels of 3 × 2, padding 1/2/0/1, dilation 1 × 2"),
        ("groups", "4 filters of 2 kernels of 1 × 1, 2 groups"),
        ("elu", "what is negative bends towards −0.5"),
        ("most", "the largest of each 2 × 2, stride 2 × 1, padding 0/1/1/0"),
        ("concat", "maps one behind the other: 4 + 4"),
        ("w", "3 sums, each of all 8 numbers"),
        ("softmax", "scores become shares of 1"),
    ],
)
def test_a_layer_is_said_in_a_few_words(node, said):
    graph = MODELS[-1].graph
    assert describe_layer(graph, graph[node]) == said


def test_the_table_adds_up(shown):
    lines = [line.split("|")[1:-1] for line in network.layer_table(shown.graph).splitlines()[2:]]
    counts = [int(line[3].replace(",", "")) for line in lines[1:-1]]
    assert sum(counts) == sum(node.size for n in shown.graph.nodes for node in learned(n))
    assert lines[-1][3].strip() == f"**{sum(counts):,}**"


def learned(node):
    """What is learned: not what batch normalisation only measured."""
    return [array for name, array in node.arrays.items() if name not in ("mean", "var")]


def test_a_message_holds_no_number_that_json_does_not_know(shown):
    for name, cell in cells(shown, 5):
        header, _ = unpack(network.value_message(shown, name, cell))
        json.dumps(header, allow_nan=False)
