"""Dates that come again in one form in a line as long as a page: the heads of its posts, with the name before each."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.rules import any_of
from qaclean.segments.boundaries import Place
from qaclean.segments.date_shape import BEGINS, date_shape
from qaclean.segments.dated_names import NAMED, Head, name_before, with_names
from qaclean.segments.repeated_heads import Extent, last_tail, repeated_heads
from qaclean.segments.spaced_place import spaced_place
from qaclean.text.led_patterns import led, led_spans

__all__ = ["FEWEST_DATES", "date_signs", "dated_places", "glued_date_places"]

MIN_LINE = 500  # code points of a line that may hold several posts
FEWEST_DATES = 3  # dates of one form
APART = 60  # code points between two of them, in half of the cases
APART_GLUED = 25  # ... in a line that is known to be glued
LONG_LINE = 1000  # ... of one whose dates nothing of a template stands beside
SHORT_POST = 20  # code points between two heads
GLUED_TEXT = 40  # code points of a line beside a date glued into it
GLUED_SHARE = 0.5  # share of the dates that are glued so
SHARED = 0.6  # share of the dates beside which words of a template stand
_YEAR = compile_on_use(r"[0-9]:[0-9]{2}(?![0-9])|(?:19|20)[0-9]{2}")
_AFTER = r"(?:\s?[AaPp]\.?[Mm]\b\.?)?(?:\s(?:UTC|GMT|[+-][0-9]{2}:?[0-9]{2})\b)?(?:\s#[0-9]{1,5}(?=\s))?"
# What stands before a date and is not its own: the end of a name (`ann77 March 3, 2014`), of a sentence (`on Sunday. March 3`).
_NOT_OWN = compile_on_use(r"(?:[0-9]{1,2}|[A-Z][a-z]{2,8}\.)\s(?=[A-Z][a-z]{2,8}\.?\s[0-9]{1,2},)")
# Signs of a date glued to what stands beside it.
_GLUED_FORMS = (
    r"[A-Za-z.!?)\u3400-\u9fff](?:(?:19|20)[0-9]{2}[-/.年][0-9]|[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:19|20)[0-9]{2})"
    r"|[a-z.!?)0-9](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s[0-9]"
    r"|[0-9]:[0-9]{2}(?:\s?[AaPp][Mm])?[A-Z\u3400-\u9fff]|ago[A-Z\"]"
)
# Behind one class of the second characters of all, so that the engine skips to those.
_GLUED = compile_on_use(rf"[0-9:JFMASONDg](?<=(?=({_GLUED_FORMS}))..)", re.DOTALL)
_SIGN = compile_at_once(r"[0-9](?::[0-9]{2}|(?<=1)9[0-9]{2}|(?<=2)0[0-9]{2})")  # of a date: a time of day, a year
_WORD = any_of(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "ago"])
_DIGITS = compile_at_once(r"[0-9]+")
_LETTERS = compile_at_once(r"[A-Za-z]+")
_NAME_BEHIND = compile_on_use(r"[^\s|,。!?]{1,24} {0,3}\|")  # date, name, bar, level
_GOES_ON = compile_on_use(r"[.,:/\u3400-\u9fff-]")  # a fraction; a sentence
_NO_POST = compile_at_once(r"\s?(?:[A-Z]{4,8}\b|\[[\w.]{1,40}\]|<)")  # what a program logs at that moment


@lru_cache(maxsize=1)
def _dates() -> re.Pattern[str]:
    # Behind the digits of a name, too.
    pattern = date_shape().replace(r"(?<![0-9])(?<![0-9]\.)", r"(?:(?<![0-9])(?<![0-9]\.)|(?=[A-Z]))")
    return led(BEGINS, f"(?:{pattern}){_AFTER}")


def date_signs(text: str) -> int:
    """How many dates a folded text can hold at most, in any of the forms that are looked for here: where those are fewer than
    `FEWEST_DATES`, there is nothing to cut.

    >>> date_signs("2019-04-01 10:21, 3 May and 2 years ago"), date_signs("先关机,再开机。")
    (4, 0)
    """
    return len(_SIGN.findall(text)) + len(_WORD.findall(text))


def dated_places(text: str, start: int, end: int, *, template: bool = True, glued: bool = False) -> list[Place]:
    """Where a line is cut around its dates with a time of day, where three or more are of one form; none in other lines, nor in short ones that are not known to be `glued`.

    >>> said = "I would oil the chain first, and then look at the cables once more, they stretch. "
    >>> line = "".join(f"{name} 2019-04-0{day} 10:2{day} {said * 6}" for day, name in enumerate(("ann", "tom", "ann"), 1))
    >>> places = [0, *(place.start for place in dated_places(line, 0, len(line))), len(line)]
    >>> [line[a:b].strip()[:20] for a, b in zip(places, places[1:]) if "2019" in line[a:b]]
    ['2019-04-01 10:21', 'tom 2019-04-02 10:22', 'ann 2019-04-03 10:23']
    """
    if (end - start < MIN_LINE and not glued) or len(_YEAR.findall(text, start, end)) < FEWEST_DATES:
        return []
    forms = _forms(text, start, end)
    often = {form: heads for form, heads in forms.items() if template and len(heads) >= FEWEST_DATES}
    extents = dict(zip(often, repeated_heads(text, start, end, [*map(_spans, often.values())]), strict=True))
    taken = _inside(forms) if often else frozenset[int]()
    places: set[Place] = set()
    for form, heads in forms.items():
        around = _places(text, heads, extents[form], start, end) if form in often else set[Place]()
        found = {p for p in around if p.start not in taken and p.end not in taken and start < p.start < p.end < end}
        if not found and (glued or (":" in form and end - start >= LONG_LINE)):
            apart = APART_GLUED if glued else APART
            found = _bare_places(text, heads, (start, end), apart=apart, timed=":" in form)
        places |= found
    return sorted(places)


def _spans(heads: Sequence[Head]) -> list[tuple[int, int]]:
    return [(head.start, head.end) for head in heads]


def _inside(forms: Mapping[str, Sequence[Head]]) -> frozenset[int]:
    """The places inside of any date."""
    return frozenset(at for heads in forms.values() for head in heads for at in range(head.start + 1, head.end))


def glued_date_places(text: str, lines: Sequence[tuple[int, int]]) -> dict[int, list[Place]]:
    """Where lines are cut around dates of one form that are glued to names or words, over the whole text, by the start of the line.

    >>> posts = ("annMember12 Mar 2014 09:0{}Oil the chain first, then look at the cables.", "tomMember13 Mar 2014 10:0{}Thanks, that was it.")
    >>> text = "\\n".join(post.format(n) for n in (1, 2) for post in posts)
    >>> [text[p.start - 2 : p.start] + "|" + text[p.end : p.end + 3] for p in glued_date_places(text, [(0, 67)])[0]]
    ['nn|Mem', 'er|12 ', '01|Oil']
    """
    if not _has_glued(text):
        return {}
    forms = _forms(text, 0, len(text))
    places: set[Place] = set()
    glued = [heads for heads in forms.values() if len(heads) >= FEWEST_DATES and _are_glued(text, heads)]
    taken = _inside(forms) if glued else frozenset[int]()
    extents = repeated_heads(text, 0, len(text), [*map(_spans, glued)])
    for heads, around in zip(glued, extents, strict=True):
        edges = [at for head in heads for at in (head.start, head.end)]
        inner = [at for e in around for at in (e.start, *e.inner, e.end)]
        tail = last_tail(text, around, len(text))
        found = {*edges, *inner, *([tail] if tail >= 0 else [])}
        places |= {Place(at, at) for at in found if at not in taken}
    starts = [start for start, _ in lines]
    out: dict[int, list[Place]] = {}
    for place in sorted(places):
        at = bisect_right(starts, place.start) - 1
        if at >= 0 and starts[at] < place.start < lines[at][1]:
            spaced = spaced_place(text, place.start, *lines[at])
            if starts[at] < spaced.start and spaced.end < lines[at][1]:
                out.setdefault(starts[at], []).append(spaced)
    return {start: sorted(set(found)) for start, found in out.items()}


def _has_glued(text: str) -> bool:
    """Whether so many signs of a date glued to what stands beside it come one behind the other."""
    found = last = 0
    for match in _GLUED.finditer(text):
        if match.start(1) >= last:
            found, last = found + 1, match.end(1)
            if found == FEWEST_DATES:
                return True
    return False


def _are_glued(text: str, heads: Sequence[Head]) -> bool:
    """Whether most dates of a form are glued to names or words."""
    return sum(_is_glued(text, head) for head in heads) >= GLUED_SHARE * len(heads)


def _is_glued(text: str, head: Head) -> bool:
    """Whether a date has no white space on one of its sides, no mark there that may stand so in a sentence, and on one side much text."""
    low, high = (
        max(0, head.start - GLUED_TEXT),
        min(len(text), head.end + GLUED_TEXT),
    )  # no further: a line may be the page
    before_it = head.start - (text.rfind("\n", low, head.start) + 1 or low)
    last = text.find("\n", head.end, high)
    if max(before_it, (last if last >= 0 else high) - head.end) < GLUED_TEXT:
        return False
    before, behind = text[head.start - 1 : head.start], text[head.end : head.end + 1]
    return before.isalnum() or before in (".", "!", "?", "\u3002") or behind.isalnum()


def _forms(text: str, start: int, end: int) -> dict[str, list[Head]]:
    """The dates of a stretch of text by their form."""
    forms: dict[str, list[Head]] = {}
    for begin, last in led_spans(_dates(), text, start, end):
        words = text[begin:last]
        if _DIGITS.search(words) is None:
            continue  # the name of a month alone begins other words
        if (strange := _NOT_OWN.match(words)) is not None:
            begin += strange.end()
        said = " ".join(text[begin:last].partition(" #")[0].split())  # a no-break space is one
        form = _LETTERS.sub("a", _DIGITS.sub("0", said))
        forms.setdefault(form, []).append(Head(begin, last, -1))
    return forms


def _bare_places(text: str, heads: Sequence[Head], line: tuple[int, int], *, apart: int, timed: bool) -> set[Place]:
    """The places around dates beside which no words of a template stand; days without a time of day (not `timed`) are heads of posts where names stand
    before them."""
    start, end = line
    if timed and (among := _among_named(text, heads)):
        return {p for head in among for p in _around(text, head, start, end) if start < p.start and p.end < end}
    seen = [
        head._replace(name=name_before(text, start, head.start))
        for head in heads
        if text[head.end : head.end + 1].isspace() and not _goes_on(text, head.end)
    ]
    enough = sum(head.name >= 0 for head in seen) >= NAMED * len(heads)
    bare = [head for head in seen if enough or _GOES_ON.match(text, head.end + 1) is None]
    if len(bare) < FEWEST_DATES or not _are_heads(bare, apart):
        return set()
    named = with_names(text, start, bare)
    if not timed and (len(bare) < SHARED * len(heads) or all(head.name < 0 for head in named)):
        return set()
    return {
        place for head in named for place in _around(text, head, start, end) if start < place.start and place.end < end
    }


def _among_named(text: str, heads: Sequence[Head]) -> list[Head]:
    """The times between white space that words follow, where two others or more of the form are followed by a name and a bar, as heads of posts are."""
    named = sum(_NAME_BEHIND.match(text, head.end + 1) is not None for head in heads)
    if named < FEWEST_DATES - 1:
        return []
    return [
        head._replace(name=-1)
        for head in heads
        if text[head.start - 1 : head.start].isspace()
        and text[head.end : head.end + 1].isspace()
        and not _goes_on(text, head.end)
    ]


def _share_template(heads: Sequence[Head], extents: Sequence[Extent]) -> bool:
    """Whether words of a template stand beside most of so many dates, and what is long enough for posts between them."""
    shared = sum(e.start < h.start or e.end > h.end for h, e in zip(heads, extents, strict=True))
    long = sum(after.start - before.end >= SHORT_POST for before, after in pairwise(extents))
    return shared >= SHARED * len(heads) and long >= FEWEST_DATES - 1


def _places(text: str, heads: Sequence[Head], extents: Sequence[Extent], start: int, end: int) -> set[Place]:
    """The places around the heads of one form, with the names before them, and in them."""
    if not _share_template(heads, extents):
        return set()
    whole = [Head(e.start, e.end, name_before(text, start, e.start)) for e in extents]
    places = {place for head in with_names(text, start, whole) for place in _around(text, head, start, end)}
    tail = last_tail(text, extents, end)
    inner = [at for e in extents for at in e.inner]
    for at in [*inner, *([tail] if tail >= 0 else []), *(e.start for e in extents)]:
        places.add(spaced_place(text, at, start, end))
    return places


def _goes_on(text: str, end: int) -> bool:
    """Whether what stands behind a date belongs to it: the name and level of a head, the message of a log."""
    return _NAME_BEHIND.match(text, end + 1) is not None or _NO_POST.match(text, end) is not None


def _are_heads(heads: Sequence[Head], apart: int) -> bool:
    """Whether so many dates of one form stand as far `apart` as posts do."""
    gaps = sorted(after.start - before.end for before, after in pairwise(heads))
    return len(heads) >= FEWEST_DATES and gaps[len(gaps) // 2] >= apart


def _around(text: str, head: Head, start: int, end: int) -> list[Place]:
    """The places before a head, or its date, and behind it."""
    first = head.start if head.name < 0 else head.name
    return [spaced_place(text, first, start, end), spaced_place(text, head.end, start, end)]
