"""Networks that train beside the pages: in processes of their own, watched over a WebSocket."""

from cnnviz.server.training.course import Course
from cnnviz.server.training.link import Refused
from cnnviz.server.training.register import open
from cnnviz.server.training.reload import take_over
from cnnviz.server.training.spec import Spec

__all__ = ["Course", "Refused", "Spec", "open", "take_over"]
