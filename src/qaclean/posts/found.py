"""What is found on a page before any piece is labelled: its thread, by providers tried in order, and what else speaks of its posts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from qaclean.freed import give_back
from qaclean.posts.anchor_scores import told_count
from qaclean.posts.anchors import rows_of
from qaclean.posts.article_ends import article_end
from qaclean.posts.article_threads import head_of_comments
from qaclean.posts.believed import read_declared
from qaclean.posts.declared import Located, declared_steps, declared_thread, locate, with_declared_fields
from qaclean.posts.element_threads import advert_ranges, element_thread
from qaclean.posts.empty_dumps import empty_dump
from qaclean.posts.empty_pages import EmptyPage, find_emptiness, listed_pages
from qaclean.posts.headed_steps import with_headed_steps
from qaclean.posts.howto_model import HowTo
from qaclean.posts.howto_parts import counted_howto, find_howto, howto_or_materials, materials_of
from qaclean.posts.howto_questions import with_questions
from qaclean.posts.howto_title import howto_title
from qaclean.posts.line_rows import Row
from qaclean.posts.line_words import may_head_comments
from qaclean.posts.listed_steps import listed_howto
from qaclean.posts.marked_quotes import marked_quotes
from qaclean.posts.model import Range, Thread, TitleSpan
from qaclean.posts.numbered_comments import numbered_comments
from qaclean.posts.papers import ExamQuestion, find_papers
from qaclean.posts.pushed_threads import pushed_thread
from qaclean.posts.quotes import Quote, find_quotes, with_quoted_words, with_quotes
from qaclean.posts.repeated_elements import RepeatedElements, find_repeated_elements
from qaclean.posts.repeated_lines import line_thread
from qaclean.posts.separate_articles import first_article_end
from qaclean.posts.shown_howto import shown_howto
from qaclean.posts.step_captions import without_credits
from qaclean.posts.step_sections import with_sections
from qaclean.posts.structured_data import Declared
from qaclean.posts.turns import Pair, find_turns, is_labelled
from qaclean.posts.unanswered import says_unanswered, unanswered_thread
from qaclean.segments.columns import texts_of
from qaclean.segments.document import Document
from qaclean.segments.layout import Layout
from qaclean.segments.signals import Evidence
from qaclean.text.titles import title_kind

__all__ = ["Found", "Wanted", "find_posts"]

NOTHING_LOCATED = Located(None, (), 0)
NOTHING_DECLARED = Declared("")


class Wanted(NamedTuple):
    """What the caller says of a page: its address, the profile to use (as in `qaclean.clean`), when it was fetched."""

    url: str | None = None
    profile: str | None = None
    reference: datetime | None = None


class Found(NamedTuple):
    """The thread of a page, or None; the sets of elements that repeat on it, best first; what it declares and where that stands; why it is
    empty, where it is; the questions of a multiple-choice paper; the pairs of two people who take turns; the adverts between posts; the parts of
    its how-to; the first line behind its article (-1 where none shows); the quotes that no element shows; the warnings `(code, message)` met on the way; and the profile
    whose rules the page goes by, though it may not know its posts."""

    thread: Thread | None = None
    elements: Sequence[RepeatedElements] = ()
    declared: Declared = NOTHING_DECLARED
    located: Located = NOTHING_LOCATED
    empty: EmptyPage | None = None
    paper: tuple[ExamQuestion, ...] = ()
    pairs: tuple[Pair, ...] = ()
    adverts: tuple[Range, ...] = ()
    howto: HowTo | None = None
    article_end: int = -1
    quotes: tuple[Quote, ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()
    ruled_by: str | None = None

    @property
    def site(self) -> str | None:
        """The profile that matched."""
        return self.thread.site if self.thread is not None and self.thread.site is not None else self.ruled_by

    @property
    def exact(self) -> bool:
        """Whether the posts are known to the piece."""
        return self.thread is not None and self.thread.exact

    @property
    def faq(self) -> tuple[tuple[Range, Range], ...]:
        """The pairs of question and answer of people who take turns, that a how-to tells besides, or that the page declares and shows, where they are more than one and no
        posts."""
        if self.pairs:
            return self.pairs
        if self.howto is not None and self.howto.questions and len(self.located.faq) < 2:
            return self.howto.questions
        return self.located.faq if len(self.located.faq) > 1 and self.thread is None else ()

    @property
    def steps(self) -> tuple[Range, ...]:
        """The declared steps that the page shows, where they are more than one."""
        return self.located.steps if len(self.located.steps) > 1 else ()

    @property
    def title_span(self) -> TitleSpan | None:
        """Where the title stands, where what was found tells it."""
        if self.thread is not None:
            return self.thread.title_span
        return self.howto.title if self.howto is not None else None

    @property
    def content(self) -> list[Range]:
        """The ranges that are content for certain, since the page declares their words as steps or as questions and answers, or since
        they make a paper or pairs."""
        pairs = (
            self.located.faq if len(self.located.faq) > 1 else self.howto.questions if self.howto is not None else ()
        )
        papers = [held for question in self.paper for held in question]
        shown = [(start, start + 1) for (asked, told) in self.pairs for start in (asked[0], told[0])]
        return [*self.steps, *(held for pair in pairs for held in pair), *papers, *shown]


def _profiled(layout: Layout, wanted: Wanted) -> tuple[Thread | None, str | None]:
    """`profiled_thread`, imported by the first page of HTML: a dump needs no profiles and no lxml."""
    from qaclean.posts.profiled import profiled_thread

    return profiled_thread(layout, wanted.url, wanted.profile, wanted.reference)


def find_posts(document: Document, evidence: Sequence[Evidence], wanted: Wanted) -> tuple[Document, Found]:
    """What is found on a page, and the document, whose layout shows declared steps as an ordered list."""
    layout = document.layout
    if layout is None or not layout.named:
        return _with_quotes(document, evidence, _found_in_dump(document, evidence, wanted))
    found, howto = _declared(layout, wanted), None
    elements: list[RepeatedElements] = []
    thread, site = _profiled(layout, wanted)
    if thread is not None and not thread.posts and wanted.profile is None and _has_answers(layout, evidence):
        site, thread = thread.site, None
    if site is not None:
        message = f"the page is not as the profile of {site} knows it: it was read without a profile"
        found = found._replace(warnings=(("profile-mismatch", message),))
    if thread is None:
        found, elements, howto, thread = _by_elements(layout, evidence, wanted, found)
    if thread is not None:
        thread = with_declared_fields(thread, found.located)
    if thread is not None and thread.exact:
        return document, found._replace(thread=thread)
    found = found._replace(adverts=advert_ranges(layout, thread, elements))
    if thread is None and howto is None and found.steps:
        howto = HowTo((), sure=True)
    if thread is None and howto is not None:
        howto = with_questions(shown_howto(howto, document, evidence, found.declared, found.steps), evidence, layout)
        return document, found._replace(elements=elements, howto=howto)
    document = document._replace(layout=declared_steps(layout, found.located))
    found = found._replace(thread=thread, elements=elements, empty=find_emptiness(document, evidence, elements))
    if thread is None and found.empty is None:
        found = found._replace(paper=find_papers(texts_of(evidence)))
    if found.empty is not None:
        found = found._replace(warnings=(*found.warnings, ("no-content", found.empty.message)))
    return document, found


_Told = tuple[Found, list[RepeatedElements], HowTo | None, Thread | None]


def _by_elements(layout: Layout, evidence: Sequence[Evidence], wanted: Wanted, found: Found) -> _Told:
    """What a page that no profile knows shows: its repeated elements, a how-to, a thread, and where its article ends."""
    elements = find_repeated_elements(layout)
    howto, materials = howto_or_materials(evidence, layout)
    howto = with_headed_steps(howto, materials, evidence, layout)
    if found.steps and found.declared.kind == "howto":
        howto = (howto or HowTo((), sure=True).with_declared(found.steps, 0))._replace(sure=True)
        elements = [row for row in elements if not _holds(row, found.steps[0][0], found.steps[-1][1], layout)]
    if howto is not None and howto.sure:
        elements = _with_comments_below(elements, howto.first, howto.end, layout)
    elif (end := article_end(layout, evidence, posts=_are_posts(elements))) > 0:
        found = found._replace(article_end=end)
        elements = _with_comments_below(elements, 0, end, layout)
    elif howto is None and (end := first_article_end(layout, evidence, elements)) > 0:
        found = found._replace(article_end=end)
        elements = [row for row in elements if not row.is_posts]
    thread = element_thread(layout, elements, wanted.reference) or declared_thread(found.declared, found.located)
    if thread is None and howto is None and (asked := unanswered_thread(layout, evidence, wanted.reference)):
        thread, end = asked
        found = found._replace(article_end=end)
    if thread is None and howto is None and not _are_posts(elements):
        howto = listed_howto(materials, evidence, layout)
    return found, elements, howto, thread


def _has_answers(layout: Layout, evidence: Sequence[Evidence]) -> bool:
    """Whether a page shows answers, by names or headings, and does not say that it has none."""
    elements = find_repeated_elements(layout)
    return bool(elements) and elements[0].are_answers and not any(says_unanswered(seen.text) for seen in evidence)


def _are_posts(elements: Sequence[RepeatedElements]) -> bool:
    return bool(elements) and elements[0].is_posts


def _with_quotes(document: Document, evidence: Sequence[Evidence], found: Found) -> tuple[Document, Found]:
    """The document and what was found, with the quotes that marks of lines or earlier posts show."""
    quotes = marked_quotes(document, evidence)
    if found.thread is not None:
        taken = {i for quote in quotes for i in range(*quote.words)}
        told = find_quotes(document, evidence, found.thread)
        told = [quote for quote in told if taken.isdisjoint(range(*quote.words))]
        found = found._replace(thread=with_quoted_words(found.thread, told))
        quotes += told
    if not quotes:
        return document, found
    return with_quotes(document, quotes), found._replace(quotes=tuple(sorted(quotes)))


def _known_whole(document: Document, evidence: Sequence[Evidence], lines: Sequence[str]) -> Found | None:
    """What lines say of the whole page: that it lists others, that it is a paper, or a letter with what readers push below it."""
    empty = listed_pages(evidence)
    if empty is not None:
        return Found(empty=empty, warnings=(("no-content", empty.message),))
    paper = find_papers(lines)
    if paper:
        return Found(paper=paper)
    pushed = pushed_thread(document, evidence)
    return Found(thread=pushed) if pushed is not None else None


def _found_in_dump(document: Document, evidence: Sequence[Evidence], wanted: Wanted) -> Found:
    """What the words of a dump alone show: that it is empty, a paper, a how-to, or the thread of the lines that come again."""
    lines = texts_of(evidence)
    known = _known_whole(document, evidence, lines)
    if known is not None:
        return known
    howto = find_howto(evidence, document.layout)
    if howto is None or not howto.sure:
        pairs = find_turns(lines)
        if pairs:
            return Found(pairs=pairs)
        if is_labelled(lines):
            return Found(thread=_counted_thread(document, evidence, wanted.reference))
    if howto is not None:
        howto = howto._replace(title=howto_title(document, evidence, howto))
        howto = with_sections(howto, evidence, document.layout) if document.layout is not None else howto
        howto = without_credits(howto, lines)
        howto = with_questions(howto, evidence, document.layout)
    give_back(len(document.text))
    rows = rows_of(document, evidence)  # behind the how-to, which takes as much room on a large page
    thread = line_thread(document, evidence, rows, wanted.reference)
    if howto is not None and thread is not None and howto.stands_above(thread.posts):
        howto = howto._replace(sure=True)
    if howto is not None and howto.sure and not title_kind(evidence[0].text):
        counted = numbered_comments(evidence, howto.end)
        return Found(howto=howto._replace(comments=(counted,) if counted else _comments_below(thread, howto.end)))
    if howto is not None and thread is not None and _stands_outside(howto, thread, evidence):
        thread = None  # dates of a list beside or below it
    if howto is None:
        told = _told_by_title(document, evidence)
        if thread is None or (told is not None and _are_its_questions(told, thread)):
            howto, thread = told, None
    empty = empty_dump(evidence) if thread is None and howto is None else None
    if empty is not None:
        return Found(empty=empty, warnings=(("no-content", empty.message),))
    end = _article_end(document, rows) if thread is None and howto is None else -1
    return Found(thread, howto=howto if thread is None else None, article_end=end)


def _told_by_title(document: Document, evidence: Sequence[Evidence]) -> HowTo | None:
    """The how-to of a dump whose title asks how and which counts its steps and names none, with its title and what it tells besides."""
    layout = document.layout
    howto = counted_howto(evidence, layout)
    if howto is None and layout is not None:
        howto = listed_howto(materials_of(evidence, layout), evidence, layout)
    if howto is None:
        return None
    howto = howto._replace(title=howto_title(document, evidence, howto))
    return with_questions(with_sections(howto, evidence, layout) if layout is not None else howto, evidence, layout)


def _are_its_questions(howto: HowTo, thread: Thread) -> bool:
    """Whether what was taken for the posts of a thread is what a how-to tells besides: questions with their answers below a line that names them, behind its steps."""
    if not howto.questions or thread.posts == ():
        return False
    end = max(b for part in howto.parts if part.kind == "steps" for _, b in part.items)
    return all(a >= end for post in thread.posts for a, _ in post.all_ranges())


def _article_end(document: Document, rows: Sequence[Row]) -> int:
    """The piece that heads the comments below an article, or -1; looked for where a line may say so."""
    if not may_head_comments(document.folded):
        return -1
    return head_of_comments(rows)


def _stands_outside(howto: HowTo, thread: Thread, evidence: Sequence[Evidence]) -> bool:
    """Whether a thread is none beside a how-to: none of its posts holds a line of the steps; or one does, and what the others say is less and tells days
    alone, as lists of pages do: people's posts tell the time of day."""
    posts = [[i for held in post.all_ranges() for i in range(*held)] for post in (thread.question, *thread.posts)]
    told = {i for first, last in howto.content for i in range(first, last)}
    if told.isdisjoint(i for post in posts for i in post):
        return True
    if not howto.has_certain_steps or any("T" in (post.fields.published or "") for post in thread.posts):
        return False
    others = [i for post in posts if told.isdisjoint(post) for i in post]
    return sum(evidence[i].length for i in others) < sum(evidence[i].length for i in told)


