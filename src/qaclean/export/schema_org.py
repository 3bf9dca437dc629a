"""A page as schema.org JSON-LD: QAPage, FAQPage, HowTo, DiscussionForumPosting, Article or WebPage, as its kind asks.

Types and properties are those of schema.org 28; which page gets which type follows Google's structured data pages:
a QAPage has one question that users answer, an FAQPage several. Nothing is made up: what the record does not know is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from qaclean.export.escapes import for_json_line
from qaclean.export.plain import plain
from qaclean.records import Answer, Block, Heading, Image, Page, Paragraph, Question, Step, Steps
from qaclean.records.walk import block_lists

__all__ = ["as_schema_org", "write"]

Thing = dict[str, Any]


def write(page: Page, *, pretty: bool = False) -> str:
    """The page as JSON-LD that may stand inside `<script type="application/ld+json">`.

    >>> from qaclean import clean
    >>> write(clean("雨后的空气为什么清新?\\n因为雨水带走了灰尘。")).startswith('{"@context":"https://schema.org","@type":"QAPage"')
    True
    """
    style: Thing = {"indent": 2} if pretty else {"separators": (",", ":")}
    text = json.dumps(as_schema_org(page), ensure_ascii=False, **style)
    return for_json_line(text).replace("<", "\\u003c")  # "</script>" in a question must not end the script


def as_schema_org(page: Page) -> Thing:
    """The JSON-LD object of a page."""
    if page.kind == "howto" and any(_step_lists(page)):
        thing = _how_to(page)
    elif page.kind == "thread" and page.questions:
        thing = _posting(page, page.questions[0])
    elif page.questions:
        thing = _question_page(page)
    else:
        thing = _article(page)
    return {"@context": "https://schema.org", **_without_unknown(thing)}


def _question_page(page: Page) -> Thing:
    """One question: QAPage. Several, or a page that calls itself a list of questions: FAQPage."""
    faq = page.kind == "faq" or len(page.questions) > 1
    questions = [_question(question, faq) for question in page.questions]
    crumbs = [{"@type": "ListItem", "position": at, "name": name} for at, name in enumerate(page.breadcrumb, 1)]
    return {
        "@type": "FAQPage" if faq else "QAPage",
        **_page_facts(page),
        "breadcrumb": {"@type": "BreadcrumbList", "itemListElement": crumbs} if crumbs else None,
        "mainEntity": questions if faq else questions[0],
        "text": plain(page.body),
    }


def _question(question: Question, faq: bool) -> Thing:
    """A question; an FAQPage needs an accepted answer, which is its first one where none is marked."""
    accepted = next(
        (a for a in question.answers if a.accepted), question.answers[0] if faq and question.answers else None
    )
    suggested = [_comment(answer, "Answer") for answer in question.answers if answer is not accepted]
    return {
        "@type": "Question",
        "name": question.text,
        "text": plain(question.body),
        "image": _images(question.body),
        **_by(question),
        "answerCount": len(question.answers),
        "acceptedAnswer": _comment(accepted, "Answer") if accepted else None,
        "suggestedAnswer": suggested,
    }


def _comment(answer: Answer, kind: str) -> Thing:
    """An answer, or a reply in a thread, with what was said under it."""
    return {
        "@type": kind,
        "text": plain(answer.blocks),
        "image": _images(answer.blocks),
        **_by(answer),
        "upvoteCount": answer.votes,
        "comment": [{"@type": "Comment", "text": plain(followup)} for followup in answer.followups],
    }


def _posting(page: Page, first: Question) -> Thing:
    return {
        "@type": "DiscussionForumPosting",
        **_page_facts(page),
        **{key: value for key, value in _by(first).items() if value},
        "headline": page.title or first.text,
        "text": plain(first.body) or first.text,
        "image": _images(first.body),
        "commentCount": len(first.answers),
        "comment": [_comment(answer, "Comment") for question in page.questions for answer in question.answers],
    }


def _article(page: Page) -> Thing:
    body = plain(page.body)
    return {
        "@type": "Article" if body else "WebPage",
        **_page_facts(page),
        "articleBody": body,
        "image": _images(page.body),
    }


def _how_to(page: Page) -> Thing:
    blocks = list(_content(page))
    before = [block for block in blocks[: _first_steps(blocks)] if isinstance(block, Paragraph)]
    return {
        "@type": "HowTo",
        **_page_facts(page),
        "name": page.title or next((question.text for question in page.questions), None),
        "description": plain(before),
        "image": _images(blocks),
        "step": _sections(blocks),
        "text": plain(blocks),
    }


def _sections(blocks: Iterable[Block]) -> list[Thing]:
    """The steps; where a page has several lists of them, each is a HowToSection under the heading before it."""
    lists: list[tuple[str | None, Steps]] = []
    heading: str | None = None
    for block in blocks:
        if isinstance(block, Heading):
            heading = block.text
        elif isinstance(block, Steps) and block.role == "procedure":
            lists.append((heading, block))
            heading = None
    if len(lists) == 1:
        return [_step(step, at) for at, step in enumerate(lists[0][1].steps, 1)]
    return [_section(at, name, steps.steps) for at, (name, steps) in enumerate(lists, 1)]


def _section(position: int, name: str | None, steps: Iterable[Step]) -> Thing:
    items = [_step(step, at) for at, step in enumerate(steps, 1)]
    return {"@type": "HowToSection", "position": position, "name": name, "itemListElement": items}


def _step(step: Step, position: int) -> Thing:
    """A step; one with steps of its own is a HowToSection, which is how schema.org nests."""
    images = _images(step.images)
    if step.steps:
        return {**_section(position, step.text, step.steps), "image": images}
    return {"@type": "HowToStep", "position": position, "text": step.text, "image": images}


def _content(page: Page) -> Iterator[Block]:
    """What the page teaches: without comments, what belongs to no question at the end, as people read it."""
    places = [place for place in block_lists(page) if place.followup is None]
    return (block for place in sorted(places, key=lambda place: place.question is None) for block in place.blocks)


def _step_lists(page: Page) -> Iterator[Steps]:
    return (block for block in _content(page) if isinstance(block, Steps) and block.role == "procedure")


def _first_steps(blocks: list[Block]) -> int:
    return next(at for at, block in enumerate(blocks) if isinstance(block, Steps) and block.role == "procedure")


def _images(blocks: Iterable[Block]) -> list[str]:
    return [block.url for block in blocks if isinstance(block, Image) and block.url]


def _by(record: Page | Question | Answer) -> Thing:
    author = {"@type": "Person", "name": record.author} if record.author else None
    return {"author": author, "datePublished": record.published}


def _page_facts(page: Page) -> Thing:
    views = {
        "@type": "InteractionCounter",
        "interactionType": "https://schema.org/ViewAction",
        "userInteractionCount": page.views,
    }
    return {
        "name": page.title,
        "url": page.url,
        "inLanguage": page.language,
        **_by(page),
        "keywords": page.tags,
        "interactionStatistic": views if page.views is not None else None,
    }


def _without_unknown(value: Any) -> Any:
    """The same without null, empty text and empty lists, at every depth."""
    if isinstance(value, dict):
        return {key: _without_unknown(item) for key, item in value.items() if item not in (None, "", [])}
    return [_without_unknown(item) for item in value] if isinstance(value, list) else value
