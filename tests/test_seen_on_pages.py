"""Faults that were seen when saved pages of unknown sites were read: each in a page of ours with the same structure."""

from __future__ import annotations

import qaclean

_SAID = (
    "I soaked the handle in linseed oil for a night and wiped it in the morning.",
    "Mine took two nights, and the smell stayed for a week in the shed.",
    "Use boiled oil, the raw one stays sticky for a long time.",
)
_ARTICLE = "".join(
    f"<p>{words}</p>"
    for words in (
        "A wooden handle dries out over the winter, and by spring the head of the axe is loose on it.",
        "The cheap way is to drive the wedge deeper, which holds until the wood has swollen once more.",
        "What lasts is oil: it fills the pores and keeps the water of the air where it is, outside.",
    )
)


def _page(body: str, head: str = "") -> qaclean.Page:
    return qaclean.clean(
        f"<html><head><title>Loose axe</title>{head}</head><body>{body}</body></html>", media_type="text/html"
    )


def test_comments_that_are_article_elements_make_no_thread_of_an_article() -> None:
    comment = '<article class="comment-body" id="div-comment-{}"><footer class="comment-meta"><b class="fn">{}</b> <time datetime="2014-03-0{}T08:00:00Z">March {}, 2014</time></footer><div class="comment-content"><p>{}</p></div></article>'
    comments = "".join(
        comment.format(n, name, n, n, said)
        for n, name, said in zip((1, 2, 3), ("Rowan", "Ash", "Elm"), _SAID, strict=True)
    )
    declared = comments.replace(
        'class="comment-body"', 'itemprop="comment" itemscope itemtype="http://schema.org/Comment"'
    )
    for rows in (comments, declared):
        page = _page(
            f'<article class="post hentry"><h1>Loose axe</h1><div class="entry-content">{_ARTICLE}</div></article><div class="comments">{rows}</div>',
            '<meta property="og:type" content="article">',
        )
        assert page.kind == "article", rows
        assert next(getattr(block, "text", "") for block in page.body if block.type == "paragraph").startswith(
            "A wooden handle"
        )


def test_a_blockquote_that_is_the_text_of_a_post_quotes_nobody() -> None:
    post = '<li class="message"><div class="messageUserInfo"><a class="username" href="/m/{0}">{0}</a></div><a class="datePermalink"><span class="DateTime">Mar {1}, 2014</span></a><blockquote class="messageText ugc">{2}{3}</blockquote></li>'
    quote = '<div class="bbCodeBlock bbCodeQuote"><aside><div class="attribution type">Rowan said:</div><blockquote class="quoteContainer"><div class="quote">The smell stays.</div></blockquote></aside></div>'
    rows = "".join(
        post.format(name, n, quote if n == 2 else "", said)
        for n, name, said in zip((1, 2, 3), ("Rowan", "Ash", "Elm"), _SAID, strict=True)
    )
    page = _page(f'<h1>Loose axe</h1><ol class="messageList">{rows}</ol>')
    blocks = [[block.type for block in answer.blocks] for answer in page.questions[0].answers]
    assert blocks == [["quote", "paragraph"], ["paragraph"]]
    assert [getattr(block, "text", "") for block in page.questions[0].answers[0].blocks] == [
        "The smell stays.",
        _SAID[1],
    ]


def test_points_and_badges_of_a_member_are_no_words_of_a_post() -> None:
    post = """<div class="post js-{4}"><div class="vote-buttons"><div class="vote-number">0</div></div><div class="post-content">
    <div class="post-body"><div class="post-update-info"><p>{4} <abbr class="timeago" title="2013-03-26 01:0{1}:00">2013-03-26 01:0{1}:00</abbr></p>
    <div class="user-info"><a href="/users/{0}/">{0}</a><br><span class="reputation-score">1{1}</span> <span class="badges">{3}</span></div></div>
    <p>{2}</p><ul><li>{5}</li><li>{5}</li></ul></div></div></div>"""
    badges = "<span>&#9679;</span><span>1</span> <span>&#9679;</span><span>2</span>"
    rows = "".join(
        post.format(
            name,
            n,
            said,
            badges if n % 2 else "",
            "asked" if n == 1 else "answered",
            f"{name} says: {said} {_SAID[n % 3]}",
        )
        for n, name, said in zip(range(1, 6), ("rowan", "ash", "elm", "oak", "lime"), _SAID + _SAID[:2], strict=True)
    )
    page = _page(f"<h1>Loose axe</h1>{rows}")
    question = page.questions[0]
    said = [
        getattr(block, "text", "")
        for blocks in (question.body, *(answer.blocks for answer in question.answers))
        for block in blocks
    ]
    assert len(question.answers) == 4
    assert not any("●" in words for words in said)


def test_a_board_says_in_its_own_language_that_it_lists_threads() -> None:
    row = '<tr><td><a class="topictitle" href="t{0}">{1}</a></td><td>3</td><td>rowan</td><td>243{0}</td><td>Jeu Fév 07, 2008 9:5{0} pm</td></tr>'
    rows = "".join(row.format(n, title) for n, title in enumerate(("Manche fendu", "Huile de lin", "Affûtage")))
    page = qaclean.clean(
        f"<html><head><title>Les haches :: Voir le forum - Manches</title></head><body><h1>Manches</h1><p>Modérateurs : Aucun</p><p>Marquer tous les sujets comme lus</p><table><tr><th>Sujets</th><th>Réponses</th><th>Auteur</th><th>Vus</th><th>Derniers messages</th></tr>{rows}</table></body></html>",
        media_type="text/html",
    )
    assert page.kind == "none"


def test_a_line_that_sums_up_a_board_is_no_head_of_a_post() -> None:
    row = '<tr><td><a href="t{0}">{1}</a></td><td>{0}</td><td><a href="m{0}">rowan{0}</a></td><td>Jun {0}, 2015 7:51 PM<br><a href="l{0}">by: ash »</a></td></tr>'
    titles = (
        "Which oil for ash",
        "Wedge came out",
        "Head too loose",
        "Hang it or lay it",
        "New handle cracked",
        "Grain runs across",
    )
    rows = "".join(row.format(n, title) for n, title in enumerate(titles, 1))
    page = _page(
        f"<h1>Forum</h1><p>Messages: 389 Topics: 41 Last Post: Mar 11, 2016 10:49 AM</p><p>Welcome, Guest</p><table><tr><th>SUBJECT</th><th>REPLIES</th><th>AUTHOR</th><th>LAST POST</th></tr>{rows}</table>"
    )
    assert page.kind == "none"
