"""Pages on one line: where the way to the page ends, where names before dates begin, and which line is the title."""

from __future__ import annotations

import re

import pytest

from qaclean import clean
from qaclean.posts.anchors import rows_of
from qaclean.posts.closed_rows import closed_rows
from qaclean.segments.boundaries import Place
from qaclean.segments.dated_names import Head, name_before, with_names
from qaclean.segments.lines import cut_lines
from qaclean.segments.signals import observe
from qaclean.segments.trail_places import trail_places
from qaclean.text.bylines import is_label_of_author

POSTS = (
    "老张 2017-08-12 15:48 这种情况是不适应,先放到窗边,过一个星期再看。水不要太勤,土干了再浇。 回复 举报 "
    "阿绿 2017-08-13 06:46 我家的也掉过,后来松了松土就好了。叶子黄的要剪掉,别让它耗养分。 回复 举报 "
    "小豆 2017-08-14 08:02 换盆试试,根烂了就会这样。新土里要掺一点沙子。 回复 举报"
)


def parts(line: str, places: list[Place]) -> list[str]:
    starts, ends = [0, *(place.end for place in places)], [*(place.start for place in places), len(line)]
    return [line[a:b] for a, b in zip(starts, ends, strict=True)]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        (
            "登录 注册 首页 > 养花 > 正文 茉莉掉叶子要紧吗 山茶 2017-07-23 上周搬到室内以后就开始掉",
            "茉莉掉叶子要紧吗 山茶 2017-07-23 上周搬到室内以后就开始掉",
        ),
        (
            "Menu You are here: Boards :: Garden :: Topic My jasmine drops its leaves Ann May 3, 2011",
            "My jasmine drops its leaves Ann May 3, 2011",
        ),
        (
            "로그인 홈 » 식물 » 글 보기 재스민 잎이 떨어지는데 괜찮을까요? 동백 2017.07.23",
            "재스민 잎이 떨어지는데 괜찮을까요? 동백 2017.07.23",
        ),
        (
            "Garden Indoors Home » Garden Jasmine: leaves turning yellow Ann May 3, 2011",
            "Jasmine: leaves turning yellow Ann May 3, 2011",
        ),
    ],
)
def test_behind_the_way_to_the_page_begins_its_title(line: str, title: str) -> None:
    assert parts(line, trail_places(line, 0, len(line), []))[-1] == title


@pytest.mark.parametrize(
    "line",
    [
        "Temperatures > 30 degrees are too much for it, so water it",
        "先点 设置 再点 通用,就能看到版本",
        "and/or nothing",
    ],
)
def test_marks_in_sentences_are_no_way(line: str) -> None:
    assert trail_places(line, 0, len(line), []) == []


def test_a_last_entry_that_is_cut_off_already_is_not_cut_again() -> None:
    line = "Home » Home office My jasmine drops its leaves"
    cuts = [Place(18, 19)]
    assert trail_places(line, 0, len(line), cuts) == cuts


def test_buttons_of_the_post_above_are_no_part_of_a_name() -> None:
    heads = [
        Head(at.start(), at.end(), name_before(POSTS, 0, at.start())) for at in re.finditer(r"2017-08-\d\d", POSTS)
    ]
    assert [POSTS[head.name : head.start].strip() for head in with_names(POSTS, 0, heads)][1:] == ["阿绿", "小豆"]


def test_initials_end_no_sentence_before_a_name() -> None:
    text = "Oil it first. J. Moreno , 2019-04-01 10:20"
    assert text[name_before(text, 0, text.index("2019")) :].startswith("J. Moreno")


def test_posts_of_a_page_on_one_line_are_found_below_its_title() -> None:
    line = f"花友论坛 首页 发现 等你来答 消息 我的 首页 > 养花 > 正文 茉莉掉叶子要紧吗 山茶 2017-07-23 21:09 上周搬到室内以后就开始掉,土是湿的,没有虫。 回复 举报 {POSTS}"
    page = clean(line, media_type="text/plain")
    assert page.questions[0].text == "茉莉掉叶子要紧吗"
    assert [answer.author for answer in page.questions[0].answers] == ["老张", "阿绿", "小豆"]


def test_a_word_of_a_menu_that_reads_like_a_head_of_questions_closes_nothing() -> None:
    lines = [
        "首页",
        "等你来答",
        "消息",
        "我的",
        "茉莉掉叶子要紧吗",
        "山茶",
        "2017-07-23 21:09",
        "上周搬到室内以后就开始掉,土是湿的。",
        "老张",
        "2017-08-12 15:48",
        "先放到窗边,过一个星期再看。",
    ]
    document = cut_lines("\n".join(lines))
    assert not any(closed_rows(rows_of(document, observe(document))))
    headed = cut_lines("\n".join([*lines[4:], "相关问题", "月季叶子发黄怎么办", "茉莉什么时候剪枝好"]))
    assert closed_rows(rows_of(headed, observe(headed)))[-1]


def test_the_line_that_asks_between_a_menu_and_its_date_is_the_title() -> None:
    lines = [
        "Home",
        "FAQ",
        "Search",
        "Register",
        "Login",
        "Should I repot my jasmine or cut it back?",
        "Posted by Ann Lee",
        "on Aug 2, 2009 at 03:04",
        "Repot it in spring, when the roots come through, and cut it back a month later; both at once is too much for it. Water it well.",
    ]
    page = clean("\n".join(lines), media_type="text/plain")
    assert page.questions and page.questions[0].text == lines[5]


def test_a_label_with_the_name_of_the_author_is_no_title() -> None:
    assert is_label_of_author("投稿者:みどり") and not is_label_of_author("作者的话")
