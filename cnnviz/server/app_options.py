"""The routes, middleware and lifespan that `st.App` is given."""

from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from cnnviz.server import health, index_page, live_answers
from cnnviz.server.headers import SecurityHeaders
from cnnviz.server.lifespan import lifespan
from cnnviz.server.revalidation import Revalidate
from cnnviz.server.sessions import stream
from cnnviz.server.uploads import UploadQuota
from cnnviz.server.visitor_limit import VisitorLimit

ROUTES: list[BaseRoute] = [*health.ROUTES, *live_answers.ROUTES, *stream.ROUTES, *index_page.ROUTES]
MIDDLEWARE = [
    Middleware(SecurityHeaders),
    Middleware(VisitorLimit),
    Middleware(UploadQuota),
    Middleware(Revalidate),
]

__all__ = ["MIDDLEWARE", "ROUTES", "lifespan"]
