"""The formula against the gradient's support, which PyTorch finds without any formula."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from cnnviz.geometry import ShapeError, Walk, walk
from cnnviz.receptive_field.effective import effective_pixels, random_networks, share_inside
from cnnviz.receptive_field.theoretical import (
    Field,
    WindowLayer,
    receptive_field,
    stack_views,
    ways,
)

STACKS = 100


def pair(rng, low, high):
    return tuple(int(side) for side in rng.integers(low, high + 1, 2))


def random_stack(rng):
    """Up to four windows of unequal sides, as large an image as lets one cell see all it can."""
    knobs = [
        (pair(rng, 1, 4), pair(rng, 1, 3), pair(rng, 0, 3), pair(rng, 1, 3))
        for _ in range(rng.integers(1, 5))
    ]
    size = tuple(int(side) for side in rng.integers(1, 5, 2))  # of the last map, then backwards
    for window, stride, padding, dilation in reversed(knobs):
        size = tuple(
            max((cells - 1) * s + d * (k - 1) + 1 - 2 * p + int(rng.integers(0, s)), 1)
            for cells, k, s, p, d in zip(size, window, stride, padding, dilation, strict=True)
        )
    paths = []
    try:
        for window, stride, padding, dilation in knobs:
            paths.append(walk(size, window, stride=stride, padding=padding, dilation=dilation))
            size = paths[-1].output
    except ShapeError:
        return random_stack(rng)
    return paths


def wide_open(paths):
    """The same windows over an image so large that the middle cell sees no edge anywhere."""
    field, found = receptive_field(paths), []
    size = tuple(3 * seen + 4 * jump for seen, jump in zip(field.size, field.jump, strict=True))
    for path in paths:
        padding = tuple(rings[0] for rings in path.padding)
        settled = walk(
            size, path.window, stride=path.stride, padding=padding, dilation=path.dilation
        )
        found.append(settled)
        size = settled.output
    return found


def support(paths, row, col):
    """Which pixels one cell of the last map moves, from the way back through PyTorch."""
    image = torch.zeros(1, 1, *paths[0].size, requires_grad=True)
    maps = image
    for path in paths:
        padding = tuple(rings[0] for rings in path.padding)
        ones = torch.ones(1, 1, *path.window)
        maps = torch.nn.functional.conv2d(
            maps, ones, stride=path.stride, padding=padding, dilation=path.dilation
        )
    maps[0, 0, row, col].backward()
    return image.grad[0, 0].numpy()


@pytest.mark.parametrize("seed", range(STACKS))
def test_the_cells_seen_are_the_support_of_the_gradient(seed):
    rng = np.random.default_rng(seed)
    paths = random_stack(rng)
    rows, cols = (ways(paths, axis)[0] for axis in range(2))
    for _ in range(3):
        row, col = (int(rng.integers(cells)) for cells in paths[-1].output)
        assert_array_equal(np.outer(rows[row], cols[col]), support(paths, row, col))


@pytest.mark.parametrize("seed", range(STACKS))
def test_the_formula_gives_the_box_around_the_gradients_support(seed):
    paths = wide_open(random_stack(np.random.default_rng(seed)))
    row, col = (cells // 2 for cells in paths[-1].output)
    seen = np.argwhere(support(paths, row, col))
    field = receptive_field(paths)
    box = field.box(row, col)
    assert_array_equal(seen.min(axis=0), (box.row, box.col))
    assert_array_equal(np.ptp(seen, axis=0) + 1, field.size)
    after = np.argwhere(support(paths, row + 1, col + 1))
    assert_array_equal(after.min(axis=0) - seen.min(axis=0), field.jump)


@pytest.mark.parametrize("seed", range(20))
def test_a_view_at_the_border_is_never_larger_than_the_formula_says(seed):
    paths = random_stack(np.random.default_rng(seed))
    field = receptive_field(paths)
    tables = [ways(paths, axis)[0] for axis in range(2)]
    for axis, table in enumerate(tables):
        for stop, counts in enumerate(table):
            seen = np.flatnonzero(counts)
            first = field.start[axis] + stop * field.jump[axis]
            assert np.all((seen >= first) & (seen < first + field.size[axis]))


def test_the_views_of_the_maps_in_between_are_those_of_the_layers_left():
    layers = [
        WindowLayer("conv", 3, padding=1),
        WindowLayer("max", 2, 2),
        WindowLayer("conv", 3, dilation=2),
    ]
    paths = stack_views(layers, (20, 16))
    for at, table in enumerate(ways(paths, 1)[:-1]):
        counts, field = table[2], receptive_field(paths[at:])
        seen = np.flatnonzero(counts)
        assert_array_equal(
            seen[[0, -1]] - field.start[1] - 2 * field.jump[1], [0, field.size[1] - 1]
        )


@pytest.mark.parametrize(
    ("layers", "size", "jump"),
    [
        ([WindowLayer("conv", 3)] * 3, 7, 1),
        ([WindowLayer("conv", 7)], 7, 1),
        (
            [
                WindowLayer("conv", 3),
                WindowLayer("conv", 3, dilation=2),
                WindowLayer("conv", 3, dilation=4),
            ],
            15,
            1,
        ),
        # LeNet-5's first four layers: 5 + 1 + 8 + 2
        (
            [
                WindowLayer("conv", 5),
                WindowLayer("avg", 2, 2),
                WindowLayer("conv", 5),
                WindowLayer("avg", 2, 2),
            ],
            16,
            4,
        ),
        # the five blocks of VGG-16, 212 pixels behind the last pooling (Araujo et al., 2019)
        (
            [*[WindowLayer("conv", 3, padding=1)] * 2, WindowLayer("max", 2, 2)] * 2
            + [*[WindowLayer("conv", 3, padding=1)] * 3, WindowLayer("max", 2, 2)] * 3,
            212,
            32,
        ),
    ],
)
def test_networks_everybody_knows(layers, size, jump):
    field = receptive_field(stack_views(layers, (224, 224)))
    assert (field.size, field.jump) == ((size, size), (jump, jump))


def test_dilation_alone_leaves_holes():
    table = ways(stack_views([WindowLayer("conv", 3, dilation=3)], (9, 9)), 0)[0]
    assert_array_equal(np.flatnonzero(table[1]), [1, 4, 7])


@pytest.mark.parametrize(
    ("layers", "sentence"),
    [
        (
            [WindowLayer("conv", 3), WindowLayer("conv", 9)],
            "layer 2, convolution 9 × 9: a window of 9",
        ),
        (
            [WindowLayer("max", 2, 2, 2)],
            "layer 1, max pooling 2 × 2: it takes padding up to 1, half its",
        ),
        ([WindowLayer("conv", 0)], "layer 1, convolution 0 × 0: "),
        (
            [WindowLayer("conv", 3, 0)],
            "layer 1, convolution 3 × 3: stride must be at least 1, not 0",
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_the_readers_numbers(layers, sentence):
    with pytest.raises(ShapeError) as refused:
        stack_views(layers, (8, 10))
    assert str(refused.value).startswith(sentence)


BUILDS = {
    "convolutions": [
        WindowLayer("conv", 3),
        WindowLayer("conv", 2, 2, 1),
        WindowLayer("conv", 3, dilation=2),
    ],
    "max pooling": [
        WindowLayer("conv", 3, padding=1),
        WindowLayer("max", 3, 2, 1),
        WindowLayer("conv", 3),
    ],
    "average pooling": [
        WindowLayer("conv", 4),
        WindowLayer("avg", 2, 2),
        WindowLayer("conv", 3, padding=1),
    ],
    "spread pooling": [WindowLayer("conv", 2), WindowLayer("max", 2, 1, 0, 2)],
}


@pytest.mark.parametrize("name", BUILDS)
def test_the_influence_is_the_gradient_of_pytorch(name):
    rng = np.random.default_rng(3)
    layers, image = BUILDS[name], rng.random((3, 14, 17))
    made = random_networks(layers, stack_views(layers, (14, 17)), image, rng=rng, count=3)
    rows, cols = made.paths[-1].output
    found = made.influence(rows // 2, cols - 1)
    assert_allclose(found, theirs(made, image, rows // 2, cols - 1), rtol=1e-4, atol=1e-6)


def theirs(made, image, row, col):
    """The same networks in PyTorch, the mean size of their gradients."""
    sizes = []
    for number in range(len(made.maps[0])):
        pixels = torch.tensor((image - image.mean())[None], dtype=torch.float32, requires_grad=True)
        maps = pixels
        for at, layer in enumerate(made.layers):
            if at and made.layers[at - 1].kind == "conv":
                maps = torch.relu(maps)
            maps = passed(layer, maps, made.weights[at], number)
        maps[0, 0, row, col].backward()
        sizes.append(pixels.grad[0].abs().mean(0).numpy())
    return np.mean(sizes, axis=0)


def passed(layer, maps, weight, number):
    functional, rest = torch.nn.functional, (layer.stride, layer.padding)
    if layer.kind == "conv":
        return functional.conv2d(maps, torch.tensor(weight[number]), None, *rest, layer.dilation)
    if layer.kind == "avg":
        return functional.avg_pool2d(maps, layer.window, *rest)
    return functional.max_pool2d(maps, layer.window, *rest, layer.dilation)


def test_a_deep_stack_is_moved_by_the_middle_of_what_it_sees():
    rng, layers = np.random.default_rng(0), [WindowLayer("conv", 3, padding=1)] * 10
    paths = stack_views(layers, (40, 40))
    influence = random_networks(layers, paths, rng.random((3, 40, 40)), rng=rng).influence(20, 20)
    field = receptive_field(paths)
    assert field.size == (21, 21)
    assert share_inside(influence, field, 20, 20) > 0.6  # a quarter, if all counted alike
    assert effective_pixels(influence) < 21 * 21 * 0.7
    assert np.count_nonzero(influence) <= 21 * 21


def test_the_same_seed_gives_the_same_influence():
    layers, image = BUILDS["max pooling"], np.random.default_rng(1).random((3, 12, 12))
    found = [
        random_networks(
            layers, stack_views(layers, (12, 12)), image, rng=np.random.default_rng(seed), count=2
        ).influence(2, 2)
        for seed in (5, 5, 6)
    ]
    assert_array_equal(found[0], found[1])
    assert np.any(found[0] != found[2])


def test_a_window_on_padding_alone_moves_nothing():
    path = Walk((1, 1), (2, 2), (1, 1), ((1, 1), (1, 1)), (2, 2))
    layers, rng = [WindowLayer("max", 2, 1, 1, 2)], np.random.default_rng(0)
    made = random_networks(layers, [path], rng.random((1, 1, 1)), rng=rng, count=1)
    assert_array_equal(made.maps[-1], np.zeros((1, 1, 1, 1)))
    assert np.isnan(share_inside(made.influence(0, 0), Field((3, 3), (1, 1), (-1, -1)), 0, 0))
