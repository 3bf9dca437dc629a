"""Who wrote a how-to, as the lines around it say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from qaclean.patterns import compile_at_once
from qaclean.posts.howto_byline import byline_below, labels_day, name_of_byline
from qaclean.posts.howto_model import HowTo
from qaclean.rules import literals, load
from qaclean.segments.signals import Evidence
from qaclean.text.dates import find_dates, names_a_date
from qaclean.text.markdown_marks import without_marks
from qaclean.text.named_authors import introduced_name, is_name, named_author, names_job, owner_of_card, said_once

__all__ = ["howto_author"]

ABOVE, BELOW = 160, 30  # lines above the parts, and below, that may say it
FAR_BELOW = 100  # ... below, where a card's foot or a label with a colon says it
MAX_LINE = 120  # code points
OVER_TITLE, BELOW_TITLE = 3, 2  # lines above a title that may say it, and between a title and a name without a label
_BULLETS = "•*·# \xa0"
_DAY = compile_at_once(r"(?<![0-9])[0-9]{1,2}([./-])[0-9]{1,2}\1(?:19|20)[0-9]{2}(?![0-9])")
_COLONS = ":：\u00a9"  # ... or the sign before a label in a card's foot
_PARTED = "|·•"  # between a name and the word before a date
_WAY = "/\u00bb\u203a> "
_SMALL = compile_at_once(r"(?<!\w)[^\W\d_A-Z]\w{0,20}")
FAR_TITLE, MAX_NAMES = 12, 3  # lines below a title in which stands a name that is said elsewhere too, words of it
NEAR_TITLE = 8  # lines below a title in which a name is said twice
PICTURE = 18  # code points of what a picture's text says beside a name
MAX_UNCASED = 12  # code points of a name in a script without capitals
TIMES = 2  # that a page says a whole name
_LATER_NAME = r"[^\W\d_a-z][a-z\u00df-\u024f][\w\u2019'-]{1,16}(?<!'s)(?<!\u2019s)(?!\w)"


def howto_author(evidence: Sequence[Evidence], howto: HowTo, told: str | None = None) -> str | None:
    """The author of a how-to, or None where no line says it: by a label, else right below the title, else by who introduces herself, else whom a removed
    line told, else by a whole name near the title that the page says again."""
    if not howto.parts:
        return told
    titles: list[int] = []
    low = max(0, howto.first - ABOVE)
    title = ""
    if howto.title is not None:  # the page may say it above too
        title = _plain(evidence[howto.title.piece].text)
        above = range(min(low, howto.title.piece), howto.first)
        titles = [i for i in above if (words := _plain(evidence[i].text)) == title or _leads_to(words, title)]
        low = max((titles[0] if titles else howto.title.piece) - OVER_TITLE, 0)
    below = min(howto.end + BELOW, len(evidence))
    clear, shorts = _labelled(evidence, range(low, below), howto.first, title)
    clear = clear or _far_below(evidence, range(below, min(howto.end + FAR_BELOW, len(evidence))), title)
    short = next((name for name in shorts if " " in name), shorts[0] if shorts else None)  # `By Meal` heads a menu
    if clear is not None:
        return next((name for name in shorts if name.startswith(clear + " ")), clear)
    return (
        short
        or _below_title(evidence, titles)
        or _above_label(evidence, titles, howto.first)
        or _said_twice(evidence, titles, howto.first)
        or _far_above(evidence, range(low), title)
        or _above_job(evidence, [*range(low, howto.first), *range(howto.end, below)], title)
        or _introduced(evidence)
        or told
        or _said_again(evidence, titles, howto.first)
    )


def _plain(line: str) -> str:
    return line.strip(_BULLETS + _WAY).casefold()


def _leads_to(line: str, title: str) -> bool:
    """Whether a line is the way to a page, at the end of which its title stands."""
    return line.endswith(title) and line[: -len(title)].rstrip()[-1:] in _WAY


def _far_above(evidence: Sequence[Evidence], above: Sequence[int], title: str) -> str | None:
    """The name behind a label far above the title that heads the parts, where no other stands behind one there: of one word if the page says it often."""
    clear, shorts = _labelled(evidence, above, len(evidence), title)
    if clear is not None and not any(_is_button(evidence[i].text, clear) for i in above):
        return clear
    if len(set(shorts)) != 1:
        return None
    name = shorts[0]
    return name if " " in name or sum(seen.text == name for seen in evidence) > TIMES else None


def _is_button(line: str, name: str) -> bool:
    """Whether a label and one word behind it stand together without a colon, as on a button: `Yazar Ol`.

    >>> _is_button("Yazar Ol", "Ol"), _is_button("Autor: Ole", "Ole"), _is_button("Author Jane Roe", "Jane Roe")
    (True, False, False)
    """
    return " " not in name and line.endswith(f" {name}") and not any(mark in line for mark in _COLONS)


def _far_below(evidence: Sequence[Evidence], lines: Sequence[int], title: str) -> str | None:
    """The name behind a clear label with a colon below the card of a recipe; in the comments there the author's mark (`Author`) has none."""
    for i in lines:
        if evidence[i].length <= MAX_LINE and any(mark in evidence[i].text for mark in _COLONS):
            found = named_author(evidence[i].text, _below(evidence, i)) or _holder(evidence, i)
            if found is not None and found[1] and found[0].casefold() not in title:
                return found[0]
    return None


