"""The WebSocket, with a real worker behind it: who may watch, what arrives, and how it ends."""

import asyncio
import json
import os
import signal
import struct
from types import SimpleNamespace

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from cnnviz.datasets import digits
from cnnviz.server.sessions import open_session, registry, stream
from tests.server.learning import SPEC, until
from tests.view.unpacking import unpack

OURS = {"Origin": "http://testserver"}


class Browser:
    """What the component does: draws frames, acknowledges them, sends commands."""

    def __init__(self, socket):
        self.socket = socket
        self.seen = []

    def frame(self):
        header, arrays = unpack(self.socket.receive_bytes())
        self.seen.append(header)
        self.socket.send_json({"ack": header["frame"]})
        return header, arrays

    def until(self, true, most=2000):
        """Look at frames until one is as wanted."""
        for _ in range(most):
            header, arrays = self.frame()
            if true(header):
                return header, arrays
        raise AssertionError(f"{most} frames, and none as wanted: {header}")

    def do(self, name, **arguments):
        self.socket.send_json({"do": name, **arguments})


@pytest.fixture(scope="module")
def client():
    registry.pool.start(1)
    with TestClient(Starlette(routes=stream.ROUTES)) as made:
        yield made
    registry.stop_workers()


@pytest.fixture
def course(client):
    made = open_session(SPEC, digits())
    assert made.where == "process"
    yield made
    made.close()


@pytest.fixture
def browser(client, course):
    with client.websocket_connect(course.url[1:], headers=OURS) as socket:
        yield Browser(socket)


def at_rest(header):
    return header["state"] == "paused" and header["judged"]


def test_play_and_frames_arrive_while_it_learns(browser):
    first, arrays = browser.frame()
    assert (first["state"], first["where"]) == ("paused", "process")
    assert arrays["filters"].shape == (8, 1, 3, 3)
    browser.do("play")

    def is_under_way(header):
        return header["step"] > 900 and (header["accuracy"] or 0) > 0.8 and len(browser.seen) > 6

    header, arrays = browser.until(is_under_way)
    assert header["state"] == "playing"
    assert header["rate"] > 0
    assert len(arrays["loss"]) > 20
    steps = [one["step"] for one in browser.seen]
    assert steps == sorted(steps)
    assert len(set(steps)) > 4


def test_a_step_adds_exactly_one(browser):
    browser.until(at_rest)
    for step in (1, 2, 3):
        browser.do("step")
        header, _ = browser.until(lambda h, step=step: h["step"] == step and at_rest(h))
        assert header["snapshots"][-1]["step"] == step


def test_after_pause_is_answered_no_step_is_taken(browser, course):
    browser.do("play")
    browser.until(lambda h: h["step"] > 20)
    browser.do("pause")
    paused, _ = browser.until(lambda h: h["state"] == "paused")
    for _ in range(20):  # between two questions the worker trains whatever is not paused
        assert course.call("state")["step"] == paused["step"]


def test_going_back_shows_the_earlier_accuracy(browser):
    for epochs in (1, 2, 3):
        browser.do("epoch")
        header, _ = browser.until(lambda h, n=epochs: h["epoch"] >= n and at_rest(h))
    moment = header["snapshots"][1]
    assert moment["accuracy"] != header["accuracy"]
    browser.do("rewind", id=moment["id"])
    back, arrays = browser.until(lambda h: h["step"] == moment["step"] and at_rest(h))
    assert back["accuracy"] == moment["accuracy"]
    assert arrays["other_loss_step"][-1] == header["step"]


def test_an_exploding_loss_is_a_sentence(browser):
    browser.do("set", optimizer="adam", lr=10)
    browser.do("play")
    header, _ = browser.until(lambda h: h["state"] == "stopped")
    assert "take a smaller learning rate" in header["why"]
    assert header["offer"] in [one["id"] for one in header["snapshots"]]


def test_a_drawing_is_read(browser):
    head = json.dumps({"do": "draw", "height": 20, "width": 20}).encode()
    plane = bytes(255 if 8 <= at % 20 <= 11 else 0 for at in range(400))
    browser.socket.send_bytes(struct.pack("<I", len(head)) + head + plane)
    header, arrays = browser.until(lambda h: h["drawn"] is not None)
    assert arrays["drawn"].sum() == pytest.approx(1, abs=1e-5)
    assert arrays["drawn_image"][0, 4].argmax() in (3, 4)


def test_a_refusal_is_said_and_nonsense_is_passed_over(browser):
    for text in ("", "{", "[1]", '{"do": "close"}', '{"do": "set", "lr": {}}', "null"):
        browser.socket.send_text(text)
    browser.socket.send_bytes(b"\xff" * 30)
    browser.do("rewind", id=12345)
    header, _ = browser.until(lambda h: h["note"])
    assert "no longer kept" in header["note"]
    browser.do("step")
    assert browser.until(lambda h: h["step"] == 1)[0]["note"] is None


