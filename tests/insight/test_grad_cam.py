"""Grad-CAM against autograd, its enlargement against PyTorch's interpolation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz import nn
from cnnviz.geometry import ShapeError
from cnnviz.insight import cam_nodes, grad_cam
from cnnviz.insight.upsample import upsample
from cnnviz.zoo import IMAGE
from tests.examples import examples
from tests.insight.networks import case, cases, close, tensor, weighted
from tests.nn.twins import torch

LINE = [nn.Conv2d(4, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(3)]


@given(cases(), st.data())
@examples(30)
def test_weights_maps_and_enlargement_are_those_of_pytorch(case, data):
    names = [IMAGE, *(node.name for node in case.graph.nodes)]
    name = data.draw(st.sampled_from([IMAGE, *cam_nodes(case.graph)]))
    cut = names.index(name)
    maps = case.model[:cut](tensor(case.image)[None])
    score = case.model[cut:](maps)[0, case.target]
    (arrives,) = torch.autograd.grad(score, maps)
    weights = arrives.mean((2, 3), keepdim=True)
    before = (weights * maps).sum(1, keepdim=True)
    large = interpolate(before.relu(), case.image.shape[1:])
    cam = grad_cam(case.graph, case.image, case.target, name)
    close(cam.score, score.item())
    close(cam.weights, weights.ravel().numpy())
    close(cam.before, before[0, 0].detach().numpy())
    close(cam.after, before[0, 0].detach().numpy().clip(0))
    close(cam.upscaled, large)


def interpolate(planes, size):
    found = torch.nn.functional.interpolate(planes, tuple(size), mode="bilinear")
    return found[0, 0].detach().numpy()


@given(*[st.integers(1, 9)] * 2, *[st.integers(1, 20)] * 2)
def test_enlarging_is_pytorchs_bilinear(height, width, rows, cols):
    plane = np.random.default_rng(0).standard_normal((height, width))
    close(
        upsample(plane, rows, cols), interpolate(torch.from_numpy(plane)[None, None], (rows, cols))
    )


def test_the_last_maps_with_more_than_a_cell_are_weighed():
    graph = case([*LINE[:3], nn.Conv2d(2, (2, 3)), *LINE[3:]], (1, 6, 8)).graph
    assert cam_nodes(graph) == ("conv1", "relu1", "pool1", "conv2")
    assert graph.shapes["conv2"] == (2, 1, 1)
    assert grad_cam(graph, np.zeros((1, 6, 8)), 0).name == "pool1"


def test_maps_of_a_single_cell_will_do_where_there_are_no_others():
    graph, _, _, image, target = case([nn.Conv2d(2, (4, 5)), nn.Flatten(), nn.Linear(3)], (1, 4, 5))
    assert grad_cam(graph, image, target).upscaled.shape == (4, 5)


def test_a_network_without_maps_is_refused():
    graph, _, _, image, target = case([nn.Flatten(), nn.Linear(3)], (1, 4, 5))
    with pytest.raises(ShapeError, match="needs feature maps, and this network has none"):
        grad_cam(graph, image, target)


@pytest.mark.parametrize("name", ["linear1", "conv9"])
def test_a_node_without_maps_is_refused(name):
    graph, _, _, image, target = case(LINE, (1, 6, 8))
    with pytest.raises(ShapeError, match=f"maps of conv1, relu1, pool1, not of {name}"):
        grad_cam(graph, image, target, name)


def test_an_empty_map_says_why():
    graph, _, _, image, target = case(LINE, (1, 6, 8))
    assert grad_cam(weighted(graph, "linear1", 0), image, target).note == (
        "The score does not move with any map of pool1."
    )
    assert "speaks against it" in grad_cam(weighted(graph, "linear1", -1), image, target).note
    assert "diverged" in grad_cam(weighted(graph, "conv1", 3e38), image, target).note
    assert grad_cam(weighted(graph, "linear1", 1), image, target).note == ""
