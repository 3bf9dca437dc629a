"""The server of the cases, asked over the loopback as a crawler asks."""

from __future__ import annotations

import gzip
import http.client
import re
import time
import urllib.error
import urllib.request
import urllib.robotparser
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import qaclean
from qaclean.testing import UnknownCaseError, cases, load
from qaclean.testing.manners import MANNERS
from qaclean.testing.server import CaseServer

DISCUZ, PLAIN = load("sites/discuz-x"), load("negative/figure-numbers")


@pytest.fixture(autouse=True)
def no_network() -> None:
    """These tests ask a server of their own on this machine."""


@pytest.fixture(scope="module")
def server() -> Iterator[CaseServer]:
    with CaseServer() as running:
        yield running


@pytest.fixture(scope="module")
def opener() -> urllib.request.OpenerDirector:
    """A client that takes no proxy from the environment."""
    return urllib.request.build_opener(urllib.request.ProxyHandler({}))


def ask(
    server: CaseServer, path: str, headers: Mapping[str, str] | None = None, method: str = "GET"
) -> tuple[http.client.HTTPResponse, bytes]:
    """One request, without following anything."""
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(server.url).port, timeout=10)
    connection.request(method, path, headers=dict(headers or {}))
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


@pytest.mark.parametrize(
    "manner", ["plain", "private", "no-charset", "wrong-charset", "gzip", "chunked", "slow", "redirect", "redirects"]
)
def test_the_source_comes_whole(server: CaseServer, opener: urllib.request.OpenerDirector, manner: str) -> None:
    for case in (DISCUZ, PLAIN):
        with opener.open(server.url_of(case, manner), timeout=10) as response:
            assert response.read() == case.source
            assert server.case_of(response.url) == case


@pytest.mark.parametrize(
    ("manner", "of_gbk", "of_utf8"),
    [("plain", "gb18030", "utf-8"), ("wrong-charset", "utf-8", "iso-8859-1"), ("no-charset", None, None)],
)
def test_charsets_are_told_right_wrong_and_not_at_all(
    server: CaseServer, manner: str, of_gbk: str | None, of_utf8: str | None
) -> None:
    for case, charset in ((DISCUZ, of_gbk), (PLAIN, of_utf8)):
        response, body = ask(server, f"/{manner}/{case.name}")
        assert response.headers.get_content_charset() == charset
        assert response.headers.get_content_type() == case.media_type and body == case.source
        assert qaclean.clean(body, url=case.url, media_type=case.media_type) == case.expected


