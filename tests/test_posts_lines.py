"""Posts found by lines that repeat: invented dumps in the structures that flattened pages have."""

from __future__ import annotations

import pytest

import qaclean
from qaclean.posts.line_shapes import shape_of
from qaclean.posts.line_words import heads_answers, is_button, is_end
from qaclean.records import Page
from qaclean.rules import load

LONG = "先断开电源，再把滤网取下来用清水冲洗，晾干之后装回去就可以了。"
MORE = "我家的那台用了三年，每个月洗一次，一直都没有什么异味。"
LAST = "说明书上写着不能用热水，热水会让滤网变形，千万要注意。"


def read(text: str) -> Page:
    return qaclean.clean(text, media_type="text/plain")


def answers(page: Page) -> list[str]:
    return ["".join(getattr(b, "text", "") for b in a.blocks) for a in page.questions[0].answers]


def zhidao(*, joined: bool) -> str:
    """A question page as `get_text("\\n")` gives it, or with each head on a line as other flatteners do."""
    menu = ["首页", "登录", "注册", "新闻", "网页", "贴吧", "音乐", "图片", "视频"]
    asked = ["2012-06-29 00:13", "木棉花开", "|", "分类：", "家电"]
    best = [
        "提问者采纳",
        "2012-06-29 00:17",
        LONG,
        "评论",
        "|",
        "老张修理",
        "|",
        "十三级",
        "采纳率66%",
        "擅长：",
        "家电",
    ]
    others = ["按默认排序", "|", "按时间排序", "其他2条回答"]
    rest = [["2012-06-29 00:35", "hongmei88", "|", "五级"], [MORE, "评论", "|"]]
    rest += [["2012-06-29 00:50", "小河流水", "|", "二级"], [LAST, "评论", "|"]]
    related = [
        "其他类似问题",
        "2008-11-28",
        "空调滤网多久洗一次？",
        "3",
        "2010-01-02",
        "滤网怎么拆下来？",
        "更多相关问题>>",
    ]
    rows = ["空调滤网怎么清洗？_某某知道", *menu, "空调滤网怎么清洗？"]
    if joined:
        rows += [" ".join(asked), best[0], best[1], LONG, "评论 |", "老张修理 | 十三级 采纳率66%", "擅长： 家电"]
        rows += ["按默认排序 | 按时间排序", others[-1]]
        rows += [" ".join(part) if i % 2 == 0 else "\n".join([part[0], "评论 |"]) for i, part in enumerate(rest)]
    else:
        rows += [*asked, *best, *others, *(row for part in rest for row in part)]
    return "\n".join([*rows, *related]) + "\n"


@pytest.mark.parametrize("joined", [False, True])
def test_question_page(joined: bool) -> None:
    page = read(zhidao(joined=joined))
    question = page.questions[0]
    assert question.text == "空调滤网怎么清洗？"
    assert answers(page) == [LONG, MORE, LAST]
    assert [a.author for a in question.answers] == ["老张修理", "hongmei88", "小河流水"]
    assert [a.accepted for a in question.answers] == [True, False, False]
    assert question.answers[1].published == "2012-06-29T00:35:00"
    assert (question.author, question.published) == ("木棉花开", "2012-06-29T00:13:00")


def test_related_questions_are_no_answers() -> None:
    page = read(zhidao(joined=False))
    removed = {(r.reason, r.rule) for r in page.removed}
    assert ("metadata", "post-head") in removed
    assert not any("多久洗一次" in text for text in answers(page))


FORUM = """Filter smells after rain - Garden Pump Forum
Home
Forums
Search
Filter smells after rain
wilma
Posts:
3
Joined:
2013-10-30 14:51
#1
Post
by
wilma
»
2014-04-10 16:01
My pump filter smells since the last heavy rain, and cleaning it twice did not help at all.
Top
otto77
Posts:
668
Joined:
2008-02-18 05:04
#2
Post
by
otto77
»
2014-04-13 22:16
Take the sponge out and let it dry in the sun for a day, that kills most of the smell.
Do not use soap, the fish will not like it.
Top
wilma
Posts:
3
Joined:
2013-10-30 14:51
#3
Post
by
wilma
»
2014-04-15 20:40
That worked, thank you very much, the pond is clear again.
Top
Post Reply
Powered by SomeBoard
"""


