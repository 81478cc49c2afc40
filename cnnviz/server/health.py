"""``/healthz``: the server's state as JSON, for monitoring."""

import gc

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from cnnviz.server import lifespan, visitor_limit
from cnnviz.server.sessions import registry
from cnnviz.server.sessions.session import TrainingSession


async def healthz(_: Request) -> JSONResponse:
    """Count connected and disconnected sessions, networks in training, and frozen objects."""
    return JSONResponse(
        {
            "status": "full" if visitor_limit.is_full() else "ok",
            "connected": visitor_limit.count_visitors(),
            "limit": visitor_limit.LIMIT,
            "resting": lifespan.resting(),
            "networks": len(registry.all_sessions(TrainingSession)),
            "frozen_objects": gc.get_freeze_count(),
        },
        headers={"Cache-Control": "no-store"},
    )


ROUTES = [Route("/healthz", healthz)]
