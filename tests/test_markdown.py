"""Markdown sources: what the reader makes of their markup, that spans stay those of the source, and that nothing hostile breaks it."""

from __future__ import annotations

import json
import sys
import time
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import qaclean
from growth import grows_linearly
from qaclean.markdown.detect import looks_like_markdown
from qaclean.markdown.lines import read_lines
from qaclean.markdown.render import read_markdown
from qaclean.pipeline.ledger import check, leaves
from qaclean.pipeline.markup_spans import _Images
from qaclean.records import Page
from qaclean.records.rows import ImageRow

SHARED = Path(__file__).resolve().parents[2] / "shared"


def rendered(source: str) -> list[str]:
    page = read_markdown(source)
    lines = [line.strip() for line in page.rendered.text.split("\n") if line.strip()]
    assert len(lines) == len(page.layout.origins)
    return lines


def clean(source: str, **options: Any) -> Page:
    """A page from Markdown whose ledger, repairs and image spans are checked."""
    page = qaclean.clean(source, media_type="text/markdown", **options)
    record = page.model_dump()
    assert page.source_text == source
    assert check(source, leaves(record), [row["span"] for row in record["removed"]]) == []
    for repair in page.repairs:
        assert source[repair.span[0] : repair.span[1]] == repair.before
    return page


def blocks(page: Page) -> list[Any]:
    return [block for question in page.questions for answer in question.answers for block in answer.blocks] + page.body


ARTICLE = """# 怎么给旧台灯换灯头

换灯头之前要先拔掉插头，等灯泡凉了再动手，否则容易烫手，也容易触电。

"""
END = "\n\n换好之后先不要装灯罩，通电试一下，灯亮了再把灯罩装回去，这样返工的时候比较方便。\n"


def page_with(markdown: str) -> Page:
    return clean(ARTICLE + markdown + END)


# -- inline ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("按**开始**键,再看[说明书](http://a.example/b)。", "按开始键,再看说明书。"),
        ("**注意：**先断电", "注意：先断电"),  # CommonMark leaves these marks: `：` is punctuation
        ("[](javascript:;)方法/步骤", "方法/步骤"),
        ("[退出](javascript:void\\(0\\);)", "退出"),
        ('[维基](http://a.example/灯_(电器) "灯")', "维基"),
        ("[a][b] 与 [b]\n\n[b]: http://a.example/ 't'", "a 与 b"),
        (
            "看 <http://a.example/x_y_z> 和 https://a.example/a_b_c",
            "看 http://a.example/x_y_z 和 https://a.example/a_b_c",
        ),
        ("`a*b*c` 与 ``x`y``", "a*b*c 与 x`y"),
        ("5*3*2 = 30, snake_case_name, __init__", "5*3*2 = 30, snake_case_name, __init__"),
        ("2 * 3 * 4 与 a ** b", "2 * 3 * 4 与 a ** b"),
        ("1\\. 先关机\\*", "1. 先关机*"),
        ("H<sub>2</sub>O 与 <intent-filter> 与 浓度<5", "H2O 与 <intent-filter> 与 浓度<5"),
        ("~~旧的~~新的", "旧的新的"),
        ("***很重要***", "很重要"),
        ("数组 a[1] 与 [括号] 与 f(x)", "数组 a[1] 与 [括号] 与 f(x)"),
        ("图 ![灯](http://a.example/l.png) 后", "图  后"),
        ("好 ![](data:image/png;base64,iVBORw0KGgo AAAA/+=) 的", "好  的"),
        ("![](data:image/png;base64,iVBOR) [步骤阅读](http://a.example/1)尾", "尾"),
        ("<!-- 注释 -->正文", "正文"),
    ],
)
def test_inline_markup_goes_and_words_stay(source: str, text: str) -> None:
    assert rendered(source)[0] == text


def test_a_link_may_wrap_a_card_of_several_blocks() -> None:
    assert rendered("[ ![](http://a.example/c.png)\n\n标题一\n\n简介一句。 ](http://a.example/1)\n\n后") == [
        "标题一",
        "简介一句。",
        "后",
    ]


