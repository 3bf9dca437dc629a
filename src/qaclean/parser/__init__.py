"""THE parser: turns what the stripper kept into questions, answers, step lists and images.

It may not drop text: what it cannot place stays a paragraph. It imports nothing of the stripper; it is given removals.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from qaclean.freed import give_back
from qaclean.parser.attributed import complete_fields, parse_attributed
from qaclean.parser.blocks import folded_words
from qaclean.parser.declared_facts import with_declared_facts, with_first_post
from qaclean.parser.exam_pages import parse_papers
from qaclean.parser.faq_pages import parse_faq
from qaclean.parser.howto_author import howto_author
from qaclean.parser.howto_pages import parse_howto
from qaclean.parser.kept_spans import KeptSpan, kept_spans, without_title
from qaclean.parser.outline import outline_of
from qaclean.parser.page_facts import Facts, read_facts
from qaclean.parser.page_layout import KeptLayout, kept_layout
from qaclean.parser.parsed import Parsed
from qaclean.parser.questions import parse_text
from qaclean.parser.section_blocks import places_of
from qaclean.parser.seen_roles import NUMBER_WITHIN
from qaclean.parser.text_title import cut_suffix, is_marked_title, title_parts, titled_spans
from qaclean.parser.thread_pages import parse_thread
from qaclean.parser.threads import HeldThread, hold
from qaclean.posts.found import Found, Wanted
from qaclean.posts.turns import Pair
from qaclean.records.rows import BlockRow
from qaclean.segments.document import Document, Removal
from qaclean.segments.signals import Evidence

__all__ = ["Facts", "Parsed", "Result", "parse"]


class Result(NamedTuple):
    """What the parser made of a page, what the page says of itself, and the removals, of which some are known better now; those that the
    parser made are in `parsed`."""

    parsed: Parsed
    facts: Facts
    removals: list[Removal]


def parse(
    document: Document, evidence: Sequence[Evidence], removals: list[Removal], found: Found, wanted: Wanted
) -> Result:
    """Parse what the stripper kept: by the posts or pairs that were found, else by its words alone."""
    layout = kept_layout(document, removals)
    if found.empty is not None:
        result = _empty(document, evidence, removals, wanted)
    elif found.paper:
        paper = parse_papers(document, evidence, removals, found.paper, layout)
        result = _with_facts(document, paper, removals, wanted)
    else:
        parsed = _by_posts(document, evidence, removals, found, layout)
        if parsed is None:
            result = Result(*parse_attributed(document, evidence, removals, reference=wanted.reference, layout=layout))
        else:
            give_back(len(document.text))
            if not found.exact:
                complete_fields(document, evidence, removals, parsed.questions, reference=wanted.reference)
            result = _with_facts(document, parsed, removals, wanted)
    if found.howto is not None and (author := howto_author(evidence, found.howto, result.facts.author)):
        result = result._replace(facts=result.facts._replace(author=author))
    if result.parsed.kind == "article" and (found.steps or (found.declared.kind == "howto" and _shows_steps(result))):
        result = result._replace(parsed=result.parsed._replace(kind="howto"))
    if document.layout is None:
        return result if found.thread is None else result._replace(facts=with_first_post(result.facts, result.parsed))
    return result._replace(facts=with_declared_facts(result.facts, result.parsed, found, document, evidence))


def _shows_steps(result: Result) -> bool:
    """Whether a page that declares steps shows a list of them, of other words or cut otherwise."""
    return any(block["type"] == "steps" for block in _blocks(result.parsed))


def _blocks(parsed: Parsed) -> list[BlockRow]:
    return [*parsed.body, *(b for q in parsed.questions for a in q["answers"] for b in a["blocks"])]


def _as_howto(parsed: Parsed) -> Parsed:
    """The page of a site of how-tos: where the words of none of its counted lists tell that they are things to do, the site tells it of all."""
    lists = [block for block in _blocks(parsed) if block["type"] == "steps"]
    if not lists or any(block["role"] == "procedure" for block in lists):
        return parsed
    for block in lists:
        block["role"] = "procedure"
    return parsed._replace(kind="howto")


def _by_posts(
    document: Document, evidence: Sequence[Evidence], removals: list[Removal], found: Found, layout: KeptLayout | None
) -> Parsed | None:
    """The record of a page whose posts, or whose pairs of question and answer, are known; None for another."""
    if found.pairs:
        return _by_pairs(document, evidence, removals, found.pairs, layout)
    if found.thread is None and not found.faq and found.howto is None:
        return None
    prefixes = found.howto is not None and bool(found.howto.questions)
    spans, extra = kept_spans(document, evidence, removals, prefixes=prefixes)
    title = _title_of(document, spans, found)
    if found.howto is not None and found.thread is None:
        if title is None and spans and document.layout is None:
            spans, title, cut = _first_as_title(document, spans)
            extra = sorted([*extra, *cut])
        outline = outline_of(document, spans, layout)._replace(places=places_of(found.howto, layout))
        return parse_howto(outline, found.howto, found.faq, title, spans, extra)
    if found.thread is None:
        return parse_faq(outline_of(document, spans, layout), found.faq, title, spans, extra)
    held = hold(found.thread, without_title(spans, title))
    if held is None or (title is None and not held.question.spans):
        return None
    if found.thread.kind == "howto":
        return _as_howto(parse_text(document, evidence, removals, layout=layout))
    return parse_thread(outline_of(document, spans, _unquoted(layout, held)), held, title, found.thread.kind, extra)


def _unquoted(layout: KeptLayout | None, held: HeldThread) -> KeptLayout | None:
    """The layout of a thread, each of whose posts stands in a `<blockquote>` of the page's template: these quote nobody."""
    pieces = {span.piece for post in (held.question, *held.answers) for span in post.spans}
    if layout is None or not pieces or any(not layout.origins[piece].quote for piece in pieces):
        return layout
    origins = [o._replace(quote=o.quote - 1) if i in pieces else o for i, o in enumerate(layout.origins)]
    return layout._replace(origins=tuple(origins))


