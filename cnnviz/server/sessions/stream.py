"""The WebSocket a component watches a network or a job through: frames out, commands in."""

import asyncio
import time
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from starlette.routing import BaseRoute, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from cnnviz.server.sessions import registry
from cnnviz.server.sessions.protocol import TOO_LARGE, RateLimit, TooLarge, parse_message
from cnnviz.server.sessions.session import JobSession, TrainingSession, WorkerSession
from cnnviz.server.workers.connection import Refused

FRAMES_A_SECOND = 30
STRANGER = 1008  # RFC 6455: against our policy
UNKNOWN, TAKEN_OVER, FREED = 4404, 4409, 4410  # ours
GOING_AWAY = 1001  # the tab was closed


async def stream(socket: WebSocket) -> None:
    """Let one browser watch and steer one session, until it or the session goes."""
    if urlsplit(socket.headers.get("origin", "")).netloc != socket.headers.get("host"):
        return await socket.close(STRANGER)
    await socket.accept()
    token = socket.path_params["token"]
    session = registry.find_session(token)
    if session is None:
        return await socket.close(FREED if token in registry.gone else UNKNOWN)
    await Watcher(socket, session).watch()
    return None


class Watcher:
    """One browser that watches a session; there is one at a time."""

    def __init__(self, socket: WebSocket, session: WorkerSession) -> None:
        self.socket, self.session = socket, session
        self._loop = asyncio.get_running_loop()
        self._rung, self._acknowledged, self._left = (asyncio.Event() for _ in range(3))
        self._sent = 0

    def ring(self) -> None:
        """Hear that there is something to read."""
        self._note(self._rung)

    def leave(self) -> None:
        """Make room: somebody else watches now."""
        self._note(self._left)

    async def watch(self) -> None:
        """Send frames and hear commands until the browser goes, or another one comes."""
        session, before = self.session, self.session.reader
        session.reader, session.goodbye = self, False
        if before is not None:
            before.leave()
        jobs = [asyncio.create_task(job) for job in (self._send(), self._hear(), self._left.wait())]
        try:
            await asyncio.wait(jobs, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for job in jobs:
                job.cancel()
            if session.reader is self:
                session.reader, session.since = None, time.monotonic()
        if self.socket.application_state is WebSocketState.CONNECTED:
            with suppress(RuntimeError, WebSocketDisconnect):
                await self.socket.close(TAKEN_OVER if self._left.is_set() else TOO_LARGE)

    def _note(self, event: asyncio.Event) -> None:
        """Set an event, from any thread."""
        with suppress(RuntimeError):  # the server is stopping
            self._loop.call_soon_threadsafe(event.set)

    async def _send(self) -> None:
        """Send a frame, wait until it is drawn, send the newest one then; say goodbye."""
        with suppress(WebSocketDisconnect, RuntimeError):  # the browser has gone
            await self._send_all()

    async def _send_all(self) -> None:
        fresh, last = True, None
        while self.session.why is None:
            self.session.want(fresh=fresh)
            await self._rung.wait()
            self._rung.clear()
            frame = self.session.take()
            fresh = frame is None
            if frame is not None:
                last = frame
                next_time = time.monotonic() + 1 / FRAMES_A_SECOND
                await self._show(frame)
                await asyncio.sleep(next_time - time.monotonic())
        await self._show(self.session.farewell(last))
        await asyncio.Event().wait()

    async def _show(self, frame: bytes) -> None:
        """Send a frame and wait until the browser has drawn it."""
        self._acknowledged.clear()
        await self.socket.send_bytes(frame)
        await self._acknowledged.wait()

    async def _hear(self) -> None:
        """Follow commands one after the other; what makes no sense is passed over."""
        pace = RateLimit()
        while True:
            message = await self.socket.receive()
            if message["type"] != "websocket.receive":
                self.session.goodbye = message.get("code") == GOING_AWAY
                return
            await pace.keep()
            try:
                said = parse_message(
                    message.get("text"), message.get("bytes"), self.session.commands
                )
            except TooLarge:
                return
            if said is None:
                continue
            if "ack" in said:
                self._acknowledged.set()
            else:
                await self._follow(**said)

    async def _follow(self, do: str, arguments: dict[str, Any]) -> None:
        """Pass a command on, and wait for its turn; a refusal is in the next frame."""
        with suppress(Refused):
            await asyncio.wrap_future(self.session.ask(do, arguments))


ROUTES: list[BaseRoute] = [
    WebSocketRoute(f"/{kind.route}/{{token}}", stream) for kind in (TrainingSession, JobSession)
]
