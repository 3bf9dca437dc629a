"""What posts of a dump share: ends of their heads, cards, signatures, feet of the page; which dates are theirs: invented dumps in the structures seen."""

from __future__ import annotations

from itertools import pairwise

import pytest

import qaclean
from qaclean.posts.line_posts import LinePost
from qaclean.posts.line_rows import Row
from qaclean.posts.line_shapes import Shape, shape_of
from qaclean.posts.line_words import is_end
from qaclean.posts.member_lines import without_member_dates
from qaclean.posts.post_dates import Place
from qaclean.posts.shared_heads import without_shared_heads
from qaclean.records import Page

SAID = [
    "阳台的门轴一到晚上就响，上过油也没有用，请问还能怎么办？",
    "先把门取下来，再把轴擦干净，最后上一点油就可以了。",
    "我家的也很干，后来点了一滴蜡，门就停住了，你也试试看。",
    "先看看上面那块铁片的螺丝是不是松了，松了就拧紧它。",
]
WORDS = [
    "The chain jumps whenever I stand up on the pedals, and a new sprocket did not change that.",
    "Check the tension first, a chain that hangs more than a finger's width will always slip.",
    "I had the same trouble with mine, and in the end it was a bent tooth.",
]


def read(lines: list[str]) -> Page:
    return qaclean.clean("\n".join(lines) + "\n", media_type="text/plain")


def said(page: Page) -> list[str]:
    return ["\n".join(getattr(b, "text", "") for b in a.blocks) for a in page.questions[0].answers]


def cut(posts: list[list[str]]) -> list[list[str]]:
    """The lines of posts that stay."""
    lines = [line for post in posts for line in post]
    shapes = [shape_of(line) for line in lines]
    keys = [shape.key for shape in shapes]
    rows = [
        Row(i, shape, len(shape.text), _mass(shape), 0, False, keys.count(shape.key) > 1)
        for i, shape in enumerate(shapes)
    ]
    starts = [sum(map(len, posts[:n])) for n in range(len(posts) + 1)]
    held = [LinePost(tuple(range(low, high)), Place(None, (low, low), (high, high))) for low, high in pairwise(starts)]
    return [[lines[i] for i in post.rows] for post in without_shared_heads(rows, held)]


def _mass(shape: Shape) -> float:
    return 0.0 if shape.date else 20.0 if shape.sentence else 1.0


def test_a_first_line_that_ends_as_most_do_is_none_of_the_words() -> None:
    heads = ["老陈木工 帮助过 21 位网友", "小河 帮助过 11 位网友", "石头 帮助过 8 位网友"]
    assert cut([[head, words] for head, words in zip(heads, SAID, strict=False)]) == [[words] for words in SAID[:3]]


def test_a_last_line_that_begins_as_most_do_is_none_of_the_words() -> None:
    feet = ["18 ∧ ∨ 夜雨", "5 ∧ ∨ 老猎人", "9 ∧ ∨ 小明"]
    assert cut([[words, foot] for foot, words in zip(feet, SAID, strict=False)]) == [[words] for words in SAID[:3]]


def test_lines_that_few_share_and_greetings_stay() -> None:
    few = [["老陈 帮助过 21 位网友", SAID[0]], [SAID[1], SAID[2]], [SAID[3], SAID[0]]]
    assert cut(few) == few
    greeted = [["您好", words] for words in SAID]
    assert cut(greeted) == greeted
    alone = [["小河 帮助过 21 位网友"], ["石头 帮助过 9 位网友"]]
    assert cut(alone) == alone


def test_a_name_and_what_stands_below_all_names_is_a_card() -> None:
    cards = [["老陈", "宝宝2个月"], ["小河", "宝宝7个月"], ["石头", "宝宝11个月"], ["糯米", "备孕中"]]
    assert cut([[*card, words] for card, words in zip(cards, SAID, strict=True)]) == [[words] for words in SAID]