def test_no_frame_is_sent_before_the_last_one_is_drawn(client, course):
    with client.websocket_connect(course.url[1:], headers=OURS) as socket:
        first, _ = unpack(socket.receive_bytes())
        socket.send_json({"do": "play"})
        socket.send_json({"do": "set", "lr": 0.02})
        until(lambda: course.call("state")["step"] > 20)
        before = course.call("state")
        socket.send_json({"ack": first["frame"]})
        second, _ = unpack(socket.receive_bytes())
    assert second["frame"] == first["frame"] + 1
    assert second["step"] >= before["step"] > 0


def test_not_more_than_thirty_frames_a_second(course, client, monkeypatch):
    rests, now = [], [0.0]

    async def sleep(seconds):
        rests.append(seconds)
        await asyncio.sleep(0)

    def clock():
        now[0] += 1 / 64  # each look takes time, as drawing does
        return now[0]

    monkeypatch.setattr(stream, "time", SimpleNamespace(monotonic=clock))
    monkeypatch.setattr(stream, "asyncio", SimpleNamespace(**vars(asyncio) | {"sleep": sleep}))
    with client.websocket_connect(course.url[1:], headers=OURS) as socket:
        browser = Browser(socket)
        browser.do("play")
        for _ in range(15):
            browser.frame()
    assert rests[:14] == [pytest.approx(1 / 30 - 1 / 64)] * 14


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://evil.example"}, {"Origin": "null"}])
def test_strangers_are_refused(client, course, headers):
    with (
        pytest.raises(WebSocketDisconnect) as refused,
        client.websocket_connect(course.url[1:], headers=headers),
    ):
        pass
    assert refused.value.code == stream.STRANGER
    assert course.reader is None


def closing(client, url):
    with (
        pytest.raises(WebSocketDisconnect) as closed,
        client.websocket_connect(url, headers=OURS) as socket,
    ):
        socket.receive_bytes()
    return closed.value.code


def test_a_guessed_name_opens_nothing(client, course):
    assert closing(client, "/training/guess") == stream.UNKNOWN
    assert closing(client, course.url[1:-1]) == stream.UNKNOWN
    course.close()
    assert closing(client, course.url[1:]) == stream.FREED


def test_a_second_connection_takes_over(client, course):
    with client.websocket_connect(course.url[1:], headers=OURS) as first:
        Browser(first).frame()
        with client.websocket_connect(course.url[1:], headers=OURS) as second:
            _, arrays = Browser(second).frame()
            assert "confusion" in arrays or "film" in arrays
            with pytest.raises(WebSocketDisconnect) as closed:
                first.receive_bytes()
            assert closed.value.code == stream.TAKEN_OVER
            browser = Browser(second)
            browser.do("step")
            browser.until(lambda h: h["step"] == 1)


def test_leaving_is_noticed_and_coming_back_finds_it_where_it_was(client, course):
    with client.websocket_connect(course.url[1:], headers=OURS) as socket:
        browser = Browser(socket)
        browser.do("step")
        browser.until(lambda h: h["step"] == 1 and at_rest(h))
        assert course.reader is not None
    assert course.reader is None
    with client.websocket_connect(course.url[1:], headers=OURS) as socket:
        header, arrays = Browser(socket).frame()
    assert header["step"] == 1
    assert arrays.keys() >= {"confusion", "film", "mistakes"}


def test_a_message_too_large_ends_the_connection(browser):
    browser.socket.send_text("x" * 10_000)
    with pytest.raises(WebSocketDisconnect) as closed:
        browser.until(lambda header: False)
    assert closed.value.code == stream.TOO_LARGE


def test_a_tab_that_closes_is_told_from_a_connection_that_is_lost(client, course):
    for code, closed in ((1001, True), (1006, False), (1000, False)):
        with client.websocket_connect(course.url[1:], headers=OURS) as socket:
            socket.receive_bytes()
            assert not course.goodbye
            socket.close(code)
        assert course.goodbye is closed


def test_a_course_that_is_closed_says_goodbye(browser, course):
    browser.until(at_rest)
    course.close("Another network has been opened in its place.")
    header, arrays = browser.until(lambda h: h["state"] == "stopped")
    assert header["why"] == "Another network has been opened in its place."
    assert header["snapshots"] == []
    assert arrays["filters"].shape == (8, 1, 3, 3)


def test_a_worker_that_dies_is_a_sentence_too(browser, course):
    browser.do("play")
    browser.until(lambda h: h["step"] > 5)
    os.kill(course.link.process.pid, signal.SIGKILL)
    header, _ = browser.until(lambda h: h["state"] == "stopped")
    assert "has ended" in header["why"]
