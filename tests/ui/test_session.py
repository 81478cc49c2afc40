"""What a session keeps: one typed object, and the values of widgets."""

import pytest

from cnnviz.ui.lesson import contents
from cnnviz.ui.state.session import KEY


@pytest.mark.parametrize("page", [lesson.slug for lesson in contents.lessons()])
def test_a_page_keeps_nothing_under_a_key_of_its_own(open_lesson, page):
    assert not [key for key in open_lesson(page).session_state if key.startswith("_")]


def test_sessions_share_nothing(open_lesson):
    one, other = (open_lesson("convolution").session_state[KEY] for _ in range(2))
    assert one.address.values is not other.address.values
    assert one.network.paper is not other.network.paper
    assert one.kernel_lab.lines["kernel_lab"].url != other.kernel_lab.lines["kernel_lab"].url
