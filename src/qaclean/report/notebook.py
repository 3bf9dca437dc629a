"""A page as a notebook shows it: its record and its source with what became of each part, in HTML that holds text, tags of ours and colours alone.

There is no script, no address and no picture in it, and nothing of the page is read as markup. Where a notebook takes the colours away, `<del>`, `<ins>` and
`<mark>` still say the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from qaclean.records import Page
from qaclean.report.fields import Field, facts_of, fields_of
from qaclean.report.marks import Marked, View, marks_of, shown

__all__ = ["MOST_CHARACTERS", "page_html"]

MOST_CHARACTERS = 20_000  # of a source that are shown
MOST_FIELDS = 400
COLOURS = {  # readable on light and on dark ground: the ground is tinted, the ink is the notebook's
    "title": "rgba(66,133,244,.22)",
    "question": "rgba(66,133,244,.22)",
    "detail": "rgba(0,150,136,.22)",
    "answer": "rgba(76,175,80,.22)",
    "followup": "rgba(156,39,176,.2)",
    "body": "rgba(255,193,7,.25)",
}
GONE = "color:#c5392f;text-decoration:line-through"
WHY = "color:#c5392f;font-size:75%;margin:0 .4em"
QUIET = "opacity:.65;font-size:85%"
MARK = "color:inherit;border-radius:3px"


def page_html(page: Page) -> str:
    """The page as a fragment of HTML.

    >>> from qaclean import clean
    >>> "<mark" in page_html(clean("怎么退订?\\n发短信TD。")), "<script" in page_html(clean("<script>怎么退订?\\n发短信。"))
    (True, False)
    """
    title = _text(page.title or page.source.name or "")
    removed = f"{len(page.removed):,} removed, {len(page.repairs):,} repaired, {len(page.warnings):,} warnings"
    facts = " · ".join(f"{name}: {_text(value)}" for name, value in facts_of(page) if name != "sha256")
    parts = [
        f"<div><b>{title}</b><div style='{QUIET}'>{facts}<br>{removed}</div>",
        _details("record", "".join(_record(page)), opened=True),
        _details("source", _source(page), opened=True) if page.source_text else "",
        *(f"<div style='{QUIET}'>{_text(row.code)}: {_text(row.message)}</div>" for row in page.warnings),
        "</div>",
    ]
    return "".join(parts)


def _text(words: str) -> str:
    return escape(shown(words))


def _details(name: str, inside: str, *, opened: bool) -> str:
    return f"<details{' open' if opened else ''}><summary>{name}</summary>{inside}</details>"


def _record(page: Page) -> Iterator[str]:
    fields = fields_of(page)
    depths: list[int] = []
    for field in fields:
        depths.append(depths[field.parent] + 1 if field.parent >= 0 else 0)
    for field, depth in zip(fields[:MOST_FIELDS], depths, strict=False):
        facts = " · ".join(_text(f"{name}: {value}") for name, value in field.facts)
        line = f"border-left:4px solid {COLOURS[field.role]};padding-left:.5em;margin:.15em 0 .15em {min(depth, 8)}em"
        words = _text(field.text).replace("\n", "<br>")
        yield f"<div style='{line}'><span style='{QUIET}'>{_name(field)} {facts}</span> {words}</div>"
    if len(fields) > MOST_FIELDS:
        yield f"<div style='{QUIET}'>and {len(fields) - MOST_FIELDS:,} more fields</div>"


def _name(field: Field) -> str:
    return field.kind if field.kind in (field.role, "followup") else f"{field.role} {field.kind}"


def _source(page: Page) -> str:
    marked = marks_of(page.source_text, [page], most=MOST_CHARACTERS)
    pieces = "".join(_piece(marked, marked.views[0], place) for place in range(len(marked.texts)))
    left = f"<div style='{QUIET}'>{marked.left_out:,} more characters</div>" if marked.left_out else ""
    return f"<div style='white-space:pre-wrap;overflow-wrap:anywhere'>{pieces}</div>{left}"


def _piece(marked: Marked, view: View, place: int) -> str:
    text, gone, owner, mended = marked.texts[place], view.gone[place], view.owners[place], view.mended[place]
    field = view.fields[owner][0] if owner >= 0 else None
    if gone >= 0:
        removed, (_, last) = view.removed[gone]
        why = f"{removed.reason} · {_text(removed.rule)}"
        label = f"<small style='{WHY}'>{why}</small>" if place == last - 1 and text.strip() else ""
        return f"<del style='{GONE}' title='{why}'>{escape(text)}</del>{label}"
    inside = escape(text)
    if mended >= 0:
        repair, (_, last) = view.repairs[mended]
        after = f"<ins title='{_text(repair.kind)}'>{_text(repair.after)}</ins>" if place == last - 1 else ""
        inside = (f"<del style='opacity:.6'>{inside}</del>" if text else "") + after
    if field is None:
        return inside
    image = f"[image {_text(field.text)}]" if field.kind == "image" else ""
    return f"<mark style='background:{COLOURS[field.role]};{MARK}'>{image}{inside}</mark>"