def _by_pairs(
    document: Document,
    evidence: Sequence[Evidence],
    removals: list[Removal],
    pairs: Sequence[Pair],
    layout: KeptLayout | None,
) -> Parsed:
    """The record of a dump whose lines show the pairs; the numbers of its questions are no items of a list."""
    spans, extra = kept_spans(document, evidence, removals, prefixes=False)
    title, rest, extra = titled_spans(document, spans, extra, pairs[0][0][0])
    asked = {first for (first, _), _ in pairs}
    numbers = [(span.start, span.start + NUMBER_WITHIN) for span in rest if span.piece in asked]
    kept = rest if title is None else [title, *rest]
    return parse_faq(outline_of(document, kept, layout, numbers), pairs, title, kept, extra)


def _title_of(document: Document, spans: Sequence[KeptSpan], found: Found) -> KeptSpan | None:
    """What is kept of the page's title: where the thread says it stands, or of the first piece where the page declares one."""
    if found.title_span is not None:
        at = found.title_span.piece
    elif document.layout is not None and document.layout.head.title:
        return next((span for span in spans[:1] if is_marked_title(document, span.piece)), None)
    else:
        return None
    return next((span for span in spans if span.piece == at), None)


def _first_as_title(document: Document, spans: list[KeptSpan]) -> tuple[list[KeptSpan], KeptSpan | None, list[Removal]]:
    """The spans, the first of them where it is a title, and what is cut off behind it."""
    parts = title_parts(document, spans[0])
    if parts is None:
        return spans, None, []
    if not parts.suffix:
        return spans, spans[0], []
    spans, suffix = cut_suffix(document, spans, parts)
    return spans, spans[0], [suffix]


def _with_facts(document: Document, parsed: Parsed, removals: list[Removal], wanted: Wanted) -> Result:
    """The result with the facts that removed lines tell, but for those that tell of a post."""
    gone = sorted([*removals, *parsed.removals])
    of_page = [removal for removal in gone if not removal.of_post]
    dated = sum(answer.get("published") is not None for row in parsed.questions for answer in row["answers"])
    facts = read_facts(document, of_page, content=parsed.content_start, reference=wanted.reference, dated=dated)
    return Result(parsed, facts, removals)


def _empty(document: Document, evidence: Sequence[Evidence], removals: list[Removal], wanted: Wanted) -> Result:
    """A page without content: what is left of its first piece is its title."""
    spans: list[KeptSpan] = kept_spans(document, evidence, removals, prefixes=False)[0]
    extra: list[Removal] = []
    if spans and document.layout is None:
        spans, _, extra = _first_as_title(document, spans)
    title, span = folded_words(document.text, spans[0]) if spans else (None, None)
    facts = read_facts(document, removals, content=None, reference=wanted.reference)
    return Result(Parsed("none", title, span, [], [], extra), facts, removals)
