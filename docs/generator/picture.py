"""Draws docs/architecture.svg: how bytes become a page, stage by stage, and what each stage is told by.

python docs/generator/picture.py docs/architecture.svg
"""

from __future__ import annotations

import pathlib
import sys
from xml.sax.saxutils import escape

__all__ = ["picture"]

WIDTH, HEIGHT = 960, 760
STAGES = (  # package, what it does, what it hands on
    ("repairs", "mends characters by edits that can be undone", "Repaired: text, edits"),
    ("segments", "cuts it into pieces; looks what each one shows", "Document: pieces, evidence"),
    ("posts", "finds who wrote what", "Thread: posts, their fields"),
    ("stripper", "keep, drop or tell: weighs the page, then passes", "Removals: reason, rule"),
    ("parser", "questions, answers, steps, images, facts", "rows of the record"),
    ("pipeline", "spans of the source; the ledger; warnings", "Page"),
)
DATA = (  # what stages are told by, and which of them
    ("rules/", "words and shapes", (0, 1, 2, 3, 4)),
    ("profiles/", "known sites", (2, 3)),
    ("weights", "learned, named", (1, 3, 4)),
    ("your rules", "win over ours", (3,)),
)
STYLE = """
svg { --paper: #ffffff; --ink: #1f2933; --soft: #52606d; --line: #7b8794; --box: #e6f4f1; --edge: #00897b; --data: #fdf3dc; --dataedge: #b7791f; --out: #e8eefb; --outedge: #3b5bab; }
@media (prefers-color-scheme: dark) {
  svg { --paper: #1e2129; --ink: #e8ecf1; --soft: #aab4c0; --line: #8592a0; --box: #12363a; --edge: #4db6ac; --data: #3a3018; --dataedge: #d9a441; --out: #22304f; --outedge: #8ea9ea; }
}
text { font: 14px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK SC", sans-serif; fill: var(--ink); }
.name { font-weight: 600; font-size: 15px; }
.soft { fill: var(--soft); font-size: 13px; }
.stage { fill: var(--box); stroke: var(--edge); }
.data { fill: var(--data); stroke: var(--dataedge); }
.out { fill: var(--out); stroke: var(--outedge); }
.line { stroke: var(--line); stroke-width: 1.5; fill: none; }
.told { stroke: var(--dataedge); stroke-width: 1; fill: none; opacity: .55; }
"""


def _box(x: int, y: int, width: int, height: int, kind: str) -> str:
    return f'<rect class="{kind}" x="{x}" y="{y}" width="{width}" height="{height}" rx="7"/>'


def _text(x: int, y: int, words: str, kind: str = "", anchor: str = "start") -> str:
    return f'<text class="{kind}" x="{x}" y="{y}" text-anchor="{anchor}">{escape(words)}</text>'


def _arrow(*points: tuple[int, int]) -> str:
    return f'<polyline class="line" marker-end="url(#tip)" points="{" ".join(f"{x},{y}" for x, y in points)}"/>'


def _readers() -> list[str]:
    """From bytes to text and layout, across the top."""
    parts = [_box(24, 66, 92, 44, "out"), _text(70, 93, "bytes", "name", "middle")]
    parts += [
        _box(148, 56, 168, 64, "stage"),
        _text(162, 82, "decoding", "name"),
        _text(162, 104, "charset, line by line", "soft"),
    ]
    parts.append(_arrow((116, 88), (146, 88)))
    for i, (name, said) in enumerate(
        (("html", "what a browser shows"), ("markdown", "what is markup"), ("a dump", "nothing but its lines"))
    ):
        y = 24 + 46 * i
        parts += [_box(360, y, 280, 36, "stage"), _text(374, y + 23, name, "name"), _text(474, y + 23, said, "soft")]
        parts += [
            _arrow((316, 88), (338, 88), (338, y + 18), (358, y + 18)),
            _arrow((640, y + 18), (668, y + 18), (668, 88), (692, 88)),
        ]
    return [*parts, _box(694, 66, 168, 44, "out"), _text(778, 93, "text and layout", "name", "middle")]


def _top(stage: int) -> int:
    return 196 + 76 * stage


def _stages() -> list[str]:
    """The path down the middle, with what is handed on beside it."""
    parts = [_arrow((778, 110), (778, 160), (500, 160), (500, _top(0) - 2))]
    for i, (name, said, gives) in enumerate(STAGES):
        y = _top(i)
        parts += [_box(290, y, 420, 52, "stage"), _text(306, y + 23, name, "name"), _text(306, y + 42, said, "soft")]
        if i + 1 < len(STAGES):
            parts += [_arrow((500, y + 52), (500, y + 74)), _text(514, y + 69, gives, "soft")]
    y = _top(len(STAGES))
    parts += [_arrow((500, y - 24), (500, y - 2)), _box(290, y, 420, 52, "out"), _text(306, y + 23, "Page", "name")]
    parts.append(_text(306, y + 42, "every character kept, or removed with its reason", "soft"))
    for i, (name, said) in enumerate(
        (("export, report", "JSON, Markdown, HTML"), ("batch, engines", "corpora; Ray, Spark"))
    ):
        parts += [
            _box(742, y - 34 + 62 * i, 196, 50, "out"),
            _text(756, y - 13 + 62 * i, name, "name"),
            _text(756, y + 6 + 62 * i, said, "soft"),
        ]
        parts.append(_arrow((710, y + 26), (726, y + 26), (726, y - 9 + 62 * i), (740, y - 9 + 62 * i)))
    return parts


def _data() -> list[str]:
    """What stages are told by, on the left."""
    parts: list[str] = []
    for i, (name, said, told) in enumerate(DATA):
        y = 210 + 104 * i
        parts += [_box(24, y, 176, 50, "data"), _text(38, y + 22, name, "name"), _text(38, y + 41, said, "soft")]
        for stage in told:
            end = _top(stage) + 10 + 10 * i
            parts.append(f'<path class="told" d="M200 {y + 25} C 248 {y + 25}, 242 {end}, 288 {end}"/>')
    return parts


def picture() -> str:
    """The picture as SVG, readable on light and on dark."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="Bytes become text, text becomes pieces, pieces become a page">'
    tip = '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="#7b8794"/></marker></defs>'
    paper = f'<rect width="{WIDTH}" height="{HEIGHT}" rx="10" style="fill: var(--paper)"/>'
    return "\n".join([head, f"<style>{STYLE}</style>", tip, paper, *_readers(), *_stages(), *_data(), "</svg>"]) + "\n"


if __name__ == "__main__":
    pathlib.Path(sys.argv[1]).write_text(picture(), "utf-8")
