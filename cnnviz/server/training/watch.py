"""A course that nobody watches rests, and in the end makes room."""

import asyncio
import time

from cnnviz.server.training import register

PAUSE_AFTER = 5.0  # seconds
FREE_AFTER = 600.0
FREED = "This network has rested for ten minutes and was freed. Start it again."


async def forever(every: float = 1.0) -> None:
    """Look again and again, until the server stops."""
    while True:
        await asyncio.sleep(every)
        look(time.monotonic())


def look(now: float) -> None:
    """Pause what nobody has watched for some seconds, free what nobody has for minutes."""
    for course in register.courses():
        if course.reader is not None:
            continue
        alone = now - course.since
        if alone > FREE_AFTER:
            course.close(FREED)
        elif alone > PAUSE_AFTER and not course.rested:
            course.rested = True
            course.ask("pause", {})
