"""Pages on one line: where the way to the page ends, where names before dates begin, and which line is the title."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from qaclean import Block, Paragraph, clean
from qaclean.posts.anchors import rows_of
from qaclean.posts.closed_rows import closed_rows
from qaclean.segments.boundaries import Place
from qaclean.segments.dated_names import Head, name_before, with_names
from qaclean.segments.headed_places import headed_places
from qaclean.segments.lines import cut_lines
from qaclean.segments.member_places import member_places
from qaclean.segments.signals import observe
from qaclean.segments.trail_places import trail_places
from qaclean.text.bylines import is_label_of_author

POSTS = (
    "老张 2017-08-12 15:48 这种情况是不适应,先放到窗边,过一个星期再看。水不要太勤,土干了再浇。 回复 举报 "
    "阿绿 2017-08-13 06:46 我家的也掉过,后来松了松土就好了。叶子黄的要剪掉,别让它耗养分。 回复 举报 "
    "小豆 2017-08-14 08:02 换盆试试,根烂了就会这样。新土里要掺一点沙子。 回复 举报"
)


def words_of(blocks: Sequence[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]


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


COLONS = (
    "Home » Garden » Tools My bench keeps falling over Mara wrote on Apr 8, 2012 at 10:40: The "
    "left leg is shorter than the others since we moved it to the shed. oakum wrote on Apr 28, "
    "2012 at 10:56: It depends. If the leg is sound, put a thin wedge under it and see whether "
    "it holds for a week. plane42 wrote on Apr 28, 2012 at 19:50: Cut the other three to the "
    "same length. Measure from the seat, and not from the floor, or you will cut twice. Tess "
    "wrote on May 18, 2012 at 01:43: It depends. A floor that slopes will make any bench fall "
    "over, so look at that first. Cole wrote on May 19, 2012 at 22:14: It depends. Mine had a "
    "loose screw in the frame, and that was all there was to it."
)


def test_a_colon_behind_the_dates_ends_the_heads_though_several_posts_begin_alike() -> None:
    page = clean(COLONS, media_type="text/plain")
    answers = page.questions[0].answers
    assert page.questions[0].text == "My bench keeps falling over"
    assert [answer.author for answer in answers] == ["oakum", "plane42", "Tess", "Cole"]
    assert all(words_of(answer.blocks)[0].startswith("It depends.") for answer in (answers[0], *answers[2:]))


COUNTED = (
    "ホーム 質問 回答 庭の物置が開きません 0: かなで : 2018.12.09 昨日の雨のあとから戸が重くて、片手では動かせません。 1: 木の葉 : 2018.12.09 "
    "できますよ。 2: sora_8 : 2018.12.10 私はろうそくを溝に塗りました。それだけで軽くなって、三年たった今も片手で開きます。 3: 大工見習い : "
    "2018.12.11 私も同じ物置を使っています。戸車に落ち葉が詰まっていないか先に見てください。 4: 木の葉 : 2018.12.13 "
    "私の家では土台が沈んでいました。水平器を当ててみて、傾いていたら板を一枚かませるとよいです。"
)


def test_the_number_of_a_post_its_name_and_its_date_are_one_head() -> None:
    page = clean(COUNTED, media_type="text/plain")
    assert page.questions[0].text == "庭の物置が開きません"
    assert [words_of(answer.blocks)[0][:5] for answer in page.questions[0].answers] == [
        "できますよ",
        "私はろうそ",
        "私も同じ物",
        "私の家では",
    ]
    assert {page.removed[n].rule for n in (-1, -2)} == {"post-head"}


@pytest.mark.parametrize(
    ("line", "heads"),
    [
        ("조회 4059 3개의 답변 베스트 답변 목수 님의 답변 2009.02.09 아니요.", ["3개의 답변", "베스트 답변"]),
        ("閲覧 95 ほかの回答(1件) ベストアンサー かなで 2018.12.09 はい。", ["ほかの回答(1件)", "ベストアンサー"]),
        ("12 views 3 Answers Accepted Answer Ann May 3, 2011 Oil it.", ["3 Answers", "Accepted Answer"]),
        ("浏览12次 共3条回答 最佳答案 老张 2011-05-03 换一个。", ["共3条回答", "最佳答案"]),
        ("To me the best answer of the 3 answers is to oil it first, but he chose another.", []),
        ("채택된 답변이 틀렸어요. 답변 두 개가 더 있습니다.", []),
    ],
)
def test_headings_of_answers_stand_alone_in_a_line(line: str, heads: list[str]) -> None:
    found = [part.strip() for part in parts(line, headed_places(line, 0, len(line), []))]
    assert [part for part in found if part in heads] == heads and (heads or len(found) == 1)


@pytest.mark.parametrize(
    ("said", "names"),
    [
        # A title that a member gave himself ends where the name ends elsewhere on the page.
        (("Reactions: Pim Reed Pim Reed New member", "Thanks, Pim Reed! Okko Brook Keeper Old Mill Moderator", "Dry now. Okko Brook Keeper Old Mill Moderator", "Okko said so. Tam Member"), ["Okko", "Okko", "Pim Reed", "Pim Reed", "Tam"]),
        # A post that ends without a mark: the name is known from another post.
        (("It leaks. Pim Reed Member", "Seal it. Okko Member", "never seen that before Pim Reed Member", "Try wax. Tam Member"), ["Okko", "Pim Reed", "Pim Reed", "Tam"]),
        # The letter of a picture stands before the name.
        (("It leaks. P Pim Joined", "Seal it. O Okko Joined", "Try wax. T Tam Joined"), ["Okko", "Pim", "Tam"]),
    ],
)  # fmt: skip
def test_names_above_members_cards_stand_alone(said: Sequence[str], names: list[str]) -> None:
    line = " ".join(f"{post} Mar {day}, 2014" for day, post in enumerate(said, 1)) + " Bye."
    found = sorted(part.strip() for part in parts(line, member_places(line, 0, len(line), [])))
    assert [part for part in found if part in ("Pim", "Pim Reed", "Okko", "Tam")] == names


@pytest.mark.parametrize(
    "line",
    [
        "Each member joined on Mar 3, 2014. Our Team Member left on Mar 4, 2014. A Member came back on Mar 5, 2014.",
        "Oil it. ann Member Mar 3, 2014 Thanks. tom Member Mar 4, 2014 Bye.",
    ],
)
def test_few_cards_and_sentences_about_members_are_not_cut(line: str) -> None:
    assert member_places(line, 0, len(line), []) == []


BELOW_A_HEADING = (
    "처음 > 정원 지붕 물받이는 혼자서 청소할 수 있나요? 비오는날 | 2009.01.20 11:13 | 조회 4059 3개의 답변 베스트 답변 목수 님의 답변 "
    "2009.02.09 15:41 아니요, 위험합니다. 추천 10 답글 쓰기 돌담 님의 답변 2009.02.12 16:26 사다리를 잡아 줄 사람이 있으면 "
    "괜찮습니다. 낙엽은 손으로 걷어 내고 물을 흘려 보세요. 추천 21 답글 쓰기 산들 님의 답변 2009.02.13 18:51 망을 씌워 두면 두 해에 한 번만 "
    "올라가도 됩니다. 저는 그렇게 하고 있습니다. 추천 3 답글 쓰기"
)


def test_who_asks_and_when_is_none_of_the_questions_words() -> None:
    page = clean(BELOW_A_HEADING, media_type="text/plain")
    assert page.questions[0].text == "지붕 물받이는 혼자서 청소할 수 있나요?"
    assert page.questions[0].body == []
    assert [answer.author for answer in page.questions[0].answers] == ["목수", "돌담", "산들"]


def test_a_no_break_space_in_a_date_makes_no_other_form_of_it() -> None:
    page = clean(COLONS.replace("May 18, 2012 at 01:43", "May\u00a018, 2012 at\u00a001:43"), media_type="text/plain")
    assert [answer.author for answer in page.questions[0].answers] == ["oakum", "plane42", "Tess", "Cole"]


ANSWERED = """养鱼问答
金鱼为什么总是浮头?
刚买来三天,水是新换的,麻烦懂的人说一下,谢谢。
回答者:老塘
2016-03-05
先停食两天。新水里氧少,晚上要开增氧泵。
回答者:阿苇
2016-03-08
水没晒过就下鱼都会这样,换掉三分之一试试看,别一次换完。
回答者:石桥
2016-03-08
看一看鳃红不红,红的话是烂鳃,要用药。
"""


def test_where_the_first_head_says_who_answered_the_question_stands_above_it() -> None:
    page = clean(ANSWERED, media_type="text/plain")
    question = page.questions[0]
    assert question.text == "金鱼为什么总是浮头?"
    assert words_of(question.body) == ["刚买来三天,水是新换的,麻烦懂的人说一下,谢谢。"]
    assert [words_of(answer.blocks)[0][:4] for answer in question.answers] == ["先停食两", "水没晒过", "看一看鳃"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        (
            "장미 피우기 정원사 | 2011.05.02 물은 자주 줘요 풀잎소리 | 2011.05.02 볕이 모자라요 마당쇠 | 2011.05.03 옮기세요",
            ["정원사 | ", "풀잎소리 | ", "마당쇠 | "],
        ),
        (
            "茉莉掉叶子 山茶 2017-07-23 土是湿的 老张 2017-08-12 先放到窗边 plum77 2017-08-13 松土就好",
            ["山茶 ", "老张 ", "plum77 "],
        ),
        ("물은 자주 줘요 2011.05.02 볕이 모자라요 2011.05.02 자리로 옮겨요 2011.05.03 그래요", ["", "", ""]),
    ],
)
def test_the_last_word_before_dates_is_a_name_where_nothing_else_ends_there(line: str, names: list[str]) -> None:
    found = [match.span() for match in re.finditer(r"20[0-9]{2}[-.][0-9]{2}[-.][0-9]{2}", line)]
    heads = with_names(line, 0, [Head(a, b, name_before(line, 0, a)) for a, b in found])
    assert [line[head.name : head.start] if head.name >= 0 else "" for head in heads] == names
