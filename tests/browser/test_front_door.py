"""What happens between typing the address and seeing the page."""

import json
import re
import shutil
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.waiting import until, until_closed

ROOT = Path(__file__).parents[2]
ALERT = "[data-testid=stAlert]"


def fetch(url, **headers):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
            return answer.status, dict(answer.headers), answer.read().decode(errors="replace")
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read().decode()


def health(server):
    return json.loads(fetch(f"{server.url}/healthz")[2])


@pytest.fixture
def house(tmp_path):
    """A copy of the app with its first page only: room for pages made for a test."""
    for name in ("cnnviz", "assets", ".streamlit", "pages/0_start"):
        shutil.copytree(ROOT / name, tmp_path / "house" / name)
    shutil.copy(ROOT / "app.py", tmp_path / "house")
    return tmp_path / "house"


def add_page(house, body):
    head = '"""A page for this test only."""\nPAGE = {"title": "Odd", "icon": ":material/star:"}\n'
    section = house / "pages" / "1_layers"
    section.mkdir()
    (section / "99_odd.py").write_text(head + body)


def test_the_very_first_visitor_may_come_by_a_deep_link_with_parameters(
    house, fresh_server, open_page
):
    add_page(
        house,
        "import streamlit as st\n"
        "st.title('Odd')\n"
        "st.slider('Stride', 1, 5, 1, key='odd_stride', bind='query-params')\n",
    )
    page = open_page("/odd?odd_stride=3", on=fresh_server(house))
    expect(page.locator("h1")).to_have_text("Odd")
    expect(page.get_by_role("slider", name="Stride")).to_have_value("3")
    expect(page).to_have_url(re.compile(r"/odd\?odd_stride=3$"))
    expect(page).to_have_title("Odd · cnnviz")


def test_home_leads_to_a_lesson_and_back(house, fresh_server, open_page):
    add_page(house, "import streamlit as st\nst.title('Odd')\n")
    page = open_page("/", on=fresh_server(house))
    page.locator("[data-testid=stPageLink] a").click()
    expect(page.locator("h1")).to_have_text("Odd")
    expect(page).to_have_url(re.compile(r"/odd$"))
    page.go_back()
    expect(page.locator("h1")).to_contain_text("See every number")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_our_fonts_and_colours_arrive_from_our_own_server(open_page, theme):
    page = open_page("/", theme=theme)
    loaded = page.evaluate(
        "document.fonts.ready.then(fonts => [...fonts].filter(f => f.status == 'loaded')"
        ".map(f => f.family))"
    )
    assert "Inter" in loaded
    paper = {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 22, 29)"}[theme]
    expect(page.locator("[data-testid=stApp]")).to_have_css("background-color", paper)
    blue = {"light": "#0a75b9", "dark": "#4db4f0"}[theme]
    cell = page.locator("svg .input rect").first
    assert cell.evaluate("c => getComputedStyle(c).getPropertyValue('--blue')").strip() == blue


def test_the_reader_may_choose_the_theme(open_page):
    page = open_page("/", theme="dark")
    page.get_by_test_id("stMainMenu").click()
    page.get_by_test_id("stMainMenuItem-theme-Light").click()
    expect(page.locator("[data-testid=stApp]")).to_have_css(
        "background-color", "rgb(255, 255, 255)"
    )


def test_a_page_that_breaks_says_one_sentence_and_the_log_keeps_the_rest(
    house, fresh_server, open_page
):
    add_page(
        house,
        "import streamlit as st\n"
        "from cnnviz.geometry import ShapeError\n"
        "st.title('Odd')\n"
        "everywhere = st.button('Break all')\n"
        "@st.fragment\n"
        "def corner():\n"
        "    misfit, mistake = st.button('Too large'), st.button('Break')\n"
        "    if misfit:\n"
        "        raise ShapeError('a window of 5 does not fit 3 cells')\n"
        "    if mistake:\n"
        "        raise RuntimeError('a secret of the kitchen')\n"
        "corner()\n"
        "if everywhere:\n"
        "    raise KeyError('a secret of the kitchen')\n",
    )
    server = fresh_server(house)
    page = open_page("/odd", on=server)
    page.get_by_role("button", name="Too large").click()
    expect(page.locator(ALERT)).to_contain_text("A window of 5 does not fit 3 cells.")
    for button in ("Break", "Break all"):
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.locator(ALERT)).to_contain_text("Something went wrong on our side")
        expect(page.locator(f"{ALERT}, [data-testid=stException]")).to_have_count(1)
        assert "secret" not in page.content()
        assert "Traceback" not in page.content()
    assert server.log.read_text().count("a secret of the kitchen") >= 2


