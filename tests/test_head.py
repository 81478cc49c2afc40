"""The head of a network: held against PyTorch's autograd, and against the worked example."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from cnnviz.lessons.classifier_head import (
    CLASSIC,
    LOSSES,
    ClassifierHead,
    classic_bias,
    random_weights,
)

RNG = np.random.default_rng(5)
MAPS = RNG.uniform(-3, 3, (2, 3, 4))
WEIGHT = random_weights((4, 2, 3, 4), RNG)


def torch_loss(name, logits, temperature, target):
    if name == "Cross-entropy":
        return torch.nn.functional.cross_entropy(logits, torch.tensor([target]))
    if name == "Hinge":
        wrong = torch.nn.functional.multi_margin_loss(logits, torch.tensor([target]))
        return wrong * logits.shape[1]
    shares = torch.softmax(logits / temperature, 1)
    right = torch.nn.functional.one_hot(torch.tensor([target]), logits.shape[1])
    return ((shares - right) ** 2).sum() / 2


@pytest.mark.parametrize("temperature", [0.5, 1.0, 5.0])
@pytest.mark.parametrize("name", LOSSES)
def test_one_step_of_learning_is_pytorchs(name, temperature):
    weight = torch.tensor(WEIGHT, requires_grad=True)
    bias = torch.tensor(np.random.default_rng(6).normal(size=4), requires_grad=True)
    logits = (weight.flatten(1) @ torch.tensor(MAPS).flatten() + bias)[None]
    loss = torch_loss(name, logits, temperature, 2)
    loss.backward()
    head = ClassifierHead(WEIGHT, bias.detach().numpy(), 2, name, temperature)
    assert_allclose(head.judge(MAPS).error, loss.item())
    after = head.after_a_step(MAPS, 0.1)
    assert_allclose(after.weight, (weight - 0.1 * weight.grad).detach().numpy(), atol=1e-12)
    assert_allclose(after.bias, (bias - 0.1 * bias.grad).detach().numpy(), atol=1e-12)


def test_the_worked_example_starts_as_everybody_knows_it():
    head = ClassifierHead(WEIGHT, classic_bias(MAPS, WEIGHT), target=2)
    verdict = head.judge(MAPS)
    assert_allclose(verdict.probabilities, CLASSIC)
    assert_allclose(verdict.error, 0.55)  # (0.2**2 + 0.4**2 + 0.9**2 + 0.3**2) / 2


@pytest.mark.parametrize("name", LOSSES)
def test_a_small_step_makes_every_error_smaller(name):
    head = ClassifierHead(WEIGHT, classic_bias(MAPS, WEIGHT), 2, name)
    assert head.after_a_step(MAPS, 0.001).judge(MAPS).error < head.judge(MAPS).error


def test_scores_the_reader_typed_replace_those_of_the_layer():
    head = ClassifierHead(WEIGHT, np.zeros(4), target=1)
    verdict = head.judge(MAPS, np.array([0.0, 0.0, 0.0, 0.0]))
    assert_allclose(verdict.probabilities, [0.25] * 4)
