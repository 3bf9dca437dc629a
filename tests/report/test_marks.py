"""Pieces of a source and what became of them: nothing is lost, nothing is shown twice, and what is shown cannot act."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import qaclean
from qaclean.records import Removed
from qaclean.report.documents import MOST_CHARACTERS, document_of, folded
from qaclean.report.marks import innermost, marks_of, shown
from qaclean.testing import cases
from qaclean.testing.generated import generate

PAGES: list[str | bytes] = [
    *(case.source for case in cases()),
    *(row.get("text") or row["html"] for row in generate(20, seed=5)),
]


@pytest.mark.parametrize("number", range(0, len(PAGES), 7))
def test_the_pieces_are_the_source_and_all_of_it_is_kept_or_removed(number: int) -> None:
    page = qaclean.clean(PAGES[number])
    marked = marks_of(page.source_text, [page])
    view = marked.views[0]
    whole = page.source_text.replace("\r\n", "\n").replace("\r", "\n")
    assert "".join(marked.texts) == shown(whole)
    for text, owner, gone in zip(marked.texts, view.owners, view.gone, strict=True):
        if text.strip() and "⟨U+" not in text:
            assert owner >= 0 or gone >= 0, text


def test_every_removal_and_every_field_has_its_pieces() -> None:
    page = qaclean.clean("怎么退订?\n发短信TD。\n相关阅读:\n怎么开通", media_type="text/plain")
    marked = marks_of(page.source_text, [page])
    for row, (first, last) in marked.views[0].removed:
        assert "".join(marked.texts[first:last]) == page.source_text[slice(*row.span)]
    for field, found in marked.views[0].fields:
        assert field.span is not None and found is not None
        assert "".join(marked.texts[slice(*found)]) == page.source_text[slice(*field.span)]


def test_an_image_of_a_page_has_a_piece_of_its_own_without_text() -> None:
    html = "<title>Chain</title><h1>How do I oil a chain?</h1><p>Put one drop on each link, like this:</p><p><img src='https://pictures.example/a.jpg' alt='A drop of oil'></p><p>Then wipe off what is left.</p>"
    page = qaclean.clean(html)
    marked = marks_of(page.source_text, [page])
    fields = marked.views[0].fields
    (place,) = [place for place, (field, _) in enumerate(fields) if field.kind == "image"]
    found = fields[place][1]
    assert found is not None and marked.texts[slice(*found)] == [""]
    assert marked.views[0].owners[found[0]] == place


def test_a_long_source_is_cut_and_says_so() -> None:
    page = qaclean.clean("怎么退订彩铃?\n" + "编辑短信发到客服号,收到回复就成了。" * 5_000)
    document = document_of([page])
    assert sum(map(len, document["texts"])) == MOST_CHARACTERS
    assert document["left_out"] == len(page.source_text) - MOST_CHARACTERS


def test_a_source_of_too_many_pieces_is_cut_there() -> None:
    page = qaclean.clean("怎么退订?\n" + "".join(f"{n}、按第{n}个键。\n" for n in range(1, 200)))
    marked = marks_of(page.source_text, [page], pieces=50)
    assert len(marked.texts) <= 51 and marked.left_out > 0


def test_texts_that_the_source_says_already_are_left_to_it() -> None:
    view = document_of([qaclean.clean("怎么退订彩铃?\n1、编辑短信TD。\n2、发到客服号。")])["views"][0]
    assert [row[2] for row in view["fields"] if row[1] == "step"] == [None, None]


def test_repaired_text_is_told_from_the_pieces_too() -> None:
    page = qaclean.clean("怎么设置优惠券?\n先选商品 &amp; 价格,再点保存按钮就可以了。")
    assert [row.after for row in page.repairs] == ["&"]
    view = document_of([page])["views"][0]
    assert [row[2] for row in view["fields"] if row[1] == "paragraph"] == [None]


SPANS = st.tuples(st.integers(-3, 60), st.integers(-3, 60))


@given(st.lists(SPANS, max_size=6), SPANS, st.integers(0, 40))
def test_a_record_of_another_origin_may_say_what_it_wants(
    removed: list[tuple[int, int]], question: tuple[int, int], most: int
) -> None:
    """Spans outside the text, turned round, over each other: the pieces are still the text, each once."""
    page = qaclean.clean("怎么退订彩铃?\n1、编辑短信TD。\n2、发到客服号。\n热门内容\n  • 新手开店第一步做什么")
    rows = [Removed(span=span, reason="noise", rule="x") for span in removed]
    asked = page.questions[0].model_copy(update={"span": question})
    other = page.model_copy(update={"removed": rows, "questions": [asked]})
    marked = marks_of(page.source_text, [page, other], most=most)
    assert "".join(marked.texts) == page.source_text[:most]
    assert marked.left_out == max(0, len(page.source_text) - most)
    for view in marked.views:
        assert len(view.owners) == len(view.gone) == len(view.mended) == len(marked.texts)


@given(st.text(max_size=60))
def test_what_is_shown_has_no_control_left(text: str) -> None:
    safe = shown(text)
    assert shown(safe) == safe
    assert all(character in "\n\t" or ord(character) >= 32 for character in safe)
    safe.encode("utf-8")


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda pair: (min(pair), max(pair))), max_size=8))
def test_innermost_is_the_shortest_range_around(ranges: list[tuple[int, int]]) -> None:
    for piece, place in enumerate(innermost(ranges, 12)):
        around = [(last - first, -at) for at, (first, last) in enumerate(ranges) if first <= piece < last]
        assert place == (-min(around)[1] if around else -1)


def test_folding_is_that_of_the_script() -> None:
    assert folded("\u3000a\u2003b\tc\xa0") == "a\u2003b c", "the same class of white space as in document.js"