def test_a_link_leads_to_what_it_says_only_inside_its_words() -> None:
    page = read_markdown("看[这里](http://a.example)吧")
    assert [
        (origin.link, count) for origin, count in zip(page.layout.origins, page.layout.link_counts, strict=True)
    ] == [(2, 1)]


def test_icons_of_html2text_go_and_blanks_to_fill_in_stay() -> None:
    assert rendered("  * __搜索\n  * [__登录](/a)\n  * 12 __\n") == ["搜索", "登录", "12"]
    assert rendered("请填空:__ 是首都。") == ["请填空:__ 是首都。"]


# -- blocks ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "levels"),
    [
        ("# 一\n\n### 三 ###\n\n##二", [1, 3, 2]),
        ("题目\n====\n\n小节\n----\n", [1, 2]),
        (
            "这是一整句话,后面是一条横线,不是标题,因为它太长也有句号。所以这里不能当作小节的名字来看,真的很长很长。\n---\n",
            [0],
        ),
        ("#话题 不是标题\n", [0]),
    ],
)
def test_headings(source: str, levels: list[int]) -> None:
    assert [origin.level for origin in read_markdown(source).layout.origins] == levels


def test_lists_nest_and_count() -> None:
    page = read_markdown("1. 一\n   接着\n2. 二\n   * 甲\n   * 乙\n\n   又一段\n3. 三\n")
    assert [(o.item, o.ordinal, o.begins) for o in page.layout.origins] == [
        (1, 1, True), (1, 0, False), (1, 2, True), (2, 0, True), (2, 0, True), (1, 0, False), (1, 3, True),
    ]  # fmt: skip


def test_all_equal_numbers_are_counted_over_pictures_and_code() -> None:
    page = page_with(
        "1. 先拧下旧灯头的螺丝。\n\n![](http://a.example/1.png)\n\n1. 把电线从旧灯头上取下来。\n\n```\nL N\n```\n\n1. 把电线接到新灯头上去。\n"
    )
    steps = next(block for block in blocks(page) if block.type == "steps")
    assert [(step.marker, step.number) for step in steps.steps] == [("1.", 1), ("1.", 2), ("1.", 3)]
    assert [image.url for image in steps.steps[0].images] == ["http://a.example/1.png"]
    code = next(block for block in blocks(page) if block.type == "code")
    assert steps.holes == [code.span]
    assert page.source_text[steps.span[0] :].startswith("1. 先拧下")


def test_an_item_of_its_number_alone_holds_what_stands_below() -> None:
    source = "  1. 1\n\nCut it.\n\n  2. 2\n\nFold it.\n\nIt is done.\n"
    page = read_markdown(source)
    assert [(origin.ordinal, line) for origin, line in zip(page.layout.origins, page.layout.lines, strict=True)] == [
        (1, "Cut it."),
        (2, "Fold it."),
        (0, "It is done."),
    ]


def test_the_next_number_goes_on_with_a_list_right_below_a_line() -> None:
    counted = read_markdown("1. Cut it.\n\nA caption\n2. Fold it.\n").layout
    assert [origin.ordinal for origin in counted.origins][::2] == [1, 2]
    other = read_markdown("1. Cut it.\n2. Fold it.\n\nIt was in\n1984. Nobody knew.\n").layout
    assert [origin.ordinal for origin in other.origins][2:] == [0, 0]


def test_a_number_alone_stays_in_its_line() -> None:
    assert rendered("1. 第一章\n\n这一章讲灯。\n") == ["1. 第一章", "这一章讲灯。"]


def test_numbers_said_twice_go() -> None:
    page = page_with(
        "1. 1\n  先拧下旧灯头的螺丝。\n\n  [步骤阅读](http://a.example/1)\n2. [](/album/2)2\n  把电线从旧灯头上取下来。\n"
    )
    steps = next(block for block in blocks(page) if block.type == "steps")
    assert [step.text for step in steps.steps] == ["先拧下旧灯头的螺丝。", "把电线从旧灯头上取下来。"]
    assert "步骤阅读" not in str(blocks(page))


