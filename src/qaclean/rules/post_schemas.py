"""The schemas of the rules files about posts: who wrote what and when, who asks and who answers."""

from __future__ import annotations

from qaclean.rules.schema import Keys, Open, Rows
from qaclean.rules.value_types import (
    characters,
    flag,
    groups,
    integer,
    lists,
    name,
    pattern,
    text,
    texts,
)

__all__ = ["POST_SCHEMAS"]

POST_SCHEMAS: dict[str, Keys] = {
    "answer_heads": Keys(
        {
            "language": Rows(
                Keys(
                    {
                        "id": name,
                        "hits": texts,
                        "misses": texts,
                    },
                    {
                        "spaced": flag,
                        **dict.fromkeys(("who", "chosen", "others", "all", "answers", "either", "posts"), texts),
                        **dict.fromkeys(("place", "units", "between", "behind"), texts),
                    },
                )
            )
        }
    ),
    "attributions": Keys(
        {
            **dict.fromkeys(("accepted", "above", "below", "others", "neutral", "nobody", "edits"), texts),
            **dict.fromkeys(("asks", "answers", "words", "buttons", "ranks", "member_starts"), texts),
            "floors": Open(integer),
            "patterns": Keys(
                dict.fromkeys(("may", "floor", "votes", "counts", "read", "place"), pattern)
                | dict.fromkeys(("member", "phrase", "verb", "foot", "head"), pattern)
            ),
            "hits": lists(str, str, str, str, str, str),
            "misses": texts,
        }
    ),
    "page_facts": Keys(
        {
            "names": Keys(dict.fromkeys(("author", "editor", "published", "updated", "views", "tags", "other"), texts)),
            "source": Keys({"starts": texts}),
            "member": Keys({"pattern": pattern}),
            "tags": Keys({"bare": texts, "none": texts}),
            "author": Keys(
                {
                    **dict.fromkeys(
                        ("slash", "phrases", "signed", "ends", "behind", "months", "nobody", "misses"), texts
                    ),
                    "hits": lists(str, str),
                }
            ),
            "views": Keys(
                {
                    "between": texts,
                    "behind": pattern,
                    "before": pattern,
                    "hits": lists(str, int),
                    "misses": texts,
                }
            ),
            "votes": Keys({"hits": lists(str, int), "misses": texts}),
            "byline": Keys(
                dict.fromkeys(
                    (
                        "verbs",
                        "by",
                        "glue",
                        "counted",
                        "figures",
                        "buttons",
                        "of_post",
                        "vague",
                        "hits",
                        "misses",
                        "alone_hits",
                        "alone_misses",
                    ),
                    texts,
                )
            ),
        }
    ),
    "post_lines": Keys(
        {"comment_heads": pattern, "accepted_said": pattern, "push_heads": groups}
        | dict.fromkeys(
            (
                *(
                    "accepted_marks",
                    "accepted_by",
                    "months",
                    "weekdays",
                    "units",
                    "moments",
                    "ages",
                    "depths",
                    "answers",
                ),
                *(
                    "buttons",
                    "member_dates",
                    "beside_votes",
                    "foot_votes",
                    "foot_comments",
                    "no_names",
                    "rank_words",
                    "rank_ends",
                    "counted_ranks",
                    "floor_words",
                    "openers",
                    "categories",
                    "notices",
                    "member_origins",
                    "before_by",
                    "joints",
                    "end_lines",
                    "below_posts",
                    "liked",
                    "liked_ends",
                    "member_buttons",
                    "member_counts",
                    "by",
                    "avatars",
                    "avatars_of",
                ),
                *(
                    "again",
                    "thanks_heads",
                    "mail_heads",
                    "mail_senders",
                    "push_tags",
                    "push_origins",
                    "mail_lines",
                    "mail_feet",
                    "title_leads",
                    "tails",
                    "origins",
                    "ends",
                    "related",
                    "comment_words",
                    "any_posts",
                    "gone",
                    "counted",
                    "foots",
                ),
            ),
            texts,
        )
    ),
    "prefixes": Keys(
        {
            **dict.fromkeys(("question", "answer", "inline_question", "inline_answer", "pairs"), texts),
            **dict.fromkeys(("followup_question", "followup_answer", "reply", "detail", "late_detail"), texts),
            **dict.fromkeys(("followup_hits", "followup_misses", "right_option", "explanation", "glued_asks"), texts),
            "glued_question": text,
            "glued_opens": characters,
            "glued_answer": text,
            "glued_answer_not": characters,
            "bare_reply": text,
            "sections": Keys(dict.fromkeys(("asked", "told", "begins", "goes_on"), texts)),
        }
    ),
    "quotes": Keys(dict.fromkeys(("said", "heads", "boards", "between", "buttons", "ends", "of_boards"), texts)),
    "roles": Keys({"voices": texts, "starts": texts, "asker": texts, "question_forms": pattern}),
}
