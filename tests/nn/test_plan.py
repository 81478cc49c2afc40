"""What a network would be, read before it is made; what cannot be names its layer."""

import numpy as np
import pytest

from cnnviz import nn
from cnnviz.geometry import ShapeError
from tests.nn.twins import LENET, NETWORKS, TINY_VGG, twin


@pytest.mark.parametrize("network", NETWORKS)
def test_parameters_are_as_many_as_pytorchs(network):
    net = nn.Sequential(*NETWORKS[network])
    theirs = sum(p.numel() for p in twin(net).parameters())
    assert sum(row.parameters for row in net.summary()) == net.flat.size == theirs


def test_a_row_counts_on_paper():
    first, _, pool, second = nn.summarize(LENET, (1, 28, 28))[:4]
    assert first == ("Conv2d", (8, 24, 24), 8 * 25 + 8, 8 * 24 * 24 * 25, (5, 5))
    assert pool == ("MaxPool2d", (8, 12, 12), 0, 0, (6, 6))
    assert second == ("Conv2d", (16, 8, 8), 16 * 8 * 25 + 16, 16 * 64 * 8 * 25, (14, 14))
    assert nn.summarize(TINY_VGG, (3, 32, 32))[-2:] == [
        ("Flatten", (250,), 0, 0, (16, 16)),
        ("Linear", (10,), 2510, 2500, (32, 32)),
    ]


@pytest.mark.parametrize(
    "layers",
    [
        [nn.Conv2d(2, (3, 2), dilation=(2, 1)), nn.MaxPool2d(2), nn.Conv2d(2, 2, (1, 2))],
        [nn.Conv2d(2, 2, 2), nn.AvgPool2d((1, 3), 1), nn.ReLU(), nn.MaxPool2d((3, 1))],
    ],
)
def test_the_receptive_field_is_what_really_moves_a_cell(layers):
    net = nn.Sequential(layers, (1, 17, 18), np.random.default_rng(1))
    net.flat[:] = np.abs(net.flat) + 0.1
    x, rows, cols = np.ones((1, 1, 17, 18)), set(), set()
    cell = net.forward(x)[0, 0, 0, 0]
    for row, col in np.ndindex(17, 18):
        x[0, 0, row, col] = 9
        if net.forward(x)[0, 0, 0, 0] != cell:
            rows.add(row)
            cols.add(col)
        x[0, 0, row, col] = 1
    assert net.summary()[-1].receptive_field == (len(rows), len(cols))


REFUSED = {
    "layer 3, max pooling: a window of 2 does not fit 1 cell with padding 0": [
        nn.Conv2d(8, 7), nn.MaxPool2d(2), nn.MaxPool2d(2),
    ],
    "layer 1, convolution: it needs at least 1 filter, not 0": [nn.Conv2d(0, 3)],
    "layer 1, convolution: stride must be at least 1, not 0": [nn.Conv2d(1, 3, 0)],
    "layer 2, convolution: it needs maps .* but a row of 64 numbers arrives": [
        nn.Flatten(), nn.Conv2d(1, 3),
    ],
    "layer 2, linear: it needs a row of numbers, but 1 x 6 x 6 arrive: put Flatten before": [
        nn.Conv2d(1, 3), nn.Linear(10),
    ],
    "layer 2, linear: it needs at least 1 output, not 0": [nn.Flatten(), nn.Linear(0)],
    "layer 1, dropout: its chance must be at least 0 and under 1, not 1": [nn.Dropout(1)],
    "layer 2, batch normalisation: it needs maps": [nn.Flatten(), nn.BatchNorm2d()],
    "layer 2, average pooling: it needs maps": [nn.Flatten(), nn.AvgPool2d()],
    "layer 1, convolution: the window takes whole numbers": [nn.Conv2d(1, 2.5)],
    "at least one layer": [],
}  # fmt: skip


@pytest.mark.parametrize("sentence", REFUSED)
def test_a_network_that_cannot_work_is_refused_by_layer(sentence):
    with pytest.raises(ShapeError, match=sentence):
        nn.summarize(REFUSED[sentence], (1, 8, 8))
    with pytest.raises(ShapeError, match=sentence):
        nn.Sequential(REFUSED[sentence], (1, 8, 8))


@pytest.mark.parametrize("shape", [(8, 8), (1, 0, 8), (1, 2, 3, 4)])
def test_an_image_has_channels_rows_and_columns(shape):
    with pytest.raises(ShapeError, match="reads images"):
        nn.summarize([nn.Flatten()], shape)


def test_first_weights_have_the_width_of_their_rule():
    layers = [nn.Conv2d(200, 5), nn.Flatten(), nn.Linear(300), nn.BatchNorm2d()][:3]
    he = nn.Sequential(layers, (3, 6, 6), np.random.default_rng(0), "he").parameters()
    glorot = nn.Sequential(layers, (3, 6, 6), np.random.default_rng(0), "glorot").parameters()
    np.testing.assert_allclose(he["0.weight"].std(), np.sqrt(2 / 75), rtol=0.03)
    wide = np.sqrt(6 / (75 + 200 * 25))
    np.testing.assert_allclose(np.abs(glorot["0.weight"]).max(), wide, rtol=0.01)
    np.testing.assert_allclose(np.abs(glorot["2.weight"]).max(), np.sqrt(6 / 1100), rtol=0.01)
    assert not any(a.any() for p in (he, glorot) for name, a in p.items() if "bias" in name)
