"""Networks that train beside the pages: in processes of their own, watched over a WebSocket."""

from cnnviz.server.sessions.registry import open_session
from cnnviz.server.sessions.reload import take_over
from cnnviz.server.sessions.session import TrainingSession
from cnnviz.server.workers.connection import Refused
from cnnviz.training.spec import Spec

__all__ = ["TrainingSession", "Refused", "Spec", "open_session", "take_over"]
