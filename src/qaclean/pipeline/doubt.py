"""The warning `uncertain`: where the evidence for a record is thin, with what was hard.

Three things are hard: running text that no word speaks against and that was taken for furniture by its looks and place alone; many answers of a
word or two, which may be furniture between posts; lines that ask, with nothing that tells their answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qaclean.records.rows import PageRow

__all__ = ["UNCERTAIN", "warn_of_doubt"]

UNCERTAIN = "uncertain"
RUNNING = 60  # code points of a removed line of running text
FEWEST_GONE, GONE_SHARE = (
    120,
    0.15,
)  # code points of such lines, and their share of the page's text, that are worth a warning
KEY = 40  # code points that tell whether a removed line is kept elsewhere
FEWEST_ANSWERS, SHORT, SHORT_SHARE = 6, 12, 0.5  # answers, code points of a short one, and the share of short ones
FEWEST_ASKED, MAX_ASKED = 3, 60  # lines of a body that ask, and code points of one
_VAGUE = frozenset(("noise", "related", "site_chrome"))
_ENDS = frozenset("。!?！？")
_CUT = ("...", "…")
_ASKS = ("?", "？")


def warn_of_doubt(record: PageRow, text: str, kept: Sequence[tuple[int, int]]) -> None:
    """Add the warnings of a record; `text` is its source text, `kept` its leaves. Linear."""
    gone = _running_gone(record["removed"], text, kept)
    if gone:
        message = f"{len(gone)} lines of running text were taken for furniture by their looks alone"
        _warn(record, message, gone[0])
    answers = [answer for question in record["questions"] for answer in question["answers"]]
    short = sum(answer["span"][1] - answer["span"][0] < SHORT for answer in answers)
    if len(answers) >= FEWEST_ANSWERS and short >= SHORT_SHARE * len(answers):
        _warn(record, f"{short} of {len(answers)} answers have a few words only: some may be furniture", None)
    asked = [block["span"] for block in record["body"] if _asks(block)]
    if len(asked) >= FEWEST_ASKED:
        _warn(record, f"{len(asked)} lines of the body ask, and nothing tells their answers from the text", asked[0])


def _warn(record: PageRow, message: str, span: tuple[int, int] | None) -> None:
    record["warnings"].append({"code": UNCERTAIN, "message": message, "span": span})


def _running_gone(
    removed: Iterable[Mapping[str, Any]], text: str, kept: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Removed lines of running text for which only their weight speaks, where they are a good part of the page."""
    rows = [row["span"] for row in removed if row["rule"].startswith("weighed-") and row["reason"] in _VAGUE]
    rows = [span for span in rows if _runs(text[span[0] : span[1]])]
    if not rows:
        return []
    said = "\n".join(text[start:end] for start, end in kept)
    rows = [(start, end) for start, end in rows if text[start : min(end, start + KEY)] not in said]
    length = sum(end - start for start, end in rows)
    return rows if length >= max(FEWEST_GONE, GONE_SHARE * (length + len(said))) else []


def _runs(line: str) -> bool:
    return len(line) >= RUNNING and not line.endswith(_CUT) and (not _ENDS.isdisjoint(line) or ". " in line)


def _asks(block: Mapping[str, Any]) -> bool:
    words = block.get("text") or ""
    return block["type"] in ("paragraph", "heading") and len(words) <= MAX_ASKED and words.endswith(_ASKS)
