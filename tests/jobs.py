"""Jobs watched without a browser: what it would be sent, and waiting until they are done."""

from threading import Event

from tests.view.unpacking import unpack


class Reader:
    """Watches a job as a browser's socket does."""

    def __init__(self, session):
        self.session, self.rung = session, Event()
        session.reader, self.ring = self, self.rung.set

    def leave(self):
        """Nobody else watches here."""

    def next_frame(self, *, fresh=False):
        """The next frame: header, arrays."""
        self.rung.clear()
        self.session.want(fresh=fresh)
        assert self.rung.wait(30), "no frame came"
        return unpack(self.session.take())


def watched(session, until=lambda status: not status["running"]):
    """Watch a job until it rests, or until something else holds; its newest frame."""
    reader = Reader(session)
    frame = reader.next_frame(fresh=True)
    while not until(frame[0]["job"]):
        frame = reader.next_frame()
    session.reader = None
    return frame


def job_of(app, name):
    """The job of a page that AppTest has run."""
    return app.session_state["session"].jobs[name].session


def finish_jobs(app):
    """Let all work of a page be done, and the page hear of it."""
    for kept in app.session_state["session"].jobs.values():
        if kept.session.why is None:
            watched(kept.session)
    return app.run()
