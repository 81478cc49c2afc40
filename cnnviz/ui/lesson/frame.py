"""The header and footer of every lesson."""

from collections.abc import Callable, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz.ui.lesson import chain, contents
from cnnviz.ui.state import address


def begin_lesson(
    page: str, lead: str, *, anew: Callable[[str], None] = address.forget_page
) -> DeltaGenerator:
    """Take over the link, and show title, ``Start over``, and the lead.

    Parameters
    ----------
    page : str
    lead : str
        Markdown below the title.
    anew : callable
        Resets the page; for pages that keep more than values.

    Returns
    -------
    DeltaGenerator
        An empty container for `end_lesson`.
    """
    address.adopt_address(page)
    lesson = _lesson(page)
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.title(lesson.title, width="content")
        st.button(
            "Start over",
            icon=":material/restart_alt:",
            key=f"{page}_restart",
            on_click=anew,
            args=(page,),
        )
    chain.show_chain(page)
    st.markdown(lead)
    return st.container()


def end_lesson(
    page: str, top: DeltaGenerator, ideas: Sequence[str], *, publish: bool = True
) -> None:
    """Show things to try and the next lesson, and at the top what was wrong in the link.

    Parameters
    ----------
    page : str
    top : DeltaGenerator
        From `begin_lesson`.
    ideas : sequence of str
        Things to try.
    publish : bool
        Whether to write the address; False for pages whose fragment writes it.
    """
    for sentence in address.wrong_values(page).values():
        top.info(sentence, icon=":material/link_off:")
    st.divider()
    st.header("Try this")
    st.markdown("\n".join(f"- {idea}" for idea in ideas))
    following = contents.lessons()[contents.lessons().index(_lesson(page)) + 1 :]
    if following:
        after = following[0]
        st.page_link(after.page(), label=f"Next: {after.title}", icon=":material/arrow_forward:")
    if publish:
        address.publish_address(page)


def _lesson(page: str) -> contents.Lesson:
    return next(entry for entry in contents.lessons() if entry.slug == page)
