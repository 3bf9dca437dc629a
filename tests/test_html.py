"""The HTML reader: what is rendered, what each line knows, and markup that must not break it."""

from __future__ import annotations

import time

import pytest

from qaclean import clean
from qaclean.html.deep_markup import MAX_DEPTH
from qaclean.html.detect import looks_like_html
from qaclean.html.markup import parse_markup
from qaclean.html.render import read_html
from qaclean.records.walk import blocks_of


def lines(markup: str) -> list[str]:
    page = read_html(markup)
    assert len(page.layout.origins) == (page.text.count("\n") + 1 if page.text else 0)
    return page.text.split("\n") if page.text else []


def test_inline_content_is_one_line_and_a_break_ends_it() -> None:
    assert lines("<p>先 <b>断电</b>\n 再换<a href=x>灯</a><br>完成</p>") == ["先 断电 再换灯", "完成"]


def test_the_title_is_the_first_line() -> None:
    assert lines("<title> 修  灯 </title><p>正文") == ["修 灯", "正文"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>x()</script>",
        "<style>p{}</style>",
        "<template><p>x</p></template>",
        "<p style='display: none'>诱饵</p>",
        "<span hidden>诱饵</span>",
        "<font style='DISPLAY:none !important'>诱饵</font>",
        "<textarea>x</textarea>",
        "<select><option>x</select>",
        "<!-- x -->",
    ],
)
def test_what_a_reader_does_not_see_is_not_rendered(hidden: str) -> None:
    assert lines(f"<div>一{hidden}二</div>") in (["一二"], ["一", "二"])


def test_a_long_hidden_post_is_kept() -> None:
    post = "先关掉总闸。然后打开盖子。最后换上新的保险丝。" * 12
    assert post in lines(f"<div><p>短</p><div style='display:none'>{post}</div></div>")


def test_noscript_is_shown_where_the_page_is_empty_without_it() -> None:
    topic = "<div class=post>" + "这是帖子的正文。" * 40 + "</div>"
    assert len("".join(lines(f"<body><div id=app></div><noscript>{topic}</noscript></body>"))) > 300
    body = "<p>" + "这里本来就有正文。" * 100 + "</p>"
    assert "请开启脚本" not in "".join(lines(f"{body}<noscript><p>请开启脚本</p></noscript>"))


def test_preformatted_lines_stay_and_share_a_number() -> None:
    page = read_html("<pre>def f():\n    return 1\n\nf()</pre><p>后")
    assert page.text.split("\n") == ["def f():", "    return 1", "f()", "后"]
    assert [o.code for o in page.layout.origins] == [1, 1, 1, 0]


def test_data_tables_are_rows_and_layout_tables_are_lines() -> None:
    data = read_html("<table><tr><th>型号<th>价格<tr><td>A1<td>20<tr><td>B2<td>35</table>")
    assert data.text.split("\n") == ["型号\t价格", "A1\t20", "B2\t35"]
    assert {o.table for o in data.layout.origins} == {1}
    layout = read_html("<table><tr><td><div><p>第一段正文。</p><p>第二段</p></div><td><ul><li>侧栏</ul></table>")
    assert layout.text.split("\n") == ["第一段正文。", "第二段", "侧栏"]
    assert {o.table for o in layout.layout.origins} == {0}


def test_list_items_know_their_number() -> None:
    page = read_html("<ol start=3><li>甲<li value=7>乙<li>丙</ol><ul><li>丁</ul>")
    assert [o.ordinal for o in page.layout.origins] == [3, 7, 8, 0]
    assert all(o.begins for o in page.layout.origins)


def test_quotes_headings_links_and_bold() -> None:
    page = read_html("<h2>标题</h2><blockquote><p>引文</blockquote><p><a href=x>全是链接</a><p><b>粗</b>")
    assert [(o.level, o.quote, o.link, o.bold) for o in page.layout.origins] == [
        (2, 0, 0, False),
        (0, 1, 0, False),
        (0, 0, 4, False),
        (0, 0, 0, True),
    ]


@pytest.mark.parametrize(
    ("img", "url"),
    [
        ("<img src=/a.jpg>", "https://h.example/a.jpg"),
        ("<img src=blank.gif data-src=//c.example/b.png>", "https://c.example/b.png"),
        ("<img src=s.jpg srcset='s.jpg 100w, l.jpg 900w, m.jpg 400w'>", "https://h.example/p/l.jpg"),
        ("<a href=/big.jpg><img src=/thumb.jpg></a>", "https://h.example/big.jpg"),
        ("<img src='data:image/gif;base64,R0' data-original=http://c.example/x.jpg>", "http://c.example/x.jpg"),
        ("<img src=loading.gif><noscript><img src=/real.jpg></noscript>", "https://h.example/real.jpg"),
        ("<img src='data:image/png;base64,AA'>", None),
        ("<img src=/smilies/happy.gif>", None),
        ("<img src=/a.jpg width=16 height=16>", None),
    ],
)
def test_the_largest_safe_picture_is_kept(img: str, url: str | None) -> None:
    page = read_html(f"<p>看图{img}完</p>", "https://h.example/p/1")
    assert [i.url for i in page.layout.images] == ([url] if url else [])