def forum(cards: list[list[str]], feet: list[list[str]], tail: list[str]) -> Page:
    """A thread whose posts are numbered and dated above a card and their words."""
    lines = ["Chain slips under load | Spokes and Hubs", "Forums", "Register", "Chain slips under load"]
    for n, words in enumerate(WORDS):
        lines += [f"May {n + 5}, 2021, 10:0{n} AM", f"#{n + 1}", *cards[n], words, *feet[n]]
    return read([*lines, *tail])


CARD = ["Junior Member", "Join Date", "May 2013", "Posts", "5"]


def test_a_card_between_the_head_and_the_words_of_some_posts_only() -> None:
    page = forum([CARD, [], []], [["Reply With Quote"]] * 3, ["Powered by Spokes"])
    assert [b.text for b in page.questions[0].body] == WORDS[:1]  # type: ignore[union-attr]
    assert said(page) == WORDS[1:]


def test_the_words_of_a_menu_below_the_last_post_are_none_of_it() -> None:
    page = forum([[]] * 3, [["Reply With Quote"]] * 2 + [[]], ["Members", "FAQ", "Wheel people meet here"])
    assert said(page) == WORDS[1:]


@pytest.mark.parametrize(
    "line", ["Spokes Software © 2017, Wheel Machines", "Wheels (c) 2004 all of us", "Zurück zu „Ketten“"]
)
def test_lines_that_end_the_posts(line: str) -> None:
    assert is_end(shape_of(line))
    assert not is_end(shape_of("Ich drehe die Kette (c) zurück zu dir"))


def test_a_short_line_that_ends_two_different_posts_is_a_signature() -> None:
    lines = ["门轴总是响_木工论坛", "首页", "门轴总是响"]
    words = [f"{SAID[n % 4]}这是第{'一二三四五六七'[n]}次说。" for n in range(7)]
    for n, own in enumerate(words):
        lines += [f"发表于 2019-4-1{n} 16:0{n}", own, *(["多一事不如少一事"] if n in (2, 4) else []), "回复", "举报"]
    assert said(read([*lines, "返回列表"])) == words[1:]


def test_the_first_date_is_that_of_a_post_where_the_words_behind_it_stand_behind_all() -> None:
    lines = ["门轴总是响_木工论坛", "首页", "论坛", "注册", "登录", "木工区", "门轴总是响"]
    floors = ["楼主", "沙发", "板凳", "地板", "5", "6"]
    for n, floor in enumerate(floors):
        tools = ["|", "倒序浏览", "|", "阅读模式", "20", "机电币"] if n == 0 else []
        lines += [f"用户{'甲乙丙丁戊己'[n]}", "积分", f"{n}3", floor, *(["#"] if n > 3 else [])]
        lines += [f"发表于 2019-4-1{n} 16:02:0{n}", "|", "只看该作者", *tools]
        lines += [f"{SAID[n % 4]}这是第{'一二三四五六'[n]}次说。", "回复", "举报"]
    page = read([*lines, "返回列表"])
    assert [a.published for a in page.questions[0].answers] == [f"2019-04-1{n}T16:02:0{n}" for n in range(1, 6)]


@pytest.mark.parametrize(
    "label", ["Date de début", "Dernière édition:", "Zuletzt bearbeitet:", "Katılım:", "Medlem sedan"]
)
def test_a_date_behind_such_a_label_is_that_of_no_post(label: str) -> None:
    shapes = without_member_dates(
        [shape_of(label), shape_of("6 March 2022"), shape_of("Posted"), shape_of("7 March 2022")]
    )
    assert [shape.date for shape in shapes] == ["", "", "", "day"]


def test_words_between_a_head_of_answers_and_the_first_date_are_an_answer() -> None:
    lines = [
        "门轴总是响怎么办_木工问答",
        "首页",
        "门轴总是响怎么办",
        f"{SAID[0]}木工说是轴弯了，可是我看不出来，也不敢自己拆，怕装不回去。",
    ]
    lines += ["糯米", "学徒7年", "2017-05-12 08:03", "4个回答", "最佳答案"]
    for n, words in enumerate(SAID):
        lines += [
            f"用户{'甲乙丙丁'[n]}",
            f"学徒{n + 2}年",
            f"{words}这样做了以后再也没有响过。",
            f"2017-05-1{n + 3} 08:2{n}",
        ]
        lines += ["有用(", str(n), ")", "回复", "举报", *(["其他回答", "(3)"] if n == 0 else [])]
    page = read([*lines, "我来回答", "匿名", "友情提示：以上内容由网友发表，请大家自己判断，不要当真。", "门轴知识"])
    assert said(page) == [f"{words}这样做了以后再也没有响过。" for words in SAID]


