"""Broken image anchors: one image each, whatever is left of them; nothing unsafe ever becomes an image."""

from __future__ import annotations

from typing import Any

import pytest

from growth import grows_linearly
from invariants import broken
from qaclean import Step, Steps, clean
from qaclean.parser.images import find_fragments
from qaclean.rules import load
from qaclean.text.picture_hosts import picture_url

HOST = "iknow-pic.cdn.bcebos.com"
ID = "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567"
QUERY = "x-bce-process=image%2Fresize%2Cm_lfit%2Cw_600%2Ch_800%2Climit_1%2Fquality%2Cq_85"
URL = f"https://{HOST}/{ID}"
WHOLE = f'/{HOST}/{ID}"target="_blank"title="点击查看大图"class="ikqb_img_alink">/{HOST}/{ID}?{QUERY}"esrc="{URL}"/>'


def only(text: str) -> list[tuple[str | None, str]]:
    return [(f.url, text[: f.start] + "|" + text[f.end :]) for f in find_fragments(text, 0, len(text))]


SHAPES: list[dict[str, Any]] = [*load("images")["shape"], load("images")["parts"]]


@pytest.mark.parametrize(("text", "url", "rest"), [hit for shape in SHAPES for hit in shape["hits"]])
def test_shape_is_one_image(text: str, url: str, rest: str) -> None:
    found = find_fragments(text, 0, len(text))
    assert [(f.url, text[: f.start] + text[f.end :]) for f in found] == [(url, rest)]


@pytest.mark.parametrize("text", [text for shape in SHAPES for text in shape["misses"]])
def test_words_like_a_shape_are_no_image(text: str) -> None:
    assert find_fragments(text, 0, len(text)) == []


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: str(shape.get("id", "parts")))
def test_shapes_scale_linearly_on_their_own_words_repeated(shape: dict[str, Any]) -> None:
    for text in ("".join(hit[0] for hit in shape["hits"]), "".join(shape["misses"]), *shape["triggers"]):
        grows_linearly(lambda whole: find_fragments(whole, 0, len(whole)), text)


def test_whole_anchor_is_one_image_with_thumbnail_and_title() -> None:
    (fragment,) = find_fragments(f"如图 {WHOLE} 2、点开", 0, len(WHOLE) + 10)
    assert (fragment.start, fragment.end) == (3, 3 + len(WHOLE))
    assert fragment.url == URL
    assert fragment.thumbnail_url == f"{URL}?{QUERY}"
    assert fragment.title == "点击查看大图"
    assert fragment.sure


@pytest.mark.parametrize(
    "anchor",
    [
        f'/{HOST}/{ID}"class="ikqb_img_alink"title="大图"target="_blank">/{HOST}/{ID}?{QUERY}"esrc="{URL}"/>',
        f'/{HOST}/{ID}"target="_blank"title="大图"class="ikqb_img_alink">/{HOST}/{ID}?{QUERY}"/>',
        f'<a href="{URL}" target="_blank"><img class="ikqb_img" src="{URL}?{QUERY}" esrc="{URL}"/></a>',
        f'//{HOST}/{ID}" esrc="{URL}" />',
        f'<img src="http://{HOST}/{ID}">',
    ],
)
def test_attributes_in_any_order_or_missing(anchor: str) -> None:
    found = only(f"看 {anchor} 完")
    assert [(u or "").replace("http://", "https://") for u, _ in found] == [URL]
    assert found[0][1] == "看 | 完"


@pytest.mark.parametrize("length", range(1, len(WHOLE)))
def test_anchor_cut_at_every_byte_leaves_no_half_tag_in_the_text(length: int) -> None:
    text = "第一步看图 " + WHOLE[:length]
    found = find_fragments(text, 0, len(text))
    assert len(found) <= 1
    if length > len(HOST) + len(ID) + len('"target="_blank"') + 2:
        (fragment,) = found
        assert fragment.url == URL
        assert text[: fragment.start] == "第一步看图 "
        assert text[fragment.end :].strip() == ""


@pytest.mark.parametrize(
    ("anchor", "behind", "sure"),
    [
        (f'<img class="ikqb_img" src="{URL}', ' 然后点击"确定"按钮。', False),
        (f'<img class="ikqb_img" src="{URL}', '然后点击"确定"按钮。', False),
        (f'<img src="/{HOST}/{ID}', ' and then press "OK".', False),
        (f'<a href="{URL}', "，再关机。", False),
        (f'/{HOST}/{ID}"class="ikqb_img_alink">/{HOST}/{ID}?{QUERY}"esrc="{URL}', '然后点击"确定"按钮。', True),
        (f'/{HOST}/{ID}"class="ikqb_img_alink">/{HOST}/{ID}?{QUERY}"esrc="{URL[:-9]}', " 再关机。", True),
        (f'<a href="{URL} target="_blank"><img class="ikqb_img" src="{URL}?x=1" esrc="{URL}"/></a>', " 再关机。", True),
    ],
)
def test_an_address_cut_before_its_quotation_mark_ends_where_words_go_on(anchor: str, behind: str, sure: bool) -> None:
    text = f"先看 {anchor}{behind}"
    (fragment,) = find_fragments(text, 0, len(text))
    assert (text[: fragment.start], text[fragment.end :]) == ("先看 ", behind)
    assert (fragment.url, fragment.sure) == (URL, sure)


