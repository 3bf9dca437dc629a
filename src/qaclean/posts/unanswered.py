"""Pages of a question that nobody has answered: a line says so (`0 Answers`, `暂无回答`), and the question stands between the page's heading and it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from qaclean.patterns import compile_at_once
from qaclean.posts.element_threads import lead_fields
from qaclean.posts.model import Post, Thread
from qaclean.rules import load
from qaclean.segments.document import fold
from qaclean.segments.layout import Layout
from qaclean.segments.signals import Evidence
from qaclean.text.titles import asks, title_kind

__all__ = ["says_unanswered", "unanswered_thread"]

MAX_LINE = 60  # code points of the line that says it


@lru_cache(maxsize=1)
def _said() -> re.Pattern[str]:
    return compile_at_once(load("indexes")["unanswered"])


def says_unanswered(line: str) -> bool:
    """Whether a folded line only says that a question has no answers.

    >>> [says_unanswered(line) for line in ("0 Answers", "暂无回答,快来抢沙发吧", "10 Answers", "No answer is wrong here")]
    [True, True, False, False]
    """
    return len(line) <= MAX_LINE and _said().match(line.lower()) is not None


def unanswered_thread(
    layout: Layout, evidence: Sequence[Evidence], reference: datetime | None = None
) -> tuple[Thread, int] | None:
    """The thread of a question without answers, and the line that says so; None where the page is another."""
    title = fold(layout.head.title)
    headings = [i for i, origin in enumerate(layout.origins) if origin.level == 1]
    if not (asks(title) or title_kind(title) == "qa" or any(asks(evidence[i].text) for i in headings)):
        return None
    end = next((i for i, seen in enumerate(evidence) if i and says_unanswered(seen.text)), 0)
    heading = max((i for i in headings if i < end), default=0)
    if end <= heading + 1:
        return None
    question = Post([(heading + 1, end)], (), lead_fields(layout, end, reference))
    return Thread(question, [], "qa", "unanswered", exact=False), end