def test_a_full_house_says_so_kindly_and_opens_by_itself(fresh_server, open_page, browser):
    server = fresh_server(CNNVIZ_MAX_SESSIONS="1")
    first = open_page("/", on=server)
    assert health(server)["status"] == "full"
    status, headers, html = fetch(f"{server.url}/convolution?convolution_stride=2")
    assert (status, headers["retry-after"]) == (503, "15")
    assert "All 1 places on this server are in use" in html
    first.reload()
    expect(first.locator("h1")).to_contain_text("See every number")
    full = "text=Every seat is taken"
    waiting = open_page("/", on=server, ready=full, still=False, forgive="503")
    first.close()
    until(waiting, lambda: health(server)["connected"] == 0)
    waiting.get_by_role("link", name="Try again now").click()
    expect(waiting.locator("h1")).to_contain_text("See every number")


def test_a_visitor_who_left_rests_and_is_then_forgotten(fresh_server, open_page):
    server = fresh_server(STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL="4")
    open_page("/", on=server).close()
    until_closed(lambda: health(server)["resting"] == 1)
    until_closed(lambda: not (now := health(server))["resting"] and not now["connected"])


def test_the_garbage_collector_may_skip_what_never_changes(server):
    assert health(server)["frozen_objects"] > 50_000
    assert health(server)["limit"] == 60


@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/boot.js", "/fonts/inter.woff2", "/_stcore/health", "/nowhere"]
)
def test_every_kind_of_answer_carries_the_headers(server, path):
    headers = fetch(server.url + path)[1]
    assert "script-src 'self';" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_a_component_file_is_revalidated(house, fresh_server, open_page):
    folder = house / "assets" / "components" / "odd"
    folder.mkdir()
    (folder / "odd.html").write_text("<p>odd</p>")
    (folder / "odd.css").write_text("p { color: red }")
    (folder / "odd.js").write_text("export default function () {}" + " " * 2000)
    add_page(
        house,
        "import streamlit as st\n"
        "from cnnviz.ui.widgets.components import register_component\n"
        "st.title('Odd')\n"
        "register_component('odd')(key='odd')\n",
    )
    server = fresh_server(house)
    open_page("/odd", on=server)
    script = f"{server.url}/_stcore/bidi-components/cnnviz.odd/odd/odd.js"
    status, headers, _ = fetch(script, **{"Accept-Encoding": "gzip"})
    assert (status, headers["cache-control"]) == (200, "no-cache")
    assert "content-encoding" not in headers  # gzip would write the time into the ETag
    again = fetch(script, **{"If-None-Match": headers["etag"], "Accept-Encoding": "gzip"})
    assert (again[0], again[2]) == (304, "")
    (folder / "odd.js").write_text("export default function () { }" + " " * 2000)
    assert fetch(script, **{"If-None-Match": headers["etag"]})[0] == 200


def test_a_session_may_not_leave_more_files_than_there_is_room(house, fresh_server, open_page):
    add_page(
        house,
        "import streamlit as st\n"
        "st.title('Odd')\n"
        "files = st.file_uploader('Pictures', accept_multiple_files=True, key='odd')\n"
        "st.write('We hold', len(files))\n",
    )
    page = open_page("/odd", on=fresh_server(house), forgive="429|uploader error")
    one = {"name": "a.png", "mimeType": "image/png", "buffer": b"x" * 100}
    page.locator("input[type=file]").set_input_files(
        [one | {"name": f"{i}.png"} for i in range(14)]
    )
    expect(page.get_by_text("We hold 12")).to_be_visible()
