"""A run can be repeated, stopped, taken back, split in two and steered; nothing is lost."""

import pickle
from itertools import count as counted
from types import SimpleNamespace

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from cnnviz import nn
from cnnviz.geometry import ShapeError
from tests.nn.twins import SMALLEST, samples

MIXED = [
    nn.Conv2d(4, 3, padding=1), nn.BatchNorm2d(), nn.ReLU(), nn.MaxPool2d(2),
    nn.Dropout(0.3), nn.Flatten(), nn.Linear(10),
]  # fmt: skip
OPTIMISERS = (nn.SGD(0.05, momentum=0.9, nesterov=True), nn.RMSprop(0.003), nn.AdamW(0.01))


def run_of(layers=MIXED, count=70, **settings):
    x, y = samples((1, 8, 8), count)
    return nn.Trainer(layers, nn.Data(x, y, x[:30], y[:30], tuple("0123456789")), **settings)


def steps(run, count):
    return [run.step() for _ in range(count)]


def same(one, other):
    for name, array in one.net.state().items():
        assert_array_equal(array, other.net.state()[name], err_msg=name)


@pytest.mark.parametrize("optimiser", OPTIMISERS, ids=lambda o: type(o).__name__)
def test_a_seed_repeats_a_run_bit_for_bit(optimiser):
    one, other = (run_of(optimizer=optimiser, seed=7) for _ in range(2))
    assert steps(one, 12) == steps(other, 12)
    same(one, other)
    assert steps(run_of(optimizer=optimiser, seed=8), 1) != steps(run_of(seed=7), 1)


@pytest.mark.parametrize("at", [0, 1, 2, 5])
@pytest.mark.parametrize("optimiser", OPTIMISERS, ids=lambda o: type(o).__name__)
def test_from_a_snapshot_it_goes_on_as_if_never_stopped(optimiser, at):
    settings = dict(optimizer=optimiser, schedule=nn.cosine(30), batch_size=20)
    run = run_of(**settings)
    steps(run, at)
    snapshot = run.snapshot()
    sent = pickle.dumps(snapshot)
    on, score = steps(run, 11), run.validate()
    end = run.net.state(), run.history.loss, (run.steps, run.epochs, run.samples)
    run.restore(snapshot)
    assert (run.steps, len(run.history), len(run.history.val_step)) == (at, at, 0)
    assert steps(run, 11) == on
    elsewhere = run_of(**settings, seed=99)
    elsewhere.restore(pickle.loads(sent))
    assert steps(elsewhere, 11) == on
    same(run, elsewhere)
    for name, array in end[0].items():
        assert_array_equal(run.net.state()[name], array)
    assert_array_equal(run.history.loss, end[1])
    assert (run.steps, run.epochs, run.samples) == end[2]
    assert_array_equal(run.validate().probabilities, score.probabilities)


def test_looking_changes_nothing():
    quiet, looked = run_of(), run_of()
    for _ in range(6):
        steps(quiet, 1)
        steps(looked, 1)
        looked.validate()
        looked.net.activations(looked.data.x_val[:3])
        looked.snapshot()
        looked.gradient_sizes()
        looked.net.summary()
    same(quiet, looked)


def test_a_branch_goes_its_own_way():
    run = run_of(optimizer=nn.Adam(0.01))
    steps(run, 5)
    branch = run.branch()
    assert_array_equal(branch.history.loss, run.history.loss)
    before = run.net.state()
    branch.set(lr=0.1)
    apart = steps(branch, 4)
    for name, array in before.items():
        assert_array_equal(run.net.state()[name], array)
    assert run.steps == 5
    assert steps(run, 4)[1:] != apart[1:]
    twin = run.branch()
    assert steps(twin, 9) == steps(run, 9)
    same(twin, run)


def test_every_image_is_seen_once_an_epoch_but_for_the_rest():
    run = run_of(count=70, batch_size=16)
    seen = []
    while run.epochs < 1:
        order, at = run.sampler.order, run.sampler.position
        seen.extend(order[at : at + 16])
        run.step()
    assert len(seen) == len(set(seen)) == 64
    assert (run.steps, run.samples, run.epochs) == (4, 64, 1)
    assert len(steps(run, 1)) == 1
    run.epoch()
    assert (run.steps, run.epochs) == (8, 2)


def test_a_batch_larger_than_the_data_is_the_data():
    run = run_of(count=10, batch_size=64)
    run.epoch()
    assert (run.steps, run.samples, run.epochs) == (1, 10, 1)


