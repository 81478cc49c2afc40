"""What a browser may say: what is understood, passed over, or too much."""

import asyncio
import json
import struct

import pytest

from cnnviz.server.sessions import protocol
from cnnviz.server.sessions.protocol import RateLimit, TooLarge, parse_message


def drawing(plane, **said):
    head = json.dumps({"do": "draw", "height": 2, "width": 3} | said).encode()
    return struct.pack("<I", len(head)) + head + plane


def test_commands_and_drawings_are_understood():
    assert parse_message('{"do": "rewind", "id": 4}', None) == {
        "do": "rewind",
        "arguments": {"id": 4},
    }
    assert parse_message(None, drawing(b"abcdef", height=2, width=3)) == {
        "do": "draw",
        "arguments": {"height": 2, "width": 3, "plane": b"abcdef"},
    }


@pytest.mark.parametrize(
    "text",
    [
        "", "play", "[]", "{", '"play"', "null", "{}", '{"do": 3}', '{"do": "open"}',
        '{"do": "close"}', '{"do": "export"}', '{"do": "draw"}', '{"do": "__init__"}',
        '{"do": "set", "lr": [1]}', '{"do": "set", "lr": {"a": 1}}', '{"ack": "3"}', "[" * 3000,
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_passed_over(text):
    assert parse_message(text, None) is None


@pytest.mark.parametrize(
    "data",
    [
        b"", b"abc", struct.pack("<I", 99) + b"{}", struct.pack("<I", 2) + b"[]",
        struct.pack("<I", 2**32 - 1), struct.pack("<I", 4) + b"\xff" * 9,
        drawing(b"", height="2"), drawing(b"", do="play"),
    ],
)  # fmt: skip
def test_bytes_that_make_no_sense_are_passed_over(data):
    assert parse_message(None, data) is None


def test_a_message_too_large_is_an_offence():
    with pytest.raises(TooLarge):
        parse_message("x" * 5_000, None)
    with pytest.raises(TooLarge):
        parse_message(None, b"x" * 300_000)


def test_who_says_too_much_is_heard_later(monkeypatch):
    slept = []

    async def sleep(seconds):
        slept.append(seconds)

    monkeypatch.setattr(protocol.asyncio, "sleep", sleep)
    pace = RateLimit()
    for _ in range(protocol.BURST):
        asyncio.run(pace.keep())
    assert not slept
    for _ in range(30):
        asyncio.run(pace.keep())
    assert sum(slept) > 0.1