def test_code_keeps_its_lines_and_prose_that_is_indented_is_none() -> None:
    page = page_with(
        "```python\ndef on():\n    return 1  # **an**\n```\n\n    x = f(1)\n    if x { y(); }\n\n说明\n\n    这一段只是缩进了,并不是代码,它是一句普通的话。  \n    还有一句。\n"
    )
    code = [block.text for block in blocks(page) if block.type == "code"]
    assert code == ["def on():\n    return 1  # **an**", "x = f(1)\nif x { y(); }"]


def test_a_fence_that_nothing_closes_makes_no_code_of_the_rest() -> None:
    assert rendered("```\n第一句话。\n\n# 第二\n") == ["```", "第一句话。", "第二"]


def test_quotes_and_tables_and_rules() -> None:
    page = page_with(
        "> 别人说:**先**关电。\n> 再动手。\n\n| 型号 | 瓦数 |\n|---|:--:|\n| A1 | 5 |\n| B2 | [7](/b) |\n\n* * *\n"
    )
    kinds = {block.type: block for block in blocks(page)}
    assert kinds["quote"].text == "别人说:先关电。\n再动手。"
    assert kinds["table"].rows == [["型号", "瓦数"], ["A1", "5"], ["B2", "7"]]
    assert "* * *" in {page.source_text[row.span[0] : row.span[1]] for row in page.removed if row.reason == "markup"}


def test_layout_tables_come_apart() -> None:
    long = "这里是帖子的正文,它比表格里的一个格子要长得多,所以这不是数据的表格,而是排版用的表格,应当拆成行。" * 3
    assert rendered(f"楼主 | {long}\n---|---\n") == ["楼主", long]


def test_wrapped_lines_are_one_paragraph_and_broken_ones_are_not() -> None:
    wrapped = "The lamp has two screws at its base, and you should turn both\nof them out before you try to lift the old socket off its rod,\nor it breaks."
    assert rendered(wrapped) == [wrapped.replace("\n", " ")]
    assert rendered("第一行  \n第二行\n第三行") == ["第一行", "第二行", "第三行"]


# -- the page --------------------------------------------------------------------------------------------------------


def test_front_matter_gives_the_pages_fields() -> None:
    page = clean(
        '---\ntitle: "怎么换灯头"\nsource: https://a.example/lamp\nauthor:\n  - "[[林小灯]]"\npublished: 2021-05-06\ntags: [灯, 电]\n---\n'
        + ARTICLE
        + END
    )
    assert (page.url, page.author, (page.published or "")[:10], page.tags) == (
        "https://a.example/lamp",
        "林小灯",
        "2021-05-06",
        ["灯", "电"],
    )
    assert {row.reason for row in page.removed if row.rule == "front-matter"} == {"metadata"}


def test_the_head_of_a_reader_service_is_no_text() -> None:
    body = "先拔掉插头，等灯泡凉了再拧，这样比较安全，也不会烫手。拧的时候要按住灯座，不要用太大的力气。"
    page = clean(
        f"Title: 怎么换灯头 - 某某网\n\nURL Source: https://a.example/l\n\nPublished Time: 2021-05-06T07:08:09Z\n\nMarkdown Content:\n怎么换灯头\n=====\n\n{body}\n"
    )
    assert (page.title, page.url, (page.published or "")[:10]) == ("怎么换灯头", "https://a.example/l", "2021-05-06")
    assert "Markdown Content" not in page.model_dump_json(include={"questions", "body", "title"})


@pytest.mark.parametrize(
    "source", ["---\n这里不是头,只是两条线\n---\n正文", "---\n", "Title: 只有题目\n正文", "+++\na = 1"]
)
def test_what_looks_like_a_head_and_is_none_stays(source: str) -> None:
    assert read_markdown(source).head.title == ""
    clean(source)


