"""Long work rests while nobody watches, is stopped by a message, found again, and ends no page."""

import math
from functools import partial

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from cnnviz.geometry import ShapeError
from cnnviz.insight import Progress
from cnnviz.message import pack
from cnnviz.server.sessions import Job, Refused, open_job, progress_frame, registry
from cnnviz.server.sessions.session import JobSession
from cnnviz.server.workers import job as jobs
from cnnviz.server.workers.job import BUG, JobTask
from tests.jobs import Reader, watched
from tests.view.unpacking import unpack


def count(total, at_most=None):
    for done in range(1, (at_most or total) + 1):
        yield Progress(done, total)


def broken(error):
    yield Progress(1, 3)
    raise error


def draws(*, rng):
    yield Progress(int(rng.integers(1000)), 1000)


def numbers_frame(state, *, numbers, running):
    return pack({"running": running}, numbers=numbers[: state.done])


def counting(total, **options):
    return Job(partial(count, total), progress_frame, "squares", 1000, **options)


@pytest.fixture
def clock(monkeypatch):
    """A clock that moves when a test says so."""
    now = [100.0]
    monkeypatch.setattr(jobs.time, "perf_counter", lambda: now[0])
    return now


@pytest.fixture(params=["process", "slices"])
def where(request, processes, monkeypatch):
    if request.param == "slices":
        monkeypatch.setattr(processes, "choose", lambda busy: processes.in_slices())
    return request.param


def test_a_job_works_only_while_somebody_asks_for_frames(clock):
    task = JobTask(counting(100))
    assert task.due(clock[0]) == math.inf
    task.want_frame(fresh=True)
    assert task.due(clock[0]) == 0
    assert task.due(clock[0] + jobs.WATCHED + 0.1) == math.inf


def test_quick_work_is_spread_over_time_to_be_watched(clock):
    task, seen = JobTask(counting(49, seconds=4.9)), []
    while task.running:
        task.want_frame(fresh=False)
        task.work(1.0)
        seen.append(task.latest.done)
        clock[0] += 0.5 + 1e-9
    assert seen == [1, 6, 11, 16, 21, 26, 31, 36, 41, 46, 49]


def test_work_that_rested_does_not_hurry_afterwards(clock):
    task = JobTask(counting(100, seconds=100))
    task.work(1.0)
    clock[0] += 60
    task.work(1.0)
    assert task.latest.done <= 4


def test_cancelled_work_stays_and_goes_on_where_it_was(clock):
    task = JobTask(counting(10, seconds=10))
    task.work(1.0)
    assert task.do("cancel", {})["text"] == "Stopped at 1 of 10 squares"
    assert (task.status()["label"], task.due(clock[0])) == ("Go on", math.inf)
    task.work(1.0)
    assert task.latest.done == 1
    assert task.do("go_on", {})["label"] == "Cancel"
    clock[0] += 1.5
    task.work(1.0)
    assert task.latest.done == 2
    status = task.do("again", {})
    assert (status["text"], status["share"], status["round"]) == ("0 squares", 0.0, 2)


def test_finished_work_can_only_be_begun_again():
    task = JobTask(counting(3))
    task.work(1.0)
    assert (task.status()["text"], task.status()["label"]) == ("All 3 squares", "Again")
    assert not task.do("go_on", {})["running"]


def test_work_that_ends_early_says_where():
    task = JobTask(Job(partial(count, 60, 2), progress_frame, "steps", 1000))
    task.work(1.0)
    assert (task.running, task.status()["text"]) == (False, "Ended at 2 of 60 steps")


@pytest.mark.parametrize(
    ("error", "said"),
    [(ShapeError("the square is larger than the picture"), "larger"), (KeyError("x"), BUG)],
)
def test_an_error_is_said_and_what_there_was_stays(error, said, caplog):
    task = JobTask(Job(partial(broken, error), progress_frame, "squares", 1000))
    task.work(1.0)
    status = task.status()
    assert said in status["error"]
    assert (task.latest.done, status["running"], status["finished"]) == (1, False, True)
    assert bool(caplog.records) == (said is BUG)