def test_forum_with_cards_above_posts() -> None:
    page = read(FORUM)
    question = page.questions[0]
    assert page.kind == "thread"
    assert question.text == "Filter smells after rain"
    assert len(question.answers) == 2
    assert [a.author for a in question.answers] == ["otto77", "wilma"]
    assert [str(a.published)[:10] for a in question.answers] == ["2014-04-13", "2014-04-15"]
    assert answers(page)[1] == "That worked, thank you very much, the pond is clear again."


def test_dates_below_posts() -> None:
    """Floors and dates stand below each post, the name above: the first post has no date above it."""
    post = "{}\n初级粉丝\n1\n该楼层已被折叠\n隐藏此楼\n查看此楼\n{}\n来自\nAndroid客户端\n{}楼\n2022-10-0{} 23:02\n回复\n我也说一句\n"
    rows = [("绫清", LONG), ("逝水", MORE), ("行云", "随缘吧"), ("落霞", LAST)]
    text = "滤网有没有必要每周都洗？_清洁吧_某某贴吧\n登录\n滤网有没有必要每周都洗？\n只看楼主\n收藏\n回复\n"
    text += "".join(post.format(name, words, n, n) for n, (name, words) in enumerate(rows, 1))
    page = read(text + "下载客户端看高清直播\n用户协议\n")
    assert answers(page) == [MORE, "随缘吧", LAST]
    assert [str(a.published)[:10] for a in page.questions[0].answers] == ["2022-10-02", "2022-10-03", "2022-10-04"]


def test_answered_beside_comments() -> None:
    """Where `answered` stands beside dates, other dates are those of comments."""
    answer = "This answer is useful\n{}\nSave this answer.\n{}\nShare\nCopy link\nFollow\nanswered\nMay {} at 14:03\n{}\n15k\nAdd a comment\n|\n"
    texts = [
        "The left valve is the one that closes first, so turn it by a quarter and wait for the pressure.",
        "Because the gauge is mounted after the filter, it shows the pressure of the clean side only.",
        "Look at the arrow on the housing, it always points in the direction of the flow.",
    ]
    text = "Which valve closes first? - Pump Exchange\nHome\nQuestions\nTags\nWhich valve closes first?\nAsk Question\n"
    text += "I have two valves in a row and the gauge behind them moves late, which one do I turn?\nShare\n3 Answers\nSorted by:\n"
    text += "".join(answer.format(n, t, n + 10, f"user{n}x") for n, t in enumerate(texts))
    page = read(text + "Your Answer\nPrivacy Policy\n")
    assert page.questions[0].text == "Which valve closes first?"
    assert answers(page) == texts


def test_an_article_with_dates_is_no_thread() -> None:
    text = f"滤网清洗指南\n2016-03-04 10:22\n{LONG}{MORE}\n{LAST}{LONG}\n更新于 2016-05-06 11:00\n{MORE}{LAST}\n"
    page = read(text)
    assert not any(r.rule.startswith("post-") for r in page.removed)


def test_comments_below_an_article_do_not_take_it() -> None:
    body = "\n".join(LONG + MORE + LAST for _ in range(12))
    comments = "".join(f"网友{n}\n2016-03-0{n} 10:22\n{MORE}\n" for n in range(1, 4))
    page = read(f"滤网清洗指南\n编辑部\n2016-03-01 10:22\n{body}\n{comments}")
    kept = "".join(getattr(b, "text", "") for q in page.questions for a in q.answers for b in a.blocks)
    kept += "".join(getattr(b, "text", "") for b in page.body)
    kept += "".join(getattr(b, "text", "") for q in page.questions for b in q.body)
    assert LONG in kept


def test_every_word_list_is_used() -> None:
    data = load("post_lines")
    assert all(heads_answers(shape_of(word.replace("0", "3"))) for word in data["answers"] if word != "回答0")
    assert all(is_button(shape_of(word)) for word in data["buttons"])
    assert all(is_end(shape_of(word)) for word in [*data["ends"], *data["related"]])


