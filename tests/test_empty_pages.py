"""Pages that hold nothing: notices of boards, searches without results, parked domains and consent walls; beside content the same words are nothing."""

from __future__ import annotations

import pytest

from qaclean import clean

NAV = '<div id="nav"><a href="/">Home</a> <a href="/f">Forum</a> <a href="/m">Members</a></div>'


def page(title: str, body: str) -> str:
    return f"<html><head><title>{title}</title></head><body>{NAV}{body}<p>Powered by Board</p></body></html>"


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Lathe Board - Information", '<div class="panel"><h2>Information</h2><p>The requested topic does not exist.</p></div>'),
        ("Lathe Talk", "<h2>vBulletin Message</h2><p>No Thread specified. If you followed a valid link, please notify the administrator</p>"),
        ("Lathe Board - Login", "<form><h2>The board requires you to be registered and logged in to view this forum.</h2><dl><dt>Username:</dt><dt>Password:</dt></dl><p>In order to login you must be registered. Registering takes only a few moments but gives you increased capabilities.</p></form>"),
        ("Search - Notes", "<h1>Nothing Found</h1><p>Sorry, but nothing matched your search terms. Please try again with some different keywords.</p>"),
        ("turning.example", "<p>This domain may be for sale!</p><h2>Related searches</h2><ul><li><a href=/a>Wood Lathes</a></li><li><a href=/b>Bowl Blanks</a></li></ul>"),
        ("Before you continue", "<h1>We value your privacy</h1><p>We and our partners store and/or access information on a device, such as cookies and process personal data for ads and content.</p><button>Accept all</button>"),
    ],
)  # fmt: skip
def test_a_page_that_only_says_why_it_shows_nothing_is_none(title: str, body: str) -> None:
    empty = clean(page(title, body), media_type="text/html")
    assert empty.kind == "none"
    assert (empty.questions, empty.body) == ([], [])
    assert [warning.code for warning in empty.warnings] == ["no-content"]


def test_a_banner_beside_an_article_makes_it_no_empty_page() -> None:
    told = "<p>A bowl gouge wants a long bevel, and a spindle gouge does not, which is why I keep two stones and a jig for each of them beside the lathe.</p>"
    kept = clean(
        page("Two stones", f"<h1>Two stones</h1>{told}<div>We value your privacy</div>"), media_type="text/html"
    )
    assert kept.kind != "none"
