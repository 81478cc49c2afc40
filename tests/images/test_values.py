"""Right values, not the silent wrong ones: every kind of value against its formula."""

import zlib
from struct import pack

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal
from PIL import Image

from cnnviz.images import open_image, read_image
from tests.images.making import colours, png, png_chunk, profile, save, tiff

CLEAR = ("Transparent parts are shown over white.",)
bytes_of = st.integers(1, 12)


def planes(channels):
    shapes = st.tuples(bytes_of, bytes_of, *([st.just(channels)] if channels > 1 else []))
    return arrays(np.uint8, shapes)


def over_white(values, alpha):
    share = alpha[..., None] / 255
    return np.rint(values * share + 255 * (1 - share))


@given(planes(3))
def test_an_rgb_png_comes_back_as_it_was(values):
    picture = read_image(save(Image.fromarray(values), "PNG"))
    assert_array_equal(picture.pixels, values)
    assert picture.notes == ()


@given(planes(1))
def test_a_grey_png_is_grey(values):
    assert_array_equal(open_image(png(values, depth=8, colour=0)), np.dstack([values] * 3))


@given(planes(4))
def test_transparency_is_laid_over_white(values):
    picture = read_image(png(values, depth=8, colour=6))
    assert_array_equal(picture.pixels, over_white(values[..., :3], values[..., 3]))
    assert picture.notes == (CLEAR if (values[..., 3] < 255).any() else ())


@given(planes(2))
def test_so_is_transparent_grey(values):
    expected = over_white(values[..., :1], values[..., 1])
    assert_array_equal(open_image(png(values, depth=8, colour=4)), np.repeat(expected, 3, axis=2))


@pytest.mark.parametrize("depth", [1, 2, 4])
def test_few_bits_are_spread_over_0_to_255(depth):
    values = np.arange(2**depth)[None]
    assert_array_equal(
        open_image(png(values, depth=depth, colour=0))[..., 0], values * 255 // (2**depth - 1)
    )


@pytest.mark.parametrize("depth", [1, 2, 4, 8, 16])
def test_the_one_clear_grey_is_found_at_every_depth(depth):
    top = 2**depth - 1
    values = np.array([[0, 1, top - 1]])
    clear = png_chunk(b"tRNS", pack(">H", 1))
    picture = read_image(png(values, depth=depth, colour=0, extra=clear))
    last = np.rint((top - 1) * 255 / top)
    assert_array_equal(picture.pixels[0, :, 0], [0, 255, last])
    assert CLEAR[0] in picture.notes


@pytest.mark.parametrize("depth", [8, 16])
def test_the_one_clear_colour_is_found(depth):
    unit = 257 if depth == 16 else 1
    values = np.array([[[9, 8, 7], [9, 8, 6]]]) * unit
    clear = png_chunk(b"tRNS", pack(">HHH", *(values[0, 0])))
    pixels = open_image(png(values, depth=depth, colour=2, extra=clear))
    assert_array_equal(pixels, [[[255, 255, 255], [9, 8, 6]]])


def test_a_gif_may_have_a_clear_colour():
    image = Image.fromarray(np.array([[0, 1]], np.uint8), "P")
    image.putpalette([9, 9, 9, 80, 80, 80])
    picture = read_image(save(image, "GIF", transparency=1))
    assert_array_equal(picture.pixels[0, :, 0], [9, 255])
    assert picture.notes == CLEAR


def test_a_palette_may_be_clear_in_part():
    table = png_chunk(b"PLTE", bytes([0, 0, 0, 200, 100, 50])) + png_chunk(b"tRNS", bytes([0, 51]))
    pixels = open_image(png(np.array([[0, 1]]), depth=8, colour=3, extra=table))
    assert_array_equal(pixels, [[[255, 255, 255], [244, 224, 214]]])


def test_every_16_bit_grey_is_rounded_to_its_nearest_level():
    values = np.arange(2**16).reshape(256, 256)
    picture = read_image(png(values, depth=16, colour=0))
    assert_array_equal(picture.pixels[..., 0], np.rint(values / 257))
    assert picture.notes == ("16-bit values were scaled to 0-255.",)


@pytest.mark.parametrize(("order", "photometric"), [("<", 0), ("<", 1), (">", 1)])
def test_a_16_bit_tiff_is_read_in_either_byte_order_and_polarity(order, photometric):
    values = np.arange(2**16, dtype=np.uint16).reshape(256, 256)
    pixels = open_image(tiff(values, order=order, photometric=photometric))
    level = np.rint(values / 257)
    assert_array_equal(pixels[..., 0], level if photometric else 255 - level)


@pytest.mark.parametrize("colour", [2, 6])
def test_16_bit_colours_are_at_most_one_level_off(colour):
    values = np.arange(2**16).reshape(256, 256, 1).repeat(3, axis=2)
    if colour == 6:
        values = np.dstack([values, np.full((256, 256), 2**16 - 1)])
    picture = read_image(png(values, depth=16, colour=colour))
    assert np.abs(picture.pixels - values[..., :3] / 257).max() < 1
    assert picture.notes == ("16-bit values were scaled to 0-255.",)