def test_the_title_is_the_heading_wherever_it_stands() -> None:
    menu = "* [首页](/)\n* [论坛](/bbs)\n* [登录](/in)\n\n# [某某论坛](/)\n\n## 台灯不亮怎么办\n\n"
    page = clean(menu + "插头插好了,灯泡也换了新的,可是台灯还是不亮,请问是哪里坏了?我已经试过两个插座了。\n")
    assert page.title == "台灯不亮怎么办"
    assert "论坛" not in page.model_dump_json(include={"questions", "body"})


def test_an_image_spans_its_markup_and_only_safe_addresses_get_in() -> None:
    page = page_with(
        '![灯座](/img/a.png "图")\n\n看图。\n\n![x](javascript:alert(1)) ![](http://u:p@a.example/a.png)\n'
    )
    assert [block for block in blocks(page) if block.type == "image"] == []
    page = clean(ARTICLE + '![灯座](/img/a.png "图")\n' + END, url="https://a.example/l")
    image = next(block for block in blocks(page) if block.type == "image")
    assert (image.url, image.alt, image.title) == ("https://a.example/img/a.png", "灯座", "图")
    assert page.source_text[image.span[0] : image.span[1]] == '![灯座](/img/a.png "图")'


def test_markup_in_a_paragraph_is_inside_its_leaf_and_other_markup_is_removed() -> None:
    page = page_with("按**开始**键,再看[说明书](http://a.example/b),然后等一会儿再拔插头。")
    paragraph = next(block for block in blocks(page) if "说明书" in getattr(block, "text", ""))
    assert paragraph.text == "按开始键,再看说明书,然后等一会儿再拔插头。"
    inside = [repair.before for repair in page.repairs if repair.kind == "markup"]
    assert inside == ["**", "**", "[", "](http://a.example/b)"]
    assert ("markup", "markdown-heading") in {(row.reason, row.rule) for row in page.removed}


def test_repairs_reach_over_markup() -> None:
    page = page_with("水泵可以**正常**运行牋。请&nbsp;**等**&lt;一会儿&gt;再看,不要着急,慢慢来就好。")
    text = next(block.text for block in blocks(page) if "水泵" in getattr(block, "text", ""))
    assert text == "水泵可以正常运行。请 等<一会儿>再看,不要着急,慢慢来就好。"


def test_a_section_of_instructions_is_a_procedure_without_numbers() -> None:
    page = page_with(
        "## 步骤\n\n* 先拧下旧灯头的两颗螺丝,放在盒子里。\n* 把两根电线从旧灯头上取下来,分开放。\n\n## 材料\n\n* 灯头\n* 螺丝刀\n"
    )
    steps = [block for block in blocks(page) if block.type == "steps"]
    assert [(step.marker, step.number) for step in steps[0].steps] == [("*", None), ("*", None)]
    assert [block.items for block in blocks(page) if block.type == "list"] == [["灯头", "螺丝刀"]]


ANNOUNCED = "# Ein Brett\n\nEin Brett, das gerade bleiben soll, liegt auf allen vier Ecken auf und trägt nie mehr, als es kann.\n\nDrei Dinge zählen:\n\n- die Dicke\n- das Holz\n- die Mitte\n\nWer es schwerer belädt, stellt eine Stütze unter die Mitte und sieht nach einem Jahr noch einmal hin.\n"


def test_a_list_between_kept_lines_stays_below_the_line_that_announces_it() -> None:
    page = qaclean.clean(ANNOUNCED, media_type="text/markdown")
    assert [block.items for block in page.body if block.type == "list"] == [["die Dicke", "das Holz", "die Mitte"]]


def test_an_announced_list_of_links_is_none_of_the_page() -> None:
    linked = "".join(
        f"- [{name}](/{n})\n" for n, name in enumerate(["Ein Regal für wenig Geld", "Was Leim kann", "Hobel im Test"])
    )
    source = ANNOUNCED.replace("- die Dicke\n- das Holz\n- die Mitte\n", linked).replace(
        "Drei Dinge zählen", "Mehr davon"
    )
    assert [block.type for block in qaclean.clean(source, media_type="text/markdown").body].count("list") == 0


# -- seen ------------------------------------------------------------------------------------------------------------


