"""Shared memory of two processes, and a buffer in it for the newest frame."""

import struct
from contextlib import suppress
from itertools import count
from multiprocessing.shared_memory import SharedMemory
from typing import Any

_local: dict[str, bytearray] = {}  # in place of shared memory, within one process
_numbers = count()


class SharedBytes:
    """Named memory, shared between processes or local to one; its creator frees it.

    Attributes
    ----------
    name : str
        By which the other process opens it.
    buffer : memoryview or bytearray
    """

    def __init__(self, name: str, shared: SharedMemory | None = None) -> None:
        self.name = name
        self._shared = None if name in _local else shared or SharedMemory(name)
        self.buffer: Any = _local[name] if self._shared is None else self._shared.buf

    @classmethod
    def make(cls, size: int, *, shared: bool) -> "SharedBytes":
        """Allocate `size` bytes, shared between processes or local to this one."""
        if shared:
            memory = SharedMemory(create=True, size=size)
            return cls(memory.name, memory)
        name = f"local-{next(_numbers)}"
        _local[name] = bytearray(size)
        return cls(name)

    def close(self) -> bool:
        """Unmap it in this process; False while an array still refers to it."""
        try:
            if self._shared is not None:
                self._shared.close()
        except BufferError:
            return False
        return True

    def free(self) -> None:
        """Unlink it: it is freed when every process has closed it."""
        self.close()
        if self._shared is None:
            _local.pop(self.name, None)
        else:
            with suppress(FileNotFoundError):
                self._shared.unlink()


class FrameBuffer:
    """The newest frame of one session, in shared memory.

    A sequence lock: the number is odd while a frame is being written. A reader that finds the
    same even number before and after has read one whole frame; neither side ever waits.

    Examples
    --------
    >>> frames = FrameBuffer(bytearray(FrameBuffer.room(5)))
    >>> frames.take()
    >>> frames.put(b"older"); frames.put(b"new"); frames.take()
    b'new'
    """

    HEAD = struct.Struct("<QQ")  # the number, the frame's length

    def __init__(self, buffer: bytearray | memoryview) -> None:
        self.buffer = buffer

    @classmethod
    def room(cls, size: int) -> int:
        """Return the bytes a buffer needs for frames of at most `size` bytes."""
        return cls.HEAD.size + size

    def put(self, frame: bytes) -> None:
        """Write a frame in place of the one before.

        Raises
        ------
        ValueError
            When it is larger than the buffer.
        """
        start, end = self.HEAD.size, self.HEAD.size + len(frame)
        if end > len(self.buffer):
            raise ValueError(f"a frame of {len(frame)} bytes does not fit the buffer")
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
