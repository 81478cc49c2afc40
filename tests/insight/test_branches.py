"""A network that forks and meets again: a shortcut, two maps side by side, a mean at the end."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from cnnviz.insight import cam_nodes, grad_cam, guided_backprop, maximise, saliency, top_images
from cnnviz.insight.units import graph_up_to
from cnnviz.zoo import IMAGE, Graph, Node
from tests.insight.networks import close, tensor
from tests.nn.twins import torch

F = torch.nn.functional
RNG = np.random.default_rng(8)
RING = {"stride": (1, 1), "padding": ((1, 1), (1, 1)), "dilation": (1, 1), "groups": 1}


def weights(*shape):
    return {
        "weight": RNG.normal(0, 0.5, shape).astype(np.float32),
        "bias": RNG.uniform(0.3, 0.6, shape[0]).astype(np.float32),
    }


NODES = {
    node.name: node
    for node in (
        Node("stem", "Conv", (IMAGE,), RING, weights(3, 2, 3, 3)),
        Node("lit", "Relu", ("stem",)),
        Node("inner", "Conv", ("lit",), RING, weights(3, 3, 3, 3)),
        Node("sum", "Add", ("inner", "lit")),
        Node("both", "Relu", ("sum",)),
        Node("side", "Concat", ("both", "lit"), {"axis": 1}),
        Node("mean", "GlobalAveragePool", ("side",)),
        Node("row", "Flatten", ("mean",)),
        Node("scores", "Gemm", ("row",), {}, weights(4, 6)),
        Node("softmax", "Softmax", ("scores",)),
    )
}
GRAPH = Graph((2, 6, 7), NODES.values())
PICTURE = RNG.random((2, 6, 7)).astype(np.float32)


class Guided(torch.autograd.Function):
    """A ReLU whose way back is cut at zero."""

    @staticmethod
    def forward(context, x):
        context.save_for_backward(x)
        return x.relu()

    @staticmethod
    def backward(context, arrives):
        return arrives.clamp(min=0) * (context.saved_tensors[0] > 0)


def by_torch(pixels, relu=torch.relu):
    """Return the scores and the maps behind the meeting."""
    arrays = {
        name: [torch.from_numpy(a.astype(float)) for a in node.arrays.values()]
        for name, node in NODES.items()
    }
    lit = relu(F.conv2d(pixels, *arrays["stem"], padding=1))
    both = relu(F.conv2d(lit, *arrays["inner"], padding=1) + lit)
    side = torch.cat([both, lit], dim=1)
    return F.linear(side.mean((2, 3)), *arrays["scores"]), side


@pytest.mark.parametrize("target", range(4))
def test_gradients_of_both_ways_add_up(target):
    for method, relu in ((saliency, torch.relu), (guided_backprop, Guided.apply)):
        pixels = tensor(PICTURE)
        by_torch(pixels[None], relu)[0][0, target].backward()
        close(method(GRAPH, PICTURE, target), pixels.grad.numpy())


@pytest.mark.parametrize("target", range(4))
def test_grad_cam_weighs_the_maps_before_the_mean(target):
    scores, side = by_torch(tensor(PICTURE)[None])
    (arrives,) = torch.autograd.grad(scores[0, target], side)
    before = (arrives.mean((2, 3), keepdim=True) * side).sum(1)[0].detach().numpy()
    cam = grad_cam(GRAPH, PICTURE, target)
    assert cam.name == "side"
    close(cam.before, before)


def test_the_part_a_unit_depends_on_answers_as_the_whole():
    whole = GRAPH.run(PICTURE[None])
    assert cam_nodes(GRAPH) == ("stem", "lit", "inner", "sum", "both", "side", "mean")
    assert {node.name for node in graph_up_to(GRAPH, "inner").nodes} == {"stem", "lit", "inner"}
    for name in NODES:
        assert_array_equal(graph_up_to(GRAPH, name).run(PICTURE[None])[name], whole[name])


@pytest.mark.parametrize("name", NODES)
def test_every_node_can_be_climbed_and_searched(name):
    start, *_, end = maximise(GRAPH, name, 1, rng=np.random.default_rng(0), steps=10)
    assert end.value > start.value
    pictures = np.random.default_rng(1).random((5, 2, 6, 7))
    *_, found = top_images(GRAPH, pictures, name, 2)
    assert len(found.best) == 5