def _above_job(evidence: Sequence[Evidence], lines: Sequence[int], title: str) -> str | None:
    """The one whole name, of no word of the title, that stands above a line which says as what she works."""
    rows = [(evidence[i].text.strip(_BULLETS), evidence[i + 1]) for i in lines if i + 1 < len(evidence)]
    whole = [(line, job) for line, job in rows if job.length <= MAX_LINE and " " in line and is_name(line)]
    names = {
        line for line, job in whole if names_job(job.text) and not any(w in title for w in line.casefold().split())
    }
    return names.pop() if len(names) == 1 else None


def _labelled(evidence: Sequence[Evidence], at: Sequence[int], first: int, title: str) -> tuple[str | None, list[str]]:
    """The first name behind a label that says so clearly, and those behind short ones (`By`) above the parts of the how-to; none is in the title."""
    shorts: list[str] = []
    for i in at:
        if evidence[i].length > MAX_LINE:
            continue
        found = named_author(evidence[i].text, _below(evidence, i)) or _holder(evidence, i)
        if found is not None and found[0].casefold() in title:
            continue
        if found is not None and found[1]:
            return found[0], shorts
        if (
            found is not None
            and i < first
            and not (" " in found[0] and _is_listed(evidence[i].text) and not _is_dated_below(evidence, i))
        ):
            shorts.append(found[0])
    return None, shorts


def _holder(evidence: Sequence[Evidence], at: int) -> tuple[str, bool] | None:
    """The name in the foot of a recipe's card, which says it clearly."""
    below = evidence[at + 1] if at + 1 < len(evidence) else None
    name = owner_of_card(evidence[at].text, below.text) if below is not None and below.length <= MAX_LINE else None
    return None if name is None else (name, True)


def _is_dated_below(evidence: Sequence[Evidence], at: int) -> bool:
    """Whether the line below is a date: the entries are those of a byline."""
    below = evidence[at + 1] if at + 1 < len(evidence) else None
    return below is not None and below.length <= MAX_LINE and _is_dated(below.text)


def _below(evidence: Sequence[Evidence], at: int) -> str:
    """What stands below a line: where that is the text of a picture of who is named in the next line, her name."""
    below, name = ([seen.text for seen in evidence[at + 1 : at + 3]] + ["", ""])[:2]
    return name if len(name) < len(below) <= MAX_LINE and is_name(name) and name in below else below


def _is_listed(line: str) -> bool:
    """Whether a line is an entry of a list: of a menu, or of other pages."""
    return line.lstrip()[:1] in "•*·-"


def _introduced(evidence: Sequence[Evidence]) -> str | None:
    """Who introduces herself on the page first, by the whole name where the page says that more than once."""
    first = next((name for seen in evidence if (name := introduced_name(seen.text))), None)
    if first is None or " " in first:
        return first
    whole = compile_at_once(rf"\b{re.escape(first)}\s{_LATER_NAME}")
    found = Counter(match[0] for seen in evidence if seen.length <= MAX_LINE for match in whole.finditer(seen.text))
    name, times = max(found.items(), key=lambda row: (row[1], row[0]), default=("", 0))
    return name if times >= TIMES else first


def _below_title(evidence: Sequence[Evidence], titles: Sequence[int]) -> str | None:
    """The name that stands below a title, above a date or what is told, or before the date on its line."""
    for title in titles:
        for i in range(title + 1, min(title + 1 + BELOW_TITLE, len(evidence) - 1)):
            after = evidence[_below_marks(evidence, i)]
            line = without_marks(evidence[i].text.strip(_BULLETS)).strip(_BULLETS + "_")
            before = _before_date(line) if evidence[i].length <= MAX_LINE else ""
            name = said_once(before or line)
            dated = bool(before) or (after.length <= MAX_LINE and _is_dated(after.text))
            if any(word in evidence[title].text for word in name.split()) or not (dated or " " in name):
                continue
            again = _plain(after.text) == _plain(evidence[title].text)
            if (is_name(name) or (before != line and _is_signed(line, before))) and (dated or after.running or again):
                return name
    return None


