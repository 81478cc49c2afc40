"""What to train, as plain data: what is built from it, and what is refused."""

import json

import pytest

from cnnviz import nn
from cnnviz.geometry import ShapeError
from cnnviz.training import Spec
from tests.server.learning import LAYERS, SPEC, data

SHAPE = (1, 8, 8)


def refusal(layers, **settings):
    with pytest.raises(ShapeError) as refused:
        Spec(layers, **settings).check(SHAPE, 10)
    return str(refused.value)


def test_the_same_network_by_any_spelling():
    names = [
        ("Conv2d", {"filters": 8, "kernel": [3, 3]}),
        ("RELU", {}),
        ("maxpool2d", {"kernel": 2}),
    ]
    assert Spec(names).build_layers() == [nn.Conv2d(8, (3, 3)), nn.ReLU(), nn.MaxPool2d(2)]
    assert SPEC.check(SHAPE, 10)[-1].output_shape == (10,)


def test_it_goes_through_json_and_back():
    assert Spec(**json.loads(json.dumps(SPEC.plain()))) == SPEC


@pytest.mark.parametrize(
    ("layer", "said"),
    [
        (("conv3d", {}), "Layer 2: there is no layer called 'conv3d'."),
        (("conv2d", {"filters": 8}), "Layer 2, Conv2d: say its kernel."),
        (("conv2d", {"fliters": 8}), "Layer 2, Conv2d: it has no setting 'fliters'."),
        (("dropout", {"p": "half"}), "Layer 2, Dropout: p cannot be 'half'."),
        (("dropout", {"p": True}), "Layer 2, Dropout: p cannot be True."),
        (("linear", {"units": 10}), "layer 2, "),
        (("max_pool2d", {"kernel": 9}), "layer 2, "),
    ],
)
def test_a_layer_that_cannot_be_is_named(layer, said):
    assert said in refusal([("relu", {}), layer, ("flatten", {}), ("linear", {"units": 10})])


def test_scores_must_be_one_a_class():
    assert "ends in 8x6x6 cells, but there are 10 classes" in refusal(LAYERS[:2])
    assert "ends in 9 numbers" in refusal([("flatten", {}), ("linear", {"units": 9})])


def test_nobody_waits_for_a_giant():
    assert "parameters" in refusal(
        [("flatten", {}), ("linear", {"units": 40_000}), ("linear", {"units": 10})]
    )
    wide = ("conv2d", {"filters": 512, "kernel": 3, "padding": "same"})
    assert "take fewer filters" in refusal([wide] * 2 + list(LAYERS[3:]))
    assert "1 to 40 layers" in refusal([("relu", {})] * 41)


@pytest.mark.parametrize(
    "settings",
    [
        {"lr": float("nan")},
        {"lr": -1.0},
        {"lr": "fast"},
        {"batch_size": 0},
        {"batch_size": 2.5},
        {"batch_size": True},
        {"optimizer": "magic"},
        {"loss": "mse"},
        {"validation": 0.0},
        {"seed": -1},
    ],
)
def test_a_setting_out_of_bounds_is_a_sentence(settings):
    with pytest.raises(ValueError, match=r"^The .*\.$"):
        Spec(LAYERS, **settings)


@pytest.mark.parametrize("name", ["sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw"])
def test_every_optimiser_learns(name):
    run = Spec(LAYERS, optimizer=name, lr=0.01).build(data())
    first = run.step().loss
    for _ in range(60):
        last = run.step().loss
    assert last < first


def test_schedules_end_where_they_say():
    steps = 30 * (len(data().x_train) // 32)
    assert Spec(LAYERS, schedule="cosine").build_schedule(len(data().x_train))(steps) == 0
    assert Spec(LAYERS, schedule="step").build_schedule(960)(300) == pytest.approx(0.1)
    assert Spec(LAYERS).build_schedule(960)(10**6) == 1
