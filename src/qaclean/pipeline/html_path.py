"""The path of an HTML page: from markup to what the pipeline needs, in the same parts as that of a dump.

The reader renders the page, `repeats` finds the records that repeat, the stripper labels the lines, the parser makes posts of the records,
or, where there are none, reads the kept lines as it reads a dump's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import accumulate
from typing import NamedTuple

from qaclean.html.error_pages import find_notice
from qaclean.html.images import PlacedImage
from qaclean.html.render import HtmlPage, LineOrigin
from qaclean.html.structured_data import Declared, DeclaredPost, Located, declared_steps, locate, read_declared
from qaclean.parser import (
    Facts,
    FieldsOfLines,
    PageLayout,
    Parsed,
    complete_told,
    find_thread,
    kept_pieces,
    parse,
    parse_faq,
    parse_thread,
    parse_told,
    read_facts,
    thread_of,
    with_fields,
)
from qaclean.posts.element_fields import PostFields
from qaclean.posts.profiled import ProfiledPage, ProfiledPost, apply_profile
from qaclean.posts.repeated_elements import Repeat, find_repeats, is_declared_article
from qaclean.profiles import find_profile, host_of, load_profiles, named_profile
from qaclean.repairs.repair import Repaired, repair
from qaclean.segments.document import Document, Removal, fold
from qaclean.segments.lines import read_text
from qaclean.segments.signals import Evidence, observe
from qaclean.stripper import OF_POST, DeclaredLines, strip_html, strip_lines
from qaclean.text.dates import read_date
from qaclean.text.titles import split_title, title_kind

__all__ = ["HtmlResult", "clean_html"]

_BETWEEN = " \t-|\u00b7_\u2014\u2013\u00bb:\u2022"
_SEGMENTS = re.compile(r"\s[-|\u00b7\u2014\u2013\u00bb\u2022:]\s|_")
_LISTED = re.compile(r"thread|topic|result|subject")  # what listings call their rows
MANY = 10  # records of an index
TEASER = 120  # code points of its median record
SITE_NAME = 30  # code points of a line that may be a site's name
MIN_AROUND = 2  # lines of an element whose words tell what its images are
MAX_AROUND = 40  # elements outwards from an image
MIN_HEADING = 4  # code points of a heading that names the page
_NOWHERE = LineOrigin(-1, 0, 0, 0, 0, 0, 0, 0, False)


class HtmlResult(NamedTuple):
    """What the path makes of a page; spans count in the repaired text."""

    site: str | None
    warnings: list[tuple[str, str]]
    repaired: Repaired
    removals: list[Removal]
    facts: Facts
    parsed: Parsed


def clean_html(
    page: HtmlPage, reference: datetime | None = None, *, url: str | None = None, profile: str | None = None
) -> HtmlResult:
    """Strip and parse a rendered page, by its site's profile where one matches (`profile` as in `qaclean.clean`)."""
    repaired = repair(page.text)
    if repaired.text.count("\n") != page.text.count("\n"):  # a repair across lines: places would be lost
        repaired = Repaired(page.text, page.text, ())
    document = read_text(repaired.text)
    page, lines = _aligned(page, document)
    declared = read_declared(page, reference)
    located = locate(declared, page)
    profiled, warnings = _profiled(page, url, profile, reference)
    repeats = find_repeats(page) if profiled is None else []
    if profiled is None and not (repeats and repeats[0].is_posts):
        profiled = _by_declaration(page, declared, located)
    if profiled is not None:
        return _clean_profiled(page, repaired, document, profiled, declared, located, reference)
    page = declared_steps(page, located)
    evidence = observe(document)
    titled = bool(page.head.title) and bool(document.blocks) and lines[:1] == [0]
    nameless = titled and page.head.title[0] in _BETWEEN  # `- Site`: the page's own words are missing
    removals = strip_html(document, evidence, page, repeats, titled=titled, declared=_declared_lines(located))
    posts = bool(repeats) and repeats[0].is_posts
    notice = None if posts else find_notice([e.text for e in evidence], [o.link for o in page.origins])
    index = notice is not None or _is_index(document, page, repeats)
    if notice is not None:
        warnings = [*warnings, ("no-content", f"the page only says why it shows nothing ({notice})")]
        removals = _all_noise(document, removals, titled)
    elif index:
        removals = [*removals, *_all_links(document, removals, titled)]
        warnings = [
            *warnings,
            ("no-content", "the page holds links and no text of its own: an index, a search result or a notice"),
        ]
    if nameless:
        block = document.blocks[0]
        heading = next((document.blocks[i].start for i, o in enumerate(page.origins) if o.level == 1), -1)
        removals = [r for r in removals if r.start not in (heading, block.start)]  # the page's heading is its title
        titled, removals = False, [Removal(block.start, block.end, "site_chrome", "title-suffix"), *removals]
    elif titled:
        removals = sorted([*_title_cuts(document, page, evidence, declared.names), *removals])
    layout = PageLayout(_carried(document, page.origins, removals), _images(document, page, lines, removals))
    if index:
        parsed = Parsed("none", *_named(document, removals), [], [], [])
        facts = read_facts(document, sorted(removals), content=None, reference=reference)
        return HtmlResult(None, warnings, repaired, removals, facts, parsed)
    marked = _parse_marked(document, evidence, removals, page, repeats, layout, titled, located, reference)
    if marked is None:
        parsed, facts, removals = parse_told(document, evidence, removals, reference=reference, layout=layout)
        if len(located.steps) > 1 and parsed.kind == "article":
            parsed = parsed._replace(kind="howto")
    else:
        parsed = marked
        complete_told(document, evidence, removals, parsed.questions, reference=reference)
        of_page = [removal for removal in removals if removal.rule != OF_POST]
        facts = read_facts(
            document, sorted([*of_page, *parsed.removals]), content=parsed.content_start, reference=reference
        )
    facts = _with_declared(_with_question(facts, parsed), declared, page)
    return HtmlResult(None, warnings, repaired, removals, facts, parsed)


