"""Small cases of what the parser tells by words alone: who wrote a how-to, where a cut anchor ends, what a list is, which turn follows which."""

from __future__ import annotations

import pytest

from qaclean.parser.anchor_edges import attribute_names, cut_closing, cut_end, cut_start, host_start, parts_before
from qaclean.parser.asker import with_asker
from qaclean.parser.followups import cut_turns, split_followups
from qaclean.parser.headings import action_share
from qaclean.parser.howto_author import howto_author
from qaclean.parser.region_blocks import role_of
from qaclean.parser.roles import Seen
from qaclean.posts.howto_model import HowTo, HowToPart
from qaclean.posts.model import TitleSpan
from qaclean.segments.lines import read_text
from qaclean.segments.signals import observe
from qaclean.text.followup_prefixes import has_followup_prefixes
from test_roles import letters_of, roles_of, spans_of

TITLE = "Dark Rye Loaf"
TOLD = "A rye loaf for the days on which nothing else will do, made of rye flour and of very little else, and kept for a week."
PARTS = ["Ingredients", "500 g rye flour", "Method", "Mix it all.", "Bake it for an hour."]


def author(above: list[str], below: list[str]) -> str | None:
    """Who wrote the how-to whose parts stand between these lines; the last line that is its title is the title."""
    document = read_text("\n".join([*above, *PARTS, *below]))
    at, first = max(n for n, line in enumerate(above) if line == TITLE), len(above)
    title = TitleSpan(at, document.pieces[at].start, document.pieces[at].end)
    materials = HowToPart("materials", first, ((first + 1, first + 2),))
    steps = HowToPart("steps", first + 2, ((first + 3, first + 4), (first + 4, first + 5)))
    return howto_author(observe(document), HowTo((materials, steps), True, title))


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        # A name below the title: above a date, above running text if it is a whole one, above the title again.
        ([TITLE, "Jane Roe", "May 3, 2021"], "Jane Roe"),
        ([TITLE, "Jane", "May 3, 2021"], "Jane"),
        ([TITLE, "Jane Roe", TOLD], "Jane Roe"),
        ([TITLE, "Jane", TOLD], None),
        ([TITLE, "Jane Roe", TITLE], "Jane Roe"),
        ([TITLE, "Jane Roe", "Print"], None),
        ([TITLE, "Jane Roe", "20 min"], None),
        ([TITLE, "Jane Roe May 3, 2021", "Print"], "Jane Roe"),
        ([TITLE, "Jane Roe 3.5.2021", "Print"], "Jane Roe"),
        ([TITLE, "Rye Baker", "May 3, 2021"], None),  # a word of the title
        ([TITLE, "Print", "Jane Roe", "May 3, 2021"], "Jane Roe"),
        ([TITLE, "Print", "Pin", "Jane Roe", "May 3, 2021"], None),
        # A whole name that the page says again, none of whose words it writes small: no rubric.
        ([TITLE, "4 stars", "Jane Roe", "Print", "Save", "Jane Roe lives by the sea."], "Jane Roe"),
        ([TITLE, "4 stars", "Jane Roe", "Print"], None),
        ([TITLE, "4 stars", "Jane Roe", "Print", "Ann Poe", "Ann Poe and Jane Roe live by the sea."], None),
        ([TITLE, "4 stars", "Side Dishes", "Print", "Side Dishes", "All other dishes"], None),
        # The way to the page ends with its title; another line that does is another's.
        ([f"Home » Breads » {TITLE}", "Jane Roe", "May 3, 2021", TOLD, TOLD, TOLD, TITLE], "Jane Roe"),
        ([f"My {TITLE}", "Jane Roe", "May 3, 2021", TOLD, TOLD, TOLD, TITLE], None),
        # Labels: a clear one before a short one, whole names before parts of them.
        ([TITLE, "by Jane Roe"], "Jane Roe"),
        ([TITLE, "by Jane Roe", "Author: Ann Poe"], "Ann Poe"),
        ([TITLE, "by Jane Roe", "Author: Jane"], "Jane Roe"),
        ([TITLE, "by Jane", "by Jane Roe"], "Jane Roe"),
        ([TITLE, "• by Jane Roe"], None),  # an entry of a list of other pages
        ([TITLE, "• by Jane"], "Jane"),
        ([TITLE, "by Rye"], None),
        ([TITLE, "by", "Jane Roe portrait", "Jane Roe"], "Jane Roe"),
        ([TITLE, "Author: Ann Poe " + "x" * 120], None),
        # Far above the title: one name, a whole one or one that the page says often.
        (["by Jane Roe", "x", "y", "z", "w", TITLE], "Jane Roe"),
        (["by Jane Roe", "x", "by Ann Poe", "z", "w", "v", TITLE], None),
        (["by Jane Roe", "x", "by Jane Roe", "z", "w", "v", TITLE], "Jane Roe"),
        (["by Jane", "x", "y", "z", "w", TITLE], None),
        (["by Jane", "x", "y", "z", "w", TITLE, "Jane", "Jane"], None),
        (["by Jane", "x", "y", "z", "w", TITLE, "Jane", "q", "Jane", "Jane"], "Jane"),
        # Who introduces herself, by the whole name where the page says it twice.
        ([TITLE, "Hi, I'm Jane, and I bake."], "Jane"),
        ([TITLE, "Hi, I'm Jane, and I bake.", "Jane Roe", "q"], "Jane"),
        ([TITLE, "Hi, I'm Jane, and I bake.", "Jane Roe", "q", "Jane Roe"], "Jane Roe"),
    ],
)  # fmt: skip
def test_who_wrote_a_howto(lines: list[str], name: str | None) -> None:
    assert author(lines, []) == name


