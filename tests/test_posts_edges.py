"""What stands beside posts in flattened pages: lists below them, names said twice, cards, the question's title: invented dumps in the structures seen."""

from __future__ import annotations

import pytest

import qaclean
from qaclean import clean
from qaclean.posts.name_affixes import without_shared
from qaclean.records import Page

SAID = [
    "I oil the hinge twice a year, and so far it has never made a sound in the night.",
    "Mine was dry too. A drop of wax on the pin was enough, and the door stays where it is.",
    "Take the pin out first. If it is bent, no oil of this world will help you with that.",
    "The screws of the upper plate were loose here, so look at these before you do anything else.",
]


def read(text: str) -> Page:
    return qaclean.clean(text, media_type="text/plain")


def answers(page: Page) -> list[str]:
    return ["\n".join(getattr(b, "text", "") for b in a.blocks) for a in page.questions[0].answers]


def board(said: list[str], topics: int) -> str:
    """A thread that dates each post below its words, above the buttons, with a list of recent topics behind the last."""
    lines = [
        "Squeaking hinge | Workshop",
        "Sign in",
        "Home",
        "Topics",
        "Doors",
        "Squeaking hinge",
        "3 replies",
        "Squeaking hinge",
    ]
    for n, words in enumerate(said):
        lines += [
            "Former Member",
            words,
            f"{n + 3}/{n + 12}/05 7:5{n} PM",
            "",
            "Copy Link to Reply",
            "",
            "Report Reply",
        ]
        lines += ["Printer Friendly Format", "", "0"]
    lines += ["Back To Top", "", "Recent Topics", ""]
    for n in range(topics):
        lines += [f"Where to buy plank number {'abcdefgh'[n]}", f"12/{n + 1}/25 11:0{n} PM", "QRSTUVWX"[n]]
    return "\n".join(lines) + "\n"


def test_a_list_with_dates_below_the_posts_is_no_post() -> None:
    page = read(board(SAID, 7))
    assert answers(page) == SAID[1:]
    assert [b.text for b in page.questions[0].body] == SAID[:1]  # type: ignore[union-attr]


def test_the_year_of_such_dates_stands_last_where_the_page_shows_it() -> None:
    page = read(board(SAID, 7))
    told = [a.published for a in page.questions[0].answers]
    assert told == ["2005-04-13T19:51:00", "2005-05-14T19:52:00", "2005-06-15T19:53:00"]


def test_a_name_below_its_picture_heads_a_post_where_no_date_does() -> None:
    said = [
        "门轴一年上两次油就够了，到现在夜里一点声音也没有。这是我家里的做法，供你参考一下。",
        "我家的也很干，后来在轴上点了一滴蜡，门就停得住了。要是轴弯了，先把它换掉再说。",
    ]
    lines = ["首页", "发现", "门轴为什么总是响？", "家居", "门轴为什么总是响？", "关注者", "46", "查看全部 22 个回答"]
    lines += ["木工老陈", "木工老陈", said[0], "编辑于 2023-03-01 15:45", "更多回答", "小河流水", "小河流水", said[1]]
    lines += ["关于作者", "木工老陈", "木工老陈", "修门三十年，欢迎来问，一般两天之内就会回答你的问题。"]
    page = read("\n".join(lines) + "\n")
    assert page.questions[0].text == "门轴为什么总是响？"
    assert [a.author for a in page.questions[0].answers] == ["木工老陈", "小河流水"]
    assert [text.split("\n")[0] for text in answers(page)] == said


def test_the_name_of_a_post_that_is_dated_below_stands_above_its_words() -> None:
    lines = ["门轴总是响_木工吧", "首页", "门轴总是响"]
    for n, (name, words) in enumerate(
        [
            ("老陈", "门轴一年上两次油就够了，到现在一点声音也没有。" * 4),
            ("小河", "我家的也很干，后来点了一滴蜡，门就停住了。" * 4),
            ("阿木", "先看看上面那块铁片的螺丝是不是松了。" * 4),
        ]
    ):
        lines += [name, "初级粉丝", "1", words, f"来自某某客户端{n + 1}楼2022-11-2{n} 15:19", "回复收起回复"]
    page = read("\n".join(lines) + "\n")
    assert [a.author for a in page.questions[0].answers] == ["小河", "阿木"]


def test_names_without_what_all_of_a_page_share() -> None:
    told = without_shared(["Last post by ann", "Last post by bob", "Last post by eve"])
    assert [*told.values()] == ["ann", "bob", "eve"]
    assert [*without_shared(["ann leeann lee", "bobbob"]).values()] == ["ann lee", "bob"]
    told = without_shared(["ann's user avatar", "bob lee's user avatar"])
    assert [*told.values()] == ["ann", "bob lee"]
    assert [*without_shared(["Aann", "Bbob", "Eeve"]).values()] == ["ann", "bob", "eve"]
    assert [*without_shared(["ann (29级)", "bob ( 3级 )"]).values()] == ["ann", "bob"]


@pytest.mark.parametrize(
    "names", [["user123", "user456", "user789"], ["annabel", "anna", "annika"], ["thingthing", "bob", "eve"]]
)
def test_names_that_are_alike_by_chance_stay(names: list[str]) -> None:
    assert [*without_shared(names).values()] == names


