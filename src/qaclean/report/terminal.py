"""A page in a terminal: its source line by line, with whose words each line holds, removals struck through with reason and rule, repairs as old→new.

Colours are those of ECMA-48 (SGR) alone, and each line ends without any; without colours the same is said by marks (`[-removed-]`, `{+new+}`). What the
page says is made visible by `shown` before, so that no sequence of its own reaches the terminal.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from qaclean.export.explain import summary
from qaclean.records import Page, Removed
from qaclean.records.removal_rules import rule_name
from qaclean.report.marks import Marked, View, marks_of, shown

__all__ = ["Shown", "explained"]

COLOURS = {
    "title": "1;34",
    "question": "1;34",
    "detail": "36",
    "answer": "32",
    "followup": "35",
    "body": "33",
    "removed": "9;31",
    "why": "2",
    "old": "9;2",
    "new": "1;33",
    "other": "2",
}
CONTEXT = 1  # lines around those that a rule took
WIDTH = max(map(len, (*COLOURS, "removed")))


class Shown(NamedTuple):
    """What is shown: in colour or with marks; of all lines, of those with a removal, or of those that certain `rules` took."""

    colour: bool = False
    removed_only: bool = False
    rules: Collection[str] = ()

    def holds(self, removed: Removed) -> bool:
        """Whether a removal is asked for: all are, or its rule is, with or without the place that it names."""
        return not self.rules or removed.rule in self.rules or rule_name(removed.rule) in self.rules


@dataclass(slots=True)
class _Line:
    """A line of the source: its words, written already, whose they are, and whether a removal in it is asked for."""

    words: list[str] = field(default_factory=list)
    role: str = ""
    wanted: bool = False


def explained(page: Page, how: Shown) -> str:
    """The page as lines to read; empty where only removals by rules are asked for and it has none.

    >>> from qaclean import clean
    >>> page = clean("怎么退订?\\n发短信TD。\\n相关阅读:\\n怎么开通")
    >>> print(explained(page, Shown(removed_only=True)).split("\\n\\n")[1])
    3 removed  | [-相关阅读:-]{related related-heading}
    4 removed  | [-怎么开通-]{related under-related-heading}
    """
    marked = marks_of(page.source_text, [page])
    lines = _lines(marked, how)
    if how.rules and not any(line.wanted for line in lines):
        return ""
    parts = ["\n".join(summary(page)), "\n".join(_numbered(lines, how))]
    if page.warnings and not how.rules and not how.removed_only:
        parts.append("\n".join(f"warning {row.code}: {shown(row.message)}" for row in page.warnings))
    return "\n\n".join(part for part in parts if part)


def _lines(marked: Marked, how: Shown) -> list[_Line]:
    view = marked.views[0]
    lines = [_Line()]
    for piece, text in enumerate(marked.texts):
        rows = text.split("\n")
        for number, row in enumerate(rows):
            if number:
                lines.append(_Line())
            if row.strip() or view.mended[piece] >= 0:
                _write(lines[-1], view, piece, row, how)
            else:
                lines[-1].words.append(row)
        if why := _why(marked, view, piece, how):
            next(line for line in reversed(lines) if line.words).words.append(why)
    return lines if any(lines[-1].words) else lines[:-1]  # what ends with a line end begins no further line


def _write(line: _Line, view: View, piece: int, text: str, how: Shown) -> None:
    """Add a piece, or its part in this line."""
    gone, owner, mended = view.gone[piece], view.owners[piece], view.mended[piece]
    role = view.fields[owner][0].role if owner >= 0 else ""
    if gone >= 0:
        wanted = how.holds(view.removed[gone][0])
        line.wanted = line.wanted or wanted
        line.role = line.role or "removed"
        line.words.append(_marked(text, "removed" if wanted else "other", how))
        return
    line.role = role if role and line.role in ("", "removed") else line.role
    if mended < 0:
        line.words.append(_marked(text, role, how))
        return
    repair, (_, last) = view.repairs[mended]
    after = shown(repair.after).replace("\n", " ") if piece == last - 1 else ""
    line.words.append(_marked(text, "old", how) + _marked(after, "new", how))


def _marked(text: str, name: str, how: Shown) -> str:
    if not text or not name:
        return text
    if how.colour:
        return f"\x1b[{COLOURS[name]}m{text}\x1b[0m"
    marks = {"removed": ("[-", "-]"), "other": ("[-", "-]"), "old": ("[-", "-]"), "new": ("{+", "+}")}
    before, behind = marks.get(name, ("", ""))
    return f"{before}{text}{behind}"


def _why(marked: Marked, view: View, piece: int, how: Shown) -> str:
    """Reason and rule behind the last piece of a removal that is asked for; once where the next one, with nothing between, has the same."""
    gone = view.gone[piece]
    if gone < 0 or (piece + 1 < len(view.gone) and view.gone[piece + 1] == gone):
        return ""
    removed, (first, last) = view.removed[gone]
    if not how.holds(removed) or not "".join(marked.texts[first:last]).strip():
        return ""
    words = f"{removed.reason} {shown(removed.rule)}"
    return _marked(f" {words}", "why", how) if how.colour else f"{{{words}}}"


def _numbered(lines: list[_Line], how: Shown) -> Iterator[str]:
    """The lines that are asked for, each with its number and whose words it holds; `--` where some are left out between lines of a rule."""
    wanted = [number for number, line in enumerate(lines) if line.wanted]
    chosen: Collection[int] = range(len(lines))
    if how.rules:
        around = (range(max(0, n - CONTEXT), min(len(lines), n + CONTEXT + 1)) for n in wanted)
        chosen = sorted({number for numbers in around for number in numbers})
    if how.removed_only:
        chosen = wanted
    digits = len(str(len(lines)))
    before = None
    for number in chosen:
        if how.rules and before is not None and number > before + 1:
            yield "--"
        before = number
        line = lines[number]
        yield f"{number + 1:>{digits}} {line.role:{WIDTH}} | {''.join(line.words)}".rstrip()