def test_what_steers_can_change_on_the_way():
    run = run_of(optimizer=nn.Adam(0.01), batch_size=16)
    steps(run, 3)
    memory = run.memory["mean"].copy()
    run.set(lr=0.5, batch_size=60)
    assert (run.optimizer, run.batch_size) == (nn.Adam(0.5), 60)
    assert_array_equal(run.memory["mean"], memory)
    steps(run, 2)
    assert run.samples == 3 * 16 + 2 * 60
    run.set(optimizer=nn.AdamW(0.01))
    assert_array_equal(run.memory["mean"] != 0, memory != 0)
    run.set(optimizer=nn.SGD(0.1), schedule=nn.step_decay(1, 0.5))
    assert not run.memory["velocity"].any()
    steps(run, 2)


def test_no_rate_no_change():
    run = run_of(SMALLEST, optimizer=nn.SGD(0.0))
    before = run.net.state()
    steps(run, 3)
    for name, array in before.items():
        assert_array_equal(run.net.state()[name], array)


@pytest.mark.parametrize("optimiser", OPTIMISERS, ids=lambda o: type(o).__name__)
def test_a_frozen_filter_stays_and_the_others_move(optimiser):
    run = run_of(optimizer=optimiser)
    sobel = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    steps(run, 2)
    run.put("0.weight", 1, sobel)
    run.freeze("0.weight", 1)
    run.freeze("6.bias")
    bias, others = run.net.state()["6.bias"], run.net.state()["0.weight"]
    steps(run, 5)
    now = run.net.parameters()
    assert_array_equal(now["0.weight"][1, 0], sobel)
    assert_array_equal(now["6.bias"], bias)
    assert (now["0.weight"][[0, 2, 3]] != others[[0, 2, 3]]).all()
    run.restore(pickle.loads(pickle.dumps(run.snapshot())))
    steps(run, 1)
    assert_array_equal(now["0.weight"][1, 0], sobel)
    run.thaw("0.weight", 1)
    steps(run, 2)
    assert (now["0.weight"][1, 0] != sobel).any()


def test_a_loss_that_is_no_number_stops_the_run_and_leaves_a_way_back():
    run = run_of(SMALLEST, optimizer=nn.SGD(0.1))
    steps(run, 60)
    run.set(lr=1e30)
    with pytest.raises(
        nn.Diverged, match=r"at step \d+ the loss became .*; before, it was .* 1e\+30"
    ):
        steps(run, 60)
    with pytest.raises(nn.Diverged) as stopped:
        run.step()
    assert stopped.value.snapshot.steps in (50, 60)
    run.restore(stopped.value.snapshot)
    run.set(lr=0.1)
    assert np.isfinite(steps(run, 5)).all()
    assert run.steps == stopped.value.snapshot.steps + 5


def test_bad_images_stop_the_first_step():
    x, y = samples((1, 8, 8), 20)
    x[:, 0, 3, 3] = np.nan
    run = nn.Trainer(SMALLEST, nn.Data(x, y, x, y, tuple("0123456789")))
    with pytest.raises(nn.Diverged, match="at step 1 the loss became nan; before, it was unknown"):
        run.step()


def test_time_slices(monkeypatch):
    seconds = counted()
    monkeypatch.setattr(
        "cnnviz.nn.trainer.time", SimpleNamespace(perf_counter=lambda: next(seconds))
    )
    run = run_of()
    assert run.train_for(5) == run.steps == 5  # a second for each step
    assert run.train_for(0) == 1


def test_judging_counts_every_image_once():
    run = run_of()
    run.epoch()
    score = run.validate()
    assert score.confusion.sum() == 30
    assert_array_equal(score.confusion.sum(axis=1), np.bincount(run.data.y_val, minlength=10))
    assert score.accuracy == np.trace(score.confusion) / 30
    assert_array_equal(score.predictions, score.probabilities.argmax(axis=1))
    assert_array_equal(run.history.val_step, [run.steps])
    scores = run.net.forward(run.data.x_val)
    right = nn.softmax(scores)[np.arange(30), run.data.y_val]
    np.testing.assert_allclose(score.loss, -np.log(right).mean(), rtol=1e-5)


def test_no_image_to_judge_by_is_no_error():
    x, y = samples((1, 8, 8), 20)
    run = nn.Trainer(SMALLEST, nn.Data(x, y, x[:0], y[:0], tuple("0123456789")))
    run.step()
    assert np.isnan(run.validate().accuracy)
    assert run.net.activations(x[:0]) == []


def test_a_long_history_is_thinned_evenly():
    history = nn.History()
    for step in range(1, 30_001):
        history.learned(step, step / 2, 0.5)
    gaps = np.diff(history.step)
    assert 1024 <= len(history) <= 2048
    assert gaps.min() == gaps.max() == 16
    assert_array_equal(history.loss, history.step / 2)
    history.rewind(20_000)
    history.learned(20_001, 0, 0)
    assert history.step[-1] == 20_001


