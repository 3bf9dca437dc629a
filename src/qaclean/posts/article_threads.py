"""Threads that are none: an article with dated teasers or with comments below it, a page said twice, lines that leave most of the text out."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from qaclean.posts.closed_rows import closed_rows
from qaclean.posts.line_posts import LinePost
from qaclean.posts.line_rows import LONG_MASS, MASS, Row
from qaclean.posts.line_shapes import shape_of
from qaclean.posts.line_words import heads_answers, heads_comments, heads_only_answers
from qaclean.posts.member_heads import show_members
from qaclean.text.columns import columns_of

__all__ = [
    "ABOVE_TITLE",
    "are_of_an_article",
    "head_of_comments",
    "loses_text",
]

MIN_KEPT = 0.35  # of the text between the title and the end that must stand in posts
MIN_LOST = 120.0  # of a row's mass: less than a paragraph outside of posts is a notice or a link, and proves nothing
ARTICLE, ARTICLE_LINES = 900, 8  # code points and rows of running text that make an article, as in HTML
HEADED_ARTICLE, HEADED_LINES = 280, 4  # columns and rows of one above a head of comments
MAX_WORD = 4  # code points of a word above a number of comments
OWN_DATES = 2  # of an article: when it was written, and when last changed
SHARE_OF_ARTICLE = 0.3  # ... of the text of its comments
DATED = frozenset(("any", "day", "relative", "timed"))  # anchors that are no more than dates
MOST_OF_ALL = 0.75  # share of an article in what the posts say
FEW_POSTS = 3  # posts of which the first is an article sooner
ABOVE_TITLE = 12  # rows of running text above a title: 30 forum pages have at most that in menus and notices
AGAIN = 0.8  # share of the text of answers that the question says too


def loses_text(rows: Sequence[Row], posts: Sequence[LinePost], title: int) -> bool:
    """Whether much running text of the page stands in no post: then the lines are no heads of posts. What stands above posts that tell of members is the
    site's own (a summary, rules)."""
    held = {i for post in posts for i in (*post.rows, *post.more)}
    end = max(held, default=0) + 1
    shut = closed_rows(rows[:end])
    long = [row for row in rows[max(title, 0) + 1 : end] if row.mass >= LONG_MASS and not shut[row.at]]
    return _are_lost(long, held) and not (
        show_members(rows, posts) and not _are_lost([row for row in long if row.at > min(held)], held)
    )


def _are_lost(long: Sequence[Row], held: Collection[int]) -> bool:
    """Whether most of some long rows are none that posts hold."""
    lost = sum(row.mass for row in long if row.at not in held)
    return lost >= MIN_LOST and lost > (1 - MIN_KEPT) * sum(row.mass for row in long)


def are_of_an_article(rows: Sequence[Row], posts: Sequence[LinePost], anchors: str, title: int) -> bool:
    """Whether what was taken for posts (the first is the question) belongs to an article: comments below it, teasers, itself said again. `anchors` is the
    kind of the lines that tell of them. Where most heads tell of members it is a forum's, however long a text stands above the first."""
    question, *answers = posts
    if _comments_are_headed(rows, posts) or _says_again(rows, question, answers):
        return True
    if show_members(rows, posts):
        return False
    comments = anchors != "answered" and _are_comments(rows, question, answers, title)
    return comments or _lists_other_pages(rows, posts, title) or _holds_an_article(rows, posts, anchors)


def _are_comments(rows: Sequence[Row], question: LinePost, answers: Sequence[LinePost], title: int) -> bool:
    """Whether the posts are comments below an article: between title and first answer stands much running text that is in no post, or
    above what was taken for the title (an article's title is said again above its comments)."""
    if sum(row.mass >= LONG_MASS for row in rows[1 : max(title, 1)]) > ABOVE_TITLE:
        return True
    asked = set(question.rows)
    above = [
        row
        for row in rows[max(title, 0) + 1 : answers[0].rows[0]]
        if row.mass >= LONG_MASS and row.at not in asked and not _is_of_list(rows, row.at)
    ]
    inside = sum(rows[i].mass for post in (question, *answers) for i in post.rows)
    lead = sum(row.length for row in above)
    return len(above) >= ARTICLE_LINES and lead >= max(ARTICLE, SHARE_OF_ARTICLE * inside)


