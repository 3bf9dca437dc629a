"""Notes of edits in posts."""

from __future__ import annotations

import pytest

from qaclean import clean
from qaclean.records import Answer, Paragraph
from qaclean.stripper.passes.edits import begins_an_edit, notes_an_edit


@pytest.mark.parametrize(
    "line",
    (
        "Last edited by arlo on Wed Dec 27, 2023 11:04 am, edited 2 times in total.",
        "Edited January 29, 2024 by arlo (see edit history)",
        "[Edited on 3-2-2011 by arlo]",
        "本帖最后由 arlo 于 2012-3-4 10:11 编辑",
        "Zuletzt bearbeitet von arlo am 03.04.2019, 10:11",
    ),
)
def test_notes(line: str) -> None:
    assert notes_an_edit(line)


@pytest.mark.parametrize(
    "line", ("Edited to add: it was the fuse.", "I edited the list on May 3, 2021.", "Edited by hand, not by script.")
)
def test_sentences(line: str) -> None:
    assert not notes_an_edit(line)


@pytest.mark.parametrize(
    "line", ("Last edited by", "(Last edited:", "Zuletzt bearbeitet", "最后编辑于", "Отредактировано")
)
def test_begins_of_notes_that_a_tool_cut(line: str) -> None:
    assert begins_an_edit(line) is (" " in line)


def _words(answer: Answer) -> str:
    assert all(isinstance(block, Paragraph) for block in answer.blocks)
    return "\n".join(block.text for block in answer.blocks if isinstance(block, Paragraph))


_CUT = (
    "Damp corner behind the stove\nPost by\narlo\n» Mon May 03, 2021 4:22 pm\nThe plaster behind my stove stays damp all winter, and the paint comes off in flakes.\n"
    "Post by\nbente\n» Mon May 03, 2021 6:10 pm\nLook at the flashing of the chimney first, rain runs down inside the brickwork there.\n{note}"
    "Post by\ncyr\n» Tue May 04, 2021 8:45 am\nMine was a blocked vent, and the wall dried within a month of clearing it.\n"
)


@pytest.mark.parametrize(
    "note", ("Last edited by\nbente\non Tue May 04, 2021 7:02 am, edited 2 times in total.\n", "Last edited by\n")
)
def test_a_note_cut_around_the_name_is_none_of_the_words(note: str) -> None:
    answers = clean(_CUT.format(note=note), media_type="text/plain").questions[0].answers
    assert [_words(answer) for answer in answers] == [
        "Look at the flashing of the chimney first, rain runs down inside the brickwork there.",
        "Mine was a blocked vent, and the wall dried within a month of clearing it.",
    ]


def test_what_was_written_below_such_words_stays() -> None:
    words = "Last edited by\nthe committee, as the minutes say, without a word about why.\n"
    answers = clean(_CUT.format(note=words), media_type="text/plain").questions[0].answers
    assert "the committee, as the minutes say" in _words(answers[0])


def test_in_a_thread_whose_posts_are_known_they_are_metadata() -> None:
    note = "Edited April 19, 2021 by bente"
    said = ("The bridge lifts when the strings are at pitch, and I see light under it.", "Take the tension off at once, then look again with a mirror.", "Mine did that too.")  # fmt: skip
    rows = "".join(
        f'<article class="cPost"><aside class="cAuthorPane"><h3 class="cAuthorPane_author">{who}</h3></aside><time datetime="2021-04-1{n}"></time>'
        f'<div data-role="commentContent"><p>{text}</p>{f"<span><strong>{note}</strong></span>" if n == 2 else ""}</div></article>'
        for n, (who, text) in enumerate(zip(("arlo", "bente", "cyr"), said, strict=True), 1)
    )
    page = clean(
        f"<title>Bridge lifts</title><h1 class=ipsType_pageTitle>Bridge lifts</h1>{rows}", media_type="text/html"
    )
    assert page.site == "invision"
    assert [(row.reason, row.rule) for row in page.removed if page.source_text[slice(*row.span)].strip() == note] == [("metadata", "edited")]  # fmt: skip
