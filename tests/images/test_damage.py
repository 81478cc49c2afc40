"""Whatever happens to a file, the answer is a picture or one sentence."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from cnnviz.images import ImageError, OpenedImage, open_image, read_image
from cnnviz.images.formats import FORMATS
from cnnviz.images.formats.av1 import sequence_sizes
from tests.examples import examples
from tests.images.making import save
from tests.images.odd import GOOD, RGB, file

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")
SMALL = [name for name in GOOD if name not in ("5000x1", "1x16000")]
BEGINNINGS = [file(name)[:16] for name in ("PNG", "JPEG", "WebP", "GIF", "BMP", "TIFF", "AVIF")]


def check(data):
    try:
        picture = read_image(data)
    except ImageError:
        return
    assert isinstance(picture, OpenedImage)
    assert picture.pixels.shape[2:] == (3,)
    assert picture.pixels.dtype == np.uint8


@given(st.sampled_from([b"", *BEGINNINGS]), st.binary(max_size=400))
def test_random_bytes_are_refused_politely(beginning, rest):
    check(beginning + rest)


@examples(300, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(SMALL),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1),
    st.booleans(),
)
def test_a_damaged_file_is_read_or_refused(name, damage, early):
    data = bytearray(file(name))
    reach = min(len(data), 200) if early else len(data)
    for place, value in damage:
        data[int(place * reach)] = value
    check(bytes(data))


@examples(300)
@given(st.sampled_from(SMALL), st.floats(0, 1, exclude_max=True))
def test_a_file_cut_short_is_refused_or_loses_nothing(name, place):
    whole = file(name)
    try:
        pixels = open_image(whole[: int(place * len(whole))])
    except ImageError:
        return
    assert_array_equal(pixels, open_image(whole))


@given(st.sampled_from(SMALL), st.binary(max_size=99))
def test_what_follows_the_picture_does_not_matter(name, rest):
    assert_array_equal(open_image(file(name) + rest), open_image(file(name)))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_known_by_its_first_bytes_alone(name):
    data = save(RGB, name)
    assert [other for other in FORMATS if FORMATS[other].MAGIC.match(data)] == [name]


@given(st.binary(max_size=60))
def test_a_random_stream_has_a_size_or_ends(stream):
    try:
        found = list(sequence_sizes(stream))
    except IndexError:
        return
    assert all(width > 0 and height > 0 for width, height in found)
