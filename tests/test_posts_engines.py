"""Flattened pages of many engines, each with what is right: invented pages, in the structure that the engine's pages have.

`pages/engine_dumps.txt` holds a page after `=== name`, a line of JSON (what is right) and `---`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import qaclean
from qaclean.records import Block, Page

DUMPS = Path(__file__).parent / "pages" / "engine_dumps.txt"
_HALF = str.maketrans("，：；？！（）", ",:;?!()")


def dumps() -> Iterator[Any]:
    for part in re.split(r"(?m)^=== ", DUMPS.read_text(encoding="utf-8"))[1:]:
        name, _, rest = part.partition("\n")
        right, _, text = rest.partition("\n---\n")
        yield pytest.param(json.loads(right), text, id=name)


def said(page: Page) -> str:
    """All that the record keeps, with half-width marks."""
    held: list[Block] = [*page.body]
    for question in page.questions:
        held += question.body
        for answer in question.answers:
            held += answer.blocks + [block for blocks in answer.followups for block in blocks]
    words = [page.title or "", *(question.text for question in page.questions)]
    for block in held:
        words += [block.text] if hasattr(block, "text") else [str(block.model_dump())]
    return "\n".join(words).translate(_HALF)


@pytest.mark.parametrize(("right", "text"), list(dumps()))
def test_dump_of_an_engine(right: dict[str, Any], text: str) -> None:
    page = qaclean.clean(text)
    answers = [answer for question in page.questions for answer in question.answers]
    assert page.kind in right["kind"]
    assert (page.title or "").translate(_HALF) == right["title"].translate(_HALF)
    assert [len(question.answers) for question in page.questions] == right["answers"]
    told = {
        "authors": [answer.author for answer in answers],
        "dates": [(answer.published or "")[:10] for answer in answers],
        "votes": [answer.votes for answer in answers],
        "accepted": [bool(answer.accepted) for answer in answers],
        "asker": page.questions[0].author or page.author,
    }
    assert {key: told[key] for key in right if key in told} == {key: right[key] for key in right if key in told}
    kept = said(page)
    assert [words for words in right["keep"] if words.translate(_HALF) not in kept] == []
    assert [words for words in right["drop"] if words.translate(_HALF) in kept] == []