def test_a_whole_address_of_other_characters_stays_one_part() -> None:
    anchor = (
        f'<a href="https://www.example.com/search?word=电脑 关机" target="_blank"><img src="{URL}" esrc="{URL}"></a>'
    )
    assert only(f"看图 {anchor} 完") == [(URL, "看图 | 完")]


def test_copies_that_disagree_make_a_doubtful_image() -> None:
    other = "f" * 40
    (fragment,) = find_fragments(WHOLE.replace(f'esrc="{URL}"', f'esrc="https://{HOST}/{other}"'), 0, 9999)
    assert fragment.url == URL
    assert not fragment.sure


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example/pic",
        f"https://{HOST}@evil.example/{ID}",
        f"https://{HOST}.evil.example/{ID}",
        f"https://{HOST}:8080/{ID}",
        f"file://{HOST}/{ID}",
        f"https://іknow-pic.cdn.bcebos.com/{ID}",
        f"https://{HOST}\\@evil.example/{ID}",
    ],
)
def test_unsafe_or_foreign_addresses_are_no_pictures(address: str) -> None:
    assert picture_url(address) is None


def test_thousand_anchors_take_linear_time() -> None:
    import time

    def seconds(count: int) -> float:
        text = "看图。" + (WHOLE + " ") * count
        start = time.process_time()
        assert len(find_fragments(text, 0, len(text))) == count
        return time.process_time() - start

    seconds(10)
    assert seconds(1_000) < 10 * seconds(250) + 0.05


@pytest.mark.parametrize(
    "begun",
    [
        'rget="_blank" class="ikqb_img_alink" ',
        'lank" class="ikqb_img_alink" ',
        '="ikqb_img_alink" ',
        'mg_alink" ',
        'itle="大图" class="ikqb_img_alink" ',
    ],
)
def test_anchor_cut_inside_its_first_attribute_leaves_nothing_of_it(begun: str) -> None:
    text = f'看 {begun}href="{URL}"> 完'
    (fragment,) = find_fragments(text, 0, len(text))
    assert (text[: fragment.start], fragment.url, text[fragment.end :]) == ("看 ", URL, " 完")


def test_quoted_words_before_an_anchor_stay() -> None:
    text = f'点"确定" class="ikqb_img_alink" href="{URL}"> 完'
    (fragment,) = find_fragments(text, 0, len(text))
    assert text[: fragment.start].startswith('点"确定"')


def test_an_image_in_a_list_is_of_the_innermost_step_that_it_stands_in() -> None:
    page = clean(
        "<title>怎么给水壶除垢</title><h1>怎么给水壶除垢</h1><p>照下面的步骤做,一个小时就好了。</p><ol><li>准备材料,放在手边。"
        "<ol><li>一瓶白醋,倒进碗里。<img src='/a.png' alt='白醋的样子'></li><li>一块软布,叠成四层。<img src='/b.png' alt='软布的样子'></li></ol></li>"
        "<li>把白醋倒进水壶,煮开以后放一个小时。<img src='/c.png' alt='水壶里面的样子'></li><li>倒掉白醋,用软布擦干净。</li></ol>",
        media_type="text/html",
        url="http://a.example/x",
    )
    answers = [answer for question in page.questions for answer in question.answers]
    [steps] = [
        block for place in (page.body, *(a.blocks for a in answers)) for block in place if isinstance(block, Steps)
    ]

    def shown(rows: list[Step]) -> list[Any]:
        return [([image.alt for image in row.images], shown(row.steps)) for row in rows]

    below: list[Any] = [(["白醋的样子"], []), (["软布的样子"], [])]
    assert shown(steps.steps) == [([], below), (["水壶里面的样子"], []), ([], [])]


def test_a_question_that_begins_with_half_an_anchor_ends_behind_its_own_mark() -> None:
    anchor = 'coarget="_blank" title="点击查看大图" class="ikqb_img_alink"><img class="ikqb_img" src="https://iknow-pic.cdn.bcebos.com/0df431adcbef76096e8c3c4b2edda3cc7dd99e0b"/>'
    steps = "1、打开报修的页面,往右边划一下。2、点右上角,选分享给住户。"
    page = clean(f"物业报修\n问:{anchor}怎么分享? {steps}", media_type="text/plain")
    assert list(broken(page)) == []
