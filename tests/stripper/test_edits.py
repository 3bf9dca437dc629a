"""Notes of edits in posts."""

from __future__ import annotations

import pytest

from qaclean import clean
from qaclean.stripper.passes.edits import notes_an_edit


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
