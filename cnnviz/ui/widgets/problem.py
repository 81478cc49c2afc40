"""What the reader sees when a page cannot go on: one sentence, never a traceback."""

import streamlit as st

from cnnviz.geometry import ShapeError


def problem_sentence(error: Exception) -> str:
    """Make a sentence of what the core says.

    >>> problem_sentence(ShapeError("stride must be at least 1, not 0"))
    'Stride must be at least 1, not 0.'
    """
    said = str(error).removesuffix(".")
    return f"{said[:1].upper()}{said[1:]}."


def show_problem(error: Exception) -> bool:
    """Say it gently, with the reader's own numbers where the settings do not fit.

    Returns
    -------
    bool
        True: Streamlit need not show anything itself. It has written the traceback to
        the server's log.
    """
    if isinstance(error, ShapeError):
        st.info(problem_sentence(error), icon=":material/straighten:")
    else:
        st.error(
            "Something went wrong on our side, and the log has kept it for us. "
            "Change a setting or reload the page to go on.",
            icon=":material/build:",
        )
    return True
