"""Saliency, times the picture, guided and smoothed, each against PyTorch's autograd."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from cnnviz import nn
from cnnviz.geometry import ShapeError
from cnnviz.insight import guided_backprop, saliency, smooth_grad, strength, times_input
from cnnviz.zoo import Graph, from_sequential
from tests.examples import examples
from tests.insight.networks import by_autograd, case, cases, close, one_hot
from tests.nn.twins import torch

LINE = [nn.Conv2d(2, 3), nn.ReLU(), nn.Flatten(), nn.Linear(3)]


@given(cases())
@examples(30)
def test_saliency_is_autograd_of_the_score_before_softmax(case):
    expected = by_autograd(case.model, case.image, one_hot(case.target))
    close(saliency(case.graph, case.image, case.target), expected)
    close(times_input(case.graph, case.image, case.target), expected * case.image)


@given(cases(), st.lists(st.integers(-2, 2), min_size=3, max_size=3))
@examples(20)
def test_a_row_of_weights_is_an_aim_too(case, counts):
    expected = by_autograd(case.model, case.image, counts)
    close(saliency(case.graph, case.image, counts), expected)


@given(cases())
@examples(30)
def test_guided_drops_what_is_negative_at_every_relu(case):
    """By hooks on PyTorch's ReLUs: what comes out of their way back, cut at zero."""
    relus = [part for part in case.model if isinstance(part, torch.nn.ReLU)]
    hooks = [r.register_full_backward_hook(lambda _, to, by: (to[0].clamp(min=0),)) for r in relus]
    expected = by_autograd(case.model, case.image, one_hot(case.target))
    for hook in hooks:
        hook.remove()
    close(guided_backprop(case.graph, case.image, case.target), expected)


def test_guided_is_not_the_gradient():
    graph, _, _, image, target = case(LINE, (1, 6, 7))
    plain, cut = saliency(graph, image, target), guided_backprop(graph, image, target)
    assert np.abs(plain - cut).max() > 0.01


@given(cases(), st.integers(1, 5), st.sampled_from([0.0, 0.15, 0.5]))
@examples(25)
def test_smooth_is_the_mean_of_autograd_over_the_same_noise(case, count, noise):
    found = list(
        smooth_grad(case.graph, case.image, case.target, rng=rng(), count=count, noise=noise)
    )
    bells = rng().standard_normal((count, *case.image.shape))
    copies = case.image + noise * np.ptp(case.image) * bells
    each = [by_autograd(case.model, copy, one_hot(case.target)) for copy in copies]
    assert [(s.done, s.total) for s in found] == [(n + 1, count) for n in range(count)]
    for n, stage in enumerate(found, 1):
        close(stage.gradient, np.mean(each[:n], axis=0))


def test_smooth_repeats_with_the_same_seed_and_differs_with_another():
    graph, _, _, image, target = case(LINE, (3, 7, 6))
    *_, first = smooth_grad(graph, image, target, rng=rng(), count=3)
    *_, again = smooth_grad(graph, image, target, rng=rng(), count=3)
    *_, other = smooth_grad(graph, image, target, rng=np.random.default_rng(9), count=3)
    assert_array_equal(first.gradient, again.gradient)
    assert np.abs(first.gradient - other.gradient).max() > 0


def test_without_biases_gradient_times_input_adds_up_to_the_score():
    _, net, _, image, target = case([*LINE[:2], nn.MaxPool2d(2), *LINE[2:]], (3, 7, 8))
    for name, array in net.parameters().items():
        if name.endswith("bias"):
            array[...] = 0
    graph = from_sequential(net)
    close(times_input(graph, image, target).sum(), net.forward(image[None])[0, target])


def test_strength_keeps_the_largest_colour():
    assert_array_equal(strength(np.array([[[1, -2]], [[-3, 1]]])), [[3, 2]])


def test_the_score_of_a_network_without_softmax_is_its_output():
    graph, _, model, image, target = case(LINE, (1, 5, 6))
    bare = Graph(graph.input_shape, graph.nodes[:-1])
    close(saliency(bare, image, target), by_autograd(model, image, one_hot(target)))


def test_a_network_whose_scores_are_maps_is_asked_for_their_mean():
    graph, _, model, image, _ = case([nn.Conv2d(3, 2), *LINE[1:]], (1, 4, 5))
    maps = Graph(graph.input_shape, graph.nodes[:2])
    averaged = torch.nn.Sequential(model[:2], torch.nn.AdaptiveAvgPool2d(1), torch.nn.Flatten())
    expected = by_autograd(averaged, image, [1, 2, 3])
    assert expected.any()
    close(saliency(maps, image, [1, 2, 3]), expected)


@pytest.mark.parametrize(
    ("image", "target", "says"),
    [
        (np.zeros((1, 5, 5)), 0, r"reads pictures \(1, 5, 6\), not \(1, 5, 5\)"),
        (np.zeros((1, 5, 6)), 3, "3 classes, counted from 0, so none is 3"),
        (np.zeros((1, 5, 6)), -1, "none is -1"),
        (np.zeros((1, 5, 6)), [1, 2], "3 scores"),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence(image, target, says):
    graph = case(LINE, (1, 5, 6)).graph
    for method in (saliency, guided_backprop):
        with pytest.raises(ShapeError, match=says):
            method(graph, image, target)
    with pytest.raises(ShapeError, match=says):
        next(smooth_grad(graph, image, target, rng=rng()))


@pytest.mark.parametrize("wrong", [{"count": 0}, {"noise": -1}])
def test_smooth_needs_a_copy_and_some_noise(wrong):
    graph, _, _, image, target = case(LINE, (1, 5, 6))
    with pytest.raises(ShapeError, match="copies"):
        next(smooth_grad(graph, image, target, rng=rng(), **wrong))


def rng():
    return np.random.default_rng(5)
