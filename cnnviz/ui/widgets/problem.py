"""Error messages for the reader: one sentence, never a traceback."""

import streamlit as st

from cnnviz.geometry import ShapeError


def problem_sentence(error: Exception) -> str:
    """Make an error's message a sentence: capital letter and full stop.

    >>> problem_sentence(ShapeError("stride must be at least 1, not 0"))
    'Stride must be at least 1, not 0.'
    """
    message = str(error).removesuffix(".")
    return f"{message[:1].upper()}{message[1:]}."


def show_problem(error: Exception) -> bool:
    """Show an error: its sentence for a ShapeError, a general one for any other.

    Returns
    -------
    bool
        True, so that Streamlit does not show the traceback itself; it is in the server's log.
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
