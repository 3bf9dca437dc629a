"""What opens a thread in a dump, and what is none: posts without heads of their own, articles that have dates, headings that count. Invented."""

from __future__ import annotations

import pytest

import qaclean
from qaclean.parser.kept_spans import KeptSpan
from qaclean.parser.roles import ANSWER, MORE, OTHER, QUESTION, Seen
from qaclean.parser.statement_roles import without_statements
from qaclean.posts.attributions import read_attribution
from qaclean.posts.line_shapes import shape_of
from qaclean.posts.line_words import heads_answers
from qaclean.records import Page

OPENING = "上周买了一台二手的缝纫机,踩起来很沉,针脚也忽长忽短,换过针和底线都没有用,不知道是不是皮带太紧的缘故,想请教一下各位。"
REPLIES = [
    "先给机头上点油,放一晚上再试,多半是油干了。",
    "皮带按下去一指宽就够了,太紧了会很沉。",
    "针脚不匀看看压脚的弹簧,我那台就是弹簧断了。",
]
PARAGRAPH = "The heron stands in the shallows for an hour at a time, and what looks like patience is a careful measurement of light."


def read(text: str) -> Page:
    return qaclean.clean(text, media_type="text/plain")


def words(blocks: list[qaclean.records.Block]) -> str:
    return "".join(getattr(block, "text", "") for block in blocks)


def test_a_long_line_right_below_the_title_opens_a_thread_of_which_only_replies_are_headed() -> None:
    heads = ["线轴阿姨 2019-03-02 10:11:12", "老周 2019-03-02 11:40:09", "针脚 2019-03-03 08:00:31"]
    lines = ["二手缝纫机很沉怎么调_手工_某某社区", OPENING]
    for head, reply in zip(heads, REPLIES, strict=True):
        lines += [head, reply]
    page = read("\n".join(lines))
    assert page.kind == "thread"
    assert words(page.questions[0].body) == OPENING
    assert [a.author for a in page.questions[0].answers] == ["线轴阿姨", "老周", "针脚"]
    assert [words(a.blocks) for a in page.questions[0].answers] == REPLIES


@pytest.mark.parametrize("line", ["精选回答(4)", "全部评论(12)", "Answers (3)"])
def test_a_head_of_answers_may_say_its_count_in_brackets(line: str) -> None:
    assert heads_answers(shape_of(line))


def test_dates_below_their_answers_are_told_by_the_head_of_answers_above() -> None:
    dates = ["2014-01-15 16:25 投诉", "2014-01-15 16:29 投诉", "2016-10-10 17:33 投诉"]
    lines = ["缝纫机很沉怎么办", "缝纫机很沉怎么办", "精选回答(3)"]
    for date, reply in zip(dates, REPLIES, strict=True):
        lines += [reply, date]
    page = read("\n".join(lines))
    assert [words(a.blocks) for a in page.questions[0].answers] == REPLIES
    assert [str(a.published) for a in page.questions[0].answers] == [
        "2014-01-15T16:25:00",
        "2014-01-15T16:29:00",
        "2016-10-10T17:33:00",
    ]


def test_headings_that_count_are_no_floors() -> None:
    ideas = ["Use the Window", "Hang the Shelf", "Fold the Table", "Hide the Cable"]
    lines = ["Four Ideas for a Narrow Hall", PARAGRAPH]
    for number, idea in enumerate(ideas, 1):
        lines += [f"Narrow Hall Idea #{number}: {idea}", f"{PARAGRAPH} That is why we {idea.lower()}."]
    page = read("\n".join(lines))
    assert page.kind == "article"
    assert all(
        f"Narrow Hall Idea #{number}: {idea}" in str(page.body) for number, idea in list(enumerate(ideas, 1))[1:]
    )


def test_an_article_with_one_dated_remark_below_it_is_an_article() -> None:
    text = [
        f"{PARAGRAPH} Part {word}." for word in ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    ]
    page = read(
        "\n".join(
            [
                "What a Heron Measures",
                "by Ada Reed on January 20, 2020",
                *text,
                "January 22, 2020",
                "This is why I read you.",
            ]
        )
    )
    assert page.kind == "article"
    assert not page.questions or words(page.questions[0].answers[0].blocks).startswith(PARAGRAPH)


def test_a_name_with_the_word_of_a_day_that_comes_again_heads_no_post() -> None:
    text = [f"{PARAGRAPH} Part {word}." for word in ("one", "two", "three")]
    lines = [
        "Heron Care: How to Keep a Pond",
        "Skip to content",
        "Pond Care Today",
        "Menu",
        "Pond Care",
        "Plants",
        "Tips",
        "Pond Care Today",
        *text,
    ]
    page = read("\n".join(lines))
    assert page.kind == "article" and page.author is None


def test_what_asks_nothing_in_an_article_is_no_question() -> None:
    lines = ["A Guide to Ponds", "Clear water", PARAGRAPH, "How deep should it be?", PARAGRAPH, *[PARAGRAPH] * 4]
    seen = [Seen(line, (), (), 0, "") for line in lines]
    pieces = [KeptSpan(i, i + 1, i, None, (), 0, False, ()) for i in range(len(lines))]
    roles = [OTHER, QUESTION, ANSWER, QUESTION, ANSWER, *[OTHER] * 4]
    assert without_statements(roles, pieces, seen) == [OTHER, OTHER, OTHER, QUESTION, ANSWER, *[OTHER] * 4]
    known = [Seen("净水器的三大好处_某某知道", (), (), 0, ""), *seen[1:]]
    assert without_statements(roles, pieces, known) == roles
    assert without_statements([*roles[:5], MORE, MORE, MORE, MORE], pieces, seen) == [
        *roles[:5],
        MORE,
        MORE,
        MORE,
        MORE,
    ]