def _by_declaration(page: HtmlPage, declared: Declared, located: Located) -> ProfiledPage | None:
    """The posts that the page declares and shows, where it shows at least half of them whole."""
    whole = [answer for answer in located.answers if answer.whole]
    if not whole or 2 * len(whole) < located.declared or declared.kind not in ("qa", "thread"):
        return None
    asked = located.question
    own = ProfiledPost([(asked.first, asked.last)] if asked else [], [], _fields(asked.post) if asked else PostFields())
    answers = [ProfiledPost([(a.first, a.last)], [], _fields(a.post)) for a in whole]
    if any(answer.fields.accepted for answer in answers):
        answers = [a._replace(fields=a.fields._replace(accepted=bool(a.fields.accepted))) for a in answers]
    return ProfiledPage(None, declared.kind, "declared", declared.questions[0].name or None, own, answers)


def _fields(post: DeclaredPost) -> PostFields:
    return PostFields(post.author, post.published, post.votes, post.accepted)


def _declared_lines(located: Located) -> DeclaredLines:
    """What the stripper needs of the declarations."""
    whole = [row for row in (located.question, *located.answers) if row is not None and row.whole]
    asked = located.question if located.question is not None and located.question.whole else None
    content = [*located.steps] if len(located.steps) > 1 else []
    if len(located.faq) > 1:
        content += [lines for pair in located.faq for lines in pair]
    posts = tuple(sorted((row.first, row.last) for row in whole))
    return DeclaredLines((asked.first, asked.last) if asked else None, posts, tuple(content))


def _fields_of_lines(located: Located) -> list[FieldsOfLines]:
    rows = [row for row in (located.question, *located.answers) if row is not None]
    return [FieldsOfLines(row.first, row.last, _fields(row.post)) for row in rows]


