"""The title of a how-to in a dump: of the lines above its parts the one whose signs (`title_signs.py`) are worth most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qaclean.patterns import compile_at_once
from qaclean.posts.howto_model import HowTo
from qaclean.posts.line_words import title_lead
from qaclean.posts.model import TitleSpan
from qaclean.posts.title_heading import title_heading
from qaclean.posts.title_signs import BULLETS, Look, Signs, TitlePage, worth_of
from qaclean.segments.document import Document
from qaclean.segments.signals import Evidence, cues_for
from qaclean.text.columns import columns_of
from qaclean.text.dates import names_a_date
from qaclean.text.menus import holds_glued_words, is_menu
from qaclean.text.named_authors import named_author, signs
from qaclean.text.section_heads import ends_part, heads_no_howto
from qaclean.text.titles import PageNames, asks, own_words

__all__ = ["howto_candidates", "howto_lines", "howto_title"]

SITE_NAME = 30  # code points of a line that may be a site's name
UNSPACED = 1.5  # columns of a character, from which on words are written without spaces
CARD, MOST_CARDS = 30, 12  # lines above the materials of a card, and lists of materials below the first
NEAR, LESS = 2, 1.0  # lines around the best one, worth as little less, that may say its name alone
ASKED = 1.0  # for words that ask: what tells menus and ways apart from a title is worth less
DATED, DATED_BELOW, MAX_DATED = 3.5, 2, 60  # for a date so many lines below, in a line of so many code points
MOST_SLASHES = 2  # of a title: a menu of paired words (`Cakes/Pies Soups/Stews`) has more
MIN_HALF = 4  # code points of a title that is said twice in its line
_SHARED_SIGNS = ("said in others", "others alike", "words in the parts", "words told once")
_WAY = "/\u00bb\u203a>"
_ITEM = compile_at_once(r"(?P<number>[0-9]{1,2})[.)]\s{1,3}")


def howto_title(document: Document, evidence: Sequence[Evidence], howto: HowTo) -> TitleSpan | None:
    """Where the title stands above the parts of a how-to, or None where nothing there may be one."""
    heading = title_heading(document.layout, evidence)
    if heading >= 0:
        piece = document.pieces[heading]
        return TitleSpan(heading, piece.start + title_lead(evidence[heading].text), piece.end)
    candidates = howto_candidates(evidence, howto_lines(evidence, howto))
    worth = {i: worth_of(signs, "howto") + _worth_unspaced(evidence, i) for i, signs in candidates}
    if not worth:
        return None
    best = max(worth, key=lambda i: worth[i])
    near = [i for i in range(best - NEAR, best + NEAR + 1) if i != best and worth.get(i, -LESS) >= worth[best] - LESS]
    alone = next((i for i in near if _leads_to(evidence[best].text, evidence[i].text)), best)
    alone = next((i for i in worth if _is_signed(evidence[best].text, evidence[i].text)), alone)
    if alone > howto.first:  # a card says again what stands above all parts
        words = evidence[alone].text.strip(BULLETS).casefold()
        same = [i for i in worth if i < howto.first and evidence[i].text.strip(BULLETS).casefold() == words]
        alone = max(same, key=lambda i: worth[i], default=alone)
    return _span(document, evidence, alone)


def howto_lines(evidence: Sequence[Evidence], howto: HowTo) -> TitlePage:
    """The lines of a dump as the title of its how-to is looked for: above its parts, and above those that tell of it again, on a card of their own."""
    top = howto.first
    held = {i for first, last in howto.content for i in range(first, last)}
    heads = [part.head for part in howto.parts if part.kind == "materials" and part.head > top][:MOST_CARDS]
    cards = {i: head for head in heads for i in range(max(head - CARD, top + 1), head) if i not in held}
    told = "".join(evidence[i].text for i in sorted(held))
    paired = columns_of(told) > UNSPACED * len(told)
    return TitlePage(evidence, howto.first, howto.end, howto.content, Look(paired=paired, cards=cards))


def howto_candidates(evidence: Sequence[Evidence], page: TitlePage) -> Iterator[tuple[int, Signs]]:
    """The lines that may be the title of a how-to, with their signs: what is chosen from, here and where the worth of signs is learned."""
    for i, shown in page.candidates():
        if not _names_no_dish(evidence, i):
            yield i, _of_first_line(i, shown)


def _of_first_line(at: int, signs: Signs) -> Signs:
    """The signs of a line, where the page's first one counts as such alone if other lines have its words: else it is what stands above every page of the site."""
    alone = at == 0 and not any(signs[name] for name in _SHARED_SIGNS)
    return {**signs, "first line": 0.0} if alone else signs


