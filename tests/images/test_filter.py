"""The fast filter, against loops nobody can misread and against PyTorch."""

from concurrent.futures import ThreadPoolExecutor
from itertools import product

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from torch.nn import functional

from cnnviz.geometry import ShapeError
from cnnviz.images import _bands, filter_image
from tests.examples import examples

TORCH_MODES = {"zeros": "constant"}
MODES = ("zeros", "reflect", "replicate", "circular")
WAYS = {
    "as shipped": {},
    "one row a product": {"ROWS": 1},
    "four rows a product": {"ROWS": 4},
    "tiny tiles": {"ROWS": 1, "HEIGHT": 3, "NEAR": 0, "WIDE": 1},
    "tiny tiles, three rows a product": {"ROWS": 3, "HEIGHT": 7, "NEAR": 0, "WIDE": 1},
}


@pytest.fixture(scope="module", params=WAYS.values(), ids=WAYS, autouse=True)
def way(request):
    """Every test here holds whatever the computer makes us choose."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in request.param.items():
            patch.setattr(_bands, name, value)
        yield


def mirrored(place, size, mode):
    """Say which real cell a padded one copies; None for a plain zero."""
    if 0 <= place < size:
        return place
    if mode == "zeros":
        return None
    if mode == "replicate":
        return 0 if place < 0 else size - 1
    if mode == "circular":
        return place % size
    return -place if place < 0 else 2 * (size - 1) - place


def slowly(image, kernel, stride=(1, 1), padding="same", mode="zeros", bias=0.0):
    """Filter one plane with four nested loops."""
    (high, wide), (tall, broad) = image.shape, kernel.shape
    same = padding == "same"
    top, left = ((tall - 1) // 2, (broad - 1) // 2) if same else (0, 0)
    rows = range(-top, high - top if same else high - tall + 1, stride[0])
    cols = range(-left, wide - left if same else wide - broad + 1, stride[1])
    answers = np.zeros((len(rows), len(cols)))
    for i, row in enumerate(rows):
        for j, col in enumerate(cols):
            total = bias
            for u in range(tall):
                for v in range(broad):
                    y, x = mirrored(row + u, high, mode), mirrored(col + v, wide, mode)
                    if y is not None and x is not None:
                        total += float(image[y, x]) * float(kernel[u, v])
            answers[i, j] = total
    return answers


def by_torch(image, kernel, stride, padding, mode, bias):
    """Filter (H, W, C) with PyTorch, every colour as a picture of its own."""
    planes = torch.from_numpy(np.moveaxis(image, -1, 0)[:, None].astype(np.float64))
    if padding == "same":
        extra = [size - 1 for size in kernel.shape]
        left, top = extra[1] // 2, extra[0] // 2
        sides = (left, extra[1] - left, top, extra[0] - top)
        planes = functional.pad(planes, sides, mode=TORCH_MODES.get(mode, mode))
    weight = torch.from_numpy(kernel.astype(np.float64))[None, None]
    answer = functional.conv2d(planes, weight, torch.tensor([bias], dtype=torch.float64), stride)
    return np.moveaxis(answer.numpy()[:, 0], 0, -1)


def photograph(seed, *shape):
    return np.random.default_rng(seed).integers(0, 256, shape, dtype=np.uint8)


def weights(seed, *shape):
    return np.random.default_rng(seed).normal(size=shape)


def close(actual, desired):
    """Compare with what float32 can promise for sums of some hundred grey levels."""
    assert_allclose(actual, desired, rtol=1e-5, atol=2e-3)


def test_a_two_cell_kernel_answers_only_at_the_edge():
    step = np.repeat([[0, 0, 9, 9]], 3, axis=0)
    answer = filter_image(step, np.array([[-1, 1]]), padding="valid")
    assert_array_equal(answer, [[0, 9, 0]] * 3)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("shape", [(1, 1), (2, 3), (3, 3), (4, 2), (5, 4), (3, 7), (1, 5), (6, 1)])
def test_every_kernel_size_and_border_equals_the_loops(shape, mode):
    image, kernel = photograph(0, 9, 11), weights(1, *shape)
    close(filter_image(image, kernel, padding_mode=mode), slowly(image, kernel, mode=mode))


@pytest.mark.parametrize("stride", [1, 2, (3, 1), (1, 4), (20, 20)])
@pytest.mark.parametrize("padding", ["same", "valid"])
def test_every_stride_equals_the_loops(stride, padding):
    image, kernel = photograph(2, 13, 10), weights(3, 4, 3)
    steps = stride if isinstance(stride, tuple) else (stride, stride)
    answer = filter_image(image, kernel, stride=stride, padding=padding, bias=2.5)
    close(answer, slowly(image, kernel, steps, padding, bias=2.5))


@examples(40)
@given(st.data())
def test_any_setting_equals_pytorch(data):
    kernel = weights(4, data.draw(st.integers(1, 6)), data.draw(st.integers(1, 6)))
    shape = [data.draw(st.integers(side, 40)) for side in kernel.shape]
    image = photograph(5, *shape, data.draw(st.sampled_from((1, 2, 3, 4))))
    how = {
        "stride": data.draw(st.tuples(st.integers(1, 4), st.integers(1, 4))),
        "padding": data.draw(st.sampled_from(("same", "valid"))),
        "bias": data.draw(st.sampled_from((0.0, -3.5))),
    }
    mode = data.draw(st.sampled_from(MODES))
    close(
        filter_image(image, kernel, padding_mode=mode, **how),
        by_torch(image, kernel, mode=mode, **how),
    )


@pytest.mark.parametrize("mode", MODES)
def test_a_picture_of_many_bands_and_tiles_equals_pytorch(mode):
    image, kernel = photograph(6, 203, 301, 3), weights(7, 5, 4)
    how = {"stride": (1, 1), "padding": "same", "bias": 0.0}
    close(filter_image(image, kernel, padding_mode=mode), by_torch(image, kernel, mode=mode, **how))


@pytest.mark.parametrize("shape", [(1, 1), (1, 5000), (5000, 1), (2, 2), (1, 3)])
@pytest.mark.parametrize("mode", ["zeros", "replicate"])
def test_a_picture_smaller_than_its_kernel_is_a_picture(shape, mode):
    image, kernel = photograph(8, *shape), weights(9, 5, 4)
    answer = filter_image(image, kernel, padding_mode=mode)
    assert answer.shape == shape
    close(answer, by_torch(image[..., None], kernel, (1, 1), "same", mode, 0.0)[..., 0])


@pytest.mark.parametrize("dtype", [np.uint8, bool, np.int32, np.uint16, np.float32, np.float64])
def test_numbers_of_every_kind_are_welcome_and_the_answer_is_float32(dtype):
    image, kernel = (photograph(10, 8, 9, 3) > 99).astype(dtype), weights(11, 3, 3)
    before = image.copy(), kernel.copy()
    answer = filter_image(image, kernel)
    assert answer.dtype == np.float32
    close(answer[..., 1], slowly(image[..., 1], kernel))
    assert_array_equal(image, before[0])
    assert_array_equal(kernel, before[1])


def test_a_picture_need_not_lie_in_one_piece():
    whole, kernel = photograph(12, 40, 30, 4), weights(13, 3, 3).T
    views = whole[::2, ::-3, :3], whole[:, :, 1], whole.transpose(1, 0, 2), np.asfortranarray(whole)
    for view in views:
        assert_array_equal(
            filter_image(view, kernel), filter_image(np.ascontiguousarray(view), kernel)
        )


def test_colours_do_not_mix():
    image, kernel = photograph(14, 9, 8, 3), weights(15, 3, 2)
    alone = [filter_image(image[..., channel], kernel) for channel in range(3)]
    close(filter_image(image, kernel), np.stack(alone, axis=-1))


def test_a_kernel_of_one_changes_nothing():
    image = photograph(16, 70, 65, 3)
    assert_array_equal(filter_image(image, np.ones((1, 1))), image)
    assert_array_equal(filter_image(image, np.pad([[1]], 3), padding_mode="reflect"), image)


@pytest.mark.parametrize(("row", "col"), [(0, 0), (5, 9), (69, 40)])
def test_one_bright_pixel_shows_the_kernel_turned_around(row, col):
    image, kernel = np.zeros((75, 50), np.uint8), weights(17, 3, 3)
    image[row, col] = 1
    answer = np.pad(filter_image(image, kernel), 1)[row : row + 3, col : col + 3]
    turned = np.pad(kernel[::-1, ::-1], 1)
    seen = np.pad(np.ones((75, 50)), 1)[row : row + 3, col : col + 3]
    assert_allclose(answer, turned[1:-1, 1:-1] * seen, rtol=1e-6)


@examples(20)
@given(st.integers(0, 1000), st.floats(-8, 8), st.sampled_from(MODES))
def test_filtering_a_mixture_mixes_what_was_filtered(seed, share, mode):
    one, other = photograph(seed, 12, 17, 3), photograph(seed + 1, 12, 17, 3)
    kernel = weights(seed, 3, 5)

    def filtered(image):
        return filter_image(image, kernel, padding_mode=mode)

    close(filtered(one + share * other), filtered(one) + share * filtered(other))


def test_negative_answers_stay_negative():
    assert filter_image(np.full((3, 3), 255, np.uint8), -np.ones((3, 3)))[1, 1] == -9 * 255


def test_many_threads_get_the_answers_one_thread_gets():
    jobs = list(product((3, 5), (60, 150), MODES))

    def job(number):
        size, width, mode = jobs[number % len(jobs)]
        image, kernel = photograph(number, 90, width, 3), weights(number, size, size)
        return filter_image(image, kernel, padding_mode=mode)

    alone = [job(number) for number in range(48)]
    with ThreadPoolExecutor(8) as pool:
        for one, other in zip(alone, pool.map(job, range(48)), strict=True):
            assert_array_equal(one, other)


@pytest.mark.parametrize(
    ("image", "kernel", "how", "why"),
    [
        ((3, 3), (7, 7), {"padding_mode": "reflect"}, "reflect can add at most 2 cells to 3"),
        ((3, 3), (9, 9), {"padding_mode": "circular"}, "circular can add at most 3 cells to 3"),
        ((3, 3), (4, 4), {"padding": "valid"}, "a window of 4 does not fit 3 cells"),
        ((3, 3), (3, 3), {"padding_mode": "mirror"}, "padding mode 'mirror'"),
        ((3, 3), (3, 3), {"stride": 0}, "stride must be at least 1"),
        ((3, 3, 3, 3), (3, 3), {}, "not shapes"),
        ((3, 3), (3,), {}, "not shapes"),
        ((3, 0), (3, 3), {}, "not shapes"),
        ((3, 3, 0), (3, 3), {}, "not shapes"),
        ((3, 3), (3, 0), {}, "needs at least 1"),
    ],
)
def test_what_cannot_work_says_so_with_the_numbers(image, kernel, how, why):
    with pytest.raises(ShapeError, match=why):
        filter_image(np.ones(image), np.ones(kernel), **how)
