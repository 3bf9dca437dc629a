"""What sites plant in their text: marks, jammers, remnants of tags, dates that run together. Each has its negative beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import qaclean
from growth import grows_linearly
from qaclean.repairs.copy_marks import find_hex_marks, find_letter_marks, find_syllable_marks
from qaclean.repairs.jammers import find_jammers
from qaclean.repairs.repair import repair, undo

LEADS = ["", "来自", "抄袭", "抄", "复制", "copy"]
NAMES = ["baiduzhidao", "zhidao", "zd", "百度知道", "百度问答", "百度", "知道", "2113526141021653"]
TAILS = ["", "专属", "回答", "内容", "版权"]
marks = st.tuples(
    *(st.sampled_from(words) for words in (LEADS, NAMES, TAILS)), st.text("0123456789abcdef", min_size=5, max_size=5)
).map(lambda parts: "".join([*parts[:3], "13", parts[3]]).encode().hex())
around = st.text("先把水管拧紧开关abz。,19 ", max_size=8)


@given(around, marks, around)
def test_a_mark_goes_whole_and_nothing_else(before: str, mark: str, after: str) -> None:
    source = f"先{before}关{mark}水{after}"
    assert repair(source).text == f"先{before}关水{after}"


@given(st.text("0123456789abcdef", max_size=60))
def test_hexadecimal_digits_behind_a_mark_are_text(rest: str) -> None:
    mark = "zhidao回答13a2c5d".encode().hex()
    fixed = repair(f"阀门{mark}{rest}关上")
    assert fixed.text == f"阀门{rest}关上"
    assert undo(fixed.text, fixed.edits) == fixed.source


@pytest.mark.parametrize(
    "prefix", ["https://img.example.com/sys/portrait/item/fd89", "uid=6c43", 'imId:"6c43', "/pic/item/", 'src="a0b1']
)
def test_ids_stay(prefix: str) -> None:
    source = f"头像:{prefix}{b'zd1345678'.hex()}970d.jpg"
    assert list(find_hex_marks(source)) == []
    assert repair(source).text == source


def jammer(pairs: list[tuple[str, str]]) -> str:
    return "".join(f"{first} {second}" for first, second in pairs)


PAIRS = [("3", "z"), ("8", "s"), ("#", "?"), ("5", "q"), (".", "L"), ("1", "_")]


@pytest.mark.parametrize("place", ["把螺丝拧紧。{}\n再试", "把螺丝拧紧。\n{}\n再试", "{}把螺丝拧紧。"])
def test_jammers_go_at_the_ends_of_lines(place: str) -> None:
    assert repair(place.format(jammer(PAIRS))).text == place.format("")


@pytest.mark.parametrize("count", [5, 9, 15])
def test_jammers_of_any_length_go(count: int) -> None:
    run = jammer([PAIRS[i % len(PAIRS)] for i in range(count)])
    assert [(start, end) for start, end, _ in find_jammers(f"好了。{run}")] == [(3, 3 + len(run))]


@pytest.mark.parametrize(
    "line",
    ["A, B, C, D, E, F, G", "1 a2 b3 c4 d5 e6 f", "C D E F G A B C", "x + y - z * w / v", "a = b; c = d; e = f; g"],
)
def test_rows_of_letters_are_no_jammer(line: str) -> None:
    assert list(find_jammers(f"看这里\n{line}\n就是这样")) == []


def test_planted_things_are_found_in_linear_time() -> None:
    for part in ("62616964757a686964616f", "3133", "zd13", "7 v3 K% p9 w+ T' d ", " a", "知a道百", "bai的du"):
        for find in (find_hex_marks, find_letter_marks, find_syllable_marks, find_jammers):
            grows_linearly(lambda text, find=find: list(find(text)), part)  # type: ignore[misc]


def test_a_page_with_marks_keeps_its_ledger_and_reads_clean() -> None:
    mark = "baiduzhidao内容13a2c5d".encode().hex()
    page = qaclean.clean(
        f"怎么换{mark}垫片?\n先关总阀,再把旧的垫{mark}片取下来。3 z8 s# ?5 q. L1 _\n1、拧松。\n2、换上。"
    )
    assert page.questions[0].text == "怎么换垫片?"
    assert page.questions[0].answers[0].blocks[0].text == "先关总阀,再把旧的垫片取下来。"  # type: ignore[union-attr]
    assert {row.kind for row in page.repairs} == {"injected"}


def test_a_glued_time_is_a_date_of_the_page() -> None:
    assert repair("发布时间:2021-04-1119:04:13").text == "发布时间:2021-04-11 19:04:13"
    page = qaclean.clean("怎么换垫片?\n发布时间:2021-04-1119:04:13 来源:网络\n先关总阀,再把旧的垫片取下来,换上新的。")
    assert page.published is not None
    assert page.published.startswith("2021-04-11T19:04")