def _with_declared(facts: Facts, declared: Declared, page: HtmlPage) -> Facts:
    """The facts, with what the page declares of itself where nothing visible says it; a name and a path must stand on the page."""
    shown = fold(page.text)
    author = declared.author if declared.author and fold(declared.author) in shown else None
    path = [name for name in declared.breadcrumb if fold(name) in shown]
    meta = page.head.meta.get("article:published_time", "")
    published = declared.published or (read_date(meta) if is_declared_article(page) else None)
    return facts._replace(
        breadcrumb=facts.breadcrumb or (list(declared.breadcrumb) if path else []),
        author=facts.author or author,
        published=facts.published or published,
    )


def _is_index(document: Document, page: HtmlPage, repeats: Sequence[Repeat]) -> bool:
    """Whether the page lists threads or results: many dated records of hardly any text, which hold most of the page."""
    rows = [r for r in repeats[:3] if len(r.nodes) >= MANY and r.dated >= 0.7 and _LISTED.search(r.word)]
    if not rows:
        return False
    firsts, lasts = page.nodes.firsts, page.nodes.lasts
    solid = [0, *accumulate(block.end - block.start for block in document.blocks)]
    for repeat in rows:
        sizes = sorted(solid[lasts[n]] - solid[firsts[n]] for n in repeat.nodes)
        linked = sum(origin.link for n in repeat.nodes for origin in page.origins[firsts[n] : lasts[n]])
        if 2 * sum(sizes) >= solid[-1] and sizes[len(sizes) // 2] < TEASER and 3 * linked > sum(sizes):
            return True
    return False


def _named(document: Document, removals: Sequence[Removal]) -> tuple[str | None, tuple[int, int] | None]:
    """What is left of the first line: the title of a page without content."""
    start, end = document.blocks[0].start, document.blocks[0].end
    for removal in removals:
        if removal.start <= start < removal.end:
            start = removal.end
        elif start < removal.start < end:
            end = removal.start
    words = " ".join(document.text[start:end].split())
    return (words, (start, end)) if words else (None, None)


def _all_links(document: Document, removals: Sequence[Removal], titled: bool) -> list[Removal]:
    gone = {removal.start for removal in removals}
    return [
        Removal(block.start, block.end, "navigation", "link-list")
        for index, block in enumerate(document.blocks)
        if block.start not in gone and not (titled and index == 0)
    ]


def _all_noise(document: Document, removals: Sequence[Removal], titled: bool) -> list[Removal]:
    gone = {removal.start: removal for removal in removals}
    return [
        gone.get(block.start) or Removal(block.start, block.end, "site_chrome", "notice")
        for index, block in enumerate(document.blocks)
        if not (titled and index == 0)
    ]


def _profiled(
    page: HtmlPage, url: str | None, name: str | None, reference: datetime | None
) -> tuple[ProfiledPage | None, list[tuple[str, str]]]:
    """The page by a profile, and a warning where the profile of its host no longer fits."""
    if name == "none" or page.root is None:
        return None, []
    profiles = (named_profile(name),) if name else load_profiles()
    address = url or page.head.canonical or page.head.meta.get("og:url")
    found = find_profile(page.root, address, profiles, page.markup)
    if found is not None:
        result = apply_profile(page, *found, reference)
        if result is not None:
            return result, []
    host = host_of(address)
    stale = [p.site for p in profiles if name or any(host == h for h in p.hosts if host)]
    if found is None and not stale:
        return None, []
    site = found[0].site if found else stale[0]
    return None, [
        ("profile-mismatch", f"the page is not as the profile of {site} knows it: it was read without a profile")
    ]


def _clean_profiled(
    page: HtmlPage,
    repaired: Repaired,
    document: Document,
    profiled: ProfiledPage,
    declared: Declared,
    located: Located,
    reference: datetime | None,
) -> HtmlResult:
    evidence = observe(document)
    titled = bool(page.head.title)
    keep = profiled.kept(len(document.blocks))
    removals = strip_lines(document, evidence, page, keep, profiled.rule, titled=titled)
    if titled:
        names = (profiled.title,) if profiled.title else declared.names
        removals = sorted([*_title_cuts(document, page, evidence, names), *removals])
    origins = _carried(document, page.origins, removals)
    layout = PageLayout(origins, _images(document, page, range(len(page.origins)), removals))
    pieces, markers = kept_pieces(document, evidence, removals, labels=False)
    title = pieces[0] if titled and pieces and pieces[0].block == 0 else None
    thread = thread_of(profiled, pieces[1:] if title else pieces)
    thread = with_fields(thread, _fields_of_lines(located), over=False)
    if (title is None and not thread.question.pieces) or profiled.kind == "howto":
        parsed = parse(document, evidence, removals, layout=layout)
    else:
        parsed = parse_thread(document, thread, title, pieces, markers, layout, profiled.kind)
    facts = read_facts(
        document, sorted([*removals, *parsed.removals]), content=parsed.content_start, reference=reference
    )
    facts = _with_declared(_with_question(facts, parsed), declared, page)
    return HtmlResult(profiled.site, [], repaired, removals, facts, parsed)


def _aligned(page: HtmlPage, document: Document) -> tuple[HtmlPage, list[int]]:
    """The page with one origin a block, and the line of each block; a repair may have emptied a line."""
    lines, at, line = [], 0, 0
    for block in document.blocks:
        line += document.text.count("\n", at, block.start)
        at = block.start
        lines.append(line)
    if len(lines) == len(page.origins):
        return page, lines
    block_of = {line: index for index, line in enumerate(lines)}
    count = page.text.count("\n") + 2
    following = [0] * (count + 1)
    following[count] = len(lines)
    for line in range(count - 1, -1, -1):
        following[line] = block_of.get(line, following[line + 1])
    nodes = page.nodes._replace(
        firsts=[following[n] for n in page.nodes.firsts], lasts=[following[n] for n in page.nodes.lasts]
    )
    origins = tuple(page.origins[line] if line < len(page.origins) else _NOWHERE for line in lines)
    text = "\n".join(document.text[b.start : b.end] for b in document.blocks)
    images = tuple(image._replace(line=following[min(image.line, count)]) for image in page.images)
    return page._replace(text=text, origins=origins, nodes=nodes, images=images), list(range(len(lines)))


def _images(
    document: Document, page: HtmlPage, lines: Sequence[int], removals: Sequence[Removal]
) -> tuple[tuple[int, int, PlacedImage], ...]:
    """The images of what is kept: block, position in the text, image."""
    gone = {removal.start: removal.end for removal in removals}
    kept = list(accumulate((gone.get(block.start, -1) < block.end for block in document.blocks), initial=0))
    rows = []
    for image in page.images:
        if _is_furniture(page, image, kept):
            continue
        if image.line < len(document.blocks):
            block = document.blocks[image.line]
            rows.append((image.line, min(block.start + image.offset, block.end), image))
        else:
            rows.append((image.line, len(document.text), image))
    return tuple(rows)


def _is_furniture(page: HtmlPage, image: PlacedImage, kept: Sequence[int]) -> bool:
    """Whether nothing is kept of the smallest element around an image that has words of its own; one line may be its caption."""
    firsts, lasts = page.nodes.firsts, page.nodes.lasts
    node = image.node
    for _ in range(MAX_AROUND):
        if node < 0 or lasts[node] - firsts[node] >= MIN_AROUND:
            return node >= 0 and kept[lasts[node]] == kept[firsts[node]]
        node = page.nodes.parents[node]
    return False


def _carried(
    document: Document, origins: tuple[LineOrigin, ...], removals: Sequence[Removal]
) -> tuple[LineOrigin, ...]:
    """The origins, where a list item whose first line goes (its number in a box) begins with the next line of it that stays."""
    gone = {removal.start for removal in removals}
    new = list(origins)
    for index, block in enumerate(document.blocks[:-1]):
        origin, after = new[index], new[index + 1]
        if origin.begins and block.start in gone and not after.begins and after.item >= origin.item:
            new[index + 1] = after._replace(begins=True, ordinal=origin.ordinal)
    return tuple(new)


def _title_cuts(
    document: Document, page: HtmlPage, evidence: Sequence[Evidence], names: Sequence[str] = ()
) -> list[Removal]:
    """What stands around the page's own heading in `<title>`: the site's name, the section's; `names` are what it is called for certain."""
    block, line = document.blocks[0], evidence[0].text
    named = [fold(name) for name in names]
    own = max(
        (
            n
            for n in named
            if n in line and MIN_HEADING <= len(n) < len(line) and (line.startswith(n) or 3 * len(n) > len(line))
        ),
        key=len,
        default="",
    )
    own = own or _own_heading(page, evidence, line)
    start = line.find(own) if own else 0
    end = start + len(own) if own else split_title(line).length
    cuts = []
    for a, b in ((0, start), (end, len(line))):
        if line[a:b].strip():
            cuts.append(Removal(block.start + a, block.start + b, "site_chrome", "title-suffix"))
    return cuts


def _own_heading(page: HtmlPage, evidence: Sequence[Evidence], title: str) -> str:
    """What of the title is the page's own: a heading (or `og:title`) that the title holds, else what stands before the site's name."""
    named = fold(page.head.meta.get("og:title", ""))
    found = [e.text for e, o in zip(evidence[1:], page.origins[1:], strict=True) if 1 <= o.level <= 2]
    held = [
        words
        for words in [*found[:40], named]
        if (len(words) >= MIN_HEADING or title[len(words) : len(words) + 1].strip(_BETWEEN) == "")
        and len(words) <= len(title)
        and (title.startswith(words) or (words in title and 2 * len(words) > len(title)))
    ]
    if held:
        return max(held, key=len)
    site = fold(page.head.meta.get("og:site_name", ""))
    if site and title.endswith(site) and len(site) < len(title):
        return title[: -len(site)].rstrip(_BETWEEN)
    return _before_site(title, page, {e.text for e in evidence[1:] if e.length < SITE_NAME})


def _before_site(title: str, page: HtmlPage, short: Collection[str]) -> str:
    """The title without a last segment that names the site: the page's host spells it, or a short line of the page is just it."""
    address = page.head.canonical or page.head.meta.get("og:url", "")
    host = re.sub(r"[^a-z0-9]", "", host_of(address).lower())
    segments = _SEGMENTS.split(title)
    last = re.sub(r"[^a-z0-9]", "", segments[-1].lower())
    if len(segments) > 1 and ((len(last) >= 4 and last in host) or segments[-1] in short):
        return title[: title.rindex(segments[-1])].rstrip(_BETWEEN)
    return ""


def _parse_marked(
    document: Document,
    evidence: Sequence[Evidence],
    removals: list[Removal],
    page: HtmlPage,
    repeats: Sequence[Repeat],
    layout: PageLayout,
    titled: bool,
    located: Located,
    reference: datetime | None,
) -> Parsed | None:
    """The record of a page whose markup shows its posts or its pairs of question and answer."""
    pieces, markers = kept_pieces(document, evidence, removals, labels=False)
    title = pieces[0] if titled and pieces and pieces[0].block == 0 else None
    if len(located.faq) > 1 and not (repeats and repeats[0].is_posts):
        return parse_faq(document, located.faq, title, pieces, markers, layout)
    thread = find_thread(page, repeats, pieces[1:] if title else pieces, reference)
    if thread is None or (title is None and not thread.question.pieces):
        return None
    thread = with_fields(thread, _fields_of_lines(located), over=True)
    kind = "qa" if "answer" in repeats[0].word or title_kind(page.head.title) == "qa" else "thread"
    return parse_thread(document, thread, title, pieces, markers, layout, kind)


def _with_question(facts: Facts, parsed: Parsed) -> Facts:
    """A page of posts was published by its first post."""
    if parsed.kind not in ("qa", "thread") or not parsed.questions:
        return facts
    asked = parsed.questions[0]
    return facts._replace(
        author=asked.get("author") or facts.author, published=asked.get("published") or facts.published
    )
