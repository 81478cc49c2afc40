"""What every lesson begins and ends with."""

from collections.abc import Callable, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz.ui.lesson import chain, contents
from cnnviz.ui.state import address


def begin_lesson(
    page: str, lead: str, *, anew: Callable[[str], None] = address.forget_page
) -> DeltaGenerator:
    """Take over the link, show the title and one sentence; keep room for `end_lesson`'s sentences.

    A page that keeps more than its values says with ``anew`` how it starts over.
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
    """Offer things to try and the next lesson; say at the top what the link got wrong.

    Writes the address too; a page whose fragment writes the address itself says ``publish=False``.
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
