"""A wrecked network is told from one that learns slowly, or has nothing left to learn."""

import pytest

from cnnviz import nn
from cnnviz.training import Spec, commands
from cnnviz.training.divergence import DivergenceDetector
from cnnviz.training.spec import OPTIMIZERS
from tests.server.learning import LAYERS, data, do, engine

FEW = {"frozen": range(7), "all frozen": range(8)}


def wrecked(made, **settings):
    """Learn well, then with these settings until it is stopped."""
    for _ in range(90):
        commands.run_command(made, "step", {})
    do(made, "state")
    do(made, "set", **settings)
    for _ in range(300):
        if made.state == "stopped":
            break
        made.one_step()
    return commands.run_command(made, "state", {})


def first_alarm(steps, freeze=(), **settings):
    """Learn without anybody watching; what the alarm says, if anything."""
    run = Spec(**{"layers": LAYERS, **settings}).build(data())
    alarm, found = DivergenceDetector(data()), ""
    for filter in freeze:
        run.freeze("0.weight", filter)
        run.freeze("0.bias", filter)
    while run.steps < steps and not found:
        run.step()
        found = alarm.found(run)
    return found


@pytest.mark.parametrize("seed", range(4))
def test_a_wrecked_network_is_stopped_and_the_way_back_leads_before_the_wreck(seed):
    how = wrecked(engine(seed=seed), optimizer="sgd", lr=10.0)
    assert how["state"] == "stopped"
    assert how["step"] <= 160
    assert "with a learning rate of 10. Go back" in how["why"]
    offered = next(one for one in how["snapshots"] if one["id"] == how["offer"])
    assert offered["accuracy"] > 0.8
    assert offered["step"] <= 90


def test_after_the_way_back_it_learns_on_and_is_stopped_again():
    made = engine()
    how = wrecked(made, optimizer="sgd", lr=10.0)
    back = do(made, "rewind", id=how["offer"])
    assert (back["state"], back["lr"], back["optimizer"]) == ("paused", 0.01, "adam")
    assert wrecked(made, optimizer="sgd", lr=10.0)["state"] == "stopped"


def test_a_network_no_gradient_reaches_any_more_is_said_to_be_one():
    said = first_alarm(80, optimizer="sgd", lr=10.0)
    assert "no gradient has reached the first weights" in said
    assert "% are right" in said


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("seed", range(2))
def test_a_network_that_learns_is_left_to_learn(optimizer, seed):
    assert not first_alarm(300, optimizer=optimizer, seed=seed)


@pytest.mark.parametrize("loss", list(nn.LOSSES))
@pytest.mark.parametrize("settings", [{"batch_size": 1, "lr": 0.001}, {"lr": 1e-5}])
def test_neither_slow_nor_noisy_learning_is_taken_for_a_wreck(loss, settings):
    assert not first_alarm(1500 if "batch_size" in settings else 300, loss=loss, **settings)


@pytest.mark.parametrize("frozen", FEW.values(), ids=FEW)
def test_frozen_filters_have_no_gradient_and_are_no_wreck(frozen):
    assert not first_alarm(200, freeze=frozen)


def test_a_network_with_nothing_left_to_learn_is_no_wreck():
    few = nn.Data(*(part[:20] for part in (data().x_train, data().y_train) * 2), data().classes)
    run = Spec(LAYERS, loss="hinge").build(few)
    alarm = DivergenceDetector(few)
    for _ in range(400):
        run.step()
        assert not alarm.found(run)
    assert not run.net.gradients()["0.weight"].any()


def test_the_readers_own_kernels_are_no_wreck():
    made = engine()
    for _ in range(120):
        commands.run_command(made, "step", {})
    do(made, "set", lr=1e-6)
    for filter in range(8):
        do(made, "put", filter=filter, kernel="Identity")
        do(made, "freeze", filter=filter)
    for _ in range(200):
        made.one_step()
    assert made.state == "paused"
