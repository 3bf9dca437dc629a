"""Dumps of pages that only list other pages (boards, topics, teasers of a blog) hold nothing; threads, tables and articles with such a list below do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from growth import grows_linearly
from qaclean import clean
from qaclean.posts.counted_rows import counts_rows

WOODS = ("Oak", "Ash", "Elm", "Pear", "Plum", "Yew", "Box", "Lime", "Maple", "Beech", "Larch", "Alder")
NAMES = ("ann", "bob", "eve", "kim")
TOLD = "The gouge has to meet the wood with its bevel first, and only then is the handle raised until a thin shaving comes off."


def _lists(row: Callable[[int, str], str], head: str = "Lathe Board\nHome\nFAQ\nSearch\n") -> str:
    return head + "\n".join(
        row(n, wood) for n, wood in enumerate((*WOODS, "Teak", "Fir", "Cedar", "Holly", "Birch", "Aspen"))
    )


BOARDS_BY_TABS = _lists(
    lambda n, w: (
        f"\t\t{w} turning\nAll about {w}.\t\t{17 * n + 3}\t\t{211 * n + 40}\t\tMar {n + 1}, 2016 4:{n + 10} PM\nby: {NAMES[n % 4]} »"
    )
)
TOPICS_BY_LINES = _lists(
    lambda n, w: (
        f"Cracks in {w.lower()}\nStarted by {NAMES[n % 4]}\n\t\t{n} Replies\n{90 * n + 7} Views\t\tLast post June {n + 1}, 2014, 20:4{n % 10}:11 PM\nby {NAMES[n % 3]}"
    )
)
TOPICS_A_TEXT_A_LINE = _lists(
    lambda n, w: (
        f"{w} bowls\nvon\n{NAMES[n % 4]}\n{n}\nAntworten\n{31 * n + 12}\nZugriffe\nLetzter Beitrag\n0{n % 9 + 1}.05.2013 11:2{n % 10}"
    )
)
COLUMNS = _lists(
    lambda n, w: (
        f"{w + ' wood':<40}{12 * n + 1:>6}   {150 * n + 9:>8}    2 days ago by {NAMES[n % 4]} in Drying {w.lower()}"
    )
)
MARKDOWN = "# Werkstatt\n\n| Forum | Themen | Beiträge | Letzter Beitrag |\n|---|---|---|---|\n" + "\n".join(
    f"| [{w}](/f/{n}) | {n + 4} | {40 * n + 8} | 0{n % 9 + 1}.03.2015 10:1{n % 10} {NAMES[n % 4]} |"
    for n, w in enumerate(WOODS * 2)
)
TEASERS = _lists(lambda n, w: f"Turning {w.lower()} for the first time\nposted March {n + 1} 2015 by {NAMES[n % 4]}\nI had a log of {w.lower()} in the shed for years and this spring I cut it, dried it and [...]\nRead more...", head="The Shed\nAbout\n")  # fmt: skip


@pytest.mark.parametrize("dump", [BOARDS_BY_TABS, TOPICS_BY_LINES, TOPICS_A_TEXT_A_LINE, COLUMNS, MARKDOWN, TEASERS])
def test_a_dump_of_a_list_of_pages_is_none(dump: str) -> None:
    page = clean(dump)
    assert (page.kind, page.questions, page.body) == ("none", [], [])
    assert [warning.code for warning in page.warnings] == ["no-content"]


THREAD = "\n".join(
    f"0{n % 9 + 1}-12-2010, 07:{n + 10} PM\n{NAMES[n % 4]}\nMember\nJoin Date: May 2009\nPosts: {30 * n + 4}\nThanks: {n + 2}\n{w} it is!"
    for n, w in enumerate(WOODS)
)
TABLE = (
    f"How hard is which wood?\n{TOLD}\n{TOLD}\n"
    + "\n".join(f"{w}\t\t{n + 3}\t\t{100 * n + 40}" for n, w in enumerate(WOODS * 2))
    + f"\n{TOLD} {TOLD}"
)
PRICES = "Tools for hire\n" + "\n".join(
    f"{w} clamp\n{n + 3}\n{n + 40}\nA day, without tax" for n, w in enumerate(WOODS)
)
ARTICLE = f"Two gouges\nMarch 3, 2015\n{TOLD}\n{TOLD}\n{TOLD}\nRelated\n" + TEASERS  # fmt: skip


@pytest.mark.parametrize("dump", [THREAD, TABLE, PRICES, ARTICLE])
def test_counts_and_teasers_beside_a_pages_own_words_make_no_list_of_it(dump: str) -> None:
    assert clean(dump).kind != "none"


def test_rows_are_counted_in_linear_time() -> None:
    grows_linearly(lambda text: counts_rows(text.split("\n")), BOARDS_BY_TABS + TOPICS_A_TEXT_A_LINE + COLUMNS)
