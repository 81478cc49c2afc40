"""Measuring training throughput, and limiting the steps a second."""

import time
from collections import deque

OVER = 1.0  # seconds the throughput is averaged over


class Throughput:
    """Throughput in images a second, over the last second.

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
        """Record the total number of images at the time `now`, in seconds."""
        self._noted.append((now, images))
        while len(self._noted) > 2 and now - self._noted[0][0] > OVER:
            self._noted.popleft()

    def value(self) -> float:
        """Return the throughput in images a second; 0 with fewer than two records."""
        if len(self._noted) < 2:
            return 0.0
        (then, before), (now, after) = self._noted[0], self._noted[-1]
        return (after - before) / max(now - then, 1e-3)

    def forget(self) -> None:
        """Drop all records."""
        self._noted.clear()


class Throttle:
    """Limits the number of training steps a second.

    Attributes
    ----------
    pace : float or None
        Steps a second; None for no limit.
    """

    def __init__(self) -> None:
        self.pace: float | None = None
        self._next = 0.0

    def wait(self, now: float) -> float:
        """Return the seconds until the next step is allowed; 0 or less means now."""
        return 0.0 if self.pace is None else self._next - now

    def take(self) -> bool:
        """Tell whether a step is allowed now, and if so schedule the next one."""
        now = time.perf_counter()
        if self.wait(now) > 0:
            return False
        if self.pace is not None:
            self._next = max(self._next + 1 / self.pace, now)
        return True