@pytest.mark.parametrize(
    ("stored", "kind", "shown", "note"),
    [
        (np.float32([0, 0.5, 1]), 3, [0, 128, 255], "Values 0.0-1.0 were scaled to 0-255."),
        (np.float32([0, 1.6, 255]), 3, [0, 2, 255], "Decimals were rounded to whole values."),
        (np.float32([-1, 0, 1]), 3, [0, 128, 255], "Values from -1 to 1 were scaled to 0-255."),
        (np.float32([7e3] * 3), 3, [0, 0, 0], "Every value is 7000; it is shown black."),
        (
            np.float32([np.nan, -np.inf, 1]),
            3,
            [0, 0, 255],
            "2 pixels are infinite or not a number, and shown black.",
        ),
        (
            np.int16([-100, 0, 410]),
            2,
            [0, 50, 255],
            "Values from -100 to 410 were scaled to 0-255.",
        ),
        (
            np.int8([-128, -1, 127]),
            2,
            [0, 127, 255],
            "Values from -128 to 127 were scaled to 0-255.",
        ),
        (np.int32([0, 9, 255]), 2, [0, 9, 255], None),
        (
            np.uint32([0, 2**31, 2**32 - 1]),
            1,
            [0, 128, 255],
            "Values from 0 to 4294967295 were scaled to 0-255.",
        ),
        (
            np.uint32([2**32 - 256, 2**32 - 255, 2**32 - 1]),
            1,
            [0, 1, 255],
            "Values from 4294967040 to 4294967295 were scaled to 0-255.",
        ),
    ],
)
def test_values_of_any_kind_are_brought_to_0_to_255_and_it_is_said(stored, kind, shown, note):
    picture = read_image(tiff(stored[None], kind=kind))
    assert_array_equal(picture.pixels, np.dstack([[shown]] * 3))
    assert picture.notes[-1:] == ((note,) if note else ())


def test_a_tiff_may_call_its_lowest_decimal_white():
    pixels = open_image(tiff(np.float32([[0, 1]]), kind=3, photometric=0))
    assert_array_equal(pixels[0, :, 0], [255, 0])


INKS = np.array([[[0, 0, 0, 0], [0, 255, 255, 0], [255, 0, 0, 128], [0, 0, 0, 255]]], np.uint8)
PRINTED = [[[255, 255, 255], [255, 0, 0], [0, 127, 127], [0, 0, 0]]]


def test_inks_are_subtracted_from_white():
    picture = read_image(save(Image.fromarray(INKS, "CMYK"), "TIFF"))
    assert_array_equal(picture.pixels, PRINTED)
    assert picture.notes == ("CMYK colours were converted to RGB.",)


def test_a_jpeg_stores_inks_as_adobe_does_only_where_it_says_so():
    blocks = np.repeat(np.repeat(INKS, 16, axis=0), 16, axis=1)
    adobe = save(Image.fromarray(blocks, "CMYK"), "JPEG", quality=100)
    assert_allclose(open_image(adobe)[8, 8::16], PRINTED[0], atol=3)
    at = adobe.index(b"\xff\xee")
    plain = save(Image.fromarray(255 - blocks, "CMYK"), "JPEG", quality=100)
    plain = plain[:at] + plain[at + 16 :]
    assert_allclose(open_image(plain)[8, 8::16], PRINTED[0], atol=3)


def test_lab_is_turned_into_the_colours_it_means():
    lab = np.array([[[255, 0, 0], [0, 0, 0], [138, 81, 70]]], np.uint8)
    pixels = open_image(save(Image.fromarray(lab, "LAB"), "TIFF")).astype(int)
    assert_allclose(pixels, [[[255, 255, 255], [0, 0, 0], [255, 0, 0]]], atol=6)


def test_another_profile_is_brought_to_srgb_and_it_is_said():
    data = save(Image.new("RGB", (1, 1), (200, 30, 40)), "PNG", icc_profile=profile())
    picture = read_image(data)
    assert_allclose(picture.pixels, [[[30, 200, 40]]], atol=1)
    assert picture.notes == ("Colours were converted to sRGB.",)


@pytest.mark.parametrize("extra", [b"nonsense" * 20, profile().replace(b"RGB ", b"GRAY", 1)])
def test_a_profile_that_cannot_be_used_leaves_the_picture_alone(extra):
    image = Image.fromarray(colours())
    assert_array_equal(open_image(save(image, "PNG", icc_profile=extra)), np.asarray(image))


def test_pixel_data_may_come_in_pieces_of_one_byte():
    whole = png(colours(), depth=8, colour=2)
    at = whole.index(b"IDAT") - 4
    body = whole[at + 8 : -16]
    assert zlib.decompress(body)
    pieces = b"".join(png_chunk(b"IDAT", body[i : i + 1]) for i in range(len(body)))
    assert_array_equal(open_image(whole[:at] + pieces + whole[-12:]), colours())
