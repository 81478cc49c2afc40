"""Memory that two processes share, and a box in it where the newest frame lies."""

import struct
from contextlib import suppress
from itertools import count
from multiprocessing.shared_memory import SharedMemory
from typing import Any

_local: dict[str, bytearray] = {}  # what stands in where no process shares it
_numbers = count()


class SharedBytes:
    """Some bytes under a name; whoever made them frees them.

    Attributes
    ----------
    name : str
        What the other side asks for.
    buffer : memoryview or bytearray
    """

    def __init__(self, name: str, shared: SharedMemory | None = None) -> None:
        self.name = name
        self._shared = None if name in _local else shared or SharedMemory(name)
        self.buffer: Any = _local[name] if self._shared is None else self._shared.buf

    @classmethod
    def make(cls, size: int, *, shared: bool) -> "SharedBytes":
        """Take `size` bytes: of the machine, or of this process alone."""
        if shared:
            made = SharedMemory(create=True, size=size)
            return cls(made.name, made)
        name = f"local-{next(_numbers)}"
        _local[name] = bytearray(size)
        return cls(name)

    def close(self) -> bool:
        """Let go of it here; False while an array still looks at it."""
        try:
            if self._shared is not None:
                self._shared.close()
        except BufferError:
            return False
        return True

    def free(self) -> None:
        """Give it back: whoever still holds it is the last."""
        self.close()
        if self._shared is None:
            _local.pop(self.name, None)
        else:
            with suppress(FileNotFoundError):
                self._shared.unlink()


class FrameBuffer:
    """The newest frame of one course.

    A sequence lock: the number is odd while the writer is at work. A reader who finds the same
    even number before and after has read one whole frame, and nobody ever waits.

    Examples
    --------
    >>> box = FrameBuffer(bytearray(FrameBuffer.room(5)))
    >>> box.take()
    >>> box.put(b"older"); box.put(b"new"); box.take()
    b'new'
    """

    HEAD = struct.Struct("<QQ")  # the number, the frame's length

    def __init__(self, buffer: bytearray | memoryview) -> None:
        self.buffer = buffer

    @classmethod
    def room(cls, size: int) -> int:
        """Count the bytes a box takes for frames of at most `size` bytes."""
        return cls.HEAD.size + size

    def put(self, frame: bytes) -> None:
        """Write a frame over the one before."""
        start, end = self.HEAD.size, self.HEAD.size + len(frame)
        if end > len(self.buffer):
            raise ValueError(f"a frame of {len(frame)} bytes does not fit the box")
        number, length = self.HEAD.unpack_from(self.buffer)
        self.HEAD.pack_into(self.buffer, 0, number + 1, length)
        self.buffer[start:end] = frame
        self.HEAD.pack_into(self.buffer, 0, number + 2, len(frame))

    def take(self) -> bytes | None:
        """Read the newest frame; None when there is none, or one is just being written."""
        number, length = self.HEAD.unpack_from(self.buffer)
        if not number or number % 2:
            return None
        frame = bytes(self.buffer[self.HEAD.size : self.HEAD.size + length])
        return frame if self.HEAD.unpack_from(self.buffer)[0] == number else None
