"""The networks to begin with run on images of any size, and stay the classic ones on usual ones."""

import pytest

from cnnviz import nn
from cnnviz.training import Spec
from cnnviz.ui.training.layer_kinds import read_layers, write_layers
from cnnviz.ui.training.presets import LEAST, NETWORKS, preset

CLASSIC = [(1, 28, 28), (3, 32, 32), (3, 64, 64)]
SMALL = [(1, 8, 8), (1, 16, 16), (1, 12, 12), (3, 9, 13), (1, 11, 7), (1, 5, 30), (1, 3, 3)]


def rows(name, shape):
    network = [*preset(name, shape)[:-1], ("linear", {"units": 10})]
    return Spec(network).check(shape, 10)


@pytest.mark.parametrize("shape", CLASSIC, ids=str)
@pytest.mark.parametrize("name", NETWORKS)
def test_a_preset_stays_the_classic_one_where_it_fits(name, shape):
    assert (
        write_layers(preset(name, shape))
        == write_layers(read_layers(NETWORKS[name]))
        == f"{NETWORKS[name]}_10"
    )
    assert rows(name, shape)[-1].output_shape == (10,)


@pytest.mark.parametrize("shape", SMALL, ids=str)
@pytest.mark.parametrize("name", NETWORKS)
def test_a_preset_fits_small_and_odd_images(name, shape):
    made = rows(name, shape)
    assert made[-1].output_shape == (10,)
    last = [row.output_shape[1:] for row in made if len(row.output_shape) == 3][-1]
    assert min(last) >= (LEAST if min(shape[1:]) >= 8 else 1)


def test_padding_is_all_that_changes_on_digits():
    classic, made = read_layers(NETWORKS["LeNet-like"]), preset("LeNet-like", (1, 8, 8))
    assert [kind for kind, _ in made] == [kind for kind, _ in classic]
    assert [given["padding"] for kind, given in made if kind == "conv2d"] == [2, 2]
    sizes = [row.output_shape for row in rows("LeNet-like", (1, 8, 8)) if row.name == "MaxPool2d"]
    assert sizes == [(8, 4, 4), (16, 2, 2)]


@pytest.mark.parametrize("shape", [(1, 1, 1), (1, 2, 1), (3, 2, 40)], ids=str)
def test_even_a_single_pixel_has_a_network(shape):
    for name in NETWORKS:
        assert rows(name, shape)[-1].output_shape == (10,)


def test_padding_goes_through_the_address_and_back():
    layers = preset("TinyVGG", (1, 8, 8))
    assert read_layers(write_layers(layers)) == layers
    assert write_layers(layers).startswith("conv2d_10_3_1*relu")
    assert isinstance(Spec(tuple(layers)).build_layers()[0], nn.Conv2d)