@pytest.mark.parametrize(
    ("below", "name"),
    [(["by Jane Roe"], None), (["Author: Jane Roe"], "Jane Roe"), ([*["x"] * 110, "Author: Jane Roe"], None)],
)
def test_who_wrote_a_howto_may_stand_below_it_behind_a_clear_label(below: list[str], name: str | None) -> None:
    assert author([TITLE], below) == name


@pytest.mark.parametrize(
    ("rest", "whole"),
    [
        (' class="ikqb', True),
        (" clas", True),
        (" target=", True),
        (' esrc="https://', True),
        (' title="大图', True),
        (" https://iknow-p", True),
        (" //iknow-pic.cdn", True),
        (" foo", False),  # no attribute begins so
        (' title="大,图', False),  # words with a mark are the text's
        (" 大图", False),
        (" //other.exam", False),
        (' class="a" x', False),
    ],
)
@pytest.mark.parametrize("end", ["", "\n后面"])
def test_what_is_left_behind_a_cut_anchor_is_its_own(rest: str, whole: bool, end: str) -> None:
    text = f'x"{rest}{end}'
    assert cut_end(text, 2, len(text), attribute_names()) == (2 + len(rest) if whole else 2)


@pytest.mark.parametrize(
    ("before", "address"),
    [
        ("见 ", "https://"),
        ("见 ", "//"),
        ("见", ""),
        ("上\n", "https://"),
        ('见 <a href="', "https://"),
        ('<img src="', ""),
        ("见 ", "https://a@"),  # a name before the host is of the address
        ("", "http://u:p@"),
        ("见@", ""),
    ],
)
def test_where_the_address_of_a_picture_begins(before: str, address: str) -> None:
    text = f"{before}{address}iknow-pic.cdn.bcebos.com/x"
    assert text[host_start(text, 0, text.index("bcebos")) :] == f"{address}iknow-pic.cdn.bcebos.com/x"


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ('关机。\nank" title="大图" class="x">', 'ank" title="大图" class="x">'),
        ('get="_blank" title="大图"', 'get="_blank" title="大图"'),
        ('x src="https://a/b" title="大图"', 'src="https://a/b" title="大图"'),
        ('他说"好" title="大图"', 'title="大图"'),
    ],
)
def test_where_an_anchor_begins_whose_head_is_cut(text: str, own: str) -> None:
    assert text[cut_start(text, 0, text.index("title")) :] == own


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ('见 target="_blank" class="q" src="x', 'target="_blank" class="q" src="x'),
        ('见 class="q" >src="x', 'class="q" >src="x'),
        ('见 <img src="x', '<img src="x'),
        ('见 foo="q" src="x', 'src="x'),
        ('href="https://src="x', 'href="https://src="x'),
        ('href="x/src="x', 'src="x'),
    ],
)
def test_which_parts_lead_to_an_address(text: str, own: str) -> None:
    assert text[parts_before(text, 0, text.rindex("src=")) :] == own


