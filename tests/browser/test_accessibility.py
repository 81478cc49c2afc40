"""Every page holds the WCAG rules that a machine can check, in light and in dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from cnnviz.ui.lesson import contents

PAGES = [lesson.slug for lesson in contents.lessons() if not lesson.default]
#: Streamlit's own: KaTeX formulas that scroll without taking the focus, and its menu's list.
NOT_OURS, MENU = ["scrollable-region-focusable"], ["[data-testid=stSidebarNav]"]


@pytest.mark.parametrize("page", ["", *PAGES])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_page_breaks_no_rule(open_page, page, theme):
    rules = {name: {"enabled": False} for name in NOT_OURS}
    shown = open_page(f"/{page}", theme=theme)
    shown.wait_for_load_state("networkidle")  # the components are here too
    found = Axe().run(shown, context={"exclude": [MENU]}, options={"rules": rules})
    broken = [
        f"{rule['id']} ({rule['impact']}): {node['html'][:120]} {node['target']}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]
    assert not broken, "\n".join(broken)
