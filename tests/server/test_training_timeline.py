"""The time line: what is kept, and what goes when there is too much."""

from types import SimpleNamespace

import numpy as np
import pytest

from cnnviz.training.timeline import FILM, Timeline


def keep(timeline, *steps, size=10):
    for step in steps:
        timeline.keep(step, 0.5, SimpleNamespace(nbytes=size), None, np.zeros((1, 1, 1, 1), "f4"))
    return [moment.step for moment in timeline.moments]


def test_never_more_than_sixty_moments_and_the_first_and_last_stay():
    steps = keep(Timeline(), *range(0, 5000, 7))
    assert len(steps) == 60
    assert (steps[0], steps[-1]) == (0, 4998)
    assert steps == sorted(steps)


def test_early_moments_lie_denser():
    gaps = np.diff(keep(Timeline(), *range(2000)))
    assert gaps[:20].mean() < gaps[-20:].mean() / 4


def test_never_more_bytes_than_there_is_room():
    timeline = Timeline(room=1000)
    for step in range(100):
        keep(timeline, step, size=90)
        assert sum(moment.nbytes for moment in timeline.moments) <= 1000
    assert keep(timeline, 200, size=5000) == [200]
    assert timeline.kept() == "1 moment is kept; others have made room."
    timeline.drop_from(0)
    keep(timeline, 0, 10)
    assert timeline.kept() == "2 moments are kept."


def test_another_future_takes_the_place_of_the_old_one():
    timeline = Timeline()
    assert keep(timeline, 0, 10, 20, 30) == [0, 10, 20, 30]
    assert keep(timeline, 15) == [0, 10, 15]


def test_a_moment_is_found_until_it_goes():
    timeline = Timeline()
    keep(timeline, 0, 10)
    assert timeline.find(2).step == 10
    assert timeline.before(9).step == 0
    timeline.drop_from(10)
    with pytest.raises(ValueError, match="no longer kept"):
        timeline.find(2)


def test_the_strip_is_short_and_says_when_it_changed():
    timeline = Timeline()
    keep(timeline, *range(50))
    before = timeline.film_id
    film = [moment.step for moment in timeline.film()]
    assert len(film) == FILM
    assert (film[0], film[-1]) == (0, 49)
    keep(timeline, 51)
    assert timeline.film_id > before
