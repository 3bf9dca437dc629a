"""What an HTML article says of itself above its text: the headline that is its title, who wrote it, and when."""

from __future__ import annotations

import pytest

from qaclean import Page, clean
from qaclean.parser.article_facts import name_in
from qaclean.rules import load

TEXT = (
    "The lock on the canal was built from oak in 1811, and two of its gates are still the first ones, black and heavy as iron.",
    "The keeper's wife wrote down each boat that passed, with its load and the weather, for thirty-one years without a gap.",
    "Her books lie in the town hall, and whoever asks at the counter may read them, and many do, on a wet afternoon in March.",
)
BODY = "".join(f"<p>{text}</p>" for text in TEXT)
LONG = "Two of the gates of the lock on the canal at the weir of Oldenham are still the ones that were hung there in the year 1811."


def read(title: str, above: str, head: str = "", lead: str = "") -> Page:
    nav = '<header><a href="/">Home</a> <a href="/notes">Notes</a></header>'
    body = f"{nav}{lead}{above}<div class=article-body>{BODY}</div><footer>© 2020 Lock and Key</footer>"
    return clean(f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>", media_type="text/html")


def test_a_long_declared_title_is_the_title() -> None:
    page = read(LONG, "")
    assert page.title == LONG and page.kind == "article"
    assert all(getattr(block, "text", "") != LONG for block in page.body)


@pytest.mark.parametrize(
    ("declared", "headline"),
    (
        (
            "Oak gates still hang in lock - Lock and Key",
            "Still hanging: the oak gates of the 1811 lock",
        ),  # shorter, for searchers
        ("What a keeper's wife wrote down", "Thirty-one years of boats and weather"),  # the only heading of its level
    ),
)
def test_the_headline_that_the_page_shows_is_the_title(declared: str, headline: str) -> None:
    page = read(declared, f"<h1>{headline}</h1>")
    assert page.title == headline
    start, end = page.title_span or (0, 0)
    assert page.source_text[start:end] == headline
    gone = next(removed for removed in page.removed if removed.span[0] == 0)
    assert (gone.reason, gone.rule) == ("duplicate", "declared-title")


@pytest.mark.parametrize(
    "heading",
    (
        "<h1>Lock and Key</h1>",  # the site's name, at the end of the declared title
        "<h1>Oldenham</h1>",  # a name alone
        "<h1>The oak gates of 1811 by Ann Roe</h1>",  # the title and who wrote it
        '<h1><a href="/all">All that we ever wrote here</a></h1>',  # leads elsewhere
        "<h1>First of several here</h1><h1>Second of several here</h1>",
    ),
)
def test_a_heading_that_is_no_headline_leaves_the_declared_title(heading: str) -> None:
    site = '<meta property="og:site_name" content="Lock and Key">'
    assert read("The oak gates of 1811 - Lock and Key", heading, site).title == "The oak gates of 1811"


def test_the_heading_that_open_graph_names_is_the_title() -> None:
    og = '<meta property="og:title" content="Whoever asks may read them">'
    page = read("Books of the weir", "<h2>Notes of the month</h2><h2>Whoever asks may read them</h2>", og)
    assert page.title == "Whoever asks may read them"


BYLINES = (
    ('<div class="byline">By <a rel="author" href="/ann">Ann Roe</a> | May 3, 2019</div>', "Ann Roe"),
    ('<span class="post-author"><img alt=""> Ann RoeAnn Roe</span><p>', "Ann Roe"),
    ("<p>By Ann Roe Friday, May 3, 2019</p>", "Ann Roe"),
    ('<p class="author-line">Von Petra Muster und Jan de Vries</p>', "Petra Muster und Jan de Vries"),
    ('<p class="article-author">记者 海盐</p>', "海盐"),
    ('<div class="has-byline">May 3, 2019</div>', None),
    ('<div class="comment-author">Bo Roe</div>', None),
    ('<div class="byline">Share this with all of your friends today</div>', None),
)


@pytest.mark.parametrize(("byline", "author"), BYLINES)
def test_the_byline_below_the_headline_names_the_author(byline: str, author: str | None) -> None:
    assert read("The lock of 1811", f"<h1>The lock of 1811</h1>{byline}").author == author


def test_the_head_names_the_author_where_the_page_shows_the_name() -> None:
    meta = '<meta name="author" content="Ann Roe">'
    shown = read("The lock", "<h1>The lock</h1><p class=x>Words and pictures: Ann Roe, Oldenham</p>", meta)
    assert shown.author == "Ann Roe"
    assert read("The lock", "<h1>The lock</h1>", meta).author is None


@pytest.mark.parametrize(
    ("head", "above", "published"),
    (
        ('<meta property="article:published_time" content="2019-05-03T08:30:00Z">', "<p>Updated June 1, 2020</p>", "2019-05-03T08:30:00Z"),
        ('<meta name="dc.date.issued" content="2019-05-03">', "", "2019-05-03"),
        ("", '<time datetime="2019-05-03T08:30">a while ago</time>', "2019-05-03T08:30:00"),
        ("", '<span class="post-date" title="2019-05-03">Friday</span>', "2019-05-03"),
        ("", "<p>By Ann Roe, May 3, 2019</p>", "2019-05-03"),
        ("", "<p>May 3, 2019</p><p>June 1, 2020</p>", "2019-05-03"),
        ("", '<time class="comment-time" datetime="2019-05-03">May</time>', None),
    ),
)  # fmt: skip
def test_the_day_of_publication_is_the_declared_one_else_the_one_at_the_headline(
    head: str, above: str, published: str | None
) -> None:
    page = read("The lock", f"<h1>The lock</h1>{above}", head)
    assert page.model_dump(mode="json")["published"] == published


def test_a_name_among_several_may_have_small_particles() -> None:
    assert name_in("by Ann Roe, Jan van der Veen and Bo Roe") == "Ann Roe, Jan van der Veen and Bo Roe"
    assert name_in("by Ann Roe and the others of the desk") is None
    assert name_in("https://example.org/ann") is None


def test_the_classes_of_bylines_and_the_words_before_names_are_those_of_the_rules() -> None:
    rules = load("page_head")
    for part, told in (("hits", "Ann Roe"), ("misses", None)):
        for name in rules["element"][part]:
            byline = f'<span class="{name}">Ann Roe</span>'
            assert (
                read(
                    "The lock of 1811", f"<h1>The lock of 1811</h1><p>{byline} of the weir, as it was, is no name</p>"
                ).author
                == told
            )
    assert [name_in(line) for line in rules["leads"]["hits"]] == ["Ann Roe", "海盐", "Petra Muster"]
    assert [name_in(line) for line in rules["leads"]["misses"]] == rules["leads"]["misses"]
