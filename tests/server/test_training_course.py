"""Courses in real worker processes, and in slices: the same numbers, and nothing left behind."""

import gc
import os
import signal
import sys
import threading
from types import SimpleNamespace

import pytest
from numpy.testing import assert_array_equal

from cnnviz import nn
from cnnviz.datasets import digits
from cnnviz.geometry import ShapeError
from cnnviz.server.sessions import Refused, open_session, registry
from cnnviz.server.sessions.session import TrainingSession
from cnnviz.server.workers import pool, thread
from cnnviz.server.workers.worker import ROUND, SLICE, Worker
from cnnviz.training import Spec
from tests.server.learning import LAYERS, SPEC, memory, taken, until


def test_it_starts_paused_and_takes_exact_steps(course):
    assert course.call("state")["state"] == "paused"
    assert [course.call("step")["step"] for _ in range(3)] == [1, 2, 3]


def test_after_pause_there_is_no_step_though_it_trained_at_full_speed(course):
    course.call("play")
    until(lambda: course.call("state")["step"] > 50)
    paused = course.call("pause")
    for _ in range(20):  # between two questions the worker trains whatever is not paused
        assert course.call("state")["step"] == paused["step"]


def test_commands_are_answered_while_it_trains_at_full_speed(course):
    course.call("play")
    until(lambda: course.call("state")["step"] > 50)
    steps = [course.call("look", index=1)["step"] for _ in range(30)]
    assert steps == sorted(steps)
    until(lambda: course.call("state")["step"] > steps[-1])
    assert course.call("pause")["state"] == "paused"


class Restless(SimpleNamespace):
    """An engine that always has something to do, and notes the seconds it is given."""

    def due(self, now):
        return 0.0

    def work(self, seconds):
        self.given.append((self.name, seconds))

    def next_frame(self):
        """Nobody waits for one."""


@pytest.mark.parametrize(
    ("count", "seconds"), [(1, SLICE), (4, SLICE), (10, ROUND / 10), (99, 0.002)]
)
def test_a_question_waits_for_one_slice_and_all_take_turns(count, seconds):
    desk, given = Worker(None, "process"), []
    desk.tasks = {str(name): Restless(name=str(name), given=given) for name in range(count)}
    for _ in range(2 * count):
        desk.work()  # the worker listens before each of these
    names = [str(name) for name in range(count)]
    assert given == [(name, pytest.approx(seconds)) for name in 2 * names]


def test_who_stops_waiting_for_an_answer_does_no_harm(course):
    waiting = [course.ask("step", {}) for _ in range(5)]
    assert not any(future.cancel() for future in waiting)
    assert course.call("step")["step"] == 6


def test_slices_and_processes_give_the_same_numbers(processes):
    def learned(link):
        made = open_session(SPEC, digits())
        assert made.link is link
        for _ in range(60):
            made.call("step")
        net = nn.load_npz(made.call("export")["npz"])
        made.close()
        return net.parameters()

    chosen = [processes.links[0], processes.in_slices()]
    with pytest.MonkeyPatch.context() as patch:
        both = []
        for link in chosen:
            patch.setattr(processes, "choose", lambda busy, link=link: link)
            both.append(learned(link))
    alone = SPEC.build(open_data())
    for _ in range(60):
        alone.step()
    for name, values in alone.net.parameters().items():
        assert_array_equal(both[0][name], values, err_msg=name)
        assert_array_equal(both[1][name], values, err_msg=name)


def open_data():
    shelf = registry.SharedDatasets()
    return shelf.take(digits(), 0.2, shared=False).open()


def test_closing_gives_the_memory_back(course):
    mine = memory(course)
    assert taken(mine) == (mine if course.where == "process" else set())
    course.close()
    assert registry.find_session(course.token) is None
    until(lambda: not taken(mine))
    with pytest.raises(Refused, match="closed"):
        course.call("play")


def test_a_course_nobody_holds_is_freed(processes):
    made = open_session(SPEC, digits())
    token, mine = made.token, memory(made)
    assert taken(mine) == mine
    del made
    gc.collect()
    until(lambda: not taken(mine))
    assert registry.find_session(token) is None
    assert token in registry.gone


def test_courses_with_the_same_data_share_it(processes):
    first, second = open_session(SPEC, digits()), open_session(SPEC.changed(seed=3), digits())
    both = memory(first) | memory(second)
    assert len(both) == 3  # two boxes, one data set
    first.close()
    until(lambda: len(taken(both)) == 2)
    assert second.call("step")["step"] == 1
    second.close()
    until(lambda: not taken(both))


def test_the_least_busy_worker_gets_the_next_course(processes):
    made = [open_session(SPEC, digits()) for _ in range(4)]
    assert sorted(registry.busy(link) for link in {course.link for course in made}) == [2, 2]
    for course in made:
        course.close()


def test_who_is_alone_may_learn_on_all_cores_and_others_share_them(processes, monkeypatch):
    gc.collect()  # whoever is left of other tests
    assert not registry.all_sessions(TrainingSession)
    told = []
    monkeypatch.setattr("cnnviz.server.workers.pool.cores", lambda: 2)
    for link in processes.links:
        monkeypatch.setattr(link, "tell", lambda token, do, **how: told.append((do, how)))
    first = open_session(SPEC, digits())
    second = open_session(SPEC.changed(seed=4), digits())
    second.close()
    heard = [how["count"] for do, how in told if do == "cores"]
    assert heard == [2, 2, 1, 1, 2, 2]  # each worker hears of each change
    first.close()


def test_a_worker_takes_the_cores_it_is_given():
    desk = Worker(None, "process")
    for count, used in ((3, 2), (1, 1)):
        assert desk._answer("", "cores", {"count": count}) == (None, True)
        assert nn.get_num_threads() == used


