"""A real Scrapy spider crawls the server of the cases, from its index on, and gives the records that are expected."""

from __future__ import annotations

import json
import pathlib
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from qaclean.testing import cases, differences
from qaclean.testing.server import CaseServer

SPIDER = '''
import sys

import scrapy
from scrapy.crawler import CrawlerProcess


class Cases(scrapy.Spider):
    """Follows the index page by page, takes each case, and some of them in other manners."""

    name = "cases"
    start_urls = [sys.argv[1]]

    def parse(self, response):
        yield from response.follow_all(css="a.case", callback=self.page)
        yield from response.follow_all(css="a[rel=next]", callback=self.parse)
        if "page=" not in response.url:
            for manner in sys.argv[3:]:
                address, told = f"/{manner}/sites/discuz-x", {"manner": manner}
                yield response.follow(address, self.page, cb_kwargs=told, errback=self.lost, dont_filter=True)

    def page(self, response, manner="plain"):
        kind = "html" if b"html" in response.headers["Content-Type"] else "text"
        yield {"manner": manner, "address": response.url, "charset": response.encoding, kind: response.body}

    def lost(self, failure):
        yield {"manner": failure.request.url, "lost": failure.type.__name__}


settings = {
    "ITEM_PIPELINES": {"qaclean.engines.scrapy_items.CleanItems": 300},
    "FEEDS": {sys.argv[2]: {"format": "jsonlines", "encoding": "utf8"}},
    "FEED_EXPORT_FIELDS": ["manner", "address", "charset", "qaclean", "lost"],
    "ROBOTSTXT_OBEY": True,
    "RETRY_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "LOG_LEVEL": "ERROR",
    "DOWNLOAD_DELAY": 0,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
}
process = CrawlerProcess(settings)
process.crawl(Cases)
process.start()
'''
MANNERS = ("wrong-charset", "no-charset", "gzip", "chunked", "slow", "redirects", "cut", "gone", "loop")
PARTS = {"meta", "url", "source"}  # an item brings its own


@pytest.fixture(scope="module")
def server() -> Iterator[CaseServer]:
    with CaseServer() as running:
        yield running


@pytest.fixture(scope="module")
def items(server: CaseServer, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What the spider found."""
    folder = tmp_path_factory.mktemp("crawl")
    (folder / "spider.py").write_text(SPIDER, "utf-8")
    command = [sys.executable, "spider.py", server.url, "items.jsonl", *MANNERS]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr
    return [json.loads(line) for line in (folder / "items.jsonl").read_text("utf-8").split("\n") if line]


def crawled(items: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {item["address"]: item for item in items if item["manner"] == "plain"}


def test_every_case_is_found_and_none_that_robots_txt_forbids(server: CaseServer, items: list[dict[str, Any]]) -> None:
    assert {server.case_of(address).name for address in crawled(items)} == {*server.cases}
    assert not [row for row in server.requests if row.path.startswith("/private/")]
    assert "/robots.txt" in [row.path for row in server.requests]


def test_items_hold_the_expected_records(server: CaseServer, items: list[dict[str, Any]]) -> None:
    """Of the cases that need no address of their own, which a crawl of the loopback cannot know."""
    told = crawled(items)
    compared = [
        case for case in cases() if case.url is None and case.media_type != "text/markdown" and case.source.strip()
    ]
    assert len(compared) > 80
    for case in compared:
        found = told[server.url_of(case)]["qaclean"]
        assert [str(row) for row in differences(found, case, ignore=PARTS)] == [], case.name


def test_manners_change_no_record(server: CaseServer, items: list[dict[str, Any]]) -> None:
    by_manner = {item["manner"]: item for item in items}
    expected = server.cases["sites/discuz-x"]
    for manner in ("wrong-charset", "no-charset", "gzip", "chunked", "slow", "redirects"):
        assert differences(by_manner[manner]["qaclean"], expected, ignore=PARTS) == [], manner


def test_what_goes_wrong_is_an_error_of_the_spider(items: list[dict[str, Any]], server: CaseServer) -> None:
    lost = {item["manner"].split("/")[3]: item["lost"] for item in items if item.get("lost")}
    assert {*lost} == {"cut", "gone", "loop"}
    assert lost["gone"] == "HttpError" and lost["loop"] == "IgnoreRequest"


def test_the_spider_is_small(tmp_path: pathlib.Path) -> None:
    assert len(SPIDER.splitlines()) < 60
