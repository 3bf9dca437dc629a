"""Step lists: the sequence decides, not the pattern."""

from __future__ import annotations

from typing import Any

import pytest

from growth import grows_linearly
from qaclean import Steps, clean
from qaclean.parser.kept_spans import kept_spans
from qaclean.parser.outline import outline_of
from qaclean.parser.region_blocks import region_blocks
from qaclean.parser.steps.markers import find_markers
from qaclean.parser.steps.sequence import find_items
from qaclean.rules import load
from qaclean.segments.lines import read_text
from qaclean.segments.signals import observe


def items(text: str) -> list[str]:
    found = find_items(text, find_markers(text, 0, len(text)))
    return [text[i.marker.start : i.marker.end].strip() for i in found]


STYLES = load("numbering")["style"]


@pytest.mark.parametrize(
    ("text", "expected"), [(text, expected) for style in STYLES for text, expected in style["hits"]]
)
def test_numbering_styles(text: str, expected: list[str]) -> None:
    assert items(text) == expected


@pytest.mark.parametrize("text", [text for style in STYLES for text in style["misses"]])
def test_what_no_numbering_style_reads(text: str) -> None:
    assert items(text) == []


@pytest.mark.parametrize("style", STYLES, ids=lambda style: str(style["id"]))
def test_numbering_styles_scale_linearly(style: dict[str, Any]) -> None:
    text = "".join([*(text for text, _ in style["hits"]), *style["misses"]])
    grows_linearly(lambda whole: find_markers(whole, 0, len(whole)), text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(1)先关机;(2)再拔卡;", ["(1)", "(2)"]),
        ("第一步,打开设置;第二步,点通用;第三步,点还原。", ["第一步,", "第二步,", "第三步,"]),
        ("步骤1:连接电源。步骤2:按住开关。", ["步骤1:", "步骤2:"]),
        ("(①)先关机。( ② )再拔卡。", ["(①)", "( ② )"]),
    ],
)
def test_numerals_in_brackets_and_behind_words(text: str, expected: list[str]) -> None:
    assert items(text) == expected


FULL_WIDTH = {c: c + 0xFEE0 for c in range(0x21, 0x7F)}


def test_full_width_markers_read_like_ascii_ones_and_stay_as_written() -> None:
    text = "办法:1、拔下电源。2、等十秒。3、再插上。".translate(FULL_WIDTH)
    blocks = outline(text)
    assert blocks[0]["text"] == "办法:".translate(FULL_WIDTH)
    assert [s["marker"] for s in blocks[1]["steps"]] == [f"{n}、".translate(FULL_WIDTH) for n in (1, 2, 3)]
    assert [s["number"] for s in blocks[1]["steps"]] == [1, 2, 3]


@pytest.mark.parametrize(
    "text",
    [
        "路由器的LAN口(1、2、3、4)用来接电脑。",
        "请把第1、2、3联交给窗口。",
        "见图2-2、图2-3所示,点下一步。",
        "版本从8.0.1升到8.0.2,大约2.5GB。",
        "2021.04.17开始,2021.05.01结束。",
        "兑换比例为10:1,每天9:30开放。",
        "手机型号P40、EMUI11,系统正常。",
        "砍3、4刀就够了,1个手机号只能领一次。",
        "在第四步基础上继续做。",
        "这里只有1、一个标号。",
    ],
)
def test_numbers_that_start_no_item(text: str) -> None:
    assert items(text) == []


def outline(text: str) -> list[Any]:  # rows, whatever their kind
    document = read_text(text)
    spans, _ = kept_spans(document, observe(document), [], prefixes=False)
    return [*region_blocks(outline_of(document, spans), spans)]


def test_nested_list_keeps_its_parents() -> None:
    blocks = outline("办法如下:一、在网页上点注销。二、1、打开软件。2、点注销。温馨提示:先备份。")
    assert [b["type"] for b in blocks] == ["paragraph", "steps", "heading", "paragraph"]
    steps = blocks[1]["steps"]
    assert [s["marker"] for s in steps] == ["一、", "二、"]
    assert [s["text"] for s in steps[1]["steps"]] == ["打开软件。", "点注销。"]


def test_a_list_in_brackets_is_inside_one_of_the_same_numerals() -> None:
    (block,) = outline("1.准备材料 1)面粉一斤 2)清水半碗 3)酵母一包 2.开始和面 1)水分次加 2)揉到光滑 3.放着醒发")
    assert [s["marker"] for s in block["steps"]] == ["1.", "2.", "3."]
    assert [[s["marker"] for s in step.get("steps", [])] for step in block["steps"]] == [
        ["1)", "2)", "3)"],
        ["1)", "2)"],
        [],
    ]
    assert items("1.面粉过筛。2)加水和面。3.盖上湿布醒发。") == ["1.", "2)", "3."]


