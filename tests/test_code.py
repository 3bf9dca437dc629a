"""Code: the shapes of its lines, runs of it in dumps and in HTML, prose that is none, and the scripts of the page itself."""

from __future__ import annotations

from typing import Any

import pytest

import qaclean
from growth import grows_linearly
from qaclean.pipeline.ledger import check, leaves
from qaclean.records import Code, Page, Steps
from qaclean.rules import load
from qaclean.segments.code_runs import find_code_runs, is_code, shapes_of
from qaclean.segments.page_scripts import find_page_scripts, is_script

SHAPES: list[dict[str, Any]] = load("code")["line"]
SCRIPTS: dict[str, Any] = load("code")["scripts"]


@pytest.mark.parametrize("row", SHAPES, ids=lambda row: str(row["id"]))
def test_shape_fits_its_hits_and_not_its_misses(row: dict[str, Any]) -> None:
    assert row["hits"] and row["misses"]
    assert [line for line in row["hits"] if row["id"] not in shapes_of(line)] == []
    assert [line for line in row["misses"] if row["id"] in shapes_of(line)] == []


@pytest.mark.parametrize("row", SHAPES, ids=lambda row: str(row["id"]))
def test_shapes_scale_linearly_on_their_own_lines_repeated(row: dict[str, Any]) -> None:
    part = "\n".join([" ".join([*row["hits"], *row["misses"]]), *row["hits"], ""])
    grows_linearly(lambda text: find_code_runs([text.replace("\n", " "), *text.split("\n")]), part)


def test_scripts_are_told_from_words() -> None:
    assert [line for line in SCRIPTS["hits"] if not is_script(line)] == []
    assert [line for line in SCRIPTS["misses"] if is_script(line)] == []


PROSE = [
    "先打开设置;再点通用;最后重启。",
    "Mix two cups of flour (or starch); add salt; then stir.",
    "See you at the station (platform 2);",
    "A, B, C; D, E, F;",
    "价格:12元;运费:3元;",
    "if it rains, take a coat:",
    "let me see; then we go",
]


@pytest.mark.parametrize("line", PROSE)
def test_prose_is_no_code(line: str) -> None:
    assert find_code_runs([line] * 4) == ()


def _blocks(page: Page) -> list[Any]:
    rows = list(page.body)
    for question in page.questions:
        rows += question.body
        for answer in question.answers:
            rows += answer.blocks
    return rows


def _code(page: Page) -> list[str]:
    return [block.text for block in _blocks(page) if isinstance(block, Code)]


C_LINES = [
    "#include <stdio.h>",
    "int main(void) {",
    "    int n = 0; // 人数",
    '    scanf("%d", &n);',
    "    if (n > 3) {",
    '        printf("人多吗?\\n");',
    "    }",
    "    return 0;",
    "}",
]


def test_code_of_a_dump_is_one_block_with_its_lines() -> None:
    source = "\n".join(
        ["C语言怎么输入人数?", "用scanf就可以,例如下面这样:", *C_LINES, "复制代码", "注意变量前面的符号。"]
    )
    page = qaclean.clean(source)
    assert _code(page) == ["\n".join(C_LINES)]
    assert [question.text for question in page.questions] == ["C语言怎么输入人数?"]
    assert [row.rule for row in page.removed if source[slice(*row.span)] == "复制代码"] == ["copy-button"]


def test_numbers_in_code_are_no_steps_and_the_gutter_is_no_list() -> None:
    lines = [f"{number} {line}" for number, line in enumerate(C_LINES, start=1)]
    page = qaclean.clean(
        "\n".join(["输入人数的程序", "老师让我们写一个程序,我写的是这样的,请看一下。", *lines, "运行以后没有反应。"])
    )
    assert not any(isinstance(block, Steps) for block in _blocks(page))
    assert _code(page) == ["\n".join(lines)]


def test_lines_that_code_says_again_are_kept() -> None:
    lines = ["while (a > b) {", "    next_value(a, b);", "}", "while (b > a) {", "    next_value(a, b);", "}"]
    page = qaclean.clean("\n".join(["两个循环能合并吗", "我的程序里有两个差不多的循环,想合成一个。", *lines]))
    assert _code(page) == ["\n".join(lines)]


