"""Sessions of work in worker processes: networks in training, and jobs."""

from cnnviz.contracts._shared import JobStatus
from cnnviz.server.sessions.registry import open_job, open_session
from cnnviz.server.sessions.reload import take_over
from cnnviz.server.sessions.session import JobSession, TrainingSession
from cnnviz.server.workers.connection import Refused
from cnnviz.server.workers.job import Job, progress_frame

__all__ = [
    "Job",
    "JobSession",
    "JobStatus",
    "Refused",
    "TrainingSession",
    "open_job",
    "open_session",
    "progress_frame",
    "take_over",
]
