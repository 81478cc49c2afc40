"""What travels from lesson to lesson, and in a link."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from cnnviz.ui import story

MAPS = np.array([[[1.5, -2, 0], [3e-7, 1e6, -0.25]]] * 2)


def test_a_map_survives_the_address():
    assert_array_equal(story.read(story.write(MAPS)), MAPS.astype(np.float32))


@pytest.mark.parametrize(
    "text",
    [
        "", "nonsense", "1x2x3*", "1x2*" + story.write(MAPS).partition("*")[2],
        "2x2x4*" + story.write(MAPS).partition("*")[2], "-2x-2x3*" + story.write(MAPS)[6:],
        story.write(np.array([[[np.nan]]])), story.write(np.zeros((1, 900, 900))),
        "0x1x1*" + story.write(np.zeros((0, 1, 1)))[6:], "1x1x1*%%%%", "1x1x1*AAAA",
    ],
)  # fmt: skip
def test_what_is_no_map_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match="that is not a map of numbers"):
        story.read(text)