def _is_of_list(rows: Sequence[Row], at: int) -> bool:
    """Whether a row stands between two lines that the page says again, with other numbers or none: a title in a list of other pages."""
    beside = [row for row in rows[max(at - 1, 0) : at + 2] if row.at != at]
    return len(beside) == 2 and all(row.repeated and not row.shape.sentence and "0" in row.shape.key for row in beside)


def _comments_are_headed(rows: Sequence[Row], posts: Sequence[LinePost]) -> bool:
    """Whether the posts are comments below a line that says so: the dates above it are the article's own."""
    head = head_of_comments(rows)
    return (
        head > 0 and sum(post.place.anchor is not None and post.place.anchor[0] < head for post in posts) <= OWN_DATES
    )


def head_of_comments(rows: Sequence[Row]) -> int:
    """The row that says in Chinese that comments follow, where much running text of an article stands above it; -1 for none. A page on which another line
    heads answers has none, nor one that says it below each of its posts."""
    heads = [row.at for row in rows if heads_comments(row.shape) or _counts_below(rows, row)]
    if not heads or sum(rows[i].shape.key == rows[heads[0]].shape.key for i in heads) > 1:
        return -1
    if any(heads_only_answers(row.shape) for row in rows):
        return -1
    lines, told = _running_text(rows[1 : heads[0]])
    return heads[0] if lines >= HEADED_LINES and told >= HEADED_ARTICLE else -1


def _running_text(rows: Sequence[Row]) -> tuple[int, int]:
    """The rows of running text among these, and their columns together."""
    running = [row for row in rows if row.mass >= MASS and row.shape.sentence]
    return len(running), sum(columns_of(row.shape.text) for row in running)


def _counts_below(rows: Sequence[Row], row: Row) -> bool:
    """Whether a row is the word of such a head, and the next the number of comments."""
    after = rows[row.at + 1].shape.key if row.at + 1 < len(rows) else ""
    return after == "0" and len(row.shape.text) <= MAX_WORD and heads_comments(shape_of(f"{row.shape.text}(0)"))


def _lists_other_pages(rows: Sequence[Row], posts: Sequence[LinePost], title: int) -> bool:
    """Whether all that was taken for answers stands below a line that ends the posts and tells days alone, below an article: teasers of other pages."""
    first = posts[1].rows[0]
    end = next((row.at for row in rows[max(title, 0) + 1 : first] if row.ends), -1)
    anchors = [post.place.anchor for post in posts[1:]]
    if end < 0 or any(anchor is None or anchor[0] < end or rows[anchor[0]].shape.date != "day" for anchor in anchors):
        return False
    return _running_text(rows[1:end])[1] >= HEADED_ARTICLE


def _holds_an_article(rows: Sequence[Row], posts: Sequence[LinePost], anchors: str) -> bool:
    """Whether one text holds nearly all that the posts say, and nothing but dates tells of them: an article with dated teasers or remarks. `anchors` is
    the kind of these lines.

    Dates with the time of day are what forums write: there the long text must be the first, and longer where many reply.
    """
    kind = anchors.partition("-")[0]
    if kind not in DATED and kind[0] != "=":
        return False
    lengths = [sum(rows[i].length for i in post.rows) for post in posts]
    long = max(range(len(posts)), key=lambda n: lengths[n])
    if lengths[long] < max(ARTICLE, MOST_OF_ALL * sum(lengths)) or any(heads_answers(row.shape) for row in rows):
        return False
    text = sum(rows[i].mass >= LONG_MASS for i in posts[long].rows)
    if kind != "timed":
        return text >= ARTICLE_LINES
    return long == 0 and text >= (ARTICLE_LINES if len(posts) <= FEW_POSTS else 2 * ARTICLE_LINES)


def _says_again(rows: Sequence[Row], question: LinePost, answers: Sequence[LinePost]) -> bool:
    """Whether the posts behind the first say hardly anything that stands not above: a dump of nested elements holds its page several times."""
    asked = {rows[i].shape.text for i in question.rows}
    told = [rows[i] for post in answers for i in (*post.rows, *post.more)]
    return sum(row.length for row in told if row.shape.text in asked) > AGAIN * sum(row.length for row in told)
