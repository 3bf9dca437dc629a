"""What lines are to each other, told by labels, sections, manners of a FAQ, code and indentation: the roles that the chain gives, and what each of these makes of them.

Roles are written as letters: `o` neither, `q` question, `d` its details, `a` the first piece of an answer, `m` more of it.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from qaclean import Block, Paragraph, clean
from qaclean.parser.anchor_edges import opening_before
from qaclean.parser.faq_roles import with_faq, with_open_questions
from qaclean.parser.headings import HeadingSpan, find_headings, is_heading_line
from qaclean.parser.kept_spans import KeptSpan
from qaclean.parser.roles import ANSWER, DETAIL, MORE, OTHER, QUESTION, Seen
from qaclean.parser.section_roles import with_sections
from qaclean.parser.seen_roles import indented_on, question_numbers, settled_roles, tells_of_posts
from qaclean.parser.statement_roles import without_statements
from qaclean.segments.document import Document
from qaclean.segments.lines import read_text

ROLES = {"o": OTHER, "q": QUESTION, "d": DETAIL, "a": ANSWER, "m": MORE}
LETTERS = {role: letter for letter, role in ROLES.items()}


def words_of(blocks: Sequence[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def roles_of(letters: str) -> list[int]:
    return [ROLES[letter] for letter in letters]


def letters_of(roles: list[int]) -> str:
    return "".join(LETTERS[role] for role in roles)


def spans_of(document: Document) -> list[KeptSpan]:
    """A span a piece, of which nothing was removed."""
    return [KeptSpan(p.start, p.end, i, None, (), p.gap, False, ()) for i, p in enumerate(document.pieces)]


def spans(labels: str) -> list[KeptSpan]:
    """Spans of ten characters each: `?` behind a label of a question, `!` of an answer, a digit in that run of code, `+` behind 追问, `-` without any."""
    asks = {"?": True, "!": False}
    return [
        KeptSpan(
            10 * i, 10 * i + 9, i, asks.get(label), (), 0, False, (),
            "followup" if label == "+" else "", int(label) if label.isdigit() else 0,
        )
        for i, label in enumerate(labels)
    ]  # fmt: skip


def words(count: int) -> list[Seen]:
    """Pieces of one word each."""
    return [Seen("word", (), (), 0, "")] * count


@pytest.mark.parametrize(
    ("labels", "chain", "settled"),
    [
        ("---", "qam", "qam"),
        ("?--", "oam", "qam"),  # a label of a question asks
        ("?--", "dam", "dam"),  # or says more of one
        ("-!-", "qom", "qam"),
        ("-!-", "qmm", "qam"),
        ("-!-", "qqm", "qam"),
        ("---", "omm", "ooo"),  # nothing can go on where nothing began
        ("----", "qdmm", "qdam"),
        ("---!", "qaaa", "qdda"),  # the asker's own words stand between a question and its labelled answer
        ("----!", "qaaaa", "qaaaa"),  # so many lines are no details
        ("--!", "qoa", "qoa"),
        ("--!", "qaa", "qda"),
        ("-+!", "qaa", "qda"),
        ("-?!", "qaa", "qqa"),
        ("-!", "oa", "qa"),  # a labelled answer answers what stands right above it
        ("--!", "ooa", "oqa"),
        ("-!--", "qaoo", "qamo"),  # the last line may head what follows
        ("-!-", "qao", "qao"),
        ("-!-!-", "qaaaa", "qaoao"),  # where labels begin the answers, none begins without
        ("-!-", "qaa", "qaa"),
        ("-1", "qq", "qd"),  # code never asks
        ("-1", "qa", "qa"),
        ("-11", "qaa", "qam"),
        ("-12", "qaa", "qaa"),
        ("1-", "qa", "oa"),
        ("--1", "qaq", "qam"),
        ("--1", "qdo", "qdd"),
    ],
)
def test_labels_and_code_settle_roles(labels: str, chain: str, settled: str) -> None:
    assert letters_of(settled_roles(roles_of(chain), spans(labels), words(len(labels)), followups=False)) == settled


@pytest.mark.parametrize(
    ("labels", "chain", "settled"), [("-!", "oa", "oa"), ("-!--", "qaoo", "qaoo"), ("-!-!-", "qaaaa", "qaaaa")]
)
def test_where_followups_are_labelled_labels_settle_less(labels: str, chain: str, settled: str) -> None:
    assert letters_of(settled_roles(roles_of(chain), spans(labels), words(len(labels)), followups=True)) == settled


@pytest.mark.parametrize(
    ("line", "settled"), [("The hose is worn out by now.", "qamqa"), ("About the hose", "qaoqa"), ("Hose.", "qaoqa")]
)
def test_below_a_labelled_answer_a_sentence_heads_no_question(line: str, settled: str) -> None:
    seen = words(5)
    seen[2] = seen[2]._replace(text=line)
    assert letters_of(settled_roles(roles_of("qaoqa"), spans("?!-?!"), seen, followups=False)) == settled


FAQ = [
    "Is the lamp safe to touch?", "Yes, it stays cool.", "Is it cheap to run?", "It takes four watts.",
    "Advice on a spare shade", "Write to the shop.", "Does the foot come off?", "It does not.",
]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "chain", "settled"),
    [
        (FAQ, "qaqaomqa", "qaqaqaqa"),
        (FAQ, "qaqammqa", "qaqaqaqa"),
        (FAQ, "qaoooooo", "qaoooooo"),  # the chain knows one question: the others may be of people who ask back
        ([*FAQ[:5], "Write to the shop", *FAQ[6:]], "qaqaomqa", "qaqaomqa"),  # lines without full stops are usual here
        ([*FAQ[:4], "Spare", *FAQ[5:]], "qaqaomqa", "qaqaomqa"),
        ([*FAQ[:4], "Which shade, and for how much?", *FAQ[5:]], "qaqaqaqa", "qaqaqaqa"),
        ([*FAQ[:5], "Does it fold?", "No.", *FAQ[6:]], "qaqaoqaqa", "qaqaoqaqa"),  # the heading of those below
    ],
)
def test_a_short_open_line_between_closed_answers_asks(lines: list[str], chain: str, settled: str) -> None:
    assert letters_of(with_open_questions(lines, roles_of(chain))) == settled


TURNS = [
    "Is the lamp safe to touch?", "Yes, it stays cool.", "Is it cheap to run?", "It takes four watts.",
    "Advice on a spare shade", "Write to the shop.", "Does the foot come off?", "It does not.", "May I hang it?", "Yes.",
]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "settled"),
    [
        (TURNS, "qaqaqaqaqa"),
        ([*TURNS[:2], "Not after an hour.", *TURNS[2:]], "qamqaqaqaqa"),
        (["All about lamps", *TURNS], "oqaooooooo" + "o"),  # it does not begin with a question
        ([*TURNS[:6], "Why I like it", *TURNS[7:]], "qaoooooooo"),  # three ask
        ([*TURNS[:1], *["It stays cool."] * 18, *TURNS[2:]], "qa" + "o" * 25),  # an answer has more to tell
    ],
)
def test_a_page_that_asks_and_tells_by_turns_throughout_is_one_of_questions(lines: list[str], settled: str) -> None:
    chain = settled[:1].replace("o", "oq") + "a" + "o" * len(lines)
    assert letters_of(with_open_questions(lines, roles_of(chain[: len(lines)]))) == settled


def test_where_labels_begin_the_questions_none_begins_without() -> None:
    seen = words(8)
    seen[4] = seen[4]._replace(text="Which brush lasts longest?")
    pieces = spans("?!?!----")
    assert letters_of(settled_roles(roles_of("qaqaqama"), pieces, seen, followups=False)) == "qaqaoooo"
    seen[4] = seen[4]._replace(text="Ask whether they still have some of it in the shop.")
    assert letters_of(settled_roles(roles_of("qaqaqmoo"), pieces, seen, followups=False))[:5] == "qaqam"


LABELS_ALONE = """Home About Contact
Q1.
Where do I find the number of my ladder?
A1.
It is on the inner side of the left rail, below the second step. Write it down before you call us.
Q2.
How do I fold it?
A2.
Press both locks at once.
Then push the rails together until they click.
Q3.
May I stand on the top step?
A3.
No, it is a shelf for tools.
"""


def test_a_label_alone_on_its_line_is_that_of_the_next() -> None:
    page = clean(LABELS_ALONE, media_type="text/plain")
    assert [question.text for question in page.questions] == [
        "Where do I find the number of my ladder?",
        "How do I fold it?",
        "May I stand on the top step?",
    ]
    assert words_of(page.questions[1].answers[0].blocks) == [
        "Press both locks at once.",
        "Then push the rails together until they click.",
    ]


SHORT_FAQ = """当前位置:首页 / 养鱼问答
金鱼和锦鲤能一起养吗
看缸有多大。两种鱼都怕水温忽高忽低,换水的时候兑一点老水进去。
新买的水草老是烂怎么办?
先把烂叶剪掉,再把灯开到八个小时。
过滤棉洗了以后还能用吗?
用鱼缸里的老水轻轻搓两下就能用。硬了就该换新的了。
如何给鱼缸除藻
放几只黑壳虾最省事。灯也要少开一点。
请问增氧泵可以整天开吗?
夏天整天开没有问题,冬天晚上关掉就行。
相关推荐
鱼缸漏水怎么补
"""


def test_questions_with_and_without_a_mark_above_closed_answers_are_a_faq() -> None:
    page = clean(SHORT_FAQ, media_type="text/plain")
    assert [len(question.answers) for question in page.questions] == [1] * 5
    assert page.questions[3].text == "如何给鱼缸除藻"


SIGNED = """鱼缸过滤棉多久换一次
我家是两个月换一次。棉硬了水就流不动,换的时候别一次全换。以上就是我的经验,仅供参考。
看鱼多不多。鱼多就勤一点,个人观点,仅供参考。
以上内容仅供参考,版权归原作者所有
"""


def test_who_ends_an_answer_with_words_of_a_disclaimer_signs_his_own() -> None:
    page = clean(SIGNED, media_type="text/plain")
    assert [words_of(answer.blocks)[-1][-5:] for answer in page.questions[0].answers] == ["仅供参考。"] * 2
    assert [removed.rule for removed in page.removed] == ["copyright"]


@pytest.mark.parametrize(
    ("chain", "counted"),
    [
        ("qa", []),  # one question is not counted
        ("qaqa", [0, 2]),
        ("oqaoqa", [0, 1, 3, 4]),  # headings of groups too
        ("qdaqda", [0, 1, 3, 4]),  # and the options below each
        ("qaqao", [0, 2]),
        ("qqo", [0, 1]),
    ],
)
def test_which_numbers_count_questions(chain: str, counted: list[int]) -> None:
    found = question_numbers(roles_of(chain), spans("-" * len(chain)))
    assert found == [(10 * i, 10 * i + 6) for i in counted]


def test_labels_and_counted_words_tell_of_posts() -> None:
    plain = spans("--")
    assert not tells_of_posts(plain)
    assert tells_of_posts(spans("-!")) and tells_of_posts(spans("-?")) and tells_of_posts(spans("-+"))


@pytest.mark.parametrize(
    ("lines", "chain", "settled"),
    [
        (["肚子疼怎么办", "病情分析:受凉了。", "指导意见:多休息。"], "qoo", "qam"),
        (["肚子疼怎么办", "病情分析:", "受凉了。", "指导意见:", "多休息。"], "qoqoo", "qaqam"),
        (["肚子疼怎么办", "病情分析:", "受凉了。", "指导意见:", "多休息。"], "qoooo", "qammm"),
        (["肚子疼怎么办", "指导意见:多休息。"], "qo", "qa"),  # it begins where nothing is open
        (["病情分析:受凉了。"], "o", "o"),  # nobody asked
        (["肚子疼怎么办", "健康咨询描述:昨天开始的", "病情分析:受凉了。"], "qoo", "qda"),
        (["肚子疼", "健康咨询描述:昨天开始的", "病情分析:受凉了。"], "ooo", "qda"),
        (["肚子疼怎么办", "病情分析:受凉了。", "还有人说", "健康咨询描述:头疼", "指导意见:多休息。"], "qaooo", "qaoqa"),
        (["肚子疼怎么办", "分析得很清楚"], "qo", "qo"),
        (["肚子疼怎么办", "病情分析:受凉了。", "好了。"], "qoo", "qam"),  # the last line goes on
        (["肚子疼怎么办", "病情分析:受凉了。", "好了。", "谢谢。"], "qooo", "qaoo"),
    ],
)
def test_sections_of_a_consultation(lines: list[str], chain: str, settled: str) -> None:
    document = read_text("\n".join(lines))
    assert letters_of(with_sections(document.folded, spans_of(document), roles_of(chain))) == settled


FAQ = ["FAQ", "Is it safe?", "Yes, it is.", "Really.", "Is it cheap?", "No.", "Does it ship?", "It does."]


@pytest.mark.parametrize(
    ("lines", "chain", "settled"),
    [
        (FAQ, "oooooooo", "oqamqaqa"),
        (FAQ, "oqaoqaoo", "oqaoqaoo"),  # the chain knows more than half
        (FAQ, "oqoooooo", "oqamqaqa"),
        (FAQ[1:], "ooooooo", "ooooooo"),  # nothing names it a FAQ
        ([*FAQ[:3], "Prices", *FAQ[4:]], "oooooooo", "oqaoqaqa"),  # a heading ends an answer
        ([*FAQ[:3], "Prices", *FAQ[4:]], "oqamqaqa", "oqaoqaqa"),
        ([*FAQ[:3], "Prices and all that you pay.", *FAQ[4:]], "oqamqaqa", "oqamqaqa"),
        ([*FAQ[:2], "Yes, it is", "Prices", *FAQ[4:]], "oooooooo", "oqamqaqa"),  # behind no end of a sentence
        ([*FAQ[:3], "p" * 24, *FAQ[4:]], "oooooooo", "oqaoqaqa"),
        ([*FAQ[:3], "p" * 25, *FAQ[4:]], "oooooooo", "oqamqaqa"),
        ([*FAQ[:3], *["Yes."] * 29, *FAQ[4:]], "o" * 36, "oqa" + "m" * 29 + "qaqa"),
        ([*FAQ[:3], *["Yes."] * 30, *FAQ[4:]], "o" * 37, "o" * 37),  # no answer is so long
        ([*FAQ[:7], *["It does."] * 40], "o" * 47, "oqamqaqa" + "m" * 39),  # but the last
    ],
)
def test_roles_of_a_faq(lines: list[str], chain: str, settled: str) -> None:
    assert letters_of(with_faq(lines, roles_of(chain))) == settled


LONG = "The kettle was filled to the brim with vinegar and left alone for one hour."  # no short line


@pytest.mark.parametrize(
    ("lines", "chain", "settled"),
    [
        (["Cleaning kettles", LONG, "Rinse it well", LONG, LONG, LONG], "qoqooo", "oooooo"),
        (["Cleaning kettles", LONG, "Rinse it well", LONG, LONG], "qoqoo", "qoqoo"),  # three long lines are no article
        (["Cleaning kettles", LONG, "Is it clean?", LONG, LONG, LONG, LONG], "qoqaooo", "ooqaooo"),
        (["Cleaning kettles", LONG, "Is it clean?", LONG, LONG, LONG, LONG], "qaqamoo", "qaqamoo"),
        (["Who cleans kettles?", LONG, "Is it clean?", LONG], "qaqa", "qaqa"),
        (["Cleaning kettles", "Rinse it", "Dry it", "Is it clean?"], "qqqq", "qooq"),  # most of several ask nothing
        (["Cleaning kettles", "Rinse it", "Is it clean?"], "qqq", "qoq"),
        (["Cleaning kettles", "Rinse it"], "qq", "qq"),
    ],
)
def test_what_asks_nothing_on_a_page_of_running_text_is_no_question(lines: list[str], chain: str, settled: str) -> None:
    seen = [Seen(line, (), (), 0, "") for line in lines]
    assert letters_of(without_statements(roles_of(chain), spans("-" * len(lines)), seen)) == settled


@pytest.mark.parametrize(
    ("text", "chain", "settled"),
    [
        ("水壶怎么洗\n  先倒醋。\n  再煮开。\n  倒掉。", "qaaa", "qamm"),
        ("水壶怎么洗\n  先倒醋。\n再煮开。\n  倒掉。", "qaaa", "qaaa"),  # not all are indented
        ("  水壶怎么洗\n  先倒醋。\n  再煮开。\n  倒掉。", "qaaa", "qaaa"),
        ("水壶怎么洗\n  先倒醋。\n\n  再煮开。\n  倒掉。", "qaaa", "qaaa"),  # an empty line parts
        ("水壶怎么洗\n  先倒醋。\n  再煮开。\n  倒掉。", "qaqa", "qaqa"),
        ("水壶怎么洗\n  先倒醋。\n  再煮开。\n  倒掉。", "qdaa", "qdmm"),
        ("水壶怎么洗", "q", "q"),
    ],
)
def test_lines_that_are_indented_alike_are_one_answer(text: str, chain: str, settled: str) -> None:
    document = read_text(text)
    assert letters_of(indented_on(document, roles_of(chain), spans_of(document))) == settled


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("注意事项 先备份。", [(0, 4, 4)]),
        ("注意事项:先备份。", [(0, 4, 5)]),
        ("点退出。注意事项 先备份。", [(4, 8, 8)]),
        ("点退出 注意事项 先备份。", [(4, 8, 8)]),
        ("请看注意事项 吧", []),
        ("注意事项 | 说明", []),  # a cell of a table
        ("说明 | 注意事项", []),
        ("注意事项| 说明", []),
        ("说明 |注意事项 吧", []),
        ("注意事项  | 说明", [(0, 4, 4)]),  # so far away it is none
        ("说明 |  注意事项 吧", [(6, 10, 10)]),
        ("注意事项", [(0, 4, 4)]),
    ],
)
def test_headings_inside_of_lines(line: str, found: list[tuple[int, int, int]]) -> None:
    assert find_headings(line, 0, len(line)) == [HeadingSpan(*row) for row in found]


@pytest.mark.parametrize(
    ("line", "following", "heads"),
    [
        ("关闭前的准备", "先确认照片已经备份到电脑里,再继续。", True),
        ("关闭前的准备", "", False),
        ("关闭前的准备", "先确认照片。", False),  # nothing longer stands below it
        ("关闭前的准备。", "先确认照片已经备份到电脑里,再继续。", False),
        ("好。再准备", "先确认照片已经备份到电脑里,再继续。", False),
        ("备", "先确认照片已经备份到电脑里,再继续。", False),
        ("准备", "先确认照", True),
        ("准备", "先确认", False),
    ],
)
def test_a_short_line_heads_what_is_longer(line: str, following: str, heads: bool) -> None:
    assert is_heading_line(line, following) is heads


@pytest.mark.parametrize(
    ("text", "hit", "opening"),
    [
        ('看<a href="x">图', 9, 1),
        ('看<img src="x">图', 10, 1),
        ('<a href="x"><img src="y">', 20, 0),
        ("看图", 2, -1),
        ('<a href="x">看\n图', 15, -1),  # of the line before
        ("看<img", 1, 1),
    ],
)
def test_where_the_anchor_before_a_place_begins(text: str, hit: int, opening: int) -> None:
    assert opening_before(text, 0, hit) == opening
