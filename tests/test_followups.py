"""Follow-ups: what was asked and answered again goes under its answer, what the asker added to the question; nothing is lost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import qaclean
from qaclean.pipeline.ledger import check, leaves
from qaclean.records import Answer, Block, Page

TITLE = "多肉叶子发软怎么办?_花友问答"
FIRST = "缺水了,浸盆半小时就能缓过来。"
OTHER = "也可能是烂根,脱盆看看。"


def words(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks if block.type == "paragraph"]


def turns(answer: Answer) -> list[list[str]]:
    return [words(followup) for followup in answer.followups]


def clean(*lines: str) -> Page:
    page = qaclean.clean("\n".join(lines), media_type="text/plain")
    assert check(page.source_text, leaves(page.model_dump()), [row.span for row in page.removed]) == []
    return page


def labels(page: Page) -> list[str]:
    found = [row for row in page.removed if row.rule.endswith("-label")]
    assert {row.reason for row in found} <= {"marker"}
    return [page.source_text[slice(*row.span)] for row in found]


LAYOUTS = [
    ([FIRST + "追问:浸完要晒吗?追答:先放阴凉处两天。"], ["追问:", "追答:"]),
    ([FIRST, "追问:浸完要晒吗?", "追答:先放阴凉处两天。"], ["追问:", "追答:"]),
    ([FIRST, "追问", "浸完要晒吗?", "追答", "先放阴凉处两天。"], ["追问", "追答"]),
    (
        [FIRST, "追问 2013-04-05 12:30", "浸完要晒吗?", "追答 2013-04-06 08:30:12", "先放阴凉处两天。"],
        ["追问 2013-04-05 12:30", "追答 2013-04-06 08:30:12"],
    ),
    ([FIRST + " 追问浸完要晒吗? 回答先放阴凉处两天。"], None),  # `浸` opens no sentence that the rules know
    pytest.param(
        [FIRST + " 提问人的追问 2013-04-05 12:30:01浸完要晒吗?", "回答:先放阴凉处两天。"],
        ["提问人的追问 2013-04-05 12:30:01", "回答:"],
        marks=pytest.mark.xfail(
            strict=True, reason="the line behind 回答: is taken as its continuation, not as the next answer"
        ),
    ),
    ([FIRST, "【追问】浸完要晒吗?", "【追答】先放阴凉处两天。"], ["【追问】", "【追答】"]),
]


@pytest.mark.parametrize(("lines", "marks"), LAYOUTS)
def test_followups_go_under_their_answer(lines: list[str], marks: list[str] | None) -> None:
    page = clean(TITLE, *lines, OTHER)
    first, *others = page.questions[0].answers
    assert [words(answer.blocks) for answer in others] == [[OTHER]]
    if marks is None:
        assert turns(first) == []
        assert labels(page) == []
    else:
        assert words(first.blocks) == [FIRST]
        assert first.span == (first.blocks[0].span[0], first.blocks[-1].span[1])
        assert turns(first) == [["浸完要晒吗?"], ["先放阴凉处两天。"]]
        assert labels(page) == marks


def test_a_glued_label_counts_where_a_sentence_opens_behind_it() -> None:
    page = clean(TITLE, FIRST + "~ 追问那浸完可以马上晒吗? 回答 先放阴凉处两天吧")
    assert turns(page.questions[0].answers[0]) == [["那浸完可以马上晒吗?"], ["先放阴凉处两天吧"]]


def test_an_answer_label_behind_a_followup_replies_to_it() -> None:
    page = clean(
        "问:多肉叶子发软怎么办?",
        "答:" + FIRST,
        "追问:浸完要晒吗?",
        "答:先放阴凉处两天。",
        "问:多肉要不要换土?",
        "答:一年一次。",
    )
    assert [len(question.answers) for question in page.questions] == [1, 1]
    assert turns(page.questions[0].answers[0]) == [["浸完要晒吗?"], ["先放阴凉处两天。"]]
    assert page.questions[1].answers[0].followups == []


def test_where_the_page_has_replies_of_their_own_an_answer_label_opens_an_answer() -> None:
    page = clean(
        "问:多肉叶子发软怎么办?",
        "答:" + FIRST,
        "追问:浸完要晒吗?",
        "追答:先放阴凉处两天。",
        "追问:要遮阳吗?",
        "答:" + OTHER,
    )
    first, second = page.questions[0].answers
    assert turns(first) == [["浸完要晒吗?"], ["先放阴凉处两天。"], ["要遮阳吗?"]]
    assert words(second.blocks) == [OTHER]


def test_below_an_article_whose_title_asks() -> None:
    long = "如果根烂了,要先剪掉烂根,晾干以后重新上盆,一周以后再浇水,两三周就能看到新根。"
    page = clean(
        "多肉叶子发软怎么办", "多肉叶子发软多半是缺水。" + FIRST, long, "追问:浸完要晒吗?", "追答:先放阴凉处两天。"
    )
    assert turns(page.questions[0].answers[-1]) == [["浸完要晒吗?"], ["先放阴凉处两天。"]]


def test_a_list_in_a_followup_is_a_list() -> None:
    page = clean(TITLE, FIRST, "追问:1、浸完要晒吗?2、要遮阳吗?3、要换土吗?")
    (followup,) = page.questions[0].answers[0].followups
    assert [[step.number for step in block.steps] for block in followup if block.type == "steps"] == [[1, 2, 3]]


def test_a_date_of_a_followup_is_not_its_answers() -> None:
    page = clean(TITLE, FIRST, "追问 2013-04-05 12:30", "浸完要晒吗?", "追答 2013-04-06 08:30", "先放阴凉处两天。")
    assert [answer.published for answer in page.questions[0].answers] == [None]


@pytest.mark.parametrize(
    "lines",
    [
        ["问题补充:是玉露,叶子还发黄。", FIRST + OTHER + "不放心的话,再等一周看看有没有新叶子。"],
        [FIRST + OTHER + "不放心的话,再等一周看看有没有新叶子。", "提问补充:是玉露,叶子还发黄。"],
        ["问题补充", "是玉露,叶子还发黄。", "最佳答案:" + FIRST],
    ],
)
def test_what_the_asker_added_is_the_questions_body(lines: list[str]) -> None:
    page = clean(TITLE, *lines)
    (question,) = page.questions
    assert "是玉露,叶子还发黄。" in words(question.body)
    assert FIRST[:4] in words(question.answers[0].blocks)[0]
    assert all(answer.followups == [] for answer in question.answers)
    assert len([mark for mark in labels(page) if "补充" in mark]) == 1


@pytest.mark.parametrize(
    "line",
    [
        "记者站在门口,追问他的去向。追问:为什么走?他没有回答。",
        "追问",
        "追问:谁在那里?",
        "问题补充:两点说明。",
        "【追问】一个老师的一天。",
    ],
)
def test_where_nothing_was_answered_the_words_stay(line: str) -> None:
    before = "校长站在台上,台下坐满了人,谁也没有说话,只听见窗外的雨声。"
    page = clean("校长的一天", before, line, "大家都沉默了,过了很久才有人站起来,慢慢走到窗前。")
    assert labels(page) == []
    assert line in [block.text for block in page.body if block.type in ("paragraph", "heading")]


PARTS = st.sampled_from(
    [
        *(
            "追问",
            "追答",
            "追问:",
            "追答:",
            "追问 2013-04-05 12:30",
            "回答 ",
            "回答:",
            "答:",
            "问:",
            "问题补充:",
            "问题描述:",
            "【追问】",
        ),
        *(
            FIRST,
            OTHER,
            "浸完要晒吗?",
            "那要等多久呢? ",
            "1、浸盆。2、晾干。",
            " ",
            "\n",
            "\n",
            "\n",
            "最佳答案",
            "2楼",
            "阅读:12次",
            "\u200b",
        ),
    ]
)


@settings(max_examples=300)
@given(st.lists(PARTS, max_size=16).map("".join))
def test_every_character_is_kept_or_removed_once(text: str) -> None:
    page = clean(TITLE, text)
    assert "unplaced" not in {row.rule for row in page.removed}
    for question in page.questions:
        for answer in question.answers:
            assert answer.span == (answer.blocks[0].span[0], answer.blocks[-1].span[1])
            assert all(answer.followups)


def test_time_grows_linearly_with_the_followups() -> None:

    def seconds(times: int) -> float:
        text = "\n".join([TITLE, FIRST, *["追问:浸完要晒吗?追答:先放阴凉处两天。", "追问", OTHER] * times])
        best = 9.0
        for _ in range(3):
            start = time.process_time()
            qaclean.clean(text)
            best = min(best, time.process_time() - start)
        return best

    assert seconds(400) < 16 * seconds(50) + 0.05  # eight times the text


def test_an_unlabelled_line_between_a_question_and_its_labelled_answer_is_the_askers() -> None:
    page = qaclean.clean(
        "门轴总是响怎么办？_某某问答\n用了五年，一到晚上就响。\n最佳答案：门轴一年上两次油就够了，到现在一点声音也没有。\n"
    )
    assert words(page.questions[0].body) == ["用了五年，一到晚上就响。"]
    assert len(page.questions[0].answers) == 1


def test_indented_paragraphs_below_a_question_are_one_answer() -> None:
    page = qaclean.clean(
        "羊毛衫缩水了能恢复吗\n\u3000\u3000能恢复一部分。水温三十度,泡半小时。\n\u3000\u3000捞起来不要拧,慢慢拉到原来的大小。\n"
    )
    assert [len(answer.blocks) for answer in page.questions[0].answers] == [2]
