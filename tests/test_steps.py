"""Step lists: the sequence decides, not the pattern."""

from __future__ import annotations

from typing import Any

import pytest

from growth import grows_linearly, processor_seconds
from qaclean import Steps, clean
from qaclean.parser.kept_spans import kept_spans
from qaclean.parser.outline import outline_of
from qaclean.parser.region_blocks import region_blocks
from qaclean.parser.steps.markers import Marker, find_markers
from qaclean.parser.steps.named_items import line_labels
from qaclean.parser.steps.sequence import find_items
from qaclean.rules import load
from qaclean.segments.lines import read_text
from qaclean.segments.signals import observe
from repeats import KINDS


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


# -- what a marker is, and how much its place speaks for it ------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "prior", "line_start"),
    [
        ("", 1.5, True),
        ("\n", 1.5, True),
        ("- ", 1.5, True),  # what bullets and quotes leave at a line's beginning
        ("●", 1.5, True),
        ("a" * 23 + "\n", 1.5, True),
        (" " * 23, 1.5, True),
        (" " * 24, 0.5, False),  # so far in is no beginning
        ("先看。", 0.9, False),
        ("先看:", 0.9, False),
        ("先看。 ", 1.0, False),
        ("先看。  ", 1.0, False),
        ("先看 ", 0.5, False),
        ("先看)", 0.1, False),
        ("先看】", 0.1, False),
        ("先看,", -0.4, False),
        ("先看、", -1.2, False),
        ("先看", -0.9, False),
        ("(先看 ", -2.0, False),  # a bracket that is open
        ("(先看。", -1.6, False),
        ("(先看)。", 0.9, False),
        ("(先看\n好。", 0.9, False),  # the line ends it
        ("”先看“", -0.9, False),  # quotation marks the wrong way round
        ("先看(开" + "一" * 21, -3.4, False),
        ("先看(开" + "一" * 25, -0.9, False),  # a bracket so far before is none
    ],
)
def test_what_stands_before_a_marker_speaks_for_it_or_against(before: str, prior: float, line_start: bool) -> None:
    [marker] = find_markers(f"{before}2、开机", 0, len(before) + 4)
    assert (marker.start, marker.end, marker.style, marker.number) == (len(before), len(before) + 2, "arabic", 2)
    assert marker.prior == pytest.approx(prior)
    assert marker.line_start is line_start


@pytest.mark.parametrize(
    "text",
    [
        "先看/2、开机",
        "先看~2、开机",
        "ab.2、开机",
        "0、开机",
        "100、开机",
        "先看。2、5机",
        "a[3] 开机",
        "第三人开机",
        "3:00",
        "1.5开机",
    ],
)
def test_what_is_no_marker_at_all(text: str) -> None:
    assert find_markers(text, 0, len(text)) == []


@pytest.mark.parametrize(
    ("text", "written", "style", "delimiter", "number", "prior"),
    [
        ("2.Open", "2.", "arabic", ".", 2, 1.5),
        ("2.open", "2.", "arabic", ".", 2, -1.0),  # `Python 3.x`
        ("2、", "2、", "arabic", "、", 2, 0.5),  # nothing behind it
        ("2、\n开机", "2、", "arabic", "、", 2, 0.5),
        ("2、,开机", "2、", "arabic", "、", 2, -1.0),
        ("3)开机", "3)", "arabic", ")", 3, 1.5),
        ("3)、开机", "3)、", "arabic", ")", 3, 1.5),
        ("(3)开机", "(3)", "paren-arabic", ")", 3, 1.8),
        ("( 3 )开机", "( 3 )", "paren-arabic", ")", 3, 1.8),
        ("(3)、开机", "(3)、", "paren-arabic", "、", 3, 1.8),
        ("(3)。开机", "(3)", "paren-arabic", ")", 3, -0.7),
        ("第3步 开机", "第3步 ", "ordinal-step-arabic", " ", 3, 1.8),
        ("第三步开机", "第三步", "ordinal-step-cjk", "步", 3, 1.8),
        ("第三,开机", "第三,", "ordinal-plain-cjk", ",", 3, 1.0),
        ("步骤3.开机", "步骤3.", "named-步骤-arabic", ".", 3, 1.5),
        ("方法3:开机", "方法3:", "named-方法-arabic", ":", 3, 0.3),
        ("[3] 开机", "[3]", "square", "]", 3, 1.2),
        ("③开机", "③", "circled", "③", 3, 2.3),
        ("二十一、开机", "二十一、", "cjk", "、", 21, 1.5),
        ("99、开机", "99、", "arabic", "、", 99, 1.5),
        ("3 开机", "3", "bare", "bare", 3, 0.6),
        ("3 个开机", "3", "bare", "bare", 3, -1.4),  # it counts something
        ("3 Open", "3", "bare", "bare", 3, 0.6),
        ("3 open", "3", "bare", "bare", 3, -1.9),
        ("3开机", "3", "bare", "bare", 3, -0.1),
    ],
)
def test_forms_of_markers(text: str, written: str, style: str, delimiter: str, number: int, prior: float) -> None:
    [marker] = find_markers(text, 0, len(text))
    assert text[marker.start : marker.end] == written
    assert (marker.style, marker.delimiter, marker.number) == (style, delimiter, number)
    assert marker.prior == pytest.approx(prior)


