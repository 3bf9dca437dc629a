"""Quotes, votes and marks of accepted answers in dumps: invented threads in the structures that flattened boards have."""

from __future__ import annotations

import pytest

import qaclean
from qaclean.posts.quote_heads import find_head
from qaclean.records import Page, Paragraph, Quote

FIRST = "The kettle trips the breaker whenever the dishwasher runs at the same time."
SECOND = "Both of them hang on one ring, and the breaker is rated at sixteen amps only."
THIRD = "Then I shall move the kettle to the other wall, there is a socket of its own."
LAST = "Measure it before you buy anything, the wires may be thinner than you think."


def read(text: str) -> Page:
    return qaclean.clean(text, media_type="text/plain")


def thread(*posts: list[str]) -> str:
    """A thread of four people, each post below its head: number, name, rank and date."""
    names = ["harald", "miriam", "osvaldo", "petra"]
    rows = [
        "Kettle and dishwasher trip the breaker | Invented Board",
        "Home",
        "Forum",
        "Kettle and dishwasher trip the breaker",
    ]
    for n, post in enumerate(posts, 1):
        rows += [f"#{n}", names[n % 4], "Member", f"Mar {n}, 2021", *post, "Reply"]
    return "\n".join(rows)


def blocks(page: Page, answer: int) -> list[tuple[str, str]]:
    told = page.questions[0].answers[answer].blocks
    return [(b.type, b.text) for b in told if isinstance(b, Paragraph | Quote)]


def heads(page: Page) -> list[str]:
    return [r.rule for r in page.removed if r.rule == "quote-attribution"]


@pytest.mark.parametrize(
    "quote",
    [
        ["miriam said:", FIRST, "Click to expand..."],
        ["miriam said:", "Words of a thread on another page.", "Zum Vergrößern anklicken...."],
        ["miriam", "wrote:", "\u2191", "Mon Mar 01, 2021 6:07 pm", FIRST],
        ["Originally Posted by miriam", "View Post", FIRST],
        ["Quote from: miriam on March 01, 2021, 06:07:11 PM", FIRST],
        ["On 3/1/2021 at 6:07 PM,", "miriam", "said:", FIRST],
        ["miriam 发表于 2021-3-1 18:07", FIRST],
        ["引用 @", "miriam", "发表的:", FIRST],
        ["miriam:", FIRST],
    ],
)
def test_what_stands_below_the_head_of_a_quote_is_a_quote_and_the_head_tells_of_it(quote: list[str]) -> None:
    page = read(thread([FIRST], [SECOND], [*quote, THIRD], [LAST]))
    words = quote[-2] if quote[-1].endswith("...") else quote[-1]
    assert blocks(page, 1) == [("quote", words), ("paragraph", THIRD)]
    assert heads(page)
    assert len(page.questions[0].answers) == 3


def test_the_whole_of_a_quote_is_one_block_and_ends_where_the_earlier_post_does() -> None:
    page = read(
        thread([FIRST], [SECOND, LAST], ["osvaldo wrote:", SECOND, LAST, THIRD], ["Thanks to you all, it is done."])
    )
    assert blocks(page, 1) == [("quote", f"{SECOND}\n{LAST}"), ("paragraph", THIRD)]


def test_without_proof_of_its_end_the_words_below_a_head_stay_the_authors() -> None:
    page = read(
        thread([FIRST], [SECOND], ["miriam wrote:", "Something that stands on no post of this page.", THIRD], [LAST])
    )
    assert [kind for kind, _ in blocks(page, 1)] == ["paragraph"] * len(blocks(page, 1))
    assert (blocks(page, 1)[-1]) == ("paragraph", THIRD)


def test_a_reply_between_two_quotes_of_one_post_is_no_quote() -> None:
    post = ["osvaldo wrote:", SECOND, "That I know.", "osvaldo wrote:", LAST, THIRD]
    page = read(thread([FIRST], [SECOND, LAST], post, ["Thanks to you all, it is done."]))
    assert blocks(page, 1) == [("quote", SECOND), ("paragraph", "That I know."), ("quote", LAST), ("paragraph", THIRD)]


def test_lines_said_word_for_word_before_are_quoted_but_no_template_and_no_post_said_twice() -> None:
    notice = "This post was moved here by the people who keep the board in order."
    page = read(
        thread([FIRST], [notice, SECOND], [FIRST, notice, THIRD], [notice, LAST], [SECOND, "So says everybody."])
    )
    assert blocks(page, 1)[0] == ("quote", FIRST)
    assert ("quote", notice) not in [block for n in range(4) for block in blocks(page, n)]
    twice = read(thread([FIRST], [SECOND], [SECOND], [LAST]))
    assert not any(kind == "quote" for n in range(len(twice.questions[0].answers)) for kind, _ in blocks(twice, n))


def test_a_quote_that_is_indented_goes_as_far_as_that() -> None:
    rows = thread(
        [FIRST], [SECOND], ["  miriam wrote:", "  Words of another page.", "  And more of these.", THIRD], [LAST]
    )
    assert blocks(read(rows), 1) == [("quote", "Words of another page.\nAnd more of these."), ("paragraph", THIRD)]