def test_markdown_is_seen_without_a_media_type() -> None:
    assert (
        qaclean.clean(ARTICLE + "看[这里](http://a.example/b)。\n\n## 工具\n\n梯子" + END).source.media_type
        == "text/markdown"
    )


@pytest.mark.parametrize(
    "rest",
    [
        "1. 关闸\n2. 试灯\n3. 换灯泡\n",
        "## 工具\n\n梯子\n",
        "- 梯子\n- 灯泡\n- 手套\n",
        "| 灯 | 瓦 |\n|---|---|\n| 台灯 | 5 |\n",
    ],
)
def test_a_text_that_begins_with_its_heading_is_markdown_where_one_other_sign_stands(rest: str) -> None:
    assert looks_like_markdown(f"# 修灯\n\n先断电,再上梯子。\n\n{rest}")
    assert not looks_like_markdown(f"修灯\n\n先断电,再上梯子。\n\n{rest}")


@pytest.mark.parametrize(
    "source",
    [
        "",
        "# 注释一\n\nimport os\n# 注释二\n\nx = 1\n",
        "# 修灯\n\n先断电,再上梯子。\n",
        "怎么办?\n1. 先关机\n2. 再开机",
        "# 注释一\nimport os\n# 注释二\nx = a[0](1)\n# 注释三\n- 项",
        "# 配置\nname: a\nlist:\n  - b\n  - c\n  - d\n# 结束\n",
        "=====\n标题\n=====\n* 一\n* 二\n* 三",
        "我用过 [这个](http://a.example) 和 **那个**,都不行",
        "#1 楼主\n\n> 引用\n\n#2 沙发\n\n* 顶 *",
    ],
)
def test_plain_text_is_not_taken_for_markdown(source: str) -> None:
    assert not looks_like_markdown(source)


# -- hostile ---------------------------------------------------------------------------------------------------------

HOSTILE = {
    "quotes": ">",
    "brackets": "[",
    "images": "![",
    "stars": "*",
    "open stars": "*a ",
    "closed stars": "a* ",
    "strong": "**a ",
    "underscores": "_a_ ",
    "links without end": "[a](",
    "links": "[a](b) ",
    "parentheses": "](((((((",
    "escapes": "\\(",
    "pictures in addresses without an end": "[a](data:b ",
    "ticks": "`a``b",
    "items": "- ",
    "item lines": "- a\n",
    "numbers": "1. a\n\n",
    "quoted lines": "> a\n",
    "headings": "# a\n",
    "underlines": "a\n===\n",
    "fences": "```\n",
    "other fences": "```a\n~~~\n",
    "pipes": "|",
    "rows": "|a|b|\n|-|-|\n|c|d|\n",
    "delimiters": "|-",
    "elements": "<a ",
    "tags": "<a href='b'>",
    "comments": "<!-- ",
    "definitions": "[a]: b\n",
    "indented": "\n    a\n",
    "entities": "&",
    "autolinks": "<http://a",
    "rules": "* * *\n",
    "front": "---\na: b\n",
    "blanks": " \n",
    "carriage": "\r",
}


@pytest.mark.parametrize("part", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_grows_linearly(part: str) -> None:
    def seconds(count: int) -> float:
        source, best = part * (count // len(part)), 99.0
        for _ in range(2):
            start = time.process_time()
            read_markdown(source)
            looks_like_markdown(source)
            best = min(best, time.process_time() - start)
        return best

    small, large = seconds(20_000), seconds(160_000)
    assert large < 30 * small + 0.05  # eight times the text; quadratic would be sixty-four


def test_nesting_beyond_all_measure_loses_nothing() -> None:
    deep = "\n".join("  " * depth + "- a" + str(depth) for depth in range(300))
    assert len(rendered(deep)) == 300
    assert rendered(">" * 10_000 + " a") == ["a"]
    assert rendered("- " * 3_000 + "a")[0].endswith("a")
    clean("[" * 20_000 + "a" + "](b)" * 20_000)


@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    *HOSTILE.values(),
                    "\n",
                    "\n\n",
                    "  ",
                    "    ",
                    "正文。",
                    "a",
                    "](http://a.example/b.png)",
                    "---\n",
                    "步骤阅读",
                    "牋",
                ]
            ),
            st.characters(),
        ),
        max_size=40,
    ).map("".join)
)
def test_the_ledger_holds_for_any_source(source: str) -> None:
    source = source.removeprefix("\ufeff")
    page = qaclean.clean(source, media_type="text/markdown")
    record = page.model_dump()
    assert check(page.source_text, leaves(record), [row["span"] for row in record["removed"]]) == []
    for repair in page.repairs:
        assert page.source_text[repair.span[0] : repair.span[1]] == repair.before