def test_gzip_is_for_clients_that_take_it(server: CaseServer) -> None:
    response, body = ask(server, f"/gzip/{DISCUZ.name}", {"Accept-Encoding": "gzip, deflate"})
    assert response.headers["Content-Encoding"] == "gzip" and gzip.decompress(body) == DISCUZ.source
    response, body = ask(server, f"/gzip/{DISCUZ.name}", {"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in response.headers and body == DISCUZ.source


def test_what_goes_wrong_on_the_way(server: CaseServer) -> None:
    with pytest.raises(http.client.IncompleteRead) as cut:
        ask(server, f"/cut/{DISCUZ.name}")
    assert cut.value.partial == DISCUZ.source[: len(DISCUZ.source) // 2]
    assert [ask(server, f"/{manner}/{PLAIN.name}")[0].status for manner in ("gone", "busy", "loop", "redirect")] == [
        410,
        503,
        302,
        301,
    ]
    assert ask(server, f"/busy/{PLAIN.name}")[0].headers["Retry-After"] == "1"
    assert ask(server, f"/loop/{PLAIN.name}")[0].headers["Location"] == f"/loop/{PLAIN.name}"
    assert (
        ask(server, "/plain/nothing/here")[0].status == ask(server, "/strange/negative/figure-numbers")[0].status == 404
    )


def test_a_slow_answer_comes_in_pieces() -> None:
    with CaseServer([PLAIN], pause=0.1) as server:
        began = time.perf_counter()
        assert ask(server, f"/slow/{PLAIN.name}")[1] == PLAIN.source
        assert time.perf_counter() - began > 0.25


def test_a_page_that_the_client_has_is_not_sent_again(server: CaseServer) -> None:
    first, _ = ask(server, f"/plain/{PLAIN.name}")
    again, body = ask(server, f"/plain/{PLAIN.name}", {"If-None-Match": first.headers["ETag"]})
    assert (again.status, body) == (304, b"")


def test_head_gives_the_headers_alone(server: CaseServer) -> None:
    response, body = ask(server, f"/plain/{PLAIN.name}", method="HEAD")
    assert (response.status, body) == (200, b"") and response.headers["Content-Length"] == str(len(PLAIN.source))


def test_robots_txt_forbids_what_the_index_leads_to(server: CaseServer) -> None:
    rules = urllib.robotparser.RobotFileParser()
    rules.parse(ask(server, "/robots.txt")[1].decode().splitlines())
    index = ask(server, "/")[1].decode()
    links = re.findall(r'class="case" href="([^"]+)"', index)
    assert [link for link in links if not rules.can_fetch("any", server.url.rstrip("/") + link)] == [
        f"/private/{cases()[0].name}"
    ]


def test_the_index_and_the_sitemap_lead_to_every_case(server: CaseServer) -> None:
    found: list[str] = []
    path: str | None = "/"
    while path:
        page = ask(server, path)[1].decode()
        found += [link.removeprefix("/plain/") for link in re.findall(r'href="(/plain/[^"]+)"', page)]
        more = re.search(r'rel="next" href="([^"]+)"', page)
        path = more and more[1]
    assert found == [case.name for case in cases()]
    places = re.findall(r"<loc>([^<]+)</loc>", ask(server, "/sitemap.xml")[1].decode())
    assert [server.case_of(place).name for place in places] == found


def test_as_a_proxy_it_serves_cases_under_their_own_addresses(server: CaseServer) -> None:
    case = load("sites/tieba-floors")
    assert case.url is not None
    proxied = urllib.request.build_opener(urllib.request.ProxyHandler({"http": server.url}))
    with proxied.open(case.url.replace("https:", "http:"), timeout=10) as response:
        assert qaclean.clean(response.read(), url=response.url.replace("http:", "https:")) == case.expected
    assert server.case_of(case.url) == case
    with pytest.raises(urllib.error.HTTPError):
        proxied.open("http://nowhere.example/1", timeout=10)


def test_requests_are_kept(server: CaseServer) -> None:
    before = len(server.requests)
    ask(server, f"/plain/{PLAIN.name}", {"User-Agent": "tester"})
    (request,) = server.requests[before:]
    assert request[:3] == ("GET", f"/plain/{PLAIN.name}", 200) and request.headers["User-Agent"] == "tester"


@pytest.mark.parametrize(
    ("name", "manner", "says"), [("negative/none", "plain", "is served"), (PLAIN.name, "fast", "manners are plain")]
)
def test_what_is_not_served_is_refused(server: CaseServer, name: str, manner: str, says: str) -> None:
    with pytest.raises(UnknownCaseError, match=says):
        server.url_of(name, manner)
    with pytest.raises(UnknownCaseError):
        server.case_of(server.url + "plain/negative/none")


def test_the_port_is_given_back() -> None:
    with CaseServer([PLAIN]) as server:
        port = urlsplit(server.url).port
    with pytest.raises(OSError):
        http.client.HTTPConnection("127.0.0.1", port, timeout=2).connect()
    CaseServer([PLAIN]).close()  # one that never began


def test_every_manner_is_told_in_the_document() -> None:
    told = re.findall(
        r"^\| `([a-z-]+)` \| (.+) \|$",
        (Path(__file__).parent.parent / "docs/testing.md").read_text("utf-8"),
        re.MULTILINE,
    )
    assert {key: words for key, words in told if key in MANNERS} == dict(MANNERS)