def test_gradient_sizes_are_means_by_layer():
    run = run_of(SMALLEST)
    run.step()
    sizes = run.gradient_sizes()
    assert sizes.keys() == {0, 4}
    cells = np.concatenate([run.net.gradients()[f"0.{n}"].ravel() for n in ("weight", "bias")])
    np.testing.assert_allclose(sizes[0], np.abs(cells).mean(), rtol=1e-6)


def test_activations_are_layer_by_layer_and_end_in_the_answer():
    run = run_of(SMALLEST)
    x = run.data.x_val
    seen = run.net.activations(x)
    assert [a.shape[1:] for a in seen] == [row.output_shape for row in run.net.summary()]
    assert_array_equal(seen[1], np.maximum(seen[0], 0))
    assert_array_equal(seen[-1], run.net.forward(x))
    np.testing.assert_allclose(run.net.probabilities(x).sum(axis=1), 1, rtol=1e-6)


def test_an_answer_does_not_depend_on_the_company():
    run = run_of(SMALLEST)
    together = run.net.forward(run.data.x_train)
    for start, stop in ((0, 1), (3, 6), (60, 70)):
        alone = run.net.forward(run.data.x_train[start:stop])
        np.testing.assert_allclose(alone, together[start:stop], rtol=1e-5, atol=1e-6)


def test_folds_judge_every_image_once():
    x, y = samples((1, 8, 8), 23)
    scores = nn.cross_validate(SMALLEST, x, y, 4, {"batch_size": 4, "epochs": 2})
    assert [score.confusion.sum() for score in scores] == [6, 6, 6, 5]
    judged = np.sum([score.confusion.sum(axis=1) for score in scores], axis=0)
    assert_array_equal(judged, np.bincount(y))


REFUSED = {
    "a learning rate is a number from 0 up, not nan": lambda r: r.set(lr=float("nan")),
    "a learning rate is a number from 0 up, not -1": lambda r: r.set(lr=-1),
    "a batch has at least 1 image, not 0": lambda r: r.set(batch_size=0),
    "has no 1.weight: it has 0.weight, 0.bias": lambda r: r.freeze("1.weight"),
    "0.weight has 8 filters, there is no 8": lambda r: r.freeze("0.weight", 8),
    r"\(5, 5\) does not fit 0.weight, index 0: \(1, 3, 3\)": lambda r: r.put(
        "0.weight", 0, np.ones((5, 5))
    ),
    r"reads images \(1, 8, 8\), not \(1, 9, 8\)": lambda r: r.net.forward(np.ones((2, 1, 9, 8))),
    "nothing is given for 0.bias": lambda r: r.net.load({"0.weight": np.ones((8, 1, 3, 3))}),
    "23 images can be cut into 2 to 23 parts, not 1": lambda r: nn.cross_validate(
        SMALLEST, *samples((1, 8, 8), 23), 1, {}
    ),
    "the loss is one of cross_entropy, total_error, hinge, not 'mse'": lambda r: nn.Trainer(
        SMALLEST, r.data, loss="mse"
    ),
    "drawn by 'he' or 'glorot', not 'zeros'": lambda r: nn.Trainer(SMALLEST, r.data, init="zeros"),
    r"ends in \(10,\), the data has 3 classes: end it with Flatten and Linear\(3\)": lambda r: (
        nn.Trainer(SMALLEST, nn.Data(*2 * (r.data.x_val, r.data.y_val % 3), "abc"))
    ),
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_what_cannot_work_is_refused_with_the_numbers(sentence):
    run = run_of(SMALLEST)
    before = run.net.state()
    with pytest.raises(ValueError, match=sentence):
        REFUSED[sentence](run)
    for name, array in before.items():
        assert_array_equal(run.net.state()[name], array)


IMAGES, LABELS = np.zeros((4, 1, 8, 8)), np.array([0, 1, 1, 0])
BAD_DATA = {
    r"images to learn from lie as \(N, C, H, W\), not \(4, 8, 8\)": (IMAGES[:, 0], LABELS),
    r"4 images to learn from need 4 labels, not \(3,\)": (IMAGES, LABELS[:3]),
    "a label to learn from is 2, but there are 2 classes": (IMAGES, LABELS + 1),
    "a label to learn from is -1, but": (IMAGES, LABELS - 1),
    "a label to learn from is 0.0, but": (IMAGES, LABELS * 1.0),
    "there is no image to learn from": (IMAGES[:0], LABELS[:0]),
    r"differ in size: \(1, 7, 8\) and \(1, 8, 8\)": (IMAGES[:, :, 1:], LABELS),
}


@pytest.mark.parametrize("sentence", BAD_DATA)
def test_data_that_do_not_fit_are_refused(sentence):
    with pytest.raises(ShapeError, match=sentence):
        nn.Data(*BAD_DATA[sentence], IMAGES, LABELS, ("a", "b"))
