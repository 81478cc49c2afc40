"""The first layer's filters as pictures."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from cnnviz import nn
from cnnviz.geometry import ShapeError
from cnnviz.insight import first_filters
from cnnviz.zoo import IMAGE, Graph, Node
from tests.insight.networks import case, close, weighted


def test_filters_on_colours_are_colours_and_grey_is_nothing():
    graph, net, _, _, _ = case(
        [nn.BatchNorm2d(), nn.Conv2d(4, (2, 3)), nn.Flatten(), nn.Linear(3)], (3, 5, 6)
    )
    found = first_filters(graph)
    weight = net.parameters()["1.weight"]
    assert (found.name, found.colour, found.dead) == ("conv1", True, ())
    assert_array_equal(found.weights, weight)
    assert found.pictures.shape == (4, 2, 3, 3)
    for picture, kernel in zip(found.pictures, weight, strict=True):
        close(picture, (0.5 + kernel / np.abs(kernel).max() / 2).transpose(1, 2, 0))
        assert np.abs(picture - 0.5).max() == pytest.approx(0.5)


@pytest.mark.parametrize("channels", [1, 2, 4])
def test_filters_on_anything_else_keep_their_sign(channels):
    graph, net, _, _, _ = case([nn.Conv2d(4, 3), nn.Flatten(), nn.Linear(3)], (channels, 5, 6))
    found, weight = first_filters(graph), net.parameters()["0.weight"]
    assert not found.colour
    assert found.pictures.shape == (4, channels, 3, 3)
    assert_array_equal(np.sign(found.pictures), np.sign(weight))
    assert_allclose(np.abs(found.pictures).max(axis=(1, 2, 3)), 1)


def test_a_fully_connected_first_layer_is_laid_out_like_the_picture():
    graph, net, _, _, _ = case([nn.Flatten(), nn.Linear(3)], (3, 4, 5))
    found = first_filters(graph)
    assert (found.name, found.colour) == ("linear1", True)
    assert_array_equal(found.weights.reshape(3, -1), net.parameters()["1.weight"])
    assert found.weights.shape == (3, 3, 4, 5)


def test_after_pooling_it_is_laid_out_like_what_is_left():
    graph = case([nn.MaxPool2d(2), nn.Flatten(), nn.Linear(3)], (1, 6, 8)).graph
    assert first_filters(graph).weights.shape == (3, 1, 3, 4)


def test_a_filter_of_zeros_is_said_and_plain_grey():
    graph = case([nn.Conv2d(4, 3), nn.Flatten(), nn.Linear(3)], (3, 5, 6)).graph
    found = first_filters(weighted(graph, "conv1", 0))
    assert found.dead == (0, 1, 2, 3)
    assert_array_equal(found.pictures, 0.5)


def test_a_network_that_learned_nothing_is_refused():
    with pytest.raises(ShapeError, match="no layer of this network has filters"):
        first_filters(Graph((1, 2, 2), [Node("relu1", "Relu", (IMAGE,))]))