def _below_marks(evidence: Sequence[Evidence], at: int) -> int:
    """The line below one, or below the mark that stands there alone: `Jane Roe`, `|`, `3 May 2021`."""
    parted = at + 2 < len(evidence) and not evidence[at + 1].text.strip(_BULLETS + _PARTED + "/–—-,")
    return at + 2 if parted else at + 1


def _is_signed(line: str, before: str) -> bool:
    """Whether a name in a script without capitals stands before the word of a day and the day."""
    return (
        1 < len(before) <= MAX_UNCASED
        and before.isalnum()
        and before[0].lower() == before[0].upper()
        and line[len(before) :][:1] == " "
    )


def _above_label(evidence: Sequence[Evidence], titles: Sequence[int], first: int) -> str | None:
    """The name above the word of a day below a title, or before it on its line: of one word if somebody introduces herself by it."""
    for title in titles:
        for i in byline_below(evidence, title, first):
            if labels_day(evidence[i].text):
                name = name_of_byline(evidence, i)
                alone = evidence[i - 1].text.strip(_BULLETS)
                if name is None and is_name(alone) and (_introduced(evidence) or "").split(" ")[0] == alone:
                    return alone
                if name is not None:
                    return name
    return None


def _said_twice(evidence: Sequence[Evidence], titles: Sequence[int], first: int) -> str | None:
    """The one whole name that two lines below each other say, soon below a title: the text of a picture of somebody, and the name beside it."""
    found: set[str] = set()
    for title in titles:
        for i in range(title + 1, min(title + 1 + NEAR_TITLE, first - 1)):
            line, name = evidence[i].text.strip(_BULLETS), evidence[i + 1].text.strip(_BULLETS)
            if evidence[i].length > MAX_LINE or not _shows(line, name) or " " not in name or not is_name(name):
                continue
            if not any(word in evidence[title].text for word in name.split()):
                found.add(name)
    return found.pop() if len(found) == 1 else None


def _said_again(evidence: Sequence[Evidence], titles: Sequence[int], first: int) -> str | None:
    """The one whole name soon below a title that another line says too, and of which the page writes no word small, as it does those of its buttons."""
    found: set[str] = set()
    small: set[str] = set()
    for title in titles:
        for i in range(title + 1, min(title + 1 + FAR_TITLE, first)):
            line = evidence[i].text.strip(_BULLETS) if evidence[i].length <= MAX_LINE else ""
            words = line.split()
            if (
                not 2 <= len(words) <= MAX_NAMES
                or not is_name(line)
                or any(word in evidence[title].text for word in words)
            ):
                continue
            if (
                any(len(word) > 2 and word.isupper() for word in words)
                or sum(line in seen.text for seen in evidence) < TIMES
            ):
                continue
            small = small or {word for seen in evidence for word in _SMALL.findall(seen.text)}
            if small.isdisjoint(word.casefold() for word in words):
                found.add(line)
    return found.pop() if len(found) == 1 else None


def _shows(line: str, name: str) -> bool:
    """Whether a line is a name, or that of a picture (`Photo of Jane Roe`).

    >>> _shows("Jane Roe", "Jane Roe"), _shows("Jane Roe avatar", "Jane Roe"), _shows("Jane Roe has told us all of it", "Jane Roe")
    (True, True, False)
    """
    return name != "" and name in line and len(line) - len(name) <= PICTURE and line.count(" ") - name.count(" ") <= 2


def _before_date(line: str) -> str:
    """What stands before the date of a line, as `Jane Roe` before `3 May 2021`; nothing where other words do."""
    date = next(iter(find_dates(line, short=True)), None)
    day = _DAY.search(line) if date is None else None  # one that does not say which number is the month
    start = date.start if date is not None else day.start() if day is not None else 0
    before = line[:start]
    marks = [at for mark in _PARTED if (at := before.find(mark)) > 0]
    words = before[: min(marks, default=start)].strip(_BULLETS + "|,-–—").split(" ")
    if labels_day(" ".join(words)):
        return ""
    return " ".join(words[:-1] if len(words) > 1 and labels_day(words[-1]) else words)


def _is_dated(line: str) -> bool:
    """Whether a line names a day: a duration (`20 min`) says no moment."""
    return names_a_date(line) and _duration().fullmatch(line.strip(_BULLETS)) is None


@lru_cache(maxsize=1)
def _duration() -> re.Pattern[str]:
    units = literals(load("sections")["author"]["durations"])
    return compile_at_once(
        rf"(?:[0-9]{{1,3}}\s?(?:{units})\.?\s?){{1,2}}(?:\s\w{{1,16}})?|[0-9]{{1,2}}:[0-9]{{2}}", re.IGNORECASE
    )
