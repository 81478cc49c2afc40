"""How fast a network learns, and how slowly a reader wants it to."""

import time
from collections import deque

OVER = 1.0  # seconds


class Throughput:
    """Images a second, over the last second.

    Examples
    --------
    >>> rate = Throughput()
    >>> for second, images in ((10.0, 0), (10.5, 400), (11.5, 800)):
    ...     rate.note(images, second)
    >>> rate.value()
    400.0
    """

    def __init__(self) -> None:
        self._noted: deque[tuple[float, int]] = deque()

    def note(self, images: int, now: float) -> None:
        """Note how many images there have been so far."""
        self._noted.append((now, images))
        while len(self._noted) > 2 and now - self._noted[0][0] > OVER:
            self._noted.popleft()

    def value(self) -> float:
        """Say the rate; 0 while there is nothing to say."""
        if len(self._noted) < 2:
            return 0.0
        (then, before), (now, after) = self._noted[0], self._noted[-1]
        return (after - before) / max(now - then, 1e-3)

    def forget(self) -> None:
        """Begin again."""
        self._noted.clear()


class Throttle:
    """When the next step may be taken.

    Attributes
    ----------
    pace : float or None
        Steps a second; None for as fast as it goes.
    """

    def __init__(self) -> None:
        self.pace: float | None = None
        self._next = 0.0

    def wait(self, now: float) -> float:
        """Say in how many seconds the next step may be taken; 0 or less is now."""
        return 0.0 if self.pace is None else self._next - now

    def take(self) -> bool:
        """Take the next step if it is time for it."""
        now = time.perf_counter()
        if self.wait(now) > 0:
            return False
        if self.pace is not None:
            self._next = max(self._next + 1 / self.pace, now)
        return True
