"""Ten steps of three networks, beside PyTorch's: same weights, same batches, same optimiser."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from cnnviz import nn
from tests.nn.twins import NETWORKS, losses, samples, torch, twin

OPTIMISERS = {
    "SGD": (nn.SGD(0.05), lambda p: torch.optim.SGD(p, 0.05)),
    "momentum": (nn.SGD(0.02, momentum=0.9), lambda p: torch.optim.SGD(p, 0.02, 0.9)),
    "Nesterov": (
        nn.SGD(0.02, momentum=0.9, nesterov=True),
        lambda p: torch.optim.SGD(p, 0.02, 0.9, nesterov=True),
    ),
    "weight decay": (
        nn.SGD(0.02, weight_decay=0.1, momentum=0.5),
        lambda p: torch.optim.SGD(p, 0.02, 0.5, weight_decay=0.1),
    ),
    "RMSprop": (nn.RMSprop(0.001), lambda p: torch.optim.RMSprop(p, 0.001)),
    "Adam": (nn.Adam(0.003), lambda p: torch.optim.Adam(p, 0.003)),
    "Adam with decay": (
        nn.Adam(0.003, weight_decay=0.1),
        lambda p: torch.optim.Adam(p, 0.003, weight_decay=0.1),
    ),
    "AdamW": (
        nn.AdamW(0.003, weight_decay=0.1),
        lambda p: torch.optim.AdamW(p, 0.003, weight_decay=0.1),
    ),
}


def beside(run, theirs, steps, scheduler=None, tolerance=1e-4):
    """Take steps with both, comparing losses on the way and parameters at the end."""
    model = twin(run.net)
    optimiser, loss = theirs(model.parameters()), losses(run.loss)
    schedule = scheduler(optimiser) if scheduler else None
    for _ in range(steps):
        at, size = run.sampler.position, run.batch_size
        cards = run.sampler.order[at : at + size].copy()
        found = run.step()
        optimiser.zero_grad()
        images, labels = run.data.x_train[cards], torch.from_numpy(run.data.y_train[cards])
        scores = model(torch.from_numpy(images))
        value = loss(scores, labels)
        value.backward()
        optimiser.step()
        if schedule:
            schedule.step()
        assert_allclose(found.loss, value.item(), rtol=tolerance, atol=tolerance)
        right = (scores.argmax(1) == labels).double().mean().item()
        assert_allclose(found.accuracy, right, atol=1e-9)
    for name, parameter in model.named_parameters():
        ours = run.net.parameters()[name]
        assert_allclose(ours, parameter.detach(), atol=tolerance, rtol=tolerance, err_msg=name)


def run_of(layers, shape, count=80, seed=0, **settings):
    x, y = samples(shape, count, seed=seed)
    data = nn.Data(x, y, x[:8], y[:8], tuple("0123456789"))
    return nn.Trainer(layers, data, batch_size=settings.pop("batch_size", 16), **settings)


@pytest.mark.parametrize("optimiser", OPTIMISERS)
@pytest.mark.parametrize("network", NETWORKS)
def test_ten_steps_are_pytorchs(network, optimiser):
    """Among millions of cells two of a window may be equal but for rounding, and the processor's
    rounding then says which one learns; so other images are given a second and a third chance."""
    ours, theirs = OPTIMISERS[optimiser]
    for seed in range(3):
        try:
            return beside(run_of(*NETWORKS[network], seed=seed, optimizer=ours), theirs, 10)
        except AssertionError as error:
            apart = error
    raise apart


@pytest.mark.parametrize("loss", nn.LOSSES)
def test_every_loss_is_pytorchs(loss):
    layers, shape = NETWORKS["8x8"]
    run = run_of(layers, shape, loss=loss, optimizer=nn.SGD(0.05))
    beside(run, lambda p: torch.optim.SGD(p, 0.05), 10)


def test_normalisation_and_other_layers_learn_like_pytorchs():
    layers = [
        nn.Conv2d(6, 3, padding="same"), nn.BatchNorm2d(), nn.GELU(), nn.AvgPool2d(2),
        nn.Conv2d(5, 3, dilation=2), nn.ELU(),
        nn.Flatten(), nn.Linear(12), nn.Tanh(), nn.Linear(10),
    ]  # fmt: skip
    run = run_of(layers, (2, 12, 13), optimizer=nn.SGD(0.02, momentum=0.9))
    beside(run, lambda p: torch.optim.SGD(p, 0.02, 0.9), 10)


SCHEDULES = {
    "step": (nn.step_decay(3, 0.3), lambda o: torch.optim.lr_scheduler.StepLR(o, 3, 0.3)),
    "cosine": (nn.cosine(8), lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, 8)),
}


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_schedules_are_pytorchs(schedule):
    ours, theirs = SCHEDULES[schedule]
    layers, shape = NETWORKS["8x8"]
    run = run_of(layers, shape, schedule=ours, optimizer=nn.SGD(0.1))
    beside(run, lambda p: torch.optim.SGD(p, 0.1), 8, theirs)


def test_it_learns():
    rng = np.random.default_rng(0)
    patterns = rng.standard_normal((4, 1, 8, 8))
    labels = rng.integers(0, 4, 400)
    x = patterns[labels] + 0.5 * rng.standard_normal((400, 1, 8, 8))
    data = nn.Data(x[:300], labels[:300], x[300:], labels[300:], "abcd")
    layers = [nn.Conv2d(4, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(4)]
    run = nn.Trainer(layers, data, optimizer=nn.Adam(0.01))
    before = run.validate()
    for _ in range(10):
        run.epoch()
    assert before.accuracy < 0.6 < 0.98 < run.validate().accuracy
