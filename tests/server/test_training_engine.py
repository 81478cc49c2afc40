"""One course at work: every command, what it changes, and what it must not change."""

import time

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from cnnviz import nn
from cnnviz.kernels import named
from cnnviz.training import commands
from cnnviz.training.engine import Engine
from tests.server.learning import (
    LAYERS,
    SPEC,
    Clock,
    data,
    do,
    engine,
    play_until_stopped,
    settle,
)


def weights(made):
    return {name: array.copy() for name, array in made.run.net.parameters().items()}


def assert_same(one, other):
    for name, array in one.items():
        assert_array_equal(array, other[name], err_msg=name)


def test_it_begins_at_rest_with_the_first_moment_judged():
    how = commands.run_command(engine(), "state", {})
    assert (how["state"], how["step"], how["judged"]) == ("paused", 0, True)
    assert how["snapshots"] == [{"id": 1, "step": 0, "accuracy": how["accuracy"]}]


def test_a_step_is_exactly_one_and_the_same_as_the_run_alone():
    made, alone = engine(), SPEC.build(data())
    for step in range(1, 4):
        assert do(made, "step")["step"] == step
        alone.step()
    assert_same(weights(made), alone.net.parameters())


def test_playing_in_slices_is_the_same_as_the_run_alone():
    made, alone = engine(), SPEC.build(data())
    do(made, "play")
    while made.run.steps < 100:
        made.train(0.003)
    do(made, "pause")
    for _ in range(made.run.steps):
        alone.step()
    assert_same(weights(made), alone.net.parameters())


def test_paused_means_no_step():
    made = engine()
    do(made, "play")
    made.train(0.01)
    step = do(made, "pause")["step"]
    assert made.due(time.perf_counter()) == float("inf")
    made.train(0.01)
    assert (step, made.state) == (made.run.steps, "paused")


def test_an_epoch_ends_where_the_round_through_the_data_does():
    made = engine()
    do(made, "step")
    how = do(made, "epoch")
    assert (how["state"], how["epoch"]) == ("paused", 1.0)
    assert how["step"] == len(data().x_train) // 32
    assert do(made, "epoch")["epoch"] == 2.0


def test_reset_begins_again_with_the_same_weights_or_another_seed():
    made = engine()
    first = weights(made)
    do(made, "epoch")
    moments = do(made, "state")["film_id"]
    how = do(made, "reset")
    assert (how["step"], len(how["snapshots"])) == (0, 1)
    assert how["film_id"] > moments
    assert_same(weights(made), first)
    assert do(made, "reset", seed=5)["seed"] == 5
    assert not np.array_equal(made.filters, first["0.weight"])


def test_going_back_shows_the_earlier_accuracy_and_goes_on_as_before():
    made = engine()
    for _ in range(5):
        do(made, "epoch")
    listed = do(made, "state")["snapshots"]
    then, after = listed[2], weights(made)
    how = do(made, "rewind", id=then["id"])
    assert (how["step"], how["accuracy"], how["state"]) == (
        then["step"],
        then["accuracy"],
        "paused",
    )
    assert how["snapshots"] == listed
    while made.run.steps < listed[-1]["step"]:
        do(made, "step")
    assert_same(weights(made), after)


def test_going_back_turns_the_knobs_back_too():
    made = engine()
    do(made, "set", lr=0.5, optimizer="momentum")
    do(made, "epoch")
    how = do(made, "rewind", id=1)
    assert (how["lr"], how["optimizer"]) == (0.01, "adam")
    assert do(made, "set", weight_decay=0.1)["lr"] == 0.01


def test_what_was_gone_back_from_is_shown_until_the_run_goes_on():
    made = engine()
    for _ in range(3):
        do(made, "epoch")
    do(made, "rewind", id=1)
    assert made.future is not None
    how = commands.run_command(made, "step", {})
    assert made.future is None
    assert [moment["step"] for moment in how["snapshots"]] == [0]
    how = do(made, "step")
    assert [moment["step"] for moment in how["snapshots"]] == [0, 2]


