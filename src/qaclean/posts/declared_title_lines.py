"""The title of a thread that the page's first line declares, beside the names of its section and its site, where a row above the posts says it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qaclean.posts.line_kinds import MIN_TITLE, without_label
from qaclean.posts.line_rows import Row
from qaclean.posts.line_words import is_button
from qaclean.text.columns import columns_of
from qaclean.text.titles import MOST_MARKS, SEGMENT_MARK, greets, parted_beginnings

__all__ = ["MAX_WHOLE", "SAID", "declared_title"]

SAID = 12  # columns of a title that is said again
MAX_WHOLE = 160  # code points of a title
CLOSE = 300  # code points above the posts in which they say what the first line declares
_PARTING = " -–—|:·_»•"


def declared_title(rows: Sequence[Row], high: int, end: int) -> tuple[int, str]:
    """The row and the words of the title where the page's first line declares it, alone or beside the site's name: it is said again
    right above the posts, whose first words stand at the row `high`, or in the rows up to `end`. The row is -1 where none does."""
    line = rows[0].shape.text
    texts = ["" if greets(row.shape.text) else row.shape.text for row in rows[1:end]]  # which say the site's name
    above = " ".join(texts[: max(high - 1, 0)])
    whole = " ".join(texts)
    own = next((own for own, said in parted_beginnings(line) if said in texts), "")
    if own:
        return 0, own
    words = next((part for part in _runs(line) if len(above) - CLOSE <= whole.rfind(part) >= 0), "")
    words = _short_first(line, words, texts[: max(high - 1, 0)])
    if not words or is_button(rows[0].shape) or _names_site(words, texts):
        return -1, ""
    found = [i for i in range(high - 1, 0, -1) if without_label(rows[i].shape.text) == words]
    rest = line.partition(words)[2].lstrip(" -–—|:·")
    titled = next((i + 1 for i in found if i + 1 < len(rows) and _is_rest(rows[i + 1].shape.text, words, rest)), 0)
    if titled:
        return titled, rows[titled].shape.text
    return (found[0] if found else 0), words


def _short_first(line: str, words: str, texts: Sequence[str]) -> str:
    """The words of the title: what the page's first line begins with, however short, where a row is just that, below the first that names the section or the site; else those given."""
    first = SEGMENT_MARK.split(line, maxsplit=1)[0]
    if not words or line.startswith(words) or not MIN_TITLE <= columns_of(first) < SAID:
        return words
    return first if first in texts and words in texts[: texts.index(first)] else words


def _names_site(words: str, texts: Sequence[str]) -> bool:
    """Whether words are the name of the site: a row ends with them, behind words that are a row of their own."""
    lines = [text.lstrip("# ") for text in texts]
    ends = (text[: -len(words)].rstrip(_PARTING) for text in lines if text.endswith(words) and len(text) > len(words))
    return any(columns_of(own) >= SAID and own in lines for own in ends)


def _is_rest(text: str, label: str, rest: str) -> bool:
    """Whether a row is the title behind the label of a thread, as the first line says both (`Question - Chain slips | Board`): the longer of them."""
    return columns_of(text) > max(columns_of(label), SAID) and rest.startswith(text)


def _runs(line: str) -> Iterator[str]:
    """The line's runs of segments: those that begin first before others, longer ones before shorter."""
    cuts = [match.span() for match in SEGMENT_MARK.finditer(line)][:MOST_MARKS]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(line)]
    for n, start in enumerate(starts):
        for end in reversed(ends[n:]):
            if end - start <= MAX_WHOLE and columns_of(line[start:end]) >= SAID:
                yield line[start:end]