# -- the corpus --------------------------------------------------------------------------------------------


@pytest.mark.skipif(not (SHARED / "score/flatten.py").is_file(), reason="the corpus is not here")
@pytest.mark.parametrize("flattener", ["markdown", "clip"])
def test_every_flattened_page_of_the_corpus_is_accounted_for(flattener: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("html2text")
    monkeypatch.setattr(sys, "path", [str(SHARED / "score"), *sys.path])
    import flatten  # type: ignore[import-not-found]

    for path in sorted((SHARED / "corpus/html/pages").glob("*.html"))[::3]:
        source = flatten.ALL[flattener](flatten.decode(path.read_bytes()))
        page = clean(source.encode("utf-8", "replace").decode())
        assert {"](http", "](/"}.isdisjoint(json.dumps(page.model_dump()["questions"])), path.stem
        assert "unplaced" not in {row.rule for row in page.removed}, path.stem


def test_images_among_materials_are_kept_once() -> None:
    """The markup of an image that stands inside of a list is a part of it; the image's own span is empty there."""
    materials = "\n\n".join(
        f"- ![{name}](https://a.example/{name}.jpg)\n\n{amount} {name}"
        for name, amount in (("flour", "200 g"), ("plums", "6"), ("eggs", "2"))
    )
    steps = "1. Whisk the eggs with the flour until nothing sticks.\n2. Halve the plums and press them in.\n3. Bake it for forty minutes.\n"
    source = (
        f"# Plum cake\n\nA cake for the last warm days.\n\n## Ingredients\n\n{materials}\n\n## Instructions\n\n{steps}"
    )
    page = qaclean.clean(source, media_type="text/markdown")
    assert [block.url for block in page.body if block.type == "image"] == [
        f"https://a.example/{name}.jpg" for name in ("flour", "plums", "eggs")
    ]
    assert check(page.source_text, leaves(page.model_dump()), [removed.span for removed in page.removed]) == []


def test_the_markup_of_an_image_is_the_place_of_one_image() -> None:
    """An image that a page shows three times, twice in its text: each place is taken once, the nearest first."""
    url = "https://a.example/1.png"
    text = f"甲![]({url})\n\n乙 丙\n\n丁![]({url})"
    images = _Images(read_markdown(text, None))
    rows: list[ImageRow] = [
        {"type": "image", "span": (at, at), "url": url, "thumbnail_url": None, "alt": None, "title": None}
        for at in (len(text), 12, 2)
    ]
    found = []
    for row in rows:
        found.append(images.nearest(row))
        images.put(row, found[-1])
    second = text.rindex("![")
    assert found == [(second, len(text)), (1, text.index(")") + 1), (2, 2)]


def test_the_same_image_again_and_again_takes_linear_time() -> None:
    grows_linearly(
        lambda text: qaclean.clean(text, media_type="text/markdown"), "说。\n\n![](https://a.example/1.png)\n\n"
    )


@pytest.mark.parametrize(
    ("head", "part", "tail"),
    [("# 水壶", " ", "b\n"), ("# 水壶 ", "# ", "b\n"), ("水壶", " ", "b\n"), ("| a |", " ", "b\n|---|---|\n")],
    ids=["blanks of a heading", "marks of a heading", "blanks of a paragraph", "blanks of a cell"],
)
def test_blanks_inside_of_a_line_take_linear_time(head: str, part: str, tail: str) -> None:
    grows_linearly(lambda text: read_markdown(f"{head}{text}{tail}"), part)


def test_rules_and_marks_of_quotes_on_one_line_take_little_memory() -> None:
    for part in ("*", "- ", ">", "> "):
        tracemalloc.start()
        read_markdown(part * 50_000)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 12 * 50_000 * len(part), part


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        *((line, "rule") for line in ("---", "* * *", "_\t_ _  ", "- - --", "***  ")),
        *((line, "text") for line in ("* * _", "__", "_ _", "--- a", "*_*")),
    ],
)
def test_three_of_a_mark_and_nothing_else_are_a_rule(line: str, kind: str) -> None:
    assert read_lines(f"a\n\n{line}")[0][-1].kind == kind


