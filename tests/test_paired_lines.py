"""Field dumps of several questions, an answer below each: nothing labels them, and nothing of them is furniture."""

from __future__ import annotations

import pytest

from qaclean import clean
from qaclean.text.paired_lines import are_pairs

PAIRS = [
    "鱼缸的水总是发绿怎么办?",
    "多半是光太强了,先把灯的时间减到六个小时,再换三分之一的水。",
    "如何给乌龟换水",
    "新水要先晾一天,水温差不超过两度。换的时候把龟捞出来,洗干净缸底再放回去。",
    "养龟的灯要多少钱",
    "下面是我用过的几种:1、普通的二十块左右,点击进入店铺就能买。2、全光谱的要八十,寿命长一点。以上只是个人经验,仅供参考。",
]


@pytest.mark.parametrize(
    "lines",
    [
        PAIRS,
        [
            "How do I bleed a radiator?",
            "Turn the key a quarter, wait for water, close it.",
            "My boiler will not start, any ideas?",
            "Check the pressure first; below one bar it stays off on purpose.",
        ],
        ["金魚の水はどのくらいで替えますか?", "一週間に一度、三分の一ほど替えれば十分です。夏はもう少し早めにしています。", "ろ過器の掃除の方法を教えてください。", "月に一度、水槽の水で軽くすすぎます。洗剤は使いません。"],
        ["어항 물은 얼마나 자주 갈아 주나요?", "일주일에 한 번, 삼분의 일 정도 갈아 주세요. 여름에는 조금 더 자주 갈아 주는 게 좋습니다.", "여과기 청소 방법을 알려 주세요.", "한 달에 한 번 어항 물로 가볍게 헹구면 됩니다. 세제는 쓰지 마세요."],
        ["急!鱼缸漏水是什么原因?", "先看四个角的胶有没有裂开,再看水管的接口,都没有就是底座不平。", "鱼缸的胶怎么补?", "放空水,晾干两天,把旧胶刮掉,再打一圈新的。"],
    ],
)  # fmt: skip
def test_every_question_has_the_answer_below_it(lines: list[str]) -> None:
    page = clean("\n".join(lines), media_type="text/plain")
    text = "\n".join(lines)
    assert [text[slice(*question.span)] for question in page.questions] == lines[::2]
    assert [[text[slice(*a.span)] for a in q.answers] for q in page.questions] == [[line] for line in lines[1::2]]
    assert page.removed == []


def test_the_steps_of_an_answer_are_told_apart() -> None:
    page = clean("\n".join(PAIRS), media_type="text/plain")
    assert [block.type for block in page.questions[2].answers[0].blocks] == ["paragraph", "steps"]


@pytest.mark.parametrize(
    "lines",
    [
        [
            PAIRS[0],
            PAIRS[1],
            "是什么鱼?",
            "金鱼,养了两年了。",
        ],  # somebody asks back: the answers are too short for pairs
        [PAIRS[0], PAIRS[1], PAIRS[0], PAIRS[3]],  # the title again
        [PAIRS[0], PAIRS[1], "我家也是这样。后来怎么好的?", PAIRS[3]],  # two sentences are no title
        [PAIRS[0], PAIRS[1], "换水的时候要小心。", PAIRS[3]],
        [PAIRS[0] + "_养鱼问答", *PAIRS[1:4]],  # a page of a Q&A site has one question
        PAIRS[:2],
        PAIRS[:5],
        [],
    ],
)
def test_other_lines_are_no_pairs(lines: list[str]) -> None:
    assert not are_pairs(lines)


def test_an_empty_line_between_question_and_answer_tells_more_than_turns() -> None:
    spaced = "\n".join([PAIRS[0], "", PAIRS[1], PAIRS[2], "", PAIRS[3]])
    page = clean(spaced, media_type="text/plain")
    assert len(page.questions) < 2