def test_a_word_names_items_where_it_begins_or_comes_again_with_a_number() -> None:
    def written(text: str) -> list[str]:
        return [text[marker.start : marker.end] for marker in find_markers(text, 0, len(text))]

    assert written("有四种方法1.开机") == ["1."]
    assert written("用方法1.开机。用方法2.关机") == ["方法1.", "方法2."]
    assert written("用方法1.开机。这种方法好") == ["1."]


def test_a_part_of_a_text_is_read_as_if_nothing_stood_around_it() -> None:
    text = "(先看。2、开机)3、关机"
    assert [marker.number for marker in find_markers(text, 4, 8)] == [2]
    [inside] = find_markers(text, 4, 8)
    assert inside.prior == pytest.approx(1.5)
    assert inside.line_start
    [known] = find_markers(text, 4, 8, 0)  # its line begins before it
    assert known.prior == pytest.approx(-1.6)
    assert not known.line_start


# -- which markers are items --------------------------------------------------------------------------------------------

WORDS = "abcdefghijklmnopqrst"  # of each item


def decided(spec: str, words: str = WORDS) -> list[tuple[str, int, int]]:
    """The items of markers `style-number-prior` (`|` in place of the last `-`: at a line's start; a style may have its delimiter behind a colon):
    name, list, parent."""
    text, markers = "", []
    for part in spec.split():
        line_start = "|" in part
        name, prior = part.split("|" if line_start else "=")
        style, _, delimiter = name.rstrip("0123456789").partition(":")
        number = int(name[len(name.rstrip("0123456789")) :])
        markers.append(Marker(len(text), len(text) + 2, style, delimiter or "、", number, float(prior), line_start))
        text += "##" + words
    found = find_items(text, markers)
    return [(f"{item.marker.style}{item.marker.number}", item.list_id, item.parent) for item in found]


def kept(spec: str, words: str = WORDS) -> str:
    return " ".join(name for name, _, _ in decided(spec, words))


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("a1=0.9", ""),  # one is none
        ("a1=0 a2=0", "a1 a2"),
        ("a1=-0.6 a2=-0.6", "a1 a2"),
        ("a1=-0.8 a2=-0.8", ""),
        ("a3=0.5 a4=0", "a3 a4"),  # from the middle of a count: only where the first stands well
        ("a3=0.3 a4=0.9", ""),
        ("a1=0.5 a3=0.5", "a1 a3"),  # a gap costs
        ("a1=0.3 a3=0.3", ""),
        ("a1=0.7 a4=0.7", "a1 a4"),
        ("a1=0.5 a4=0.5", ""),
        ("a1=2 a5=2", ""),  # too far
        ("a1=2 a1=2", ""),
        ("a2=2 a1=2", ""),
        ("a1=0 a2=0 a3=-2.1", "a1 a2 a3"),  # the third is cheaper
        ("a1=0 a2=0 a3=-2.3", "a1 a2"),
        ("a1=0 a2=0 a2=-3 a3=0", "a1 a2 a3"),
        ("a1=0 a:.2=-0.6", "a1 a2"),  # another delimiter
        ("a1=0 a:.2=-0.8", ""),
        ("a1=0 b2=0", ""),
        ("a1=0.1 b1=0 a2=0.1 b2=0", "a1 a2"),  # the next item of the list around it ends a list
    ],
)
def test_a_list_needs_places_that_speak_for_it(spec: str, expected: str) -> None:
    assert kept(spec) == expected


