"""Previews of links, signatures and notes of edits inside posts."""

from __future__ import annotations

from qaclean import Page, clean
from qaclean.records.walk import block_lists

LONG = ("The hinge has a grub screw on the inside of the frame, and a quarter turn is all that it takes.", "Mine was stuck for years; a drop of oil over night and it came loose by hand.", "Do not use the drill for it, the thread is softer than it looks.")  # fmt: skip
POST = """<div class="post" id="p{n}"><div class="head"><a class="author" href="/user/{who}">{who}</a> <time datetime="2021-05-0{n}">2021-05-0{n}</time></div><div class="postbody">{body}</div></div>"""
CARD = '<aside class="onebox allowlistedgeneric"><header>tools.example</header><h3><a href="https://tools.example/a">Hinge keys and where to buy them in small numbers</a></h3><p>We compare nine keys for hinges, from the cheapest to the one that lasts for good.</p></aside>'  # fmt: skip


def thread(*bodies: str) -> Page:
    rows = [POST.format(n=n, who=who, body=body) for n, (who, body) in enumerate(zip(("mira", "jonas", "pell"), bodies, strict=True), 1)]  # fmt: skip
    return clean(
        f"<title>Door hinge stuck</title><h1>Door hinge stuck</h1>{''.join(rows)}",
        media_type="text/html",
        profile="none",
    )


def kept(page: Page) -> str:
    return "\n".join(block.text for place in block_lists(page) for block in place.blocks if hasattr(block, "text"))


def rules(page: Page, word: str) -> set[tuple[str, str]]:
    text = page.source_text
    return {(row.reason, row.rule) for row in page.removed if word in text[row.span[0] : row.span[1]]}


def test_the_preview_of_a_link_goes() -> None:
    page = thread(f"<p>{LONG[0]}</p>", f"<p>{LONG[1]}</p>{CARD}", f"<p>{LONG[2]}</p>")
    assert "nine keys" not in kept(page)
    assert rules(page, "nine keys") == {("related", "link-preview")}
    assert all(text in kept(page) for text in LONG)


def test_a_preview_that_is_all_of_a_post_stays() -> None:
    page = thread(f"<p>{LONG[0]}</p>", CARD, f"<p>{LONG[2]}</p>")
    assert "nine keys" in kept(page)


def test_signature_and_note_of_an_edit_go() -> None:
    foot = '<p class="postedit">Last edited by jonas (2021-05-02 10:11:12)</p><div class="postsignature postbody"><p>I restore old doors and write about it when it rains.</p></div>'
    page = thread(f"<p>{LONG[0]}</p>", f"<p>{LONG[1]}</p>{foot}", f"<p>{LONG[2]}</p>")
    assert rules(page, "Last edited") == {("metadata", "edited")}
    assert rules(page, "when it rains") == {("noise", "signature")}


def test_a_signature_outside_of_posts_is_content() -> None:
    page = clean(f"<title>The hinge call</title><h1>The hinge call</h1><p>{LONG[0]}</p><p class=signature>open_hinge(turns=1, oil=True) gives the hinge that was opened by that many turns.</p><p>{LONG[1]}</p>", media_type="text/html")  # fmt: skip
    assert "open_hinge" in kept(page)


def test_the_box_of_a_preview_is_no_code() -> None:
    page = thread(f"<p>{LONG[0]}</p>", CARD.replace("aside", "div").replace("onebox", "bbCodeBlock bbCodeBlock--unfurl"), f"<p>{LONG[2]}</p>")  # fmt: skip
    assert all(block.type != "code" for place in block_lists(page) for block in place.blocks)