MAIL = """Boiler shows error 23

On Tue, 3 Mar 2015 at 10:12, Ann <ann@example.org> wrote:
> The boiler stopped last night and shows an error that the
> manual does not name at all.
>
> > Did you press the reset button already?
>
> Yes, three times, and it comes back.

Then the fan is worn out, have somebody look at it.
"""


def test_marked_lines_below_their_head_are_a_quote() -> None:
    page = read(MAIL)
    told = [b for q in page.questions for b in [*q.body, *(b for a in q.answers for b in a.blocks)]] + list(page.body)
    quoted = [b.text for b in told if isinstance(b, Quote)]
    assert quoted[0].startswith("The boiler stopped last night")
    assert "> Did you press the reset button already?" in "\n".join(quoted)
    assert not any("fan is worn out" in text for text in quoted)
    assert heads(page) == ["quote-attribution"]


@pytest.mark.parametrize(
    "lines",
    [
        ["> Home > Garden > Sheds of wood and steel", "> All of the sheds that we have > Steel"],
        [">>> import os", ">>> os.listdir('.')"],
        ["> npm install --save left-pad", "> node index.js"],
        ["> 0 for every x that is not zero", "The sum is finite."],
        ["2c2", "> port = 8080", "> host = localhost"],
    ],
)
def test_other_lines_with_the_mark_are_no_quote(lines: list[str]) -> None:
    page = read(
        "\n".join(["How do I set the port of the server?", "", "Write it into the file, then start it again.", *lines])
    )
    assert '"quote"' not in page.model_dump_json()


def test_a_sentence_that_ends_with_a_verb_is_no_head_of_a_quote() -> None:
    lines = ["i asked the landlord about it, and this is what he wrote:", "no.", "and that is all he said:"]
    assert not any((head := find_head(lines, i, 0, 3, {"miriam"})) and head.sure for i in range(3))


def test_a_number_above_the_words_of_each_answer_is_its_votes() -> None:
    def answer(votes: str, words: str, name: str, day: int) -> list[str]:
        return [
            votes,
            words,
            "Share",
            "Improve this answer",
            f"answered Mar {day}, 2021 at 10:1{day}",
            name,
            "1,204",
            "3",
            "3 silver badges",
        ]

    rows = [
        "Why does the breaker trip?",
        "Asked 2 years ago",
        "7",
        FIRST,
        "asked Mar 1, 2021 at 9:11",
        "miriam",
        "31",
        "4 Answers",
    ]
    for n, (votes, words) in enumerate([("12", SECOND), ("-1", THIRD), ("0", LAST)], 2):
        rows += answer(votes, words, f"person{n}", n)
    page = read("\n".join(rows))
    assert [answer.votes for answer in page.questions[0].answers] == [12, -1, 0]


def test_a_number_below_the_words_is_that_posts_and_points_of_a_member_are_none() -> None:
    posts = [["5", FIRST], ["2", SECOND], ["4", THIRD], ["7", LAST]]
    rows = ["Kettle trips the breaker | Invented Board", "Kettle trips the breaker"]
    for n, (likes, words) in enumerate(posts, 1):
        rows += [f"name{n}x", f"Mar {n}, 2021", words, likes]
    assert [a.votes for a in read("\n".join(rows)).questions[0].answers][-2:] == [4, 7]
    card = thread([FIRST], [SECOND], [THIRD], [LAST]).replace("Member\n", "Member\nMessages\n1,204\nPoints\n863\n")
    assert not any(a.votes for a in read(card).questions[0].answers)


@pytest.mark.parametrize("mark", ["✓", "Solution", "Solved by petra", "Mejor respuesta", "最佳回复"])
def test_a_mark_beside_one_post_says_that_it_is_accepted_beside_all_it_is_a_button(mark: str) -> None:
    some = read(thread([FIRST], [SECOND], [THIRD], [LAST]).replace(f"{SECOND}\n", f"{SECOND}\n{mark}\n"))
    assert [a.accepted for a in some.questions[0].answers] == [True, False, False]
    button = read(thread([FIRST], [SECOND], [THIRD], [LAST]).replace("Reply", f"{mark}\nReply"))
    assert [a.accepted for a in button.questions[0].answers] == [None, None, None]


@pytest.mark.parametrize("head", ["miriam wrote:", "miriam said: ", "Quote miriam wrote:"])
def test_a_head_with_the_quoted_words_behind_it_is_part_of_the_quote(head: str) -> None:
    page = read(thread([FIRST], [SECOND], [head + FIRST, THIRD], [LAST]))
    assert blocks(page, 1) == [("quote", head + FIRST), ("paragraph", THIRD)]


def test_words_behind_a_head_that_no_earlier_post_says_are_no_quote() -> None:
    page = read(
        thread([FIRST], [SECOND], ["miriam wrote:Nobody has said this before, and nobody will.", THIRD], [LAST])
    )
    assert "quote" not in [kind for kind, _ in blocks(page, 1)]
