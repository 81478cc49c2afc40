"""One address that says how the server is, for whoever looks after it."""

import gc

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from cnnviz.server import life, seats
from cnnviz.server.sessions import registry
from cnnviz.server.sessions.session import TrainingSession


async def healthz(_: Request) -> JSONResponse:
    """Count who is here, who has just left, what trains, and what the collector may skip."""
    return JSONResponse(
        {
            "status": "full" if seats.full() else "ok",
            "connected": seats.taken(),
            "limit": seats.LIMIT,
            "resting": life.resting(),
            "networks": len(registry.all_sessions(TrainingSession)),
            "frozen_objects": gc.get_freeze_count(),
        },
        headers={"Cache-Control": "no-store"},
    )


ROUTES = [Route("/healthz", healthz)]