def test_two_answers_may_end_alike_by_chance() -> None:
    """Two lines that end with the same words prove nothing; three, or two that count something, do."""
    lines = ["北门桥头老街的裁缝铺", "南门商场二楼的裁缝铺", "西门车站旁边的裁缝铺"]
    posts = [[line, words] for line, words in zip(lines, SAID, strict=False)]
    assert cut(posts[:2]) == posts[:2]
    assert cut(posts) == [[words] for words in SAID[:3]]


def test_the_line_below_the_words_that_tells_who_and_when_is_none_of_them() -> None:
    feet = ["ElseK, May 18, 2024 IP", "Bo Lund, May 19, 2024 IP", "grout, Jun 2, 2024 IP"]
    posts = [[words, foot] for words, foot in zip(WORDS, feet, strict=True)]
    assert cut(posts) == [[words] for words in WORDS]
    posts[1].append("moss likes this.")
    assert cut(posts) == [[words] for words in WORDS]


def test_a_day_that_a_post_ends_with_is_its_own_where_others_end_otherwise() -> None:
    posts = [[WORDS[0], "Bought at Halden, May 18, 2024"], [WORDS[1], "ann"], [WORDS[2], "Good luck with it"]]
    assert cut(posts) == posts


NAMES = ["mossy", "hinge", "brass", "oaken"]


@pytest.mark.parametrize(("author", "kept"), [("walnut", 2), ("brass", 0)])
def test_a_sentence_that_two_people_end_with_is_a_wish_and_of_one_a_signature(author: str, kept: int) -> None:
    wish = "Hope it closes well again."
    lines = ["Why does the door of my balcony creak?"]
    for n, name in enumerate([*NAMES, author, "cedar", "birch"], 1):
        lines += [
            f"{name} 2017-03-0{n}",
            f"{WORDS[n % 3]} That is what the {name} did.",
            *([wish] if n in (3, 5) else []),
        ]
    assert sum(wish in answer for answer in said(read(lines))) == kept


def test_numbers_of_posts_with_names_above_their_dates_are_no_words() -> None:
    words = [*WORDS, "It does."]
    posts = [
        f"{n}: {name}\n: 2017-03-0{n + 1}\n{text}" for n, (name, text) in enumerate(zip(NAMES, words, strict=True))
    ]
    page = read(["Why does the door of my balcony creak?", *posts])
    assert said(page) == words[1:]


@pytest.mark.parametrize("brief", ["Yes, it does.", "I would ask that too."])
def test_a_brief_first_answer_shows_that_dates_stand_below_the_words(brief: str) -> None:
    words = [brief, *WORDS[1:]]
    posts = [
        f"{text}\n{n}. {name} 2017-03-0{n}" for n, (name, text) in enumerate(zip(NAMES[1:], words, strict=True), 1)
    ]
    asked = ["Why does the door of my balcony creak?", "Asked by mossy 2017-03-01", WORDS[0], "3 Answers"]
    page = read([*asked, *posts, "Leave a comment"])
    assert said(page) == words


@pytest.mark.parametrize("head", ["1 Answer", "All Replies (1)"])
def test_the_one_date_below_the_words_under_a_head_that_counts_one_answer_is_that_answers(head: str) -> None:
    asked = ["Why does the door of my balcony creak?", "mossy 2017-03-01 20 views", WORDS[0], head]
    page = read([*asked, WORDS[1], WORDS[2], "1. hinge 2017-03-02", "Leave a comment", "Log in to answer"])
    assert page.questions[0].text == asked[0]
    assert said(page) == [f"{WORDS[1]}\n{WORDS[2]}"]