def test_items_hold_words() -> None:
    assert kept("a1=0 a2=0 a3=0", "ab") == "a1 a2 a3"
    assert kept("a1=0 a2=0 a3=0", "a") == ""
    assert kept("a1=0 a2=0 a3=0", "3.") == ""  # `(1、2、3、4)`
    assert kept("a1=0 a2=0 a3=0", "1234567890123") == "a1 a2 a3"  # so far apart nobody looks


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("a1=1 b1=1 b2=1 a2=1 b1=1 b2=1", [("a1", 0, -1), ("b1", 1, 0), ("b2", 1, 0), ("a2", 0, -1), ("b1", 2, 3), ("b2", 2, 3)]),
        ("a1=1 a2=1 a1=1 a2=1", [("a1", 0, -1), ("a2", 0, -1), ("a1", 1, -1), ("a2", 1, -1)]),
        ("a1=1 b1=1 b2=1", [("b1", 0, -1), ("b2", 0, -1)]),
        ("a1=1 a:)1=1 a:)2=1 a2=1", [("a1", 0, -1), ("a1", 1, 0), ("a2", 1, 0), ("a2", 0, -1)]),  # `1.` and `1)`
        ("a1=1 b1=1 c1=1 c2=1 b2=1 a2=1", [("a1", 0, -1), ("b1", 1, 0), ("c1", 2, 1), ("c2", 2, 1), ("b2", 1, 0), ("a2", 0, -1)]),
    ],
)  # fmt: skip
def test_lists_inside_of_items(spec: str, expected: list[tuple[str, int, int]]) -> None:
    assert decided(spec) == expected


def test_no_list_goes_on_behind_a_heading() -> None:
    text = f"##{WORDS}##{WORDS}##{WORDS}##{WORDS}"
    markers = [Marker(22 * n, 22 * n + 2, "a", "、", n + 1, 1.0, False) for n in range(4)]
    assert [item.list_id for item in find_items(text, markers)] == [0, 0, 0, 0]
    assert [item.marker.number for item in find_items(text, markers, (22,))] == [2, 3, 4]  # one alone is none
    assert [item.list_id for item in find_items(text, markers, (44,))] == [0, 0, 2, 2]
    assert [item.marker.number for item in find_items(text, markers, (45,))] == [
        1,
        2,
        3,
    ]  # what begins before it is not behind it


def test_a_list_goes_on_right_behind_the_next_marker_of_the_list_around_it() -> None:
    spec = "a1=1 b1=1 b2=1 a2=1 b3=1"
    assert decided(spec, "abcd")[-1] == ("b3", 1, 3)
    assert kept(spec, "abcdef").endswith("b3")
    assert kept(spec, "abcdefg").endswith("a2")  # too far behind
    assert decided("bare1=2 b1=1 b2=1 bare2=2 b1=1 b2=1 bare3=2", WORDS)[-1] == ("bare3", 0, -1)


@pytest.mark.parametrize(
    "form",
    [
        "Step {}. ",
        "Step {}) ",
        "Step {}, ",
        "Step {} - ",
        "Step #{}: ",
        "Step {}/3: ",
        "Stage {}: ",
        "Schritt {}. ",
        "手順{} ",
    ],
)
def test_counted_words_behind_sentences_are_part_of_their_markers(form: str) -> None:
    said = ("Turn the tap off.", "Take out the filter.", "Rinse it and put it back.")
    marks = [form.format(n) for n in (1, 2, 3)]
    page = clean(
        "How do I clean the filter?\nDo it like this: " + " ".join(map(str.__add__, marks, said)),
        media_type="text/plain",
    )
    steps = [step for block in page.questions[0].answers[0].blocks if block.type == "steps" for step in block.steps]
    assert [page.source_text[step.span[0] :].startswith(mark) for step, mark in zip(steps, marks, strict=True)] == [
        True
    ] * 3


def test_counted_words_inside_sentences_name_no_items() -> None:
    said = "The valve is shown in Figure 1. The spring behind it is in Figure 2. Both are in Figure 3, so look at it first."
    assert line_labels(said, [(0, len(said))]) == []


def test_many_words_that_count_on_one_line_are_looked_at_once() -> None:
    def seconds(size: int) -> float:
        line = KINDS["text: names of items"].make(size)
        return min(processor_seconds(lambda: line_labels(line, [(0, len(line))])) for _ in range(3))

    assert seconds(40_000) < 12 * seconds(5_000) + 0.01