def test_the_title_below_who_asks_is_the_question() -> None:
    lines = [
        "Press J to jump to the feed.",
        "Log InSign Up",
        "Found the barn!",
        "Ask OthersAskBarn OffshootsFind a BarnLearn Something",
    ]
    lines += ["Posted by 3 years ago", "Archived", "", "Which tool would you buy again?", "", "25 comments", "level 1"]
    for words in SAID:
        lines += ["· 3 yr. ago", "", words, "", "28", "level 1"]
    page = read("\n".join(lines) + "\n")
    assert page.questions[0].text == "Which tool would you buy again?"
    assert answers(page) == SAID


def test_a_title_said_again_below_it_is_no_part_of_the_question() -> None:
    asked = "家里的门轴用了五年，最近一到晚上就响个不停，请问应该怎么办才好，谢谢各位。"
    page = read(
        f"门轴总是响怎么办？_某某问答\n?门轴总是响怎么办\n{asked}\n最佳答案：门轴一年上两次油就够了，到现在一点声音也没有。\n"
    )
    question = page.questions[0]
    assert question.text == "门轴总是响怎么办？"
    assert [b.text for b in question.body] == [asked]  # type: ignore[union-attr]
    assert [r.rule for r in page.removed if "?门轴" in page.source_text[slice(*r.span)]] == ["title-again"]


def test_the_first_segment_is_the_title_where_a_line_says_it() -> None:
    verse = "我有一扇旧门，门上有一道长长的缝，风从缝里吹进来，灯就在风里摇。夜深了，我听见雨声。"
    page = read(f"旧门_原文、翻译及赏析_陈木诗词_读诗网\n首页\n诗词\n旧门\n朝代：唐代\n{verse}\n")
    assert page.title == "旧门"


@pytest.mark.parametrize(
    "line", ["著作权归作者所有。商业转载请联系作者获得授权。", "本文系作者授权木工号发表，未经许可，不得转载。"]
)
def test_a_line_of_rights_goes_wherever_it_stands(line: str) -> None:
    page = read(
        f"门轴总是响怎么办？\n先把门取下来，再把轴擦干净，最后上一点油就可以了。\n{line}\n我家的用了三年，每个月擦一次，一直没有声音，你也可以试一试。\n"
    )
    assert [r.rule for r in page.removed if line[:6] in page.source_text[slice(*r.span)]] == ["rights"]


@pytest.mark.parametrize(
    "liked",
    [
        "Reactions: alder",
        "Alder likes this.",
        "Alder, Hawthorn and 3 others like this.",
        "Alder und Birke gefällt das.",
        "Alder et Birke aiment ça.",
    ],
)
def test_who_liked_a_post_is_no_part_of_it(liked: str) -> None:
    told = [
        "Measure the chain before anything else: a worn one is longer than it was.",
        "Look at the hanger of the derailleur, mine was bent after a fall.",
        "I would change both at once, an old sprocket eats a new chain.",
    ]
    lines = ["Chain slips when climbing - Two Wheels", "Chain slips when climbing"]
    for number, (name, words) in enumerate(zip(("hazel", "rowan", "alder"), told, strict=True), 1):
        lines += [name, "Member", f"Feb 2{number}, 2019", f"#{number}", words, *([liked] if number < 3 else [])]
    page = clean("\n".join(lines), media_type="text/plain")
    assert [
        block.text for answer in page.questions[0].answers for block in answer.blocks if block.type == "paragraph"
    ] == told[1:]


def test_a_post_that_ends_with_words_of_a_template_keeps_them() -> None:
    lines = ["Chain slips when climbing - Two Wheels", "Chain slips when climbing"]
    told = [["It slips."], ["Push it down and turn.", "Mine looks like this."], ["Nobody rides with such a chain."]]
    for number, (name, words) in enumerate(zip(("hazel", "rowan", "alder"), told, strict=True), 1):
        lines += [
            name,
            "Member",
            f"Feb 2{number}, 2019",
            f"#{number}",
            "Measure the chain before anything else: a worn one is longer.",
            *words,
        ]
    page = clean("\n".join(lines), media_type="text/plain")
    assert "Mine looks like this." in [
        block.text for block in page.questions[0].answers[0].blocks if block.type == "paragraph"
    ]


def test_the_ways_to_sort_answers_are_no_part_of_the_first() -> None:
    told = [
        "Measure the chain before anything else: a worn one is longer than it was.",
        "Look at the hanger of the derailleur, mine was bent after a fall.",
        "I would change both at once, an old sprocket eats a new chain.",
    ]
    lines = [
        "bicycle - Chain slips when climbing - Two Wheels Exchange",
        "Chain slips when climbing",
        "Asked 5 years ago",
        "Viewed 812 times",
        "4",
    ]
    lines += [
        "My chain slips on every second climb, and the sprockets are a year old.",
        "Share",
        "Improve this question",
        "Follow",
    ]
    lines += [
        "asked Feb 20, 2019 at 10:14",
        "hazel",
        "131 2 2 bronze badges",
        "Add a comment |",
        "3 Answers 3",
        "Sorted by: Reset to default",
    ]
    lines += ["Highest score (default) Date modified (newest first) Date created (oldest first)"]
    for number, (name, words) in enumerate(zip(("rowan", "alder", "birch"), told, strict=True), 1):
        lines += [
            f"{9 - number}",
            words,
            "Share",
            "Improve this answer",
            "Follow",
            f"answered Feb 2{number}, 2019 at 12:05",
            name,
            "2,131 3 3 gold badges",
            "Add a comment |",
        ]
    page = clean("\n".join(lines), media_type="text/plain")
    assert [
        block.text for answer in page.questions[0].answers for block in answer.blocks if block.type == "paragraph"
    ] == told
