"""What the stripper's chain looks at: each block's evidence, and its zone and neighbours, as named features.

Features are names so that a weight can be read (`stripper/weights.json`) and a decision explained. Bins are coarse on purpose:
they must hold for sites nobody has seen.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import add
from typing import NamedTuple

from qaclean.named_tuples import made_of
from qaclean.patterns import compile_at_once
from qaclean.segments.signals import LONG, Evidence
from qaclean.stripper.text_view import ECHO_WORDS, HEAD, TAIL, TextView, place_of, view_text
from qaclean.text.item_marks import item_marks

__all__ = [
    "LENGTHS",
    "Look",
    "Place",
    "beside_names",
    "characters_of",
    "look_names",
    "look_of",
    "names_of",
    "own_names",
    "piece_features",
    "place_names",
    "places_of",
    "position_of",
]

LENGTHS = (3, 6, 10, 16, 25, 40, 80, 160)  # bins, in code points
_PAIRS_TO = 30  # code points of a line whose pairs of characters are features
_SMALL = (0, 1, 3)
_WORD_LENGTHS = (2, 4, 7, 12, 20, 35)
_CLAUSE = compile_at_once("[\u3002,;:.!?]")
_ENDINGS = {
    mark: f"end:{kind}"
    for kind, marks in ((".", "\u3002.!!~"), ("?", "??"), (":", "::"), (">", ">》»"))
    for mark in marks
}
Look = tuple[int, int, int, str, tuple[str, ...], bool, bool, bool, tuple[str, ...], str]  # see `look_of`


def names_of(index: int, evidence: Sequence[Evidence], view: TextView, place: Place) -> list[str]:
    """All features of one block: its own, its place's, its neighbours'."""
    row = own_names(evidence[index], place_of(view.zones[index]))
    row.extend(place_names(place))
    if index:
        before = evidence[index - 1]
        row.extend(beside_names("p", before.cues, before.length, before.running))
    if index + 1 < len(evidence):
        after = evidence[index + 1]
        row.extend(beside_names("n", after.cues, after.length, after.running))
    return row


def piece_features(evidence: Sequence[Evidence]) -> list[list[str]]:
    """The features of every block of a page, in order (what the training reads)."""
    view = view_text(evidence)
    return [names_of(i, evidence, view, place) for i, place in enumerate(places_of(evidence, view))]


def beside_names(side: str, cues: tuple[str, ...], length: int, running: bool) -> list[str]:
    """What a block tells its neighbour: `p:` to the one after it, `n:` to the one before."""
    row = [f"{side}:{cue}" for cue in cues]
    row.append(f"{side}:running" if running else f"{side}:len{bisect_right(LENGTHS, length)}")
    return row


class Place(NamedTuple):
    """A block's place in its page, coarse, so that few places differ: the key that place scores are remembered by."""

    at: int
    back: int
    zone: str
    run: int
    held: str
    head: str
    echo: int
    where: str
    said: bool
    repeats: int
    sentences: int
    title: str
    page: str
    shared: int
    alike: str


_place = made_of(Place)


def places_of(evidence: Sequence[Evidence], view: TextView) -> Iterator[Place]:
    """The place of every block, made when it is asked for: a page may have a million."""
    last, title, held, pairs, alike = len(evidence) - 1, view.title, view.held, view.pairs, _alike(evidence)
    pages = {zone: f"{view.manner}:{place_of(zone)}:L" for zone in set(view.zones)}
    for i, (e, zone, run, head) in enumerate(zip(evidence, view.zones, view.runs, view.heads, strict=True)):
        back, repeats = last - i, view.repeats[e.text]
        echo, where, said = _echo_at(i, evidence, view) if i < HEAD else (-1, "", False)
        yield _place(
            (
                i if i < 3 else 3,
                back if back < 8 else 8,
                zone,
                run if run < 17 else 17,
                held.get(i, ""),
                head,
                echo,
                where,
                said,
                repeats if repeats < 4 else 4,
                1 if e.sentences else 0,
                _title_match(e, title) if i and title else "",
                "" if e.cues or not i else pages[zone] + str(bisect_right(LENGTHS, e.length)),
                _shared(e, pairs) if i else -1,
                alike[i],
            )
        )


def _echo_at(index: int, evidence: Sequence[Evidence], view: TextView) -> tuple[int, str, bool]:
    """How often the page says one of its first blocks again, where it stands to the breadcrumb, and whether it was said above."""
    echo = view.echoes[index]
    where = "before" if index < view.crumb else "after" if view.crumb >= 0 else "no"
    words = evidence[index].text[:ECHO_WORDS]
    return echo, where, echo > 0 and any(words in before.text for before in evidence[:index])


def place_names(place: Place) -> list[str]:
    """What a place tells."""
    row = [position_of(place.at, place.back), place.zone, f"run{bisect_right(TAIL, place.run)}"]
    if place.held:
        row += ["held", f"held:{place.held}"]
    if place.head:
        row.append(place.head)
    if place.echo >= 0:
        row += [f"echo{place.echo}:{place.where}-crumb", f"at{min(place.at, 2)}:echo{place.echo}:{place.where}-crumb"]
    if place.echo > 0:
        row.append(f"echo:{'said' if place.said else 'new'}:{place.where}-crumb")
    if place.repeats > 1:
        row.append(f"repeats{place.repeats}:{place.sentences}")
    if place.title:
        row.append(place.title)
    if place.page:
        row.append(place.page)
    if place.shared >= 0:
        row.append(f"shared{place.shared}:{place.sentences}")
    if place.alike:
        row.append(f"alike:{place.alike}:{place.sentences}")
    return row