def test_a_job_at_work_makes_few_frames_and_the_last_one_at_once(clock):
    task, made = JobTask(counting(20, seconds=2)), []
    while task.running:
        task.want_frame(fresh=False)
        task.work(1.0)
        made.append(task.next_frame())
        clock[0] += 0.05
    assert made[-1] is not None
    assert sum(frame is not None for frame in made) <= len(made) / 2 + 2
    assert task.next_frame() is None


def test_a_frame_holds_the_state_and_how_far_it_is():
    frame = partial(numbers_frame, numbers=np.arange(9, dtype=np.int32))
    task = JobTask(Job(partial(count, 5, 2), frame, "squares", 1000))
    task.want_frame(fresh=True)
    header, arrays = unpack(task.next_frame())
    assert (header["job"]["known"], arrays) == (False, {})
    task.work(1.0)
    task.want_frame(fresh=False)
    header, arrays = unpack(task.next_frame())
    assert (header["running"], header["job"]["text"]) == (False, "Ended at 2 of 5 squares")
    assert_array_equal(arrays["numbers"], [0, 1])


def test_a_seed_makes_the_same_numbers_each_time():
    task = JobTask(Job(draws, progress_frame, "throws", 1000, seed=3))
    task.work(1.0)
    first = task.latest.done
    task.do("again", {})
    task.work(1.0)
    assert task.latest.done == first


def test_what_no_job_knows_is_refused():
    with pytest.raises(ValueError, match="no command called 'format'"):
        JobTask(counting(3)).do("format", {})


def test_a_worker_does_the_work_and_hands_the_result_out(where):
    numbers = np.arange(100_000, dtype=np.int32)
    job = Job(partial(count, 7), partial(numbers_frame, numbers=numbers), "squares", 1000)
    session = open_job(job)
    assert session.where == where
    header, arrays = watched(session)
    assert header["job"]["text"] == "All 7 squares"
    assert_array_equal(arrays["numbers"], numbers[:7])
    assert session.result().done == 7
    session.close()


def test_cancel_is_a_message_and_never_lost(where):
    session = open_job(counting(10_000, seconds=1000))
    reader = Reader(session)
    reader.next_frame(fresh=True)
    for _ in range(20):
        stopped = session.call("cancel")
        assert (stopped["running"], stopped["label"]) == (False, "Go on")
        assert session.status()["text"] == stopped["text"]
        assert session.call("go_on")["running"]
    session.close()


def test_a_job_looks_otherwise_without_being_done_again(where):
    frame = partial(numbers_frame, numbers=np.arange(5, dtype=np.int32))
    session = open_job(Job(partial(count, 2), frame, "squares", 1000))
    watched(session)
    session.call("redraw", frame=partial(numbers_frame, numbers=np.full(5, 9, np.int32)))
    header, arrays = watched(session)
    assert header["job"]["round"] == 1
    assert_array_equal(arrays["numbers"], [9, 9])
    session.close()


def test_a_closed_job_is_told_why_and_gives_its_memory_back(where):
    session = open_job(counting(5))
    box, given = session.box_name, session._end.peek()[2][2].name
    session.close("It was in the way.")
    assert session.why == "It was in the way."
    header, _ = unpack(session.farewell(None))
    assert header["over"] == "It was in the way."
    with pytest.raises(Refused, match="in the way"):
        session.call("cancel")
    session.link.ask("", "cores", {"count": 1}).result(30)  # answered after the closing
    for name in (box, given):
        with pytest.raises((FileNotFoundError, KeyError)):
            jobs.SharedBytes(name)


def test_too_many_jobs_make_room_by_freeing_what_nobody_watches(processes, monkeypatch):
    monkeypatch.setattr(registry, "limit", 1)
    monkeypatch.setattr(registry, "JOBS_A_SEAT", 2)
    first, second = open_job(counting(5)), open_job(counting(5))
    first.since = second.since - 1
    third = open_job(counting(5))
    assert [one.alive for one in (first, second, third)] == [False, True, True]
    for one in (second, third):
        Reader(one)
    with pytest.raises(Refused, match="All 2 places for long work are taken"):
        open_job(counting(5))
    assert len(registry.all_sessions(JobSession)) == 2
    for one in (second, third):
        one.close()
