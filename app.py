"""The front door: `streamlit run app.py`, or `app:app` for any other ASGI server."""

from pathlib import Path

from cnnviz.server import machine

machine.tune()  # NumPy reads these settings once, when it is first imported

import streamlit as st

from cnnviz.server import app_options
from cnnviz.ui.widgets import problem

app = st.App(
    Path(__file__).parent / "cnnviz" / "ui" / "main.py",
    lifespan=app_options.lifespan,
    routes=app_options.ROUTES,
    middleware=app_options.MIDDLEWARE,
    on_script_error=problem.show_problem,
)
