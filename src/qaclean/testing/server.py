"""A server on the loopback that serves the cases as sites do: charsets right and wrong, gzip, redirects, slow and cut answers, robots.txt."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType, TracebackType
from typing import NamedTuple
from urllib.parse import parse_qs, quote, unquote, urlsplit

from qaclean.testing.fixtures_on_disk import Case, UnknownCaseError, cases
from qaclean.testing.manners import MANNERS, Reply, reply_of, text_reply

__all__ = ["CaseServer", "Request"]

PER_PAGE = 25  # links of a page of the index
NEVER = "private"  # the manner that robots.txt forbids


class Request(NamedTuple):
    """What was asked for and the status of the answer; `path` as it was sent."""

    method: str
    path: str
    status: int
    headers: Mapping[str, str]


class CaseServer:
    """Serves cases on 127.0.0.1, at a port of its own; a context manager.

    `url` is its index: pages of links to all cases, and to one that `robots.txt` forbids. `url_of(case, manner)` is the address of a case served in one
    of `MANNERS`; `case_of(url)` the case behind an address. A case that has an address of its own (`case.url`) is also served under that to clients that take
    the server as their proxy (`proxies={"http": server.url}`, over http). `requests` are all requests so far.

    >>> with CaseServer(cases("negative")) as server:
    ...     server.case_of(server.url_of("negative/figure-numbers", "gzip")).name
    'negative/figure-numbers'
    """

    def __init__(self, chosen: Sequence[Case] | None = None, *, pause: float = 0.05) -> None:
        """`chosen`: all cases but known failures where it is None; `pause`: seconds between the pieces of a slow answer."""
        self.cases = MappingProxyType({case.name: case for case in (cases() if chosen is None else chosen)})
        self.pause = pause
        self.requests: list[Request] = []
        self._hosts = {_without_scheme(case.url): case for case in self.cases.values() if case.url}
        self._httpd = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"owner": self}))
        self._httpd.daemon_threads = True
        self._thread = threading.Thread(
            target=self._httpd.serve_forever, args=(0.05,), name="qaclean-server", daemon=True
        )

    @property
    def url(self) -> str:
        """The address of the index, with a slash at its end."""
        return f"http://127.0.0.1:{self._httpd.server_address[1]}/"

    def url_of(self, case: Case | str, manner: str = "plain") -> str:
        """The address of a case. Errors: `UnknownCaseError` for a case that is not served, or a manner that does not exist."""
        name = case if isinstance(case, str) else case.name
        if name not in self.cases:
            raise UnknownCaseError(f"no case {name!r} is served; server.cases names them")
        if manner not in MANNERS:
            raise UnknownCaseError(f"no manner {manner!r}; manners are {', '.join(MANNERS)}")
        return f"{self.url}{manner}/{quote(name)}"

    def case_of(self, url: str) -> Case:
        """The case that an address gives, of this server or the case's own. Errors: `UnknownCaseError`."""
        found = self._hosts.get(_without_scheme(url)) or self.cases.get(_manner_and_name(urlsplit(url).path)[1])
        if found is None:
            raise UnknownCaseError(f"no case is served under {url}")
        return found

    def start(self) -> CaseServer:
        """Begin to answer."""
        self._thread.start()
        return self

    def close(self) -> None:
        """Stop answering and give the port back."""
        if self._thread.is_alive():
            self._httpd.shutdown()
            self._thread.join()
        self._httpd.server_close()

    def __enter__(self) -> CaseServer:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def reply(self, path: str, headers: Mapping[str, str]) -> Reply:
        """The answer to a GET of a path, or of a whole address where the server is a proxy."""
        if "://" in path:
            found = self._hosts.get(_without_scheme(path))
            return reply_of(found, "plain", path, headers) if found else text_reply(404, "not found\n")
        parts = urlsplit(path)
        if parts.path == "/robots.txt":
            return text_reply(200, f"User-agent: *\nDisallow: /{NEVER}/\nSitemap: {self.url}sitemap.xml\n")
        if parts.path == "/sitemap.xml":
            return self._sitemap()
        if parts.path == "/":
            return self._index(int((parse_qs(parts.query).get("page") or ["1"])[0]))
        manner, name = _manner_and_name(parts.path)
        if manner not in MANNERS or name not in self.cases:
            return text_reply(404, "not found\n")
        return reply_of(self.cases[name], manner, path, headers)

    def _index(self, page: int) -> Reply:
        """A page of links, as a board lists its threads."""
        names = [*self.cases]
        shown = names[(page - 1) * PER_PAGE : page * PER_PAGE]
        links = "".join(f'<li><a class="case" href="/plain/{quote(name)}">{name}</a></li>\n' for name in shown)
        if page == 1 and names:
            links += f'<li><a class="case" href="/{NEVER}/{quote(names[0])}">for nobody</a></li>\n'
        more = f'<a rel="next" href="/?page={page + 1}">next</a>' if page * PER_PAGE < len(names) else ""
        body = f"<!DOCTYPE html><title>Cases</title><ul>\n{links}</ul>{more}\n"
        return Reply(200, {"Content-Type": "text/html; charset=utf-8"}, body.encode())

    def _sitemap(self) -> Reply:
        rows = "".join(f"<url><loc>{self.url_of(name)}</loc></url>" for name in self.cases)
        body = f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'
        return Reply(200, {"Content-Type": "application/xml"}, body.encode())


def _manner_and_name(path: str) -> tuple[str, str]:
    """The manner and the case of a path.

    >>> _manner_and_name("/gzip/sites/mybb-1.8")
    ('gzip', 'sites/mybb-1.8')
    """
    manner, _, name = unquote(path).removeprefix("/").partition("/")
    return manner, name


def _without_scheme(url: str) -> str:
    return url.partition("://")[2].rstrip("/")


class _Handler(BaseHTTPRequestHandler):
    """Answers one connection to a server, its `owner`."""

    owner: CaseServer
    waiting = threading.Event()  # never set: a pause that needs no clock

    protocol_version = "HTTP/1.1"
    server_version = "qaclean-cases"
    sys_version = ""

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: `requests` tells."""

    def _answer(self, *, with_body: bool) -> None:
        headers = dict(self.headers)
        reply = self.owner.reply(self.path, headers)
        self.owner.requests.append(Request(self.command, self.path, reply.status, headers))
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if "Content-Length" not in reply.headers and "Transfer-Encoding" not in reply.headers:
            self.send_header("Content-Length", str(len(reply.body)))
        if reply.closes:
            self.send_header("Connection", "close")
        self.end_headers()
        if with_body:
            self._send(reply)
        self.close_connection = self.close_connection or reply.closes

    def _send(self, reply: Reply) -> None:
        for number, piece in enumerate(reply.pieces()):
            if number and reply.slow:
                self.waiting.wait(self.owner.pause)
            self.wfile.write(piece)
            self.wfile.flush()