def test_ordinary_lines_are_no_buttons() -> None:
    for line in (
        "评论区有人说不能用热水",
        "Reply to the letter at once",
        "分享一个办法给大家",
        "相机的问题",
        "3个回答都不对",
    ):
        shape = shape_of(line)
        assert not is_button(shape)
        assert not heads_answers(shape)


@pytest.mark.parametrize(
    "line", ["2012-06-29 00:13 " * 40, "#1 " * 300, "昨天 " * 200, "May 19 at " * 60, "1 2 3 " * 200]
)
def test_shapes_of_hostile_lines(line: str) -> None:
    shape_of(line[:120])
    read((line[:120] + "\n") * 500)


def test_answers_above_their_date_with_comments_between() -> None:
    def answer(votes: int, words: str, day: int, name: str, comment: str) -> list[str]:
        said = [comment, f"\u2013 {name}man", f"May {day + 1}, 2014 at 8:05"]
        return [
            str(votes),
            words,
            "Share",
            f"edited May {day}, 2014 at 9:30",
            f"answered May {day}, 2014 at 7:10",
            name,
            *said,
        ]

    first = "Rinse the filter with cold water and let it dry on a towel overnight."
    second = "Replace it once a year, whatever the manual says about cleaning it."
    rows = [
        "Home",
        "Tags",
        "Users",
        "How do I clean the filter of my fan?",
        "Asked 9 years ago",
        "Viewed 2k times",
        "7",
    ]
    rows += [
        "The filter of my fan is full of dust, and the manual is gone. What do I do?",
        "Share",
        "asked May 1, 2014 at 6:00",
    ]
    rows += ["Willow", "2 Answers 2", "Reset to default"]
    rows += answer(5, first, 3, "Hazel", "Warm water works as well, in my experience.")
    rows += answer(2, second, 6, "Rowan", "That is what the shop would like to hear from you.")
    page = read("\n".join(rows))
    assert page.questions[0].text == "How do I clean the filter of my fan?"
    assert answers(page) == [first, second]
    assert [a.author for a in page.questions[0].answers] == ["Hazel", "Rowan"]


def test_signatures_and_names_above_the_next_head_are_no_words_of_posts() -> None:
    words = [
        "The hinge squeaks when the door is cold, and only then.",
        "Mine did so too until I took the pin out and greased it.",
        "Grease draws dust, so I would take wax for the pin.",
        "Wax it is, and it has been silent since last night.",
        "Good to hear that, and thanks for telling us how it went.",
        "The same wax is fine for the window, I have used it for years.",
    ]
    names = ["birch", "alder", "cedar", "birch", "alder", "cedar"]
    titles = ["Keeper of planes", "Sawdust", "Never done", "Keeper of planes", "Sawdust", "Never done"]
    signed = {"alder": ["Old tools, new tricks, and a shed full of both"]}
    rows = ["Squeaking hinge | Doors and Windows", "Squeaking hinge"]
    for n, (name, title, text) in enumerate(zip(names, titles, words, strict=True), 1):
        rows += [name, title, "Member", f"Mar {n}, 2021", f"#{n}", text, *signed.get(name, [])]
    page = read("\n".join(rows))
    assert answers(page) == words[1:]


def test_a_question_above_numbered_replies() -> None:
    asked = "The kettle switches itself off long before the water boils. What could be wrong with it?"
    rows = ["Kettle trouble | Kitchen Board", "Home", "Topics", "Kettle trouble", "elm 3 days ago 120 views", asked]
    replies = ["Scale on the sensor, most likely.", "Boil vinegar in it twice.", "The vinegar did it, thank you."]
    for n, (name, text) in enumerate(zip(["oak", "ash", "elm"], replies, strict=True), 1):
        rows += [f"{name} #{n} {4 - n} days ago", text]
    page = read("\n".join(rows))
    assert [block.text for block in page.questions[0].body if hasattr(block, "text")] == [asked]
    assert answers(page) == replies
