"""What each rules file may say: keys, types, examples that every rule must carry, bounded repetition in patterns.

`check` names the file, the rule, its line where it is known, and what is wrong. The tables of this module are the schema.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from qaclean.errors import RuleError
from qaclean.rules.value_types import (
    Check,
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

__all__ = ["SCHEMAS", "Keys", "Open", "Rows", "check"]


class Keys(NamedTuple):
    """A table: keys that it must have and may have, each with its type; of each group in `any_of` at least one stands in it."""

    required: Mapping[str, Spec]
    optional: Mapping[str, Spec] = {}
    any_of: tuple[tuple[str, ...], ...] = ()


class Rows(NamedTuple):
    """An array of tables, the rules of a file: each with an `id` of its own."""

    keys: Keys


class Open(NamedTuple):
    """A table whose keys are words of the rules themselves."""

    value: Spec


Spec = Check | Keys | Rows | Open


_EXAMPLES: dict[str, Spec] = {"hits": texts, "misses": texts}
_MARKS: dict[str, Spec] = dict.fromkeys(
    ("zone", "ends_zone", "under", "in_posts", "content", "counted", "publication", "of_post"), flag
)

SCHEMAS: dict[str, Keys] = {
    "attributions": Keys(
        {
            **dict.fromkeys(("accepted", "above", "below", "others", "neutral", "nobody"), texts),
            **dict.fromkeys(("asks", "answers", "words", "buttons", "ranks"), texts),
            "hits": lists(str, str, str, str, str, str),
            "misses": texts,
        }
    ),
    "characters": Keys(
        dict.fromkeys(
            ("simplified", "pairs", "traditional", "hangul", "second_level", "never_last", "never_first"), text
        )
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
    "consent": Keys({"phrases": texts, "buttons": texts, **_EXAMPLES}),
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
            "months": groups,
            **dict.fromkeys(("year", "month", "day", "hour", "minute", "not_behind"), characters),
            "weekday": pattern,
            "half": texts,
            "late": texts,
            "eras": Open(integer),
            "ago": Keys(
                {
                    "behind": texts,
                    "not_before": characters,
                    "half": text,
                    "now": texts,
                    **dict.fromkeys(("today", "yesterday", "day_before"), texts),
                    **dict.fromkeys(("seconds", "minutes", "hours", "days", "weeks", "months", "years"), texts),
                }
            ),
            **dict.fromkeys(("hits", "short", "relative"), lists(str, str)),
            **dict.fromkeys(("misses", "short_misses", "relative_misses"), texts),
        }
    ),
    "headings": Keys(dict.fromkeys(("words", "facts", "procedures", "step_words", "instructions", "verbs"), texts)),
    "images": Keys(
        {
            "hosts": texts,
            "shape": Rows(
                Keys({"id": name, "triggers": texts, "pattern": pattern, "hits": lists(str, str, str), "misses": texts})
            ),
            "parts": Keys(
                {
                    **dict.fromkeys(("attributes", "addresses", "own", "cut", "triggers", "misses"), texts),
                    "hits": lists(str, str, str),
                }
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
    "layout": Keys(
        dict.fromkeys(
            (
                "post",
                "furniture",
                "comment",
                "state",
                "person",
                "author",
                "votes",
                "accepted",
                "followup",
                "code_boxes",
                "hidden_names",
            ),
            texts,
        )
    ),
    "listings": Keys(
        {
            "source": pattern,
            "counts": pattern,
            "counters": texts,
            **dict.fromkeys(("source_hits", "source_misses", "counts_hits", "counts_misses"), texts),
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
                        "before": pattern_of_runs,
                        "alone": flag,
                        "list": name,
                        "counts_as": name,
                        "prior": number,
                        "before_digit": number,
                    },
                    (("delimiters", "before", "alone"),),
                )
            ),
            "step_box": Keys({"before": pattern_of_runs, "prior": number}),
            "paren": Keys({"prior": number}),
            "ordinal": Keys({"before": text, "prior": number, "steps": texts, "others": texts}),
            "named": Keys({"prior": number, "words": texts, "behind": texts}),
            "quantities": Keys({"units": text, "figures": text}),
            "delimiters": Open(number),
        }
    ),
    "page_facts": Keys(
        {
            "names": Keys(dict.fromkeys(("author", "editor", "published", "updated", "views", "tags", "other"), texts)),
            "author": Keys({"ends": texts, "nobody": texts, "hits": lists(str, str), "misses": texts}),
            "views": Keys({"hits": lists(str, int), "misses": texts}),
            "votes": Keys({"hits": lists(str, int), "misses": texts}),
        }
    ),
    "post_lines": Keys(
        dict.fromkeys(
            (
                *("months", "weekdays", "units", "moments", "answers", "buttons"),
                *("title_leads", "tails", "origins", "ends", "related"),
            ),
            texts,
        )
    ),
    "prefixes": Keys(
        {
            **dict.fromkeys(("question", "answer", "inline_question", "inline_answer", "pairs"), texts),
            **dict.fromkeys(("followup_question", "followup_answer", "reply", "detail", "late_detail"), texts),
            **dict.fromkeys(("followup_hits", "followup_misses", "right_option", "explanation"), texts),
            "sections": Keys(dict.fromkeys(("asked", "told", "begins", "goes_on"), texts)),
        }
    ),
    "markdown": Keys(
        {
            "front_matter": Keys(dict.fromkeys(("title", "url", "published", "author", "tags"), texts)),
            "reader_head": Keys(dict.fromkeys(("title", "url", "published", "none", "end"), texts)),
            "html": Keys(dict.fromkeys(("blocks", "inline"), texts)),
            "links": Keys(dict.fromkeys(("captions", "behind_image"), texts)),
        }
    ),
    "quotes": Keys(dict.fromkeys(("said", "heads", "between", "buttons"), texts)),
    "repairs": Keys(
        {
            "rule": Rows(
                Keys(
                    {"id": name, "kind": text, "misses": texts},
                    {
                        "trigger": characters,
                        "needs": pattern_of_runs,
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
                dict.fromkeys(("leads", "names", "tails", "strewn", "syllables", "last_syllables"), texts)
            ),
            "entities": Keys(dict.fromkeys(("punctuation", "code_names", "alone", "half"), texts)),
        }
    ),
    "segments": Keys(
        {
            **dict.fromkeys(("buttons", "heads", "tails"), texts),
            "shape": Rows(Keys({"id": name, "pattern": pattern, **_EXAMPLES}, {"inside": flag})),
            "page": Rows(Keys({"id": name, "text": text, "pieces": texts})),
            "whole": Keys({"misses": texts}),
        }
    ),
    "titles": Keys(dict.fromkeys(("site_words", "qa_words", "forum_words", "asks"), texts)),
}


def check(file: str, data: Mapping[str, Any], source: str = "") -> None:
    """Raise `RuleError` for the first fault in the rules of `file`.toml; `source` is its text, to name a line.

    >>> check("titles", {"asks": []})
    Traceback (most recent call last):
    qaclean.errors.RuleError: rules/titles.toml: `asks` is no list with at least one text
    """
    schema = SCHEMAS.get(file)
    if schema is None:
        raise RuleError(f"rules/{file}.toml: no schema; add one to qaclean/rules/schema.py")
    for rule, key, wrong in _faults(data, schema):
        where = f"rules/{file}.toml{_line_of(source, rule, key)}"
        raise RuleError(f"{where}: {f'rule {rule!r}: ' if rule else ''}{f'`{key}` ' if key else ''}{wrong}")


def _faults(data: Mapping[str, Any], keys: Keys, rule: str = "") -> Iterator[tuple[str, str, str]]:
    """Rule, key and fault of everything that is wrong in a table; unknown keys and wrong types before what is missing."""
    known = {**keys.required, **keys.optional}
    for key, value in data.items():
        if key not in known:
            yield rule, key, f"is unknown; known are {', '.join(known)}"
            continue
        yield from _faults_of(known[key], key, value, rule)
    for key in keys.required:
        if key not in data:
            yield rule, key, "is missing"
    for any_of in keys.any_of:
        if not any(key in data for key in any_of):
            yield rule, "", f"has none of {', '.join(any_of)}"


def _faults_of(spec: Spec, key: str, value: object, rule: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(spec, Rows):
        yield from _faults_of_rows(spec, key, value)
    elif not isinstance(spec, (Keys, Open)):
        if wrong := spec(value):
            yield rule, key, wrong
    elif not isinstance(value, dict):
        yield rule, key, "is no table"
    elif isinstance(spec, Keys):
        yield from _faults(value, spec, key)
    else:
        for word, said in value.items():
            yield from _faults_of(spec.value, f"{key}.{word}", said, rule)


def _faults_of_rows(rows: Rows, key: str, value: object) -> Iterator[tuple[str, str, str]]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        yield "", key, f"is no list of rules; write [[{key}]]"
        return
    ids: set[str] = set()
    for place, row in enumerate(value, 1):
        rule = str(row.get("id", f"{key} {place}"))
        if rule in ids:
            yield rule, "id", "stands twice"
        ids.add(rule)
        yield from _faults(row, rows.keys, rule)


def _line_of(source: str, rule: str, key: str) -> str:
    """`:12`, the line of a rule, or of a key where it is of none; nothing where it is not found."""
    wanted = f'id = "{rule}"' if f'id = "{rule}"' in source else f"{key} =" if not rule else f"[{rule}]"
    lines = [place for place, line in enumerate(source.split("\n"), 1) if line.startswith(wanted)]
    return f":{lines[-1]}" if lines else ""
