"""The line a component asks the server on: who is answered, who is not, and when it ends."""

import gc

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from cnnviz.server import live_answers

OURS = {"Origin": "http://testserver"}


@pytest.fixture
def client():
    return TestClient(Starlette(routes=live_answers.ROUTES))


@pytest.fixture
def line():
    made = live_answers.LiveAnswers()
    made.answer = lambda question: question[::-1] if question != b"old" else None
    return made


def test_a_question_is_answered(client, line):
    got = client.post(line.url, content=b"abc", headers=OURS)
    assert (got.status_code, got.content) == (200, b"cba")


def test_a_question_out_of_date_gets_no_content(client, line):
    assert client.post(line.url, content=b"old", headers=OURS).status_code == 204


def test_another_host_and_no_host_are_strangers(client, line):
    for headers in ({"Origin": "http://evil.example"}, {"Origin": "null"}, {}):
        assert client.post(line.url, content=b"abc", headers=headers).status_code == 404


def test_a_guessed_name_and_a_silent_line_are_not_found(client, line):
    assert client.post("./live/guess", content=b"abc", headers=OURS).status_code == 404
    line.answer = None
    assert client.post(line.url, content=b"abc", headers=OURS).status_code == 404


def test_a_question_may_not_be_large_or_of_unknown_length(client, line):
    large = b"1" * (live_answers.LIMIT + 1)
    assert client.post(line.url, content=large, headers=OURS).status_code == 413
    assert client.post(line.url, content=iter([b"1"]), headers=OURS).status_code == 413


def test_a_line_ends_with_whoever_held_it(client, line):
    url, short = line.url, live_answers.LiveAnswers()
    gone = short.url
    short.answer = line.answer
    del short
    gc.collect()
    assert client.post(gone, content=b"abc", headers=OURS).status_code == 404
    assert client.post(url, content=b"abc", headers=OURS).status_code == 200