@pytest.mark.parametrize(
    ("text", "end"),
    [("a</a", 4), ("a</a\nb", 4), ("a<", 2), ("a</", 3), ("a</a b", 1), ("a<b", 1), ("a</ab", 1), ("a", 1)],
)
def test_a_begun_end_of_an_anchor_is_its_own_at_the_end_of_a_line(text: str, end: int) -> None:
    assert cut_closing(text, 1, len(text)) == end


def test_the_share_of_items_that_act() -> None:
    assert action_share(["点击设置", "选择网络", "苹果", "香蕉"]) == 0.5
    assert action_share(["Open the lid", "Press the button", "A nice lid"]) == pytest.approx(2 / 3)
    assert action_share([]) == action_share(["苹果", "香蕉"]) == 0


@pytest.mark.parametrize(
    ("items", "lead_in", "heading", "role"),
    [
        (["点击设置", "苹果"], "", "", "procedure"),  # half of them
        (["点击设置", "苹果"], "原因有:", "", "enumeration"),  # a tie goes to what leads in
        (["点击设置", "苹果", "香蕉"], "", "", "enumeration"),
        (["点击设置", "苹果", "香蕉"], "操作步骤如下:", "", "procedure"),
        (["点击设置", "选择"], "有以下特点:", "", "procedure"),
        (["点击设置", "选择"], "", "优点", "enumeration"),
        (["苹果"], "", "Instructions", "procedure"),
        (["苹果"], "Instructions:", "", "procedure"),
    ],
)
def test_what_is_done_and_what_is_so(items: list[str], lead_in: str, heading: str, role: str) -> None:
    assert role_of(items, lead_in, heading) == role


@pytest.mark.parametrize(
    ("asked", "roles", "lines", "settled", "parts"),
    [
        (False, "qamm", ["怎么退订?", "发短信。", "追问:发到哪里?", "追答:发到10086。"], "qamm", ["怎么退订?", "发短信。", "+发到哪里?", "+发到10086。"]),
        # On the answer's own line, and behind what was taken for the asker's words: it proves that these answer.
        (False, "qd", ["怎么退订?", "发短信。追问:发到哪里?"], "qam", ["怎么退订?", "发短信。", "+发到哪里?"]),
        (False, "qdd", ["怎么退订?", "发短信。", "追问:发到哪里?"], "qam", ["怎么退订?", "发短信。", "+发到哪里?"]),
        (False, "qa", ["怎么退订?", "追问:发到哪里?"], "qa", ["怎么退订?", "追问:发到哪里?"]),  # nothing to follow
        (False, "qamm", ["怎么退订?", "发短信。", "追问", "发到哪里?"], "qam", ["怎么退订?", "发短信。", "+发到哪里?"]),
        # Without roles only what a title asks can be followed up.
        (False, "ooo", ["怎么退订?", "发短信。", "追问:发到哪里?"], "ooo", ["怎么退订?", "发短信。", "追问:发到哪里?"]),
        (True, "ooo", ["怎么退订?", "发短信。", "追问:发到哪里?"], "ooo", ["怎么退订?", "发短信。", "+发到哪里?"]),
        # What the asker adds, before an answer and behind it.
        (False, "qam", ["怎么退订?", "问题补充:是联通。", "发短信。"], "qdm", ["怎么退订?", "-是联通。", "发短信。"]),
        (False, "qaam", ["怎么退订?", "发短信。", "问题补充:是联通。", "谢谢"], "qadd", ["怎么退订?", "发短信。", "-是联通。", "-谢谢"]),
    ],
)  # fmt: skip
def test_turns_behind_an_answer(asked: bool, roles: str, lines: list[str], settled: str, parts: list[str]) -> None:
    document = read_text("\n".join(lines))
    given = spans_of(document), roles_of(roles)
    spans, new, gone = cut_turns(document.folded, *given, asked=asked, prefixed=has_followup_prefixes(document.folded))
    signs = {"followup": "+", "detail": "-", "": ""}
    assert letters_of(new) == settled
    assert [signs[span.prefix] + document.text[span.start : span.end] for span in spans] == parts
    held = sorted([(span.start, span.end) for span in spans] + [(removal.start, removal.end) for removal in gone])
    assert "".join(document.text[start:end] for start, end in held) == "".join(lines)  # each character once


