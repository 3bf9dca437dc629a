"""Chunks: pieces of a page for retrieval, whole, in order, none larger than asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pytest

from qaclean import Page, clean
from qaclean.arrow import CHUNKS, batch_of
from qaclean.export.chunks import chunks
from qaclean.export.plain_text import plain_text
from qaclean.export.rows import row_text, rows_of
from qaclean.records.walk import block_lists
from qaclean.testing import cases

PAGES = [case.clean() for case in cases()]
LONG = (
    "怎么退订彩铃?\n先打开短信。再编辑TD,版本是1.5。" + "最后发到客服号,等回信!" * 30 + "\n1、打开设置。\n2、点关闭。"
)


def told(page: Page) -> str:
    """All words of a page but headings with something below, which are above their chunks; a question that has nothing else is told itself."""
    parts: list[str] = []
    for place in block_lists(page):
        blocks = place.blocks
        for block, below in zip(blocks, [*blocks[1:], None], strict=False):
            if block.type != "heading" or below is None or below.type == "heading":
                parts.append(plain_text([block]))
        if place.question is not None and place.answer is None:
            question = page.questions[place.question]
            if not question.answers and not plain_text(question.body).strip():
                parts.append(question.text)
    return "".join(parts)


def without_space(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("size", [20, 200, 5000])
def test_chunks_hold_each_word_of_a_page_once_and_in_order(size: int) -> None:
    for page in PAGES:
        words = "".join(chunk["text"] for chunk in chunks(page, size))
        assert without_space(words) == without_space(told(page))


def test_a_block_that_is_too_long_is_split_at_sentences_and_a_list_at_its_steps() -> None:
    found = list(chunks(clean(LONG), size=40))
    assert all(len(chunk["text"]) <= 40 for chunk in found)
    assert all(chunk["text"][-1] in "。!" for chunk in found)
    assert any("版本是1.5。" in chunk["text"] for chunk in found)  # a number's point ends nothing
    assert found[-1]["text"].endswith("1、打开设置。\n2、点关闭。")
    assert {chunk["headings"][0] for chunk in found} == {"怎么退订彩铃?"}
    assert [chunk["chunk_number"] for chunk in found] == [*range(len(found))]


def test_the_measure_may_be_a_tokenizer() -> None:
    def tokens(text: str) -> int:
        return len(text.encode("utf-8"))

    found = list(chunks(clean(LONG), size=120, measure=tokens))
    assert len(found) > 3 and all(tokens(chunk["text"]) <= 120 for chunk in found)


def test_a_question_without_an_answer_is_a_chunk_and_headings_lead_to_what_is_below() -> None:
    (alone,) = chunks(clean("问题:这台路由器怎么恢复出厂设置?"))
    assert "怎么恢复出厂设置" in alone["text"] and alone["answer_number"] is None
    page = clean(
        "<h1>Moving a hive</h1><h2>Before</h2><p>Close the entrance at dusk, when all the bees are home.</p>"
        "<h2>After</h2><p>Open it at dawn, and put a branch across it so that they look around.</p>",
        media_type="text/html",
    )
    assert [chunk["headings"] for chunk in chunks(page)] == [["Moving a hive", "Before"], ["Moving a hive", "After"]]


def test_spans_lead_back_to_the_source() -> None:
    for page in PAGES:
        blocks = {block.span for place in block_lists(page) for block in place.blocks} | {
            q.span for q in page.questions
        }
        assert all(set(chunk["spans"]) <= blocks and chunk["spans"] for chunk in chunks(page))


def test_rows_of_chunks_are_one_schema(tmp_path: Path) -> None:
    rows = [row for number, page in enumerate(PAGES) for row in rows_of(page, "chunks", str(number))]
    table = pa.Table.from_batches([batch_of(rows, CHUNKS)])
    assert table.to_pylist() == json.loads(json.dumps(rows))
    assert len({row["id"] for row in rows}) == len(rows)
    assert row_text(rows[0]).endswith(rows[0]["text"])
