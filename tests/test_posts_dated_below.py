"""Dumps that date every post below its words, and say who asked above: where the first answer begins. Invented."""

from __future__ import annotations

import qaclean
from qaclean.records import Page

TITLE = "竹椅坐着响是不是榫头松了?"
ASKED = "拆开又怕装不回去,所以先来问问各位,有没有不拆的办法。"
ANSWERS = [
    ["往榫眼里滴一点水,竹子胀了就不响,第二天再坐上去试试。", "响得厉害的话,再在侧面打一根竹钉。"],
    ["先看看是不是椅脚不平。"],
    ["我家那把是靠背的横档裂了,用麻绳缠紧以后一直没有再响过。"],
]
FEET = ["篾匠老何 | 2016-03-02", "小满 | 2016-03-05", "阿篮 | 2016-04-11"]


def read(*lines: str) -> Page:
    return qaclean.clean("\n".join(lines), media_type="text/plain")


def rows(blocks: list[qaclean.records.Block]) -> list[str]:
    return [block.text for block in blocks if block.type == "paragraph"]


def below(answers: list[list[str]], behind: str = "赞 3") -> list[str]:
    lines: list[str] = []
    for words, foot in zip(answers, FEET, strict=True):
        lines += [*words, foot, behind, "分享 举报"]
    return lines


def test_words_between_who_asked_and_the_first_date_below_are_the_first_answer() -> None:
    page = read("首页 手工 木工", TITLE, "竹篮打水 | 2016-03-01 | 浏览 316 次", *below(ANSWERS[::-1]))
    (question,) = page.questions
    assert (question.text, rows(question.body)) == (TITLE, [])
    assert [rows(a.blocks) for a in question.answers] == ANSWERS[::-1]
    assert [a.author for a in question.answers] == ["篾匠老何", "小满", "阿篮"]


def test_the_first_of_several_paragraphs_there_is_the_askers() -> None:
    page = read("首页 手工 木工", TITLE, "竹篮打水 | 2016-03-01 | 浏览 316 次", ASKED, *below(ANSWERS))
    (question,) = page.questions
    assert rows(question.body) == [ASKED]
    assert [rows(a.blocks) for a in question.answers] == ANSWERS


def test_words_above_the_line_that_says_who_asked_leave_none_below_it_to_the_asker() -> None:
    page = read("首页 手工 木工", TITLE, ASKED, "提问者:竹篮打水 2016-03-01", *below(ANSWERS))
    (question,) = page.questions
    assert rows(question.body) == [ASKED]
    assert [rows(a.blocks) for a in question.answers] == ANSWERS


def test_a_line_that_ends_with_a_colon_goes_on_in_the_answer() -> None:
    answers = [["按下面的顺序试一试,不用拆开:", "1、往榫眼里滴水。", "2、放一个晚上。"], *ANSWERS[1:]]
    page = read("首页 手工 木工", TITLE, "竹篮打水 | 2016-03-01 | 浏览 316 次", *below(answers))
    (question,) = page.questions
    first = question.answers[0].blocks
    assert not question.body
    assert [block.type for block in first] == ["paragraph", "steps"]


NAMES = ["竹篮打水", "篾匠老何", "小满", "阿篮", "江边人", "木头"]
DATES = [f"2016-03-0{day} 08:1{day}" for day in range(1, 7)]
REPLIES = [
    *ANSWERS,
    ["我也遇到过,换了四个橡皮脚垫就安静了,花不了几个钱。"],
    ["把椅子倒过来晃一晃,哪条腿动就是哪条腿,再用木工胶灌进去。"],
]


def test_words_behind_the_last_date_show_that_dates_stand_above() -> None:
    lines = ["首页 手工 木工", "竹椅一坐就响怎么修"]
    for words, name, date in zip([[ASKED], *REPLIES], NAMES, DATES, strict=True):
        lines += [name, date, *words]
    (question,) = read(*lines, "分享 举报", "相关帖子", "竹篮怎么洗").questions
    assert rows(question.body) == [ASKED]
    assert [rows(a.blocks) for a in question.answers] == REPLIES
    assert [a.author for a in question.answers] == NAMES[1:]