def _worth_unspaced(evidence: Sequence[Evidence], at: int) -> float:
    """What a line in a script that writes no spaces is worth besides, whose like the weights never saw: where it asks how, and where a line with a date
    stands right below it."""
    line = evidence[at].text
    if columns_of(line) <= len(line):
        return 0.0
    below = (seen.text for seen in evidence[at + 1 : at + 1 + DATED_BELOW] if seen.length <= MAX_DATED)
    return ASKED * asks(line) + DATED * any(map(names_a_date, below))


def _names_no_dish(evidence: Sequence[Evidence], at: int) -> bool:
    """Whether a line is a word of a menu, the way to the page, begins with a button, names an author or a picture's owner, is a row of a table, or a fact
    behind its label (`Keywords: plums`)."""
    seen = evidence[at]
    line = seen.text
    if _leads_on(line, "".join(below.text for below in evidence[at + 1 : at + 2])):
        return True
    way = ">" in line or " / " in line
    if line.count("/") > MOST_SLASHES or (way and not cues_for("breadcrumb").isdisjoint(seen.cues)):
        return True
    if (":" in line and ends_part(line)) or is_menu(line) or holds_glued_words(line):
        return True
    return heads_no_howto(line) or "\t" in line or "\u00a9" in line or named_author(line, "") is not None


def _leads_on(line: str, below: str) -> bool:
    """Whether a line and the one below it are entries of the way to the page, which count on (`4. Cakes`, `5. Plum Cake`): it is not the last.

    >>> _leads_on("1. Cakes", "2. Plum Cake"), _leads_on("2. Plum Cake", "Serves 4")
    (True, False)
    """
    item = _ITEM.match(below.strip(BULLETS))
    return item is not None and _counts_on(line, int(item["number"]))


def _leads_to(line: str, name: str) -> bool:
    """Whether a line says a name at the end of the way to it.

    >>> _leads_to("Cakes / Plum Cake", "Plum Cake"), _leads_to("Our Plum Cake", "Plum Cake")
    (True, False)
    """
    name = name.strip(BULLETS).casefold()
    return len(name) >= MIN_HALF and line.casefold().endswith(tuple(f" {mark} {name}" for mark in _WAY))


def _is_signed(line: str, name: str) -> bool:
    """Whether a line says a name and who wrote what it names.

    >>> _is_signed("Plum Cake by Jane Roe", "Plum Cake"), _is_signed("Plum Cake by Night", "Apple Cake")
    (True, False)
    """
    name = name.strip(BULLETS)
    behind = line.strip(BULLETS)[len(name) :]
    return len(name) >= MIN_HALF and behind[:1] == " " and line.strip(BULLETS).startswith(name) and signs(behind)


def _span(document: Document, evidence: Sequence[Evidence], at: int) -> TitleSpan:
    """The title's own words in its line: without bullets, the number of a list's item, the site's name, and said once."""
    piece = document.pieces[at]
    words = evidence[at].text.strip(BULLETS)
    start = max(document.folded.find(words, piece.start, piece.end), piece.start)
    lead = title_lead(words)
    item = _ITEM.match(words)
    if item is not None and at and _counts_on(evidence[at - 1].text, int(item["number"])):
        lead = item.end()
    own = words[lead:]
    lines = {seen.text for i, seen in enumerate(evidence) if seen.length <= SITE_NAME and i != at}
    _, length = own_words(own, PageNames(lines=lines))
    half = own[: length // 2].rstrip()
    if len(half) >= MIN_HALF and own[:length] == f"{half} {half}":
        length = len(half)
    return TitleSpan(at, start + lead, start + lead + length)


def _counts_on(above: str, number: int) -> bool:
    """Whether the line above is the item before that of a number: the entries of the way to the page."""
    before = _ITEM.match(above.strip(BULLETS))
    return before is not None and int(before["number"]) == number - 1