@pytest.mark.parametrize(
    ("line", "words", "depth"),
    [
        ("> a", "a", 1),
        (">a", "a", 1),
        ("> > a", "a", 2),
        (">   >   > a", "a", 3),
        (">\t>a", "a", 2),
        (">     > a", "> a", 1),
        (" >> a", "a", 2),
        (">>> a", ">>> a", 0),  # a prompt
    ],
)
def test_how_deep_a_line_is_quoted_say_marks_that_at_most_three_blanks_part(line: str, words: str, depth: int) -> None:
    lines, containers = read_lines(line)
    assert line[lines[0].body : lines[0].stop] == words
    assert len([container for container in containers if container.tag == "blockquote"]) == depth


# -- blocks that end, go on or are none ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "types", "words"),
    [
        ("Oil the chain.\n\n<!-- a note\nof the author\n-->\n\nWipe it off.", ["paragraph", "paragraph"], "Wipe it off."),
        ("Oil the chain.\n\n<!-- note --> Wipe it off.", ["paragraph", "paragraph"], "Wipe it off."),
        ("> Oil the chain.\n>\n> Wipe it off.\n\nDone.", ["quote", "paragraph"], "Oil the chain.\nWipe it off."),
        ("Like this:\n\n> ```\n> oil = 1\n>   wipe(oil)\n> ```\n\nDone.", ["code", "paragraph"], "oil = 1\n  wipe(oil)"),
        ("Like this:\n\n  ```\n  oil = 1\n    wipe(oil)\n  ```\n\nDone.", ["code", "paragraph"], "oil = 1\n  wipe(oil)"),
        # A fence that nothing closes is a stray, and a longer one further down opens nothing either.
        ("Oil the chain.\n\n````\n\nWipe it off.\n\n````` and more", ["paragraph", "heading", "paragraph", "paragraph"], "Wipe it off."),
    ],
)  # fmt: skip
def test_blocks_are_as_they_are_written(source: str, types: list[str], words: str) -> None:
    found = blocks(clean(source))
    assert [block.type for block in found] == types
    assert words in [block.text for block in found]


@pytest.mark.parametrize(
    ("between", "second", "lists"),
    [
        ("Wait a while.", "3. Wipe it off.\n4. Ride.", [4]),
        ("> Wait a while.", "3. Wipe it off.\n4. Ride.", [4]),
        ("Wait a while.", "5. Wipe it off.\n6. Ride.", [2, 2]),  # the numbers do not go on
        ("A long story about chains. " * 30, "3. Wipe it off.\n4. Ride.", [2, 2]),
        ("A word.\n\n" * 30, "3. Wipe it off.\n4. Ride.", [2, 2]),
    ],
)
def test_a_list_goes_on_below_a_word_between_its_items(between: str, second: str, lists: list[int]) -> None:
    page = clean(
        f"Oil a chain in four steps, and it runs for a year:\n\n1. Drip oil on it.\n2. Turn the wheel.\n\n{between}\n\n{second}\n"
    )
    assert [len(block.steps) for block in blocks(page) if block.type == "steps"] == lists


def test_items_that_are_all_numbered_one_are_one_list() -> None:
    page = clean("Oil a chain:\n\n1. Drip oil on it.\n\nWait a while.\n\n1. Turn the wheel.\n\n1. Ride.\n")
    assert [len(block.steps) for block in blocks(page) if block.type == "steps"] == [3]
