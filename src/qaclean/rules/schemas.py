"""The schema of each rules file: keys, types, and the examples that every rule must carry; those of posts stand in `post_schemas`."""

from __future__ import annotations

from qaclean.rules.post_schemas import POST_SCHEMAS
from qaclean.rules.schema import Keys, Open, Rows, Spec
from qaclean.rules.value_types import (
    characters,
    flag,
    groups,
    identifier,
    integer,
    lists,
    name,
    number,
    one_of,
    pattern,
    pattern_of_runs,
    text,
    texts,
)

__all__ = ["SCHEMAS"]

_EXAMPLES: dict[str, Spec] = {"hits": texts, "misses": texts}
_TAIL, _INDEX = ("facts", "lines", "anywhere", "rights", "heads", "shares"), ("names", "cut", "notices", "unanswered")


def _patterns(*names: str) -> dict[str, Spec]:
    """Patterns with their `NAME_hits` and `NAME_misses`."""
    return {f"{row}{end}": texts if end else pattern for row in names for end in ("", "_hits", "_misses")}


_MARKS: dict[str, Spec] = dict.fromkeys(
    ("zone", "ends_zone", "under", "in_posts", "content", "counted", "publication", "of_post"), flag
)

SCHEMAS: dict[str, Keys] = {
    **POST_SCHEMAS,
    "characters": Keys(
        dict.fromkeys(("simplified", "pairs", "traditional", "hangul", "second_level"), text)
        | dict.fromkeys(("never_last", "never_first", "both"), text)
    ),
    "code": Keys(
        {
            "line": Rows(
                Keys({"id": name, "weight": number, "pattern": pattern, **_EXAMPLES}, {"alone": flag, "worded": flag})
            ),
            "scripts": Keys({"starts": texts, "names": texts, "topics": texts, **_EXAMPLES}),
            "buttons": Keys({"words": texts, "glued": texts}),
        }
    ),
    "menus": Keys({"words": texts, **_EXAMPLES}),
    "sign_in": Keys(dict.fromkeys(("acts", "before", "behind", "joins", "passwords"), texts) | _EXAMPLES),
    "page_head": Keys(
        {
            "author": texts,
            "published": texts,
            "element": Keys({"author": texts, "date": texts, "others": texts, **_EXAMPLES}),
            "leads": Keys({"words": texts, "days": texts, **_EXAMPLES}),
        }
    ),
    "consent": Keys({"phrases": texts, "needs": texts, "buttons": texts, **_EXAMPLES}),
    "cues": Keys(
        {
            "cue": Rows(
                Keys(
                    {"id": name, "reason": text, **_EXAMPLES},
                    {
                        "like": name,
                        "rank": integer,
                        "words": texts,
                        "starts": texts,
                        "whole": texts,
                        "needs": text,
                        "pattern": pattern,
                        **_MARKS,
                    },
                    (("words", "starts", "whole", "pattern"), ("rank", "like")),
                )
            )
        }
    ),
    "dates": Keys(
        {
            "days_of_week": groups,
            "months": groups,
            **dict.fromkeys(("year", "month", "day", "hour", "minute", "not_behind"), characters),
            "weekday": pattern,
            **dict.fromkeys(("half", "of", "at", "late", "day_first"), texts),
            "eras": Open(integer),
            "ago": Keys(
                {
                    "behind": texts,
                    "not_before": characters,
                    "few": characters,
                    "half": text,
                    **dict.fromkeys(("now", "before_times", "behind_times"), texts),
                    **dict.fromkeys(("today", "yesterday", "day_before"), texts),
                    **dict.fromkeys(("seconds", "minutes", "hours", "days", "weeks", "months", "years"), texts),
                }
            ),
            **dict.fromkeys(("hits", "short", "relative"), lists(str, str)),
            **dict.fromkeys(("misses", "short_misses", "relative_misses"), texts),
        }
    ),
    "headings": Keys(dict.fromkeys(("words", "facts", "procedures", "step_words", "verbs"), texts)),
    "images": Keys(
        {
            "hosts": texts,
            "shape": Rows(
                Keys({"id": name, "triggers": texts, "pattern": pattern, "hits": lists(str, str, str), "misses": texts})
            ),
            "parts": Keys(
                dict.fromkeys(("attributes", "addresses", "own", "cut", "triggers", "misses"), texts)
                | {"hits": lists(str, str, str)}
            ),
        }
    ),
    "inline": Keys(
        {
            "cut": Rows(
                Keys(
                    {"id": name, "reason": text, "needs": texts, **_EXAMPLES},
                    {"head": pattern, "tail": pattern},
                    (("head", "tail"),),
                )
            )
        }
    ),
    "languages": Keys(
        {
            **dict.fromkeys(("traditional", "simplified"), text),
            **dict.fromkeys(("german", "english", "others"), texts),
            "scripts": Open(texts),
        }
    ),
    "layout": Keys(
        dict.fromkeys(
            (
                *(
                    "post",
                    "furniture",
                    "comment",
                    "state",
                    "person",
                    "author",
                    "votes",
                    "votes_around",
                    "advert",
                    "accepted",
                    "followup",
                ),
                "reply_buttons",
                *(
                    "code_boxes",
                    "line_boxes",
                    "post_texts",
                    "hidden_names",
                    "inserted",
                    "link_preview",
                    "signature",
                    "edited",
                ),
            ),
            texts,
        )
    ),
    "indexes": Keys(_patterns(*_INDEX) | dict.fromkeys(("bodies", "counters", "members", "read_on"), texts)),
    "listings": Keys(_patterns("source", "counts") | {"counters": texts}),
    "markdown": Keys(
        {
            "front_matter": Keys(dict.fromkeys(("title", "url", "published", "author", "tags"), texts)),
            "reader_head": Keys(dict.fromkeys(("title", "url", "published", "none", "end"), texts)),
            "html": Keys(dict.fromkeys(("blocks", "inline"), texts)),
            "links": Keys(dict.fromkeys(("captions", "behind_image"), texts)),
        }
    ),
    "notices": Keys({"notice": Rows(Keys({"id": name, "pattern": pattern, **_EXAMPLES}))}),
    "numbering": Keys(
        {
            "not_behind": characters,
            "numerals": Rows(
                Keys(
                    {"id": name, "characters": characters},
                    {
                        "value": one_of("order", "decimal", "chinese"),
                        "longest": integer,
                        "not_behind": characters,
                        "not_before": characters,
                        "followed_by": pattern_of_runs,
                    },
                )
            ),
            "style": Rows(
                Keys(
                    {"id": identifier, "numerals": texts, "hits": lists(str, list), "misses": texts},
                    {
                        "delimiters": characters,
                        "spaced": flag,
                        "unless": pattern,
                        "words": texts,
                        "before": pattern_of_runs,
                        "alone": flag,
                        "list": name,
                        "counts_as": name,
                        "prior": number,
                        "before_digit": number,
                    },
                    (("delimiters", "words", "before", "alone"),),
                )
            ),
            "step_box": Keys({"before": pattern_of_runs, "prior": number}),
            "paren": Keys({"prior": number}),
            "ordinal": Keys({"before": text, "prior": number, "steps": texts, "others": texts}),
            "named": Keys({"prior": number, "words": texts, "behind": texts}),
            "quantities": Keys({"units": text, "verbs": texts, "figures": text}),
            "delimiters": Open(number),
            "marks": characters,
            "scales": Open(integer),
        }
    ),
    "phrases": Keys({"phrase": Rows(Keys({"id": name, "words": texts, **_EXAMPLES}))}),
    "articles": Keys({"ends": Keys({"starts": texts, **_EXAMPLES}), "tail": Keys(_patterns(*_TAIL))}),
    "repairs": Keys(
        {
            "rule": Rows(
                Keys(
                    {"id": name, "kind": text, "misses": texts},
                    {
                        "trigger": characters,
                        "needs": pattern_of_runs,
                        "holds": text,
                        "pattern": pattern_of_runs,
                        "after": lambda value: "" if isinstance(value, str) else "is no text",
                        "hits": lists(str, str),
                        "hits_in_tests": flag,
                        "function": text,
                        "script": one_of("simplified", "not-traditional"),
                    },
                    (("pattern", "function"), ("hits", "hits_in_tests")),
                )
            ),
            "copy_marks": Keys(
                {
                    **dict.fromkeys(("leads", "names", "tails", "strewn", "syllables", "last_syllables"), texts),
                    "knows": text,
                }
            ),
            "addresses": Keys({"before": text, "after": text}),
            "entities": Keys(dict.fromkeys(("named", "punctuation", "code_names", "alone", "half"), texts)),
        }
    ),
    "sections": Keys(
        {
            part: Keys(
                {"whole": texts, "starts": texts, **_EXAMPLES},
                {"labels": texts, "endings": texts, "spoken": texts, "tools": texts},
            )
            for part in ("steps", "materials", "ends", "remarks")
        }
        | {
            "units": Keys({"whole": texts, "joints": texts, **_EXAMPLES}),
            **dict.fromkeys(("buttons", "menus", "notes", "advice"), Keys({"whole": texts, **_EXAMPLES})),
            "unmeasured": Keys({"whole": texts, "served": texts, **_EXAMPLES}),
            "counted": Keys({"words": texts, "behind": texts, "digits": texts, **_EXAMPLES}),
            "author": Keys(
                dict.fromkeys(("clear", "short", "introduces", "teams", "jobs", "durations"), texts) | _EXAMPLES
            ),
        }
    ),
    "segments": Keys(
        {
            **dict.fromkeys(("buttons", "sure_buttons", "heads", "tails"), texts),
            "page": Rows(Keys({"id": name, "text": text, "pieces": texts})),
            "whole": Keys({"misses": texts}),
            "counted": Keys({"pattern": pattern, **_EXAMPLES}),
            "trail": Keys(dict.fromkeys(("homes", "ends"), texts)),
            "shape": Rows(Keys({"id": name, "begins": text, "pattern": pattern, **_EXAMPLES}, {"inside": flag})),
        }
    ),
    "titles": Keys(
        dict.fromkeys(
            (
                "site_words",
                "blog_words",
                "qa_words",
                "forum_words",
                "forum_behind_marks",
                "asks",
                "asking_words",
                "ask_behind",
                "how",
                "how_starts",
                "faq_words",
                "asking_ends",
                "greetings",
            ),
            texts,
        )
    ),
}
