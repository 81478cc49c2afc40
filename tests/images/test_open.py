import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from PIL import Image, ImageFile, ImageOps

from cnnviz.images import ImageError, open_image, read_image
from tests.images import making
from tests.images.making import colours, exif, save
from tests.images.odd import BAD, GOOD, file

TOO_SHORT = "The file ends too early; it may not have been copied completely."
SIZES = {"1x1": (1, 1), "5000x1": (1, 5000), "1x16000": (16000, 1)}
REFUSALS = {
    "empty file": "This file is empty.",
    "over 10 MB": "This file has 11.8 MB; the limit is 10 MB.",
    "60 megapixels": "This picture has 60 megapixels; the limit is 24.",
    "a bomb of 4 terapixels": "This picture has 4,000,000 megapixels; the limit is 24.",
    "an AVIF that lies of its size": "This picture has 24.6 megapixels; the limit is 24.",
    "a WebP of 200 megapixels": "This picture has 268.5 megapixels; the limit is 24.",
    "a TIFF with one huge tile": "This picture has 4,295 megapixels; the limit is 24.",
    "a JPEG of 3000 scans": "This JPEG is drawn in 3010 scans; the limit is 32.",
    "too long": "This picture is 20000 pixels long; the limit is 16384.",
    "no pixels": "This picture has no pixels.",
    "every value NaN": "Every value of this picture is infinite or not a number.",
    "only a signature": TOO_SHORT,
    "a BigTIFF that points nowhere": TOO_SHORT,
} | {name: TOO_SHORT for name in BAD if name.startswith("half")}


@pytest.mark.parametrize("name", GOOD)
def test_an_odd_picture_is_a_picture(name):
    pixels = open_image(file(name))
    lying = name == "photograph on its side"
    assert pixels.shape == (*SIZES.get(name, (47, 31) if lying else (31, 47)), 3)
    assert pixels.dtype == np.uint8
    assert not pixels.flags.writeable


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_picture_gets_one_plain_sentence(name):
    with pytest.raises(ImageError) as refusal:
        open_image(file(name))
    sentence = str(refusal.value)
    assert sentence.startswith(("This ", "The ", "Every "))
    assert sentence.endswith(".")
    assert sentence == REFUSALS.get(name, sentence)


@pytest.mark.parametrize("name", sorted(set(REFUSALS) - {"every value NaN"}))
def test_a_bomb_is_refused_before_anything_is_decoded(name, monkeypatch):
    if not name.startswith("half"):
        monkeypatch.setattr(ImageFile.ImageFile, "load", None)
        monkeypatch.setattr(Image, "open", None)
    with pytest.raises(ImageError):
        open_image(file(name))


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_the_camera_may_be_held_eight_ways(kind, turn):
    data = save(Image.fromarray(colours()), kind, exif=exif(turn))
    turned = ImageOps.exif_transpose(Image.open(making.BytesIO(data))).convert("RGB")
    picture = read_image(data)
    assert_array_equal(picture.pixels, np.asarray(turned))
    assert picture.notes == (() if turn == 1 else ("Turned upright as the camera noted.",))


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_tiff_is_turned_once(turn):
    values = np.arange(12, dtype=np.uint8).reshape(3, 4)
    photograph = save(Image.fromarray(values), "PNG", exif=exif(turn))
    assert_array_equal(open_image(making.tiff(values, tags={274: turn})), open_image(photograph))


def test_half_turned_means_what_exif_says():
    data = save(Image.fromarray(np.array([[10, 20], [30, 40]], np.uint8)), "PNG", exif=exif(6, "<"))
    assert_array_equal(open_image(data)[..., 0], [[30, 10], [40, 20]])


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "TIFF"])
def test_of_an_animation_the_first_frame_is_shown(kind):
    first, *others = (Image.new("RGB", (9, 5), colour) for colour in ("red", "blue", "lime"))
    lossless = {"lossless": True} if kind == "WEBP" else {}
    data = save(first, kind, save_all=True, append_images=others, **lossless)
    picture = read_image(data)
    assert_array_equal(picture.pixels, np.full((5, 9, 3), [255, 0, 0]))
    assert picture.notes == (f"First of 3 {'pages' if kind == 'TIFF' else 'frames'}.",)


def test_a_gif_smaller_than_its_screen_keeps_its_place():
    data = bytearray(save(Image.new("P", (4, 3), 1), "GIF"))
    data[6:10] = b"\x06\0\x05\0"
    assert open_image(bytes(data)).shape == (5, 6, 3)


def test_pillow_s_own_settings_are_left_alone():
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False
    assert Image.MAX_IMAGE_PIXELS is not None


def test_many_sessions_may_open_pictures_at_once():
    names = list(GOOD) * 2
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda name: open_image(file(name)), names))
    for name, pixels in zip(names, together, strict=True):
        assert_array_equal(pixels, open_image(file(name)))


def test_no_warning_leaks_even_where_warnings_are_errors():
    script = (
        "import tests.images.odd as odd, random\n"
        "for name in odd.GOOD: odd.read_image(odd.file(name))\n"
        "dice = random.Random(1)\n"
        "for name in [name for name in odd.GOOD if 'TIFF' in name] * 10:\n"
        "    data = bytearray(odd.file(name))\n"
        "    for _ in range(4): data[dice.randrange(8, len(data))] = dice.randrange(256)\n"
        "    odd.answer(bytes(data))\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=False
    )
    assert "Warning" not in done.stderr
    assert done.returncode == 0, done.stderr
