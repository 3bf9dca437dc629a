"""`Page._repr_html_`: what a notebook shows, made of tags and colours of ours alone."""

from __future__ import annotations

import html.parser

import pytest
from hypothesis import given
from hypothesis import strategies as st

import qaclean
from qaclean.records import Page
from qaclean.report.notebook import MOST_CHARACTERS, page_html

TAGS = {"div", "b", "br", "details", "summary", "span", "del", "ins", "mark", "small"}
ATTRIBUTES = {"style", "title", "open"}
HOSTILE = (
    "怎么退订?</div></del><script>alert(1)</script><img src=https://pictures.example/a onerror=alert(1)>\n"
    "1、发短信' onmouseover='alert(1)\" onmouseover=\"alert(1)\n2、打开 javascript:alert(1) \u202e\x1b[2J &lt;b&gt; &amp;\n"
)
PAGE = "<title>'><script>1</script></title><h1>What is &lt;i&gt; for?</h1><p>It is for <b>words</b>.</p><p><img src='https://pictures.example/a.png' alt='&quot;><svg onload=alert(1)>'> as you see, it is.</p>"


class Seen(html.parser.HTMLParser):
    """The tags, attributes and text of a fragment; open tags must be closed in order."""

    def __init__(self, fragment: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.open: list[str] = []
        self.feed(fragment)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def test_a_page_shows_its_record_and_its_source() -> None:
    page = qaclean.clean(
        "怎么设置优惠券?\n1、打开卖家后台 &amp; 登录。\n2、选择新建优惠券。\n热门内容\n • 新手开店第一步做什么"
    )
    shown = page._repr_html_()
    assert (
        "<del style='color:#c5392f;text-decoration:line-through' title='hot_content · ranking-heading'>热门内容</del>"
        in shown
    )
    assert "&amp;amp;</del><ins title='entity'>&amp;</ins>" in shown
    assert "<mark" in shown and "选择新建优惠券。" in shown


@pytest.mark.parametrize("source", [HOSTILE, PAGE])
def test_hostile_pages_make_no_element_and_no_address(source: str) -> None:
    fragment = qaclean.clean(source)._repr_html_()
    seen = Seen(fragment)
    assert seen.tags <= TAGS and seen.attributes <= ATTRIBUTES
    assert "\u202e" not in fragment and "\x1b" not in fragment and "url(" not in fragment


@given(st.text(alphabet=st.sampled_from("<>&'\"/=ab!-\u202e\x00\ud800\n问?。1、scriptx"), max_size=80))
def test_whatever_the_text_the_fragment_is_whole(text: str) -> None:
    seen = Seen(page_html(qaclean.clean(text, media_type="text/plain")))
    assert seen.tags <= TAGS and seen.attributes <= ATTRIBUTES


def test_a_long_page_is_cut_and_says_so() -> None:
    page = qaclean.clean("怎么退订彩铃?\n" + "编辑短信发到客服号,收到回复就成了。" * 3_000)
    assert f"{len(page.source_text) - MOST_CHARACTERS:,} more characters" in page._repr_html_()


def test_a_record_read_from_json_shows_what_it_has() -> None:
    page = Page.model_validate_json(qaclean.clean("怎么退订?\n发短信TD。").model_dump_json())
    assert page.source_text == "" and "发短信TD。" in page._repr_html_()
