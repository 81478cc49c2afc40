"""The WebSocket of a worker session: frames to the browser, commands from it."""

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
    """Serve one WebSocket of one session, until the browser or the session ends."""
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
    """The connection of one browser to a session; the newest one replaces the one before."""

    def __init__(self, socket: WebSocket, session: WorkerSession) -> None:
        self.socket, self.session = socket, session
        self._loop = asyncio.get_running_loop()
        self._ready, self._acknowledged, self._left = (asyncio.Event() for _ in range(3))
        self._sent = 0

    def ring(self) -> None:
        """Be notified that there is something to read."""
        self._set(self._ready)

    def leave(self) -> None:
        """Stop: another browser has connected."""
        self._set(self._left)

    async def watch(self) -> None:
        """Send frames and receive commands until the browser disconnects or is replaced."""
        session, before = self.session, self.session.reader
        session.reader, session.goodbye = self, False
        if before is not None:
            before.leave()
        jobs = [
            asyncio.create_task(job) for job in (self._send(), self._receive(), self._left.wait())
        ]
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

    def _set(self, event: asyncio.Event) -> None:
        """Set an asyncio event, from any thread."""
        with suppress(RuntimeError):  # the server is stopping
            self._loop.call_soon_threadsafe(event.set)

    async def _send(self) -> None:
        """Send frames until the session or the browser ends."""
        with suppress(WebSocketDisconnect, RuntimeError):  # the browser has gone
            await self._send_all()

    async def _send_all(self) -> None:
        """Send the newest frame whenever the one before is drawn; at the end the last frame."""
        fresh, last = True, None
        while self.session.why is None:
            self.session.want(fresh=fresh)
            await self._ready.wait()
            self._ready.clear()
            frame = self.session.take()
            fresh = frame is None
            if frame is not None:
                last = frame
                next_time = time.monotonic() + 1 / FRAMES_A_SECOND
                await self._send_frame(frame)
                await asyncio.sleep(next_time - time.monotonic())
        await self._send_frame(self.session.farewell(last))
        await asyncio.Event().wait()

    async def _send_frame(self, frame: bytes) -> None:
        """Send a frame and wait until the browser has drawn it."""
        self._acknowledged.clear()
        await self.socket.send_bytes(frame)
        await self._acknowledged.wait()

    async def _receive(self) -> None:
        """Receive messages and run their commands in order; invalid messages are ignored."""
        rate_limit = RateLimit()
        while True:
            message = await self.socket.receive()
            if message["type"] != "websocket.receive":
                self.session.goodbye = message.get("code") == GOING_AWAY
                return
            await rate_limit.keep()
            try:
                fields = parse_message(
                    message.get("text"), message.get("bytes"), self.session.commands
                )
            except TooLarge:
                return
            if fields is None:
                continue
            if "ack" in fields:
                self._acknowledged.set()
            else:
                await self._run_command(**fields)

    async def _run_command(self, do: str, arguments: dict[str, Any]) -> None:
        """Send a command to the worker and wait for it; a refusal is in the next frame."""
        with suppress(Refused):
            await asyncio.wrap_future(self.session.ask(do, arguments))


ROUTES: list[BaseRoute] = [
    WebSocketRoute(f"/{kind.route}/{{token}}", stream) for kind in (TrainingSession, JobSession)
]