def test_a_button_glued_to_code_goes() -> None:
    page = qaclean.clean("怎么备份文件夹\n先写两行批处理:\nset d=%date%\nxcopy D:\\a E:\\b /e /y复制代码\n然后双击它。")
    assert _code(page) == ["set d=%date%\nxcopy D:\\a E:\\b /e /y"]


def test_commands_between_steps_leave_the_list_whole() -> None:
    page = qaclean.clean(
        "怎么装网页服务器\n1、先更新软件源\nsudo apt-get update\n2、再安装\nsudo apt-get install nginx\n3、打开浏览器看看。"
    )
    steps = next(block for block in _blocks(page) if isinstance(block, Steps))
    assert [step.number for step in steps.steps] == [1, 2, 3]


PRE = "<html><head><title>怎么煮面_问答</title></head><body><h1>怎么煮面</h1><div class='answer'><pre>%s</pre></div></body></html>"


def test_prose_in_pre_is_prose_and_its_list_is_steps() -> None:
    text = "水要多放一些,面才不会粘在一起。\n1、先把水烧开\n2、放面,煮三分钟\n3、捞出来过一下凉水"
    page = qaclean.clean(PRE % text, media_type="text/html")
    assert _code(page) == []
    assert [len(block.steps) for block in _blocks(page) if isinstance(block, Steps)] == [3]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (C_LINES, True),
        (["先把水烧开。", "再放面,煮三分钟。"], False),
        (["+---+---+", "| 1 | 2 |", "+---+---+"], True),
        ([">>> f(2)", "two", ">>> f(3)", "three is more than the function can take"], True),
        (
            [
                "I do not have time to come to the meeting, but I wanted you to know.",
                "See you next week, all the best.",
            ],
            False,
        ),
        (["http://www.example.com/a"], False),
        (["yes"], False),
    ],
)
def test_preformatted_text_is_judged_by_its_looks(lines: list[str], code: bool) -> None:
    assert is_code(lines) is code


def test_a_box_of_code_is_code_and_its_button_goes() -> None:
    box = "<div class='blockcode'><div><ol><li>@echo off</li><li>md E:\\bak\\%d%</li></ol></div><em>复制代码</em></div>"
    html = f"<title>备份</title><article><p>{'想每天晚上自动备份一次,自己写了几行。' * 3}</p>{box}<p>{'运行的时候总是报错,请问应该怎么改才对。' * 3}</p></article>"
    page = qaclean.clean(html, media_type="text/html")
    assert _code(page) == ["@echo off\nmd E:\\bak\\%d%"]
    assert not any(isinstance(block, Steps) for block in _blocks(page))


STYLE = "body { margin: 0; font-size: 14px; } .art p { clear: both; min-height: 1em; }"
ARTICLE = ["冰箱结冰怎么办?", "先把插头拔掉,开着门等冰化掉。", "再用软管把排水孔捅通,倒一点温水试试。"]


def test_scripts_of_the_page_are_set_aside_and_the_title_is_below_them() -> None:
    source = "\n".join([STYLE, 'window.__INITIAL_STATE__ = {"a":1,"b":false};', *ARTICLE, "var swf_width = 560;"])
    page = qaclean.clean(source)
    assert page.title == ARTICLE[0]
    assert {row.rule for row in page.removed} == {"page-script"}
    assert _code(page) == []


def test_a_style_sheet_that_the_page_speaks_of_stays() -> None:
    lines = ["CSS里怎么去掉边距?", "在样式表里写这一行就可以,所有的元素都会变:", STYLE, "保存以后刷新一下。"]
    assert find_page_scripts(lines) == frozenset()
    assert _code(qaclean.clean("\n".join(lines))) == [STYLE]


@pytest.mark.parametrize(
    "source", ["\n".join([STYLE, *ARTICLE]), "\n".join(["问:怎么写?", *C_LINES, "复制代码", "答:就这样。"])]
)
def test_every_character_is_accounted_for(source: str) -> None:
    page = qaclean.clean(source)
    record = page.model_dump()
    assert check(source, leaves(record), [tuple(row["span"]) for row in record["removed"]]) == []