def _counted_thread(document: Document, evidence: Sequence[Evidence], reference: datetime | None) -> Thread | None:
    """The thread of a document, where the page itself counts as many answers, or a line heads them."""
    rows = rows_of(document, evidence)
    thread = line_thread(document, evidence, rows, reference)
    if thread is None:
        return None
    told = told_count(rows)
    headed = thread.kind == "qa" and told < 0
    return thread if len(thread.posts) > 1 and (headed or told == len(thread.posts)) else None


def _comments_below(thread: Thread | None, end: int) -> tuple[Range, ...]:
    """The ranges of what was taken for posts behind the end of a how-to."""
    if thread is None:
        return ()
    posts = [held for post in (thread.question, *thread.posts) for held in post.all_ranges()]
    heads = [(i, i + 1) for i in thread.furniture.heads]
    return tuple(sorted(row for row in (*posts, *heads) if row[0] >= end))


def _with_comments_below(
    elements: list[RepeatedElements], begin: int, end: int, layout: Layout
) -> list[RepeatedElements]:
    """The repeated elements, where those that are posts are comments if none of them holds lines of the how-to or article `[begin, end)`."""
    if not elements or not elements[0].is_posts:
        return elements
    if _holds(elements[0], begin, end, layout):
        return elements
    return [elements[0]._replace(below_article=True), *elements[1:]]


def _holds(elements: RepeatedElements, begin: int, end: int, layout: Layout) -> bool:
    """Whether one of the elements holds some of the lines `[begin, end)`."""
    firsts, lasts = layout.nodes.firsts, layout.nodes.lasts
    return any(firsts[node] < end and lasts[node] > begin for node in elements.nodes)


def _declared(layout: Layout, wanted: Wanted) -> Found:
    declared = read_declared(layout, wanted.reference)
    return Found(declared=declared, located=locate(declared, layout))