def own_names(e: Evidence, place: str) -> list[str]:
    """Features of the block alone; `place` is its zone without the distance."""
    begin, end, pairs = characters_of(e)
    return [*look_names(look_of(e, place)), "^" + begin, "$" + end, *map("w".__add__, pairs)]


def characters_of(e: Evidence) -> tuple[str, str, Iterable[str]]:
    """The first two and the last two characters of a block, and the pairs of neighbours of a short one, each once."""
    text = e.text
    return text[:2], text[-2:], dict.fromkeys(map(add, text, text[1:])) if e.length <= _PAIRS_TO else ()


def look_of(e: Evidence, place: str) -> Look:
    """What a block shows but for its characters, coarse, so that few looks differ: the key that scores are remembered by."""
    return (
        bisect_right(LENGTHS, e.length),
        e.sentences if e.sentences < 3 else 3,
        e.commas if e.commas < 3 else 3,
        _ending(e.text),
        e.cues,
        2 * e.covered >= e.length,
        e.sentences >= 2 and e.length >= LONG,
        e.whole is not None,
        (*_shape(e),),
        place,
    )


def look_names(look: Look) -> list[str]:
    """What a look tells."""
    size, said, commas, end, cues, mostly, running, whole, shape, place = look
    sentences = bisect_right(_SMALL, said)
    row = [
        "b",
        f"len{size}",
        f"s{sentences}",
        f"L{size}s{sentences}",
        f"c{bisect_right(_SMALL, commas)}",
        end,
        f"{end}:{size}",
    ]
    for cue in cues:
        row.append(f"cue:{cue}")
        if mostly:
            row.append(f"mostly:{cue}")
        if running:
            row.append(f"text:{cue}")
    if whole:
        row.append("whole")
    if not cues:
        row.append(f"nocue{size}")
    row.extend(shape)
    row.append(f"{place}:L{size}s{min(said, 2)}")
    row.extend(f"{place}:{cue}" for cue in cues)
    return row


def _shape(e: Evidence) -> list[str]:
    text, row = e.text, []
    if e.words >= 2:
        mean = bisect_right(_WORD_LENGTHS, (e.length - e.words + 1) // e.words)
        plain = "plain" if e.sentences + e.commas == 0 else "sentence" if e.sentences * 3 < e.words else "text"
        row.append(f"words{bisect_right(TAIL, e.words // 2)}:{plain}")
        row.append(f"words{min(e.words, 3)}:{mean}:{plain}")
    if e.digits * 4 > e.length:
        row.append("digits")
    if text[0] in item_marks():
        row.append(f"marked:{text[0] if text[0] in '•·-*' else 'n'}")
    if "|" in text:
        row.append("pipes")
    if text.count(">") >= 2:
        row.append("arrows")
    if "http" in text or "www." in text:
        row.append("address")
    if text.isascii():
        row.append("ascii")
        if text[0].isupper() and e.sentences == 0:
            row.append(f"titlecase{min(e.words, 6)}")
    questions = text.count("?")
    if questions >= 2 and questions * 80 > e.length:
        row.append("questions")
    if e.words >= 3:
        row.append(_links(text))
    if ("..." in text or "…" in text) and ("..." in text[:-3] or "…" in text[:-1]):
        row.append(f"teasers{min(text.count('...') + text.count('…'), 3)}")
    return row


def _links(text: str) -> str:
    """How many of the words between spaces look like the titles of links: 4 to 28 code points, no clause in them."""
    words = text.split()
    titles = sum([4 <= len(w) <= 28 and _CLAUSE.search(w, 0, len(w) - 1) is None for w in words])
    return f"links{bisect_right(TAIL, titles)}:{4 * titles // len(words)}"


def _shared(e: Evidence, pairs: frozenset[str]) -> int:
    """How much of a short line's pairs the title says too: 0 to 4 quarters; -1 where the line is long or there is no title."""
    if e.length > 60 or e.length < 4 or not pairs:
        return -1
    return 4 * sum(map(pairs.__contains__, map(add, e.text, e.text[1:]))) // (e.length - 1)


def _alike(evidence: Sequence[Evidence]) -> list[str]:
    """Is each block made like its neighbours (`p`, `n`): of about the same length (`l`), or begun (`b`) or ended (`e`) the same?"""
    found = [""] * len(evidence)
    for i, (e, other) in enumerate(pairwise(evidence)):
        if e.text[:3] == other.text[:3]:
            found[i] += "nb"
            found[i + 1] = "pb"
        elif e.text[-3:] == other.text[-3:]:
            found[i] += "ne"
            found[i + 1] = "pe"
        elif e.sentences == other.sentences:
            difference = abs(e.length - other.length) * 5
            if difference <= e.length:
                found[i] += "nl"
            if difference <= other.length:
                found[i + 1] = "pl"
    return found


def _ending(text: str) -> str:
    return "end:teaser" if text.endswith(("...", "…")) else _ENDINGS.get(text[-1], "end:word")


def position_of(at: int, back: int) -> str:
    """One of the first lines, one of the last, or the middle; `at` and `back` count from the first line and from the last.

    >>> position_of(0, 9), position_of(9, 0), position_of(9, 9)
    ('at0', 'back1', 'middle')
    """
    if at < 3:
        return f"at{at}"
    return f"back{bisect_right(TAIL, back)}" if back < 8 else "middle"


def _title_match(e: Evidence, title: str) -> str:
    """Does the block repeat the page's first line, or a good part of it?"""
    if e.length > 80:
        return ""
    core = title[:12]
    if e.text.startswith(core) or (4 <= e.length <= len(title) and e.text in title):
        return "title:same" if e.sentences == 0 else "title:starts"
    return "title:holds" if core in e.text else ""