def test_a_picture_that_may_not_be_opened_keeps_the_words_of_its_address() -> None:
    (image,) = read_html("<p>看图<img src=javascript:alert(1)>完</p>").layout.images
    assert (image.url, image.raw) == (None, "javascript:alert(1)")


@pytest.mark.parametrize(
    "markup", ["", "   ", "\ufeff", "<!-- nur ein Kommentar -->", "<!DOCTYPE html>", "<html></html>"]
)
def test_empty_pages_are_empty(markup: str) -> None:
    assert lines(markup) == []


def test_nul_declarations_and_unclosed_tags_lose_nothing() -> None:
    assert lines("<?xml version='1.0' encoding='gbk'?><html><body><p>甲\0乙<p>丙<div><b>丁") == [
        "甲\ufffd乙",
        "丙",
        "丁",
    ]


@pytest.mark.parametrize("depth", [300, 3000, 50_000])
def test_no_depth_loses_the_rest_of_the_document(depth: int) -> None:
    markup = "<body>" + "<div>" * depth + "里" + "</div>" * depth + "<p>外"
    assert lines(markup) == ["里", "外"]
    assert (depth < 2000) == (not parse_markup(markup).warnings)
    assert MAX_DEPTH < 254


def test_a_text_node_over_ten_million_bytes_is_whole() -> None:
    assert len(read_html("<p>" + "x" * 11_000_000 + "<p>外").text) == 11_000_002


@pytest.mark.parametrize(
    "unit", ["<a ", '<p m="1"', "<!--", "<![CDATA[", "<?", "</", "<div>", "<b>x", "<table><tr><td>", "&nbsp;"]
)
def test_hostile_markup_takes_linear_time(unit: str) -> None:
    def seconds(count: int) -> float:
        started = time.process_time()
        read_html(unit * count)
        return time.process_time() - started

    ratio = min(max(seconds(16_000), 0.002) / max(seconds(4_000), 0.002) for _ in range(3))
    assert ratio < 9  # four times the input


def test_xml_tricks_are_inert(tmp_path: object) -> None:
    trick = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "zzzz">]><p>&x;&y;</p><xi:include href="file:///etc/passwd"/>'
    assert "root:" not in read_html(trick).text
    assert "zzzz" not in "".join(lines(trick)[-1:])


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("<!DOCTYPE html><p>a", True),
        ("<html><body>", True),
        ("\n<div class=a><p>甲</p></div>", True),
        ("怎么写<div><p>标签?", False),
        ("<br>在第几行", False),
        ("<intent-filter>是什么", False),
        ("", False),
    ],
)
def test_markup_is_told_from_text(source: str, told: bool) -> None:
    assert looks_like_html(source) is told


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="https://a.example/q/1">', "https://a.example/q/1"),
        ('<meta property="og:url" content="https://a.example/q/2">', "https://a.example/q/2"),
        ('<link rel="canonical" href="//a.example/q/3">', "https://a.example/q/3"),
        ('<link rel="canonical" href="/q/4">', None),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
    ],
)
def test_the_canonical_address_is_the_page_s_where_none_is_given(head: str, url: str | None) -> None:
    body = "<h1>怎么关闭相册?</h1><p>打开设置,往下找到相册,关掉就好了。</p><p><img src='/i/1.png' alt='设置页'></p><p>再重启一次就可以了,不用刷机。</p>"
    page = clean(f"<html><head>{head}</head><body>{body}</body></html>", media_type="text/html")
    images = [block.url for block in blocks_of(page) if block.type == "image"]
    assert (page.url, images) == (url, ["https://a.example/i/1.png"] if url else [])
    given = clean(
        f"<html><head>{head}</head><body>{body}</body></html>", url="https://b.example/x", media_type="text/html"
    )
    assert given.url == "https://b.example/x"
    assert [block.url for block in blocks_of(given) if block.type == "image"] == ["https://b.example/i/1.png"]


@pytest.mark.parametrize(
    ("declared", "text", "language"),
    [
        ("fr", "Comment changer la pile de ma montre ? Elle est arrêtée depuis hier.", "fr"),
        ("pt_br", "Como posso trocar a pilha do meu relógio? Ele parou ontem.", "pt-BR"),
        ("", "Hoe vervang ik de batterij in mijn horloge? Het staat stil.", None),
        ("en", "怎么更换手表电池?它从昨天开始就不走了。", "zh"),
        ("zh-CN", "How do I change the battery in my watch? It has stopped.", "en"),
        ("ru", "Comment changer la pile de ma montre ? Elle est arrêtée.", None),
        ("ru-RU", "Как поменять батарейку в часах? Они остановились.", "ru-RU"),
        ("javascript:", "Comment changer la pile de ma montre ?", None),
    ],
)
def test_the_language_is_what_the_words_prove_or_what_is_declared_and_fits(
    declared: str, text: str, language: str | None
) -> None:
    page = clean(f'<html lang="{declared}"><body><p>{text}</p></body></html>', media_type="text/html")
    assert page.language == language
