"""What stands between a title and the asker's words, and what a page says of the number of its answers."""

from __future__ import annotations

import qaclean
from qaclean.parser.counted_roles import with_one_answer
from qaclean.parser.roles import ANSWER, MORE, OTHER, QUESTION
from qaclean.records import Paragraph, Question

SAID = "先把链条上的泥沙擦干净,再一节一节地滴油,倒着转几圈,最后把多余的油擦掉就可以了。"
HEAD = ["车链多久上油一次?_居家问答", "百科", "车链多久上油一次?", "2011-04-11 15:06", "骑行的小周"]
ANSWERS = [
    "提问者采纳",
    "2011-04-11 15:29",
    f"一般两百公里左右。{SAID}",
    "评论",
    "其他1条回答",
    "2011-04-11 16:08 巷口修车铺 | 十五级",
    f"看路况。{SAID}",
    "评论",
    "2011-04-12 09:13 山路弯弯 | 六级",
    f"听声音。{SAID}",
    "评论",
]


def question(*between: str) -> Question:
    page = qaclean.clean("\n".join([*HEAD, *between, *ANSWERS]))
    assert len(page.questions) == 1
    assert len(page.questions[0].answers) == 3
    return page.questions[0]


def words(asked: Question) -> list[str]:
    return [block.text for block in asked.body if isinstance(block, Paragraph)]


def test_a_category_and_who_asks_above_it_are_no_words_of_the_question() -> None:
    assert words(question("|", "分类:骑行")) == []
    assert words(question("|", "分类:", "骑行", "城里代步用的")) == ["城里代步用的"]
    assert words(question("来自", "手机问答", "|", "分类:", "骑行", "|", "提问者悬赏:10分", "城里代步用的")) == [
        "城里代步用的"
    ]


def test_what_a_template_says_of_a_question_is_none_of_its_words() -> None:
    assert words(question("|", "分类:骑行", "该问题已经合并到>>", "城里代步用的")) == ["城里代步用的"]


def test_a_category_below_running_text_takes_nothing_from_it() -> None:
    told = "我的车放在阳台上,半年没有骑了,链条有点发干,骑起来会响。"
    assert told in "\n".join(words(question(told, "分类:骑行")))


def test_answers_of_a_page_that_says_it_has_one_are_one() -> None:
    roles = [OTHER, QUESTION, ANSWER, ANSWER, MORE, ANSWER]
    assert with_one_answer(roles, ["问", "1个回答"]) == [OTHER, QUESTION, ANSWER, MORE, MORE, MORE]
    assert with_one_answer(roles, ["问", "3个回答"]) == roles
    assert with_one_answer(roles, ["问", "1个回答", "3个回答"]) == roles
    assert with_one_answer(roles, ["问"]) == roles
    twice = [QUESTION, ANSWER, ANSWER, QUESTION, ANSWER]
    assert with_one_answer(twice, ["1个回答"]) == twice


def test_the_address_of_a_box_to_share_by_is_no_word_of_the_question() -> None:
    posts = [
        "Mine squeaks since the rain of last week, and I have no oil at home.",
        "Dry it with a cloth first, then a drop on each roller and turn it backwards.",
        "Any oil for chains will do, the thick one stays longer in the wet.",
        "Thanks, both of you, it runs without a sound again.",
    ]
    lines = [
        "Squeaking chain",
        "By ann",
        "October 29, 2025 in Repairs",
        "Share",
        "https://forum.example.com/topic/11-squeaking-chain/",
    ]
    lines += ["More sharing options...", "Followers 2", "Recommended Posts"]
    for n, (name, post) in enumerate(zip(("ann", "tom", "eva", "ann"), posts, strict=True)):
        lines += [name, f"Posted October {29 + n % 2}, 2025", name, "Members", f"{3 + n}", post, "Quote"]
    page = qaclean.clean("\n".join(lines))
    assert [words(asked) for asked in page.questions] == [posts[:1]]
    assert [answer.author for answer in page.questions[0].answers] == ["tom", "eva", "ann"]