def test_two_courses_share_a_worker_fairly(processes, monkeypatch):
    monkeypatch.setattr(processes, "choose", lambda busy: processes.links[0])
    quick, slow = open_session(SPEC, digits()), open_session(SPEC.changed(batch_size=512), digits())
    for course in (quick, slow):
        course.call("play")
    until(lambda: slow.call("state")["step"] > 20)
    assert quick.call("state")["step"] > 20
    for course in (quick, slow):
        course.close()


def test_a_network_that_cannot_be_is_refused_before_anything_is_taken(processes):
    before = registry.all_sessions(TrainingSession)
    with pytest.raises(ShapeError, match="Layer 1"):
        open_session(Spec([("conv9d", {})]), digits())
    assert registry.all_sessions(TrainingSession) == before


def test_the_longest_unwatched_makes_room(processes, monkeypatch):
    monkeypatch.setattr(registry, "limit", 2)
    first, second = open_session(SPEC, digits()), open_session(SPEC, digits())
    first.since -= 60
    third = open_session(SPEC, digits())
    assert (first.alive, second.alive, third.alive) == (False, True, True)
    assert "its place was needed" in first.why
    second.reader = third.reader = object()
    with pytest.raises(Refused, match="All 2 places"):
        open_session(SPEC, digits())
    second.reader = third.reader = None
    second.close()
    third.close()


def test_a_session_has_one_course(processes, monkeypatch):
    monkeypatch.setattr(registry, "_reader", lambda: "somebody")
    first = open_session(SPEC, digits())
    second = open_session(SPEC, digits())
    assert (first.alive, second.alive) == (False, True)
    assert first.why == registry.ANOTHER
    second.close()


def test_a_worker_that_dies_is_replaced_and_its_courses_say_so(processes):
    made = open_session(SPEC, digits())
    killed, mine = made.link, memory(made)
    os.kill(killed.process.pid, signal.SIGKILL)
    until(lambda: made.why is not None)
    assert "has ended" in made.why
    with pytest.raises(Refused, match="Start it again"):
        made.call("step")
    until(lambda: len(processes.links) == 2 and killed not in processes.links)
    again = open_session(made.spec, digits())
    assert again.call("step")["step"] == 1
    made.close()
    again.close()
    until(lambda: not taken(mine))


def test_a_worker_that_dies_during_a_question_is_an_answer(processes):
    made = open_session(SPEC, digits())
    os.kill(made.link.process.pid, signal.SIGSTOP)
    threading.Timer(0.3, os.kill, (made.link.process.pid, signal.SIGKILL)).start()
    with pytest.raises(Refused, match="has ended"):
        made.call("step")
    made.close()


def test_a_worker_never_runs_our_main_script(tmp_path, monkeypatch):
    page, trace = tmp_path / "page.py", tmp_path / "ran"
    page.write_text(f"open({str(trace)!r}, 'a').write(__name__)")
    monkeypatch.setattr(sys.modules["__main__"], "__file__", str(page), raising=False)
    monkeypatch.setattr(sys.modules["__main__"], "__spec__", None)
    own = pool.WorkerPool(lambda token, number: None, lambda link: None)
    own.start(1)
    until(lambda: own.links[0].greeted)
    own.stop()
    assert not trace.exists()


def test_stopping_ends_the_processes_while_they_train():
    own = pool.WorkerPool(lambda token, number: None, lambda link: None)
    own.start(2)
    processes = [link.process for link in own.links]
    until(lambda: all(link.greeted for link in own.links))
    own.stop()
    assert [process.exitcode for process in processes] == [0, 0]


def test_where_no_process_can_be_started_it_works_in_slices(monkeypatch):
    def impossible(self):
        raise OSError("no processes here")

    monkeypatch.setattr(pool.multiprocessing.get_context("spawn").Process, "start", impossible)
    own = pool.WorkerPool(lambda token, number: None, lambda link: None)
    own.start(2)
    assert own.choose(lambda link: 0).where == "slices"
    own.stop()


def test_whoever_runs_the_server_may_want_no_processes(monkeypatch):
    monkeypatch.setenv(thread.SWITCH, "slices")
    own = pool.WorkerPool(lambda token, number: None, lambda link: None)
    own.start(2)
    assert own.links == []
    assert own.choose(lambda link: 0).where == "slices"
    own.stop()


def test_where_no_memory_can_be_shared_it_works_in_slices(processes, monkeypatch):
    def full(create=False, size=0, name=None):
        raise OSError("no room")

    monkeypatch.setattr("cnnviz.server.workers.memory.SharedMemory", full)
    made = open_session(SPEC.changed(seed=9), digits())
    assert made.where == "slices"
    assert made.call("step")["step"] == 1
    made.close()


def test_a_bug_in_one_course_is_not_the_end_of_the_others(processes, monkeypatch, capfd):
    link = processes.in_slices()
    monkeypatch.setattr(processes, "choose", lambda busy: link)
    good, bad = (
        open_session(SPEC, digits()),
        open_session(SPEC.changed(layers=LAYERS[3:]), digits()),
    )
    with pytest.MonkeyPatch.context() as patch:

        def wrong(self, seconds):
            raise RuntimeError("a bug, for the test")

        patch.setattr(nn.Trainer, "train_for", wrong)
        bad.call("play")
        until(lambda: bad.call("state")["state"] == "stopped")
    assert "Something went wrong" in bad.call("state")["why"]
    assert good.call("step")["step"] == 1
    good.close()
    bad.close()
    assert "a bug, for the test" in capfd.readouterr().err