def test_the_number_of_a_step_box_and_the_texts_own_are_one_marker() -> None:
    (block,) = outline("1 1、先把滤网取下来。 2 2、再用清水冲洗。 3 3、最后晾干装回。")
    assert [s["marker"] for s in block["steps"]] == ["1 1、", "2 2、", "3 3、"]
    assert [s["text"] for s in block["steps"]] == ["先把滤网取下来。", "再用清水冲洗。", "最后晾干装回。"]
    assert not any(s.get("steps") for s in block["steps"])


def test_a_list_of_several_items_stays_below_its_step_box() -> None:
    (block,) = outline("1 ①取下滤网。②泡在温水里。 2 ③用软刷刷洗。④晾干装回。")
    assert [[s["marker"] for s in step["steps"]] for step in block["steps"]] == [["①", "②"], ["③", "④"]]


def test_a_word_that_leads_to_a_list_is_not_the_name_of_its_items() -> None:
    assert items("清洗滤网有三种方法1.清水冲洗滤网2.白醋泡一小时3.小苏打刷洗") == ["1.", "2.", "3."]
    named = "清洗方法1:用清水冲洗。\n清洗方法2:用白醋泡。"
    assert [m.style for m in find_markers(named, 0, len(named))] == ["named-方法-arabic"] * 2


def test_lines_between_items_belong_to_the_item_before() -> None:
    blocks = outline("1、准备面粉\n面粉要过筛。\n2、揉面\n揉到光滑为止。\n3、醒发\n盖上湿布。\n成品很香。")
    assert [s["text"] for s in blocks[0]["steps"]] == [
        "准备面粉\n面粉要过筛。",
        "揉面\n揉到光滑为止。",
        "醒发\n盖上湿布。",
    ]
    assert blocks[1]["text"] == "成品很香。"


def test_roles_tell_procedures_from_facts() -> None:
    doing = outline("步骤:1、打开盖子。2、倒入清水。")
    facts = outline("产品简介:1、它是国产品牌。2、它于2010年成立。")
    assert doing[1]["role"] == "procedure"
    assert facts[1]["role"] == "enumeration"


def test_many_markers_take_linear_time() -> None:
    import time

    def seconds(count: int) -> float:
        text = "".join(f"{i % 9 + 1}、点开第{i}页看看。" for i in range(count))
        start = time.process_time()
        find_items(text, find_markers(text, 0, len(text)))
        return time.process_time() - start

    seconds(100)
    # The best of three each: a collection of the test process's own garbage is none of the search's time.
    small, large = (min(seconds(count) for _ in range(3)) for count in (1_000, 4_000))
    assert large < 10 * small + 0.05


BOX = "1 先把滤网取下来,用清水冲洗干净,晾干以后再装回去,注意不要用力。"


def test_step_boxes_of_one_step_are_lists() -> None:
    text = f"{BOX}\n中间的话。\n{BOX}"
    assert items(text) == ["1", "1"]
    assert items(BOX) == []
    assert items("1 cup of flour\n1 egg\n1 pinch of salt") == []


def test_a_list_that_the_end_of_the_page_cuts_is_a_list() -> None:
    cut = "两者的主要区别: 1、一般的那种要按全部的收入来算,还要减去已经交过的部分,如果收入是"
    assert items(cut) == ["1、"]
    assert items(cut + "零就不用交。") == []
    assert items(cut.replace(":", ",")) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("가습기 청소 방법\n순서대로 하세요. 1단계: 물통을 뺀다. 2단계: 식초를 붓는다. 3단계: 헹군다.", 3),
        ("加湿器の掃除\n手順1:タンクを外す。手順2:酢を入れる。手順3:よくすすぐ。", 3),
        ("加湿器の掃除\nステップ1 タンクを外す。 ステップ2 酢を入れる。 ステップ3 よくすすぐ。", 3),
        ("가습기 청소 방법\n순서대로 하세요.①물통을 뺀다.②식초를 붓는다.③헹군다.", 3),
        ("버전은 3.2.1에서 3.2.2로 올랐다.\n그 밖에는 같다.", 0),
    ],
)
def test_steps_of_japanese_and_korean_pages(text: str, count: int) -> None:
    page = clean(text, media_type="text/plain")
    blocks = [*page.body, *(block for q in page.questions for a in q.answers for block in a.blocks)]
    assert sum(len(block.steps) for block in blocks if isinstance(block, Steps)) == count


@pytest.mark.parametrize(
    "line",
    [
        "1 打开平台,注册账号。 步骤阅读 2 在”控制台“里创建应用。 步骤阅读 3 在应用详情里找到分享。 步骤阅读",  # quotes the wrong way round
        "1 填写邮箱。 步骤阅读 2 Wi-Fi 打开以后等一分钟。 步骤阅读 3 点击继续。 步骤阅读 END",
    ],
)
def test_what_stood_between_step_boxes_parts_them(line: str) -> None:
    (block,) = clean(f"怎么创建应用\n先准备好邮箱。\n{line}").questions[0].answers[0].blocks[1:]
    assert isinstance(block, Steps)
    assert [step.marker for step in block.steps] == ["1", "2", "3"]
