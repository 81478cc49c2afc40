"""Messages from the browser: commands as JSON, drawings as bytes; limited in size and rate."""

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
NOT_HERE = {"export", "draw"}  # export is for the page only; draw is a binary message


class TooLarge(Exception):
    """A message over the size limit."""


def parse_message(
    text: str | None, data: bytes | None, commands: Collection[str] = COMMANDS.keys()
) -> dict[str, Any] | None:
    """Parse a message.

    Parameters
    ----------
    text : str or None
        Of a text message.
    data : bytes or None
        Of a binary message.
    commands : collection of str
        The commands that are allowed.

    Returns
    -------
    dict or None
        ``ack``, or ``do`` and ``arguments``; None for an invalid message.

    Raises
    ------
    TooLarge

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
    """Parse a command or an acknowledgement; arguments are numbers, strings, or null."""
    fields = json.loads(text)
    if not isinstance(fields, dict):
        return None
    if isinstance(fields.get("ack"), int):
        return {"ack": fields["ack"]}
    do = fields.pop("do", None)
    if not isinstance(do, str) or do not in {*commands} - NOT_HERE:
        return None
    plain = all(value is None or isinstance(value, int | float | str) for value in fields.values())
    return {"do": do, "arguments": fields} if plain else None


def _drawing(data: bytes, commands: Collection[str]) -> dict[str, Any] | None:
    """Parse a drawing: ``[u32 header length][header][grey plane]``."""
    start = 4 + struct.unpack_from("<I", data)[0]
    fields = json.loads(data[4:start])
    if not isinstance(fields, dict) or fields.get("do") != "draw" or "draw" not in commands:
        return None
    height, width = fields["height"], fields["width"]
    if not isinstance(height, int) or not isinstance(width, int):
        return None
    plane = data[start : start + max(height * width, 0)]
    return {"do": "draw", "arguments": {"height": height, "width": width, "plane": plane}}


class RateLimit:
    """A token bucket: `MESSAGES_A_SECOND` on average, bursts of up to `BURST`; the rest waits."""

    def __init__(self) -> None:
        self._tokens, self._updated = float(BURST), time.monotonic()

    async def keep(self) -> None:
        """Wait until one more message is within the limit."""
        now = time.monotonic()
        self._tokens = min(BURST, self._tokens + (now - self._updated) * MESSAGES_A_SECOND) - 1
        self._updated = now
        if self._tokens < 0:
            await asyncio.sleep(-self._tokens / MESSAGES_A_SECOND)