def test_an_answer_and_its_followups_are_parted_at_each_prefix() -> None:
    spans = spans_of(read_text("甲\n乙\n丙\n丁"))
    said = [span._replace(prefix=prefix) for span, prefix in zip(spans, ("", "", "followup", "followup"), strict=True)]
    assert [len(run) for run in split_followups(said)] == [2, 1, 1]
    assert split_followups([]) == [[]]
    assert [len(run) for run in split_followups(said[2:])] == [1, 1]


MINE, MORE_OF_IT, TOLD_BY_ANOTHER, THANKS = (
    "My loaf falls flat each time, what is it?",
    "I use rye flour alone.",
    "Let it rest for a day.",
    "Then bake it hot.",
)


@pytest.mark.parametrize(
    ("roles", "lines", "told"),
    [
        ("qam", ["Flat loaf?", MINE, TOLD_BY_ANOTHER], "qda"),
        ("qaa", ["Flat loaf?", MINE, TOLD_BY_ANOTHER], "qda"),
        ("qammm", ["Flat loaf?", MORE_OF_IT, MINE, TOLD_BY_ANOTHER, THANKS], "qddam"),
        ("qamo", ["Flat loaf?", MINE, TOLD_BY_ANOTHER, THANKS], "qdam"),
        ("qam", ["Flat loaf?", "Is it the flour?", TOLD_BY_ANOTHER], "qam"),  # no word of the writer
        ("qam", ["Flat loaf?", "Is mine?", TOLD_BY_ANOTHER], "qam"),
        ("qa", ["Flat loaf?", MINE], "qa"),  # nothing would answer
        ("qam", ["Flat loaf?", MINE, "Which flour?"], "qam"),  # an exchange
        ("qdm", ["Flat loaf?", MINE, TOLD_BY_ANOTHER], "qdm"),
        ("qaqa", ["Flat loaf?", MINE, "And a dark one?", THANKS], "qaqa"),  # a second question
        ("qama", ["Flat loaf?", MINE, TOLD_BY_ANOTHER, THANKS], "qama"),  # a second answer behind it
        ("qaaa", ["Flat loaf?", MINE, TOLD_BY_ANOTHER, THANKS], "qaaa"),
        ("qamam", ["Flat loaf?", MINE, TOLD_BY_ANOTHER, THANKS, "Good luck."], "qamam"),
    ],
)
def test_what_the_asker_tells_below_the_question(roles: str, lines: list[str], told: str) -> None:
    seen = [Seen(line, (), (), 0, "") for line in lines]
    assert letters_of(with_asker(roles_of(roles), seen)) == told


@pytest.mark.parametrize("at", [1, 2])
def test_what_was_removed_parts_the_asker_from_the_answer(at: int) -> None:
    seen = [
        Seen(line, (), ("metadata",) if i == at else (), 0, "") for i, line in enumerate(["Flat loaf?", MINE, THANKS])
    ]
    assert letters_of(with_asker(roles_of("qam"), seen)) == "qam"
