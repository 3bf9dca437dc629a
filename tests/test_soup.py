"""Soups as sources: what a pipeline holds as `bs4.BeautifulSoup` or `bs4.Tag` is cleaned as the page that it came from."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import bs4
import pytest

import qaclean

PAGE = (
    "<html><head><meta charset='gb2312'><title>怎么换灯泡?</title></head><body><div id=menu><a href=/>首页</a></div><div id=text>"
    "<h1>怎么换灯泡?</h1><ol><li>先关掉电源,等灯泡凉下来。<li>逆时针拧下旧灯泡,再装上新的。</ol>"
    "<p>1 &lt; 2 &amp; 3</p></div></body></html>"
)


def comparable(page: qaclean.Page) -> dict[str, object]:
    return page.model_dump(exclude={"source"})


@pytest.mark.parametrize("parser", ["lxml", "html.parser"])
def test_a_soup_is_the_page_that_it_came_from(parser: str) -> None:
    soup = bs4.BeautifulSoup(PAGE, parser)
    page = qaclean.clean(soup, url="https://a.example/1")
    assert comparable(page) == comparable(qaclean.clean(PAGE, url="https://a.example/1"))
    assert page.source.media_type == "text/html"
    assert page.source.encoding == "str"
    assert page.source.sha256 == hashlib.sha256(str(soup).encode()).hexdigest()


def test_a_soup_of_bytes_tells_its_charset() -> None:
    soup = bs4.BeautifulSoup(PAGE.encode("gb18030"), "lxml")
    assert qaclean.clean(soup).source.encoding == soup.original_encoding
    div = soup.find("div", id="text")
    assert isinstance(div, bs4.Tag)
    page = qaclean.clean(div)
    assert page.source.encoding == soup.original_encoding
    assert "首页" not in (page.source_text or "")
    assert qaclean.clean(str(div), media_type="text/html").source_text == page.source_text


def test_what_was_taken_out_of_the_tree_is_gone_and_the_tree_stays_as_it_is() -> None:
    soup = bs4.BeautifulSoup(PAGE, "lxml")
    menu = soup.find(id="menu")
    assert isinstance(menu, bs4.Tag)
    menu.decompose()
    before = str(soup)
    assert "首页" not in (qaclean.clean(soup).source_text or "")
    assert str(soup) == before


@pytest.mark.parametrize("markup", ["", "<!-- c -->", "<p>", "text alone"])
def test_soups_with_nothing_in_them(markup: str) -> None:
    page = qaclean.clean(bs4.BeautifulSoup(markup, "html.parser"))
    assert page.source_text == (markup if "text" in markup else "")


def test_soups_of_xml_and_deep_soups() -> None:
    tree = bs4.BeautifulSoup("<?xml version='1.0'?><div><p>一段话。</p></div>", "xml")
    assert qaclean.clean(tree).source_text == "一段话。"
    deep = qaclean.clean(bs4.BeautifulSoup("<div>" * 3000 + "里" + "</div>" * 3000 + "<p>外", "html.parser"))
    assert (deep.source_text or "").split("\n") == ["里", "外"]
    assert "deep-markup" in [warning.code for warning in deep.warnings]


def test_what_a_soup_is_not_read_as() -> None:
    soup = bs4.BeautifulSoup(PAGE, "lxml")
    with pytest.raises(qaclean.UsageError, match="leave media_type out"):
        qaclean.clean(soup, media_type="text/plain")
    with pytest.raises(qaclean.SourceTooLargeError, match="the limit is 10"):
        qaclean.clean(soup, limits=qaclean.Limits(max_characters=10))
    with pytest.raises(qaclean.UsageError, match="not list"):
        qaclean.clean([soup])  # type: ignore[arg-type]


def test_bs4_is_not_imported_for_other_sources() -> None:
    code = "import qaclean, sys; qaclean.clean('<html><p>一</p></html><p>二'); print([n for n in sys.modules if n.startswith('bs4')])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
