"""The guards around Streamlit, each in front of a small app that answers anything."""

import asyncio

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit import config, file_util
from streamlit.runtime.caching.ttl_cache import TTLCache

from cnnviz.images import ImageError, read_image
from cnnviz.server import headers, index_page, lifespan, uploads, visitor_limit
from cnnviz.server.revalidation import COMPONENTS, Revalidate

FILE = f"http://testserver{uploads.UPLOAD}somebody/file"


async def answer(scope, receive, send):
    if scope["type"] == "websocket":
        socket = WebSocket(scope, receive, send)
        await socket.accept()
        await socket.receive()
    else:
        await PlainTextResponse("export default 1;")(scope, receive, send)


def test_every_answer_carries_the_policy():
    got = TestClient(headers.SecurityHeaders(answer)).get("/anything").headers
    assert got["x-content-type-options"] == "nosniff"
    assert got["referrer-policy"] == "no-referrer"
    assert got["cross-origin-opener-policy"] == "same-origin"
    assert "camera=(self)" in got["permissions-policy"]
    rules = dict(rule.split(" ", 1) for rule in got["content-security-policy"].split("; "))
    assert rules["script-src"] == "'self'"
    assert rules["default-src"] == "'self'"
    assert rules["connect-src"] == "'self' ws://testserver wss://testserver"


def test_a_strange_host_cannot_write_into_the_policy():
    assert "evil" not in headers.policy("a; script-src evil.example")


def test_the_connection_that_is_one_too_many_is_refused(monkeypatch):
    monkeypatch.setattr(visitor_limit, "LIMIT", 1)
    client = TestClient(visitor_limit.VisitorLimit(answer))
    with client.websocket_connect(visitor_limit.STREAM):
        assert visitor_limit.is_full()
        with (
            pytest.raises(WebSocketDisconnect) as refused,
            client.websocket_connect(visitor_limit.STREAM),
        ):
            pass
        assert refused.value.code == visitor_limit.TRY_AGAIN_LATER
        with client.websocket_connect("/something/else"):
            assert visitor_limit.count_visitors() == 1
    assert not visitor_limit.is_full()


def test_a_file_is_sent_once_and_then_only_when_it_changed():
    client = TestClient(Revalidate(answer))
    first = client.get(f"{COMPONENTS}cnnviz.stage/stage.js")
    assert first.headers["cache-control"] == "no-cache"
    known = {"If-None-Match": first.headers["etag"]}
    again = client.get(f"{COMPONENTS}cnnviz.stage/stage.js", headers=known)
    assert (again.status_code, again.content) == (304, b"")
    stale = client.get(f"{COMPONENTS}cnnviz.stage/stage.js", headers={"If-None-Match": '"old"'})
    assert (stale.status_code, stale.text) == (200, "export default 1;")
    assert "etag" not in client.get("/elsewhere").headers


def test_many_uploads_at_once_do_not_slip_through(monkeypatch):
    monkeypatch.setattr(uploads, "_stored", dict)
    client = TestClient(uploads.UploadQuota(answer))
    with uploads.count_arriving("somebody", uploads.MAX_BYTES - 10):
        refused = client.put(FILE, content=b"eleven bytes")
        assert refused.status_code == 429
        assert refused.text == "Room for 12 files of 60 MB in all: remove one first."
        assert client.put(FILE.replace("somebody", "else"), content=b"x").status_code == 200
    assert client.put(FILE, content=b"eleven bytes").status_code == 200
    assert uploads.held_by_session("somebody") == (0, 0)


def test_all_visitors_together_have_an_end_too(monkeypatch):
    monkeypatch.setattr(uploads, "_stored", dict)
    monkeypatch.setattr(uploads, "ALL_BYTES", 2 * uploads.MAX_BYTES)
    client = TestClient(uploads.UploadQuota(answer))
    with (
        uploads.count_arriving("one", uploads.MAX_BYTES),
        uploads.count_arriving("two", uploads.MAX_BYTES - 9),
    ):
        refused = client.put(FILE, content=b"eleven bytes")
        assert (refused.status_code, "All visitors together" in refused.text) == (429, True)
        assert client.put(FILE, content=b"x").status_code == 200


def test_a_data_set_of_the_usual_size_may_come_in_and_a_picture_of_it_may_not():
    most = config.get_option("server.maxUploadSize") * 2**20
    assert 60_000 * 28 * 28 + 16 < most <= uploads.MAX_BYTES
    with pytest.raises(ImageError, match="the limit is 10 MB"):
        read_image(b"\x89PNG\r\n\x1a\n" + bytes(most - 8))


def test_the_sweep_lets_go_on_a_server_nobody_visits(monkeypatch):
    now = [0.0]
    sessions = TTLCache(maxsize=9, ttl=120, timer=lambda: now[0])
    sessions["gone"] = object()
    monkeypatch.setattr(lifespan, "rested", lambda: sessions)
    monkeypatch.setattr(lifespan.config, "get_option", lambda _: 0)
    now[0] = 121

    async def until_swept():
        sweeping = asyncio.create_task(lifespan.sweep())
        async with asyncio.timeout(60):
            while sessions._data:
                await asyncio.sleep(0)
        sweeping.cancel()

    asyncio.run(until_swept())
    assert not sessions._data


def test_the_first_page_has_no_inline_script():
    html = index_page.index_html()
    assert "<title>cnnviz</title>" in html
    assert '<script src="./boot.js"></script>' in html
    assert "shortcut icon" not in html
    assert html.count("<script>") == 0


def test_a_streamlit_that_changed_its_first_page_is_noticed(tmp_path, monkeypatch):
    (tmp_path / "index.html").write_text("<html></html>")
    monkeypatch.setattr(file_util, "get_static_dir", lambda: str(tmp_path))
    with pytest.raises(LookupError, match="no longer has"):
        index_page.index_html.__wrapped__()
