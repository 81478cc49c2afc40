"""What a browser may say: commands as JSON, a drawing as bytes; bounded in size and rate."""

import asyncio
import json
import struct
import time
from collections.abc import Collection
from typing import Any

from cnnviz.training.commands import COMMANDS, MOST_DRAWN

MOST_TEXT = 4_096  # characters
MOST_BYTES = MOST_DRAWN**2 + MOST_TEXT
MESSAGES_A_SECOND = 60
BURST = 120
TOO_LARGE = 1009  # RFC 6455
NOT_HERE = {"export", "draw"}  # the page asks for files; a drawing comes as bytes


class TooLarge(Exception):
    """A message nobody of ours would send."""


def parse_message(
    text: str | None, data: bytes | None, commands: Collection[str] = COMMANDS.keys()
) -> dict[str, Any] | None:
    """Read a message; of commands, those that are known here.

    Returns
    -------
    dict or None
        ``ack``, or ``do`` and ``arguments``; None for what makes no sense.

    Examples
    --------
    >>> parse_message('{"do": "set", "lr": 0.1}', None)
    {'do': 'set', 'arguments': {'lr': 0.1}}
    >>> parse_message('{"ack": 3}', None), parse_message('{"do": "format"}', None)
    ({'ack': 3}, None)
    """
    if len(text or "") > MOST_TEXT or len(data or b"") > MOST_BYTES:
        raise TooLarge
    try:
        return _command(text, commands) if text is not None else _drawing(data or b"", commands)
    except (ValueError, KeyError, struct.error, RecursionError):
        return None


def _command(text: str, commands: Collection[str]) -> dict[str, Any] | None:
    """Read a command or an acknowledgement; arguments are numbers, texts, or nothing."""
    said = json.loads(text)
    if not isinstance(said, dict):
        return None
    if isinstance(said.get("ack"), int):
        return {"ack": said["ack"]}
    do = said.pop("do", None)
    if not isinstance(do, str) or do not in {*commands} - NOT_HERE:
        return None
    plain = all(value is None or isinstance(value, int | float | str) for value in said.values())
    return {"do": do, "arguments": said} if plain else None


def _drawing(data: bytes, commands: Collection[str]) -> dict[str, Any] | None:
    """Read a drawing: ``[u32 header length][header][grey plane]``."""
    start = 4 + struct.unpack_from("<I", data)[0]
    said = json.loads(data[4:start])
    if not isinstance(said, dict) or said.get("do") != "draw" or "draw" not in commands:
        return None
    height, width = said["height"], said["width"]
    if not isinstance(height, int) or not isinstance(width, int):
        return None
    plane = data[start : start + max(height * width, 0)]
    return {"do": "draw", "arguments": {"height": height, "width": width, "plane": plane}}


class RateLimit:
    """So many messages a second, and a burst now and then; who says more is heard later."""

    def __init__(self) -> None:
        self._left, self._then = float(BURST), time.monotonic()

    async def keep(self) -> None:
        """Wait until there is room for one more."""
        now = time.monotonic()
        self._left = min(BURST, self._left + (now - self._then) * MESSAGES_A_SECOND) - 1
        self._then = now
        if self._left < 0:
            await asyncio.sleep(-self._left / MESSAGES_A_SECOND)