def test_a_branch_keeps_the_other_run_beside():
    made = engine()
    for _ in range(3):
        do(made, "epoch")
    last, then = made.run.steps, made.timeline.moments[1]
    do(made, "rewind", id=then.id)
    how = do(made, "branch")
    assert how["branch"] == {"from_step": then.step, "steps": last}
    do(made, "set", lr=0.001)
    do(made, "step")
    assert made.other[1].step[-1] == last
    assert do(made, "drop_branch")["branch"] is None


def test_knobs_turn_while_it_runs():
    made = engine()
    do(made, "play")
    made.train(0.005)
    how = do(made, "set", lr=0.5, batch_size=7, optimizer="momentum")
    assert (how["lr"], how["batch_size"], how["optimizer"]) == (0.5, 7, "momentum")
    assert made.run.optimizer == nn.SGD(0.5, momentum=0.9)
    samples, steps = made.run.samples, made.run.steps
    made.train(0.005)
    assert (made.run.samples - samples) % 7 == 0 < made.run.steps - steps


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("set", {"lr": float("nan")}),
        ("set", {"lr": -1}),
        ("set", {"batch_size": 10**9}),
        ("set", {"colour": "blue"}),
        ("set", {"pace": -3}),
        ("rewind", {"id": 77}),
        ("rewind", {}),
        ("freeze", {"filter": 8}),
        ("freeze", {"filter": -1}),
        ("thaw", {"filter": True}),
        ("put", {"filter": 0, "kernel": "Sobel z"}),
        ("put", {"filter": 0, "kernel": "Gabor"}),
        ("look", {"index": "three"}),
        ("confusion", {"row": 10, "col": 0}),
        ("confusion", {"row": -1, "col": 0}),
        ("draw", {"height": 9, "width": 9, "plane": b"short"}),
        ("draw", {"height": 0, "width": 0, "plane": b""}),
        ("play", {"fast": 1}),
        ("dance", {}),
        ("begin", {}),
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_changes_nothing(name, arguments):
    made = engine()
    before = weights(made)
    with pytest.raises(ValueError, match=r"\.$"):
        commands.run_command(made, name, arguments)
    assert_same(weights(made), before)
    assert made.note.endswith(".")
    assert (made.spec, made.run.steps, made.state) == (SPEC, 0, "paused")
    assert do(made, "look", index=3)["note"] is None


def test_a_frozen_filter_stands_still_while_the_others_move():
    made = engine()
    before = made.filters.copy()
    assert do(made, "freeze", filter=2)["frozen"] == [("0.weight", 2)]
    do(made, "epoch")
    moved = (made.filters != before).any(axis=(1, 2, 3))
    assert_array_equal(moved, np.arange(8) != 2)
    assert do(made, "thaw", filter=2)["frozen"] == []
    do(made, "step")
    assert (made.filters[2] != before[2]).any()


def test_a_classic_kernel_in_a_filter_is_recognised_and_judged():
    made = engine()
    before = made.evaluator.verdict.id
    how = do(made, "put", filter=3, kernel="Sobel x")
    assert_array_equal(made.filters[3, 0], named("Sobel x").weights)
    assert how["nearest"][3] == {"kernel": "Sobel x", "likeness": 1.0, "sign": 1}
    assert made.evaluator.verdict.id > before
    assert len(how["snapshots"]) == 1


def test_a_network_without_filters_is_a_network_too():
    made = engine(layers=LAYERS[3:])
    how = do(made, "epoch")
    assert how["nearest"] == how["frozen"] == []
    with pytest.raises(ValueError, match="no convolution"):
        commands.run_command(made, "freeze", {"filter": 0})


def play_for(made, clock, seconds):
    """Train whenever it is time to, and let the time pass in between."""
    end = clock.now + seconds
    while (wait := max(made.due(clock.now), 0.0)) < end - clock.now:
        clock.now += wait
        made.train(0.02)


def test_a_pace_is_kept(monkeypatch):
    made, clock = engine(), Clock(monkeypatch)
    do(made, "set", pace=64)
    do(made, "play")
    play_for(made, clock, 0.5)
    assert made.run.steps == 32 + 1  # the first two at once
    assert 0 < made.due(clock.now) <= 1 / 64
    assert do(made, "set", pace=None)["pace"] is None
    assert made.due(clock.now) <= 0


