"""The browser is handed the picture's exact numbers, and true sentences about them."""

import os
from math import prod

import numpy as np
import pytest
import torch
from numpy.testing import assert_array_equal

from cnnviz.images import SAMPLES, load_sample, shrink_to_fit
from cnnviz.images.formats import FORMATS
from cnnviz.text import format_bytes
from cnnviz.view import memory_size, picture_code, pixel_planes
from cnnviz.view.pixel_planes import PixelLook, PixelPlace, PixelPlanes
from tests.view.unpacking import unpack

PICTURE = np.random.default_rng(3).integers(0, 256, (17, 23, 3), np.uint8)
PLAIN, THERE = PixelLook(9, False, True), PixelPlace(2, 5)


def message(pixels=PICTURE, place=THERE, look=PLAIN, have=None):
    return unpack(pixel_planes.pixels_message(PixelPlanes(pixels), place, look, jump=4, have=have))


def test_every_pixel_arrives_as_it_is():
    header, arrays = message()
    assert_array_equal(arrays["pixels"], PICTURE)
    assert header["at"] == [2, 5]
    assert (header["jump"], header["held"], header["size"]) == (4, False, [17, 23])


def test_grey_is_the_weighted_sum_a_pupil_would_make():
    _, arrays = message()
    for row, line in enumerate(PICTURE.tolist()):
        for col, (red, green, blue) in enumerate(line):
            exact = (299 * red + 587 * green + 114 * blue) / 1000
            assert abs(arrays["grey"][row, col] - exact) <= 0.5


def test_white_is_white_in_grey():
    assert_array_equal(PixelPlanes(np.full((2, 2, 3), 255, np.uint8)).grey, np.full((2, 2), 255))


def test_every_number_is_counted_once_in_every_plane():
    _, arrays = message()
    assert arrays["counts"].shape == (4, 64)
    for plane, counts in enumerate(arrays["counts"][:3]):
        by_four = [0] * 64
        for value in PICTURE[..., plane].ravel().tolist():
            by_four[value // 4] += 1
        assert_array_equal(counts, by_four)
    assert_array_equal(arrays["counts"].sum(axis=1), [17 * 23] * 4)


def test_the_texts_of_all_values():
    plain, shares = message()[0], message(look=PixelLook(5, True, False))[0]
    assert plain["cells"] == plain["exact"] == [str(value) for value in range(256)]
    assert (shares["cells"][0], shares["cells"][142], shares["cells"][255]) == (
        "0.00",
        "0.56",
        "1.00",
    )
    assert [shares["tight"][value] for value in (0, 1, 142, 255)] == ["0", ".00", ".56", "1"]
    assert shares["exact"][142] == "0.557"
    assert (plain["high"], shares["high"]) == (255, 1)
    assert plain["weights"] == ["0.299", "0.587", "0.114"]


def test_a_picture_the_browser_has_is_not_sent_again():
    first, _ = message()
    header, arrays = message(have=first["stamp"])
    assert set(arrays) == {"counts"}
    assert header["stamp"] == first["stamp"]
    other = PICTURE.copy()
    other[0, 0, 0] ^= 1
    assert "pixels" in message(other, have=first["stamp"])[1]


def test_pictures_of_equal_bytes_and_other_shape_are_told_apart():
    flat = np.zeros((4, 6, 3), np.uint8)
    assert PixelPlanes(flat).stamp != PixelPlanes(flat.reshape(6, 4, 3)).stamp


@pytest.mark.parametrize(
    ("shape", "reach"), [((16, 16), None), ((1, 1), None), ((17, 3), 9), ((3, 17), 9)]
)
def test_a_small_picture_is_written_out_whole(shape, reach):
    assert message(np.zeros((*shape, 3), np.uint8), PixelPlace(0, 0))[0]["reach"] == reach


def test_a_place_stays_on_every_smaller_and_larger_picture():
    for before in ((1, 1), (7, 640), (300, 451)):
        for after in ((1, 16), (5, 8), (451, 300)):
            for row, col in ((0, 0), (before[0] - 1, before[1] - 1)):
                there = pixel_planes.same_place(PixelPlace(row, col, True), before, after)
                assert 0 <= there.row < after[0]
                assert 0 <= there.col < after[1]
                assert there.held
    assert pixel_planes.same_place(PixelPlace(3, 9), (12, 12), (12, 12)) == PixelPlace(3, 9)
    assert pixel_planes.same_place(
        pixel_planes.middle_pixel((300, 451)), (300, 451), (11, 16)
    ) == pixel_planes.middle_pixel((11, 16))


@pytest.mark.parametrize(
    ("size", "text"),
    [(1, "1 byte"), (999, "999 bytes"), (1000, "1.0 kB"), (294_912, "288 kB")],
)
def test_bytes_in_words(size, text):
    assert format_bytes(size) == text


def test_a_file_is_compared_with_the_numbers_it_holds():
    said = memory_size.explain_file_size(
        memory_size.PictureFile("JPEG", 61_419, (300, 451, 3)), (300, 451, 3)
    )
    assert said.startswith("The file is **6.6 times** smaller. A JPEG leaves out")
    smaller = memory_size.explain_file_size(
        memory_size.PictureFile("JPEG", 61_419, (300, 451, 3)), (11, 16, 3)
    )
    assert "300 rows and 451 columns, 396 kB of numbers, packed **6.6 times** smaller" in smaller


def test_a_file_larger_than_its_numbers_is_explained():
    assert "no smaller" in memory_size.explain_file_size(
        memory_size.PictureFile("PNG", 69, (1, 1, 3)), (1, 1, 3)
    )


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
@pytest.mark.parametrize("side", [640, 16])
def test_the_code_on_screen_gives_the_numbers_on_screen(sample, side, monkeypatch):
    monkeypatch.chdir(os.path.dirname(sample.path))
    full = load_sample(sample.name).pixels
    screen = shrink_to_fit(full, 960)
    sheet = PixelPlanes(shrink_to_fit(screen, side))
    sizes = [full.shape[:2], screen.shape[:2], sheet.size]
    pixel = [*sheet.pixels[3, 2].tolist(), int(sheet.grey[3, 2])]
    text = picture_code.numpy_picture_code(sample.path.name, sizes, pixel, "3, 2")
    ran = {}
    exec(text, ran)
    assert_array_equal(ran["image"], sheet.pixels)
    assert_array_equal(ran["grey"], sheet.grey)
    assert f"# {', '.join(map(str, pixel[:3]))}: NumPy" in text
    assert f"grey[3, 2]         # {pixel[3]}\n" in text
    assert f"shape {sheet.pixels.shape}" in text


def test_the_pytorch_line_gives_channels_first(monkeypatch):
    sample = SAMPLES[0]
    monkeypatch.chdir(os.path.dirname(sample.path))
    pixels = load_sample(sample.name).pixels
    size = pixels.shape[:2]
    text = picture_code.torch_picture_code(sample.path.name, [size, size, size])
    ran = {}
    exec(text, ran)
    assert ran["image"].shape == torch.Size([3, *size])
    assert f"torch.Size([3, {size[0]}, {size[1]}])" in text
    assert_array_equal((ran["image"] * 255).round().numpy(), np.moveaxis(pixels, -1, 0))


def test_numbers_of_every_kind_of_file_have_a_reason():
    assert set(memory_size.KINDS) == set(FORMATS)
    for kind in FORMATS:
        assert "smaller" in memory_size.explain_file_size(
            memory_size.PictureFile(kind, prod((9, 9)), (9, 9, 3)), (9, 9, 3)
        )