def voted_page(foot: list[str]) -> str:
    """A page of answers below names and above the line that counts their votes, flattened line by line."""
    lines = [
        "首页",
        "发现",
        "缝纫机很沉怎么办？",
        "刚买的二手机,踩一会儿腿就酸了。",
        "关注者",
        "46",
        "写回答",
        "查看全部 3 个回答",
    ]
    for name, number, reply in zip(["线轴阿姨", "老周", "针脚"], ["104", "12", "3"], REPLIES, strict=True):
        lines += [
            name,
            "关注",
            f"{reply}要是还不行,就拆下来把梭床洗一遍再上油。",
            *[part.replace("N", number) for part in foot],
            "分享",
            "收藏",
        ]
    return "\n".join([*lines, "相关问题", "缝纫机断线怎么办? 0 个回答", "缝纫机跳针怎么办? 0 个回答"])


@pytest.mark.parametrize("foot", [["赞同 N 40 条评论"], ["赞同 N", "2 条评论"], ["赞同", "N 添加评论"]], ids=" ".join)
def test_answers_end_at_the_line_that_counts_their_votes_and_comments(foot: list[str]) -> None:
    page = read(voted_page(foot))
    assert page.kind == "qa"
    assert [words(a.blocks) for a in page.questions[0].answers] == [
        f"{reply}要是还不行,就拆下来把梭床洗一遍再上油。" for reply in REPLIES
    ]
    if "N" in foot[0]:
        assert [a.votes for a in page.questions[0].answers] == [104, 12, 3]


def test_counts_of_votes_without_a_head_of_answers_are_none_of_posts() -> None:
    text = "\n".join([PARAGRAPH, "赞同 12 3 条评论", PARAGRAPH.replace("heron", "stork"), "赞同 4 2 条评论"])
    assert read(text).kind != "qa"


ONE_ANSWER = [
    "How do I stop a stone step from growing green?",
    "The step lies in the shade all day, and after each rain it is so slippery that nobody dares to use it.",
    "1 Answer",
    "12",
    "Soda dissolved in hot water, brushed in and left for a night, takes off whatever grows there.",
    "Do it in a dry week, and keep the brush for it.",
]


def test_without_a_date_what_runs_below_the_head_that_counts_one_answer_is_it() -> None:
    page = read("\n".join(ONE_ANSWER))
    (question,) = page.questions
    assert [block.text for block in question.body if block.type == "paragraph"] == ONE_ANSWER[1:2]
    (answer,) = question.answers
    assert [block.text for block in answer.blocks if block.type == "paragraph"] == ONE_ANSWER[4:]
    assert answer.votes == 12


def test_the_number_one_below_that_head_may_be_its_floor() -> None:
    (answer,) = read("\n".join(["1" if line == "12" else line for line in ONE_ANSWER])).questions[0].answers
    assert answer.votes is None


def test_a_head_that_counts_more_parts_no_undated_answers() -> None:
    lines = ["2 Answers" if line == "1 Answer" else line for line in ONE_ANSWER]
    assert [answer.votes for answer in read("\n".join(lines)).questions[0].answers if answer.votes == 12] == []


def test_a_topic_between_two_marks_is_no_title_of_a_thread_but_in_the_first_line() -> None:
    posts = "青竹\n2019-11-20\n先把绳子泡软再编,编到头用火烧一下就不散了。\n评论\n石头记\n2019-11-21\n换粗一号的绳子,手劲大的人不容易拉断它。\n评论\n"
    topic = "#手作季# 你会编绳子吗?"
    assert read(f"绳结老是松开怎么办_某某知道\n我来答\n2个回答\n{topic}\n{posts}").title == "绳结老是松开怎么办"
    assert read(f"{topic}\n2个回答\n{posts}").title == topic


MAILS = [
    ("竹篮打水 (阿篮)", "Sat Mar 12 21:04:18 2011", "竹椅坐着响,是不是榫头松了?拆开又怕装不回去,想先问问各位。"),
    ("liuan", "Sun Mar 13 08:30:02 2011", "先别拆,往榫眼里滴一点水,竹子胀了就不响。响得厉害再打竹钉。"),
]


def test_who_sent_a_mail_is_told_by_its_head_and_its_subject_is_the_title() -> None:
    heads = [
        f"发信人: {who}, 信区: Craft\n标  题: {'Re: ' * n}竹椅一坐就响\n发信站: 河边社区 ({day}), 站内\n\n{words}\n--\n※ 来源:·河边社区·[FROM: 10.0.0.*]\n"
        for n, (who, day, words) in enumerate(MAILS)
    ]
    page = read("\n".join(heads))
    (question,) = page.questions
    assert (page.title, question.author, question.published) == ("竹椅一坐就响", "竹篮打水", "2011-03-12T21:04:18")
    assert [(a.author, a.published, [b.text for b in a.blocks if b.type == "paragraph"]) for a in question.answers] == [
        ("liuan", "2011-03-13T08:30:02", [MAILS[1][2]])
    ]


def test_a_day_of_the_week_before_a_date_is_nobody() -> None:
    head = read_attribution("Thu Feb 4 19:22:10 CET 2010")
    assert head is not None and (head.author, head.published) == (None, "2010-02-04T19:22:10")
    named = read_attribution("Ann Fri, 5 Feb 2010 08:47:55")
    assert named is not None and named.author == "Ann"
    short = read_attribution("Mo 2010-02-04 10:00")
    assert short is not None and short.author == "Mo"
