"""Everything `st.App` is given: what the server does beside running the pages."""

from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from cnnviz.server import front, health, live
from cnnviz.server.fresh import Revalidate
from cnnviz.server.headers import SecurityHeaders
from cnnviz.server.life import lifespan
from cnnviz.server.seats import Seats
from cnnviz.server.sessions import stream
from cnnviz.server.uploads import UploadQuota

ROUTES: list[BaseRoute] = [*health.ROUTES, *live.ROUTES, *stream.ROUTES, *front.ROUTES]
MIDDLEWARE = [
    Middleware(SecurityHeaders),
    Middleware(Seats),
    Middleware(UploadQuota),
    Middleware(Revalidate),
]

__all__ = ["MIDDLEWARE", "ROUTES", "lifespan"]
