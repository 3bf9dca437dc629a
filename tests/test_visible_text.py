"""Held against other parsers, the reader loses no text that a browser shows."""

from __future__ import annotations

import pathlib
from collections.abc import Iterator

import html5lib
import pytest
from lxml import etree

from qaclean.testing import cases
from visible_text import compared, lost, shown

PAGES = sorted((pathlib.Path(__file__).resolve().parent / "pages").glob("*.html"))
BROKEN = {
    "table text": "<table>before<tr>within<td>cell</table>behind",
    "end of page": "<html><body><p>in</body></html><p>behind<div>it</div>",
    "paragraphs": "<p>one<p>two<div>three</p>four</div>five",
    "formatting": "<b>one<p>two</b>three</p>four<i>five<b>six</i>seven</b>",
    "links": "<a href=x>one<a href=y>two<div>three</a>four</div>",
    "lists": "<ul>bare<li>one<li>two<ul><li>three</ul>four</ul>five",
    "unknown": "<x-y>one</x-z>two<foo bar='>'>three",
    "definitions": "<dl>bare<dt>one<dd>two<p>three<dt>four</dl>",
    "headings": "<h1>one<h2>two</h1>three</h2>",
    "form": "<form>one<form>two</form>three<button>four<p>five</button></form>",
    "comment": "one<!-- no -- no --!>two<!>three<?php no ?>four</ no>five",
    "characters": "a < b && c &lt; d &notit; &#x80; &#0; &AMP e",
    "frames": "<p>one<frameset><frame></frameset>two",
    "ruby": "<ruby>字<rp>(</rp><rt>zì</rt><rp>)</rp></ruby>后",
}


def pages() -> Iterator[tuple[str, str]]:
    for case in cases(media_type="text/html"):
        yield case.name, case.source.decode("utf-8", "replace")
    yield from ((path.name, path.read_text("utf-8")) for path in PAGES)
    yield from BROKEN.items()


@pytest.mark.parametrize(("name", "markup"), list(pages()), ids=[name for name, _ in pages()])
def test_no_text_that_another_parser_shows_is_lost(name: str, markup: str) -> None:
    for parser, (counts, rows) in compared(markup.replace("\0", "\ufffd")).items():
        assert counts["shown"] and rows == [], parser


def test_what_is_lost_is_told() -> None:
    markup = "<p>one two<p hidden>three</p><script>four</script><select><option>five</select><p>six"
    tree = html5lib.parse(markup, treebuilder="etree", namespaceHTMLElements=False)
    counts, rows = lost(shown(tree), "six")
    assert [row.words for row in rows] == ["onetwo"]
    assert dict(counts) == {"shown": 18, "lost": 6, "chosen": 9}
    assert [text.words for text in shown(etree.HTML(markup))] == ["onetwo", "three", "five", "six"]
