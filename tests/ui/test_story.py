"""What travels from lesson to lesson, and in a link."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from cnnviz.ui.lesson import chain

MAPS = np.array([[[1.5, -2, 0], [3e-7, 1e6, -0.25]]] * 2)


def test_a_map_survives_the_address():
    assert_array_equal(chain.read_maps(chain.write_maps(MAPS)), MAPS.astype(np.float32))


@pytest.mark.parametrize(
    "text",
    [
        "", "nonsense", "1x2x3*", "1x2*" + chain.write_maps(MAPS).partition("*")[2],
        "2x2x4*" + chain.write_maps(MAPS).partition("*")[2],
        "-2x-2x3*" + chain.write_maps(MAPS)[6:],
        chain.write_maps(np.array([[[np.nan]]])), chain.write_maps(np.zeros((1, 900, 900))),
        "0x1x1*" + chain.write_maps(np.zeros((0, 1, 1)))[6:], "1x1x1*%%%%", "1x1x1*AAAA",
    ],
)  # fmt: skip
def test_what_is_no_map_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match="that is not a map of numbers"):
        chain.read_maps(text)