def test_time_lost_is_not_made_up_for(monkeypatch):
    made, clock = engine(), Clock(monkeypatch)
    do(made, "set", pace=64)
    do(made, "play")
    play_for(made, clock, 0.25)
    clock.now += 10  # a machine that was busy with something else
    play_for(made, clock, 0.25)
    assert made.run.steps == 2 * (16 + 1)


def test_a_slice_of_time_is_not_exceeded_by_more_than_a_step(monkeypatch):
    made, clock = engine(), Clock(monkeypatch, tick=0.001)
    do(made, "play")
    for _ in range(20):
        begun = clock.now
        made.train(0.02)
        assert clock.now - begun < 0.03


@pytest.mark.parametrize(
    "settings",
    [
        {"optimizer": "adam", "lr": 10.0},
        {"optimizer": "momentum", "lr": 10.0, "layers": [LAYERS[0], LAYERS[0], *LAYERS[3:]]},
    ],
)
def test_an_exploding_loss_stops_it_with_a_sentence_and_a_way_back(settings):
    made = engine(**settings)
    play_until_stopped(made)
    how = commands.run_command(made, "state", {})
    assert how["state"] == "stopped"
    assert how["why"].startswith(("At step ", "Since step "))
    assert how["why"].endswith("take a smaller learning rate.")
    assert made.due(time.perf_counter()) == float("inf")
    for name in ("play", "step", "epoch"):
        with pytest.raises(ValueError, match="learning rate"):
            commands.run_command(made, name, {})
    offered = next(one for one in how["snapshots"] if one["id"] == how["offer"])
    back = do(made, "rewind", id=how["offer"])
    assert (back["state"], back["why"], back["accuracy"]) == ("paused", None, offered["accuracy"])
    do(made, "set", lr=0.01)
    assert do(made, "epoch")["state"] == "paused"


def test_a_network_that_only_guesses_is_left_to_learn():
    made = engine(batch_size=1, lr=0.03, optimizer="sgd")
    do(made, "play")
    for _ in range(20):
        made.train(0.02)
    assert made.state == "playing"


def test_a_loss_that_stays_far_above_where_it_began_stops_it():
    made = engine(lr=1e-6, optimizer="sgd")
    do(made, "step")
    made.run.put("4.bias", 0, 500)
    play_until_stopped(made)
    assert "has grown to" in made.why


def test_a_nan_stops_a_single_step_too():
    made = engine()
    made.run.put("4.bias", 0, np.nan)
    how = do(made, "step")
    assert (how["state"], how["step"]) == ("stopped", 0)
    assert "nan" in how["why"]
    assert do(made, "rewind", id=how["offer"])["accuracy"] == how["accuracy"]


def test_judging_does_not_change_what_is_learned():
    eager, lazy = engine(), engine()
    for _ in range(40):
        do(eager, "step")
    for _ in range(40):
        commands.run_command(lazy, "step", {})
    assert_same(weights(eager), weights(lazy))


def test_judging_is_done_in_parts_and_a_change_begins_it_again():
    made = Engine(SPEC, data())
    made.train(0)
    assert made.evaluator.busy
    commands.run_command(made, "step", {})
    settle(made)
    assert made.evaluator.verdict.step == 1
    assert made.evaluator.verdict.confusion.sum() == len(data().x_val)
    assert made.evaluator.verdict.accuracy == pytest.approx(made.run.validate().accuracy, abs=1e-6)


def test_looking_stays_within_the_images():
    made = engine()
    assert do(made, "look", index=10**6)["image"]["index"] == len(data().x_val) - 1
    assert do(made, "look", index=-3)["image"]["index"] == 0


def test_an_export_is_the_network():
    made = engine()
    do(made, "epoch")
    net = nn.load_npz(commands.run_command(made, "export", {})["npz"])
    assert_array_equal(net.forward(data().x_val), made.run.net.forward(data().x_val))


@pytest.mark.parametrize("seed", range(4))
def test_the_image_to_begin_with_is_one_that_is_soon_read_right(seed):
    made = engine(seed=seed)
    at = made.looked
    for _ in range(150):
        made.one_step()
    assert made.run.net.forward(data().x_val[at : at + 1]).argmax() == data().y_val[at]
